"""Questions in, answer records out: what is answered, what is declined, and how."""

from pathlib import Path

import pytest
from cooking_pages import PAGES, written
from fake_encoder import FakeEncoder
from hypothesis import given
from hypothesis import strategies as st

from assistant.assistant import LONGEST_QUESTION, Assistant
from assistant.types import DECLINED, Answer, Outcome
from assistant.wording import LANGUAGES, Language
from index import changes


def cited(answer: Answer) -> set[str]:
    return {citation.document for citation in answer.citations}


def test_an_answer_quotes_the_right_page_letter_for_letter(assistant: Assistant) -> None:
    answer = assistant.ask("Wie lange dauert die Ausbildung zum Koch in Essen?")
    assert answer.outcome is Outcome.ANSWERED
    assert cited(answer) == {"koch-essen.txt"}
    assert "drei Jahre" in answer.citations[0].quote
    for citation in answer.citations:
        document = assistant.library.document(citation.document)
        assert document is not None
        assert citation.quote == document.text[citation.start : citation.end]
        assert f"[{citation.number}]" in answer.text


def test_pay_comes_with_typed_amounts(assistant: Assistant) -> None:
    answer = assistant.ask("Was verdient ein Koch in Bochum?")
    assert cited(answer) == {"koch-bochum.txt"}
    assert (2500, 2500, "month", "entry") in {(a.low, a.high, a.period, a.stage) for a in answer.amounts}
    assert {(a.occupation, a.place) for a in answer.amounts} == {("Koch", "Bochum")}


def test_a_place_without_a_page_is_named_and_never_answered_from_another(assistant: Assistant) -> None:
    answer = assistant.ask("Was verdient ein Koch in Hamburg?")
    assert answer.outcome is Outcome.NOT_IN_DOCUMENTS
    assert answer.text == "Zu Hamburg liegt keine Seite vor. Für Koch gibt es Seiten zu: Bochum, Essen."
    assert (answer.missing, answer.citations) == ("Hamburg", ())


def test_an_occupation_without_a_page_is_named(assistant: Assistant) -> None:
    answer = assistant.ask("Was verdient ein Zahnarzt in Essen?")
    assert answer.outcome is Outcome.NOT_IN_DOCUMENTS
    assert answer.text.startswith("Zum Beruf Zahnarzt liegt keine Seite vor.")


def test_a_pair_without_a_page_is_named(assistant: Assistant) -> None:
    answer = assistant.ask("Was macht ein Maler in Essen?")
    assert answer.text == "Zu Maler in Essen liegt keine Seite vor. Für Maler gibt es Seiten zu: Bochum."


def test_a_page_that_tells_no_pay_says_so(assistant: Assistant) -> None:
    answer = assistant.ask("Gehalt, Lohn und Verdienst als Maler in Bochum")
    assert answer.outcome is Outcome.NOT_IN_DOCUMENTS
    assert answer.text == "Die Seite „Maler Jobs und Stellenangebote in Bochum“ sagt nichts über: Gehalt."


def test_two_places_stand_side_by_side_each_with_its_name(assistant: Assistant) -> None:
    answer = assistant.ask("Was verdient ein Koch in Bochum oder Essen?")
    assert answer.outcome is Outcome.COMPARED
    assert cited(answer) == {"koch-bochum.txt", "koch-essen.txt"}
    assert {statement.text.partition(":")[0] for statement in answer.statements if statement.kind == "figure"} == {"Bochum", "Essen"}


def test_a_comparison_is_a_table_with_a_citation_in_every_cell(assistant: Assistant) -> None:
    answer = assistant.ask("Was verdient ein Koch in Bochum oder Essen?")
    table = answer.table
    assert table is not None
    assert [(row.place, row.document) for row in table.rows] == [("Bochum", "koch-bochum.txt"), ("Essen", "koch-essen.txt")]
    assert table.columns[0] == "Am Anfang"
    assert [row.cells[0].text for row in table.rows] == ["rund 2.500 € brutto im Monat", "2.600 € brutto im Monat"]
    assert all(row.cells[0].citations for row in table.rows)
    cells = [cell for row in table.rows for cell in row.cells if cell.amounts]
    assert cells and all(answer.amounts[position].citation in cell.citations for cell in cells for position in cell.amounts)


def test_a_page_beside_one_that_tells_no_pay_is_quoted_whole(assistant: Assistant) -> None:
    answer = assistant.ask("Was verdient ein Koch oder ein Maler in Bochum?")
    assert answer.outcome is Outcome.ANSWERED
    assert {number for statement in answer.statements for number in statement.citations} == {citation.number for citation in answer.citations}
    assert answer.text.endswith("sagt nichts über: Gehalt.")


def test_where_most_is_paid_is_found_over_all_pages(assistant: Assistant) -> None:
    answer = assistant.ask("Wo verdient ein Koch am meisten Gehalt und Lohn?")
    assert answer.outcome is Outcome.COMPARED
    assert answer.text == (
        "Essen: 2.600 € brutto im Monat am Anfang. [1] Bochum: rund 2.500 € brutto im Monat am Anfang. [2] Verglichen: 2 von 2 Seiten, 2.500–2.600 € im Monat."
    )


def test_experience_alone_is_a_follow_up_about_pay(assistant: Assistant) -> None:
    first = assistant.ask("Gehalt und Lohn als Koch in Bochum")
    second = assistant.ask("und mit Berufserfahrung?", first.slots)
    assert second.understood_as == "Was verdient man als Koch in Bochum mit Berufserfahrung?"
    assert "2.900" in second.text


def test_a_stage_that_no_page_tells_is_not_ranked_by_another(assistant: Assistant) -> None:
    answer = assistant.ask("Wo verdient ein Azubi als Koch am meisten Gehalt und Lohn?")
    assert answer.outcome is not Outcome.COMPARED


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Welche Städte gibt es für Köche?", "Koch: Bochum, Essen. [1] [2]"),
        ("Welche Berufe gibt es in Essen?", "Essen: Koch. [1]"),
        ("Welche Berufe gibt es?", "Es gibt Seiten zu diesen Berufen: Koch, Maler. [1] [2]"),
    ],
)
def test_what_the_library_holds_is_told_and_proven_by_its_pages(assistant: Assistant, question: str, text: str) -> None:
    answer = assistant.ask(question)
    assert (answer.outcome, answer.text) == (Outcome.ANSWERED, text)
    for citation in answer.citations:
        document = assistant.library.document(citation.document)
        assert document is not None
        assert citation.quote == document.text[citation.start : citation.end] != ""


def test_pay_in_another_period_is_worked_out_only_when_asked_for(assistant: Assistant) -> None:
    first = assistant.ask("Gehalt, Lohn und Verdienst als Koch in Essen")
    assert not any(statement.kind == "sum" for statement in first.statements)
    second = assistant.ask("Und im Jahr?", first.slots)
    assert "Umgerechnet: 2.600 € × 12 = 31.200 € im Jahr." in [statement.text for statement in second.statements]


def test_a_follow_up_asks_the_same_question_of_another_page(assistant: Assistant) -> None:
    first = assistant.ask("Wer plant als Koch in Bochum Menüs?")
    assert assistant.ask("Und in Essen?", first.slots).understood_as == "Wer plant als Koch in Essen Menüs?"


def test_without_a_place_each_sentence_names_its_own(assistant: Assistant) -> None:
    answer = assistant.ask("Was verdient ein Koch?")
    documents = {citation.number: citation.document for citation in answer.citations}
    named = [statement for statement in answer.statements if ":" in statement.text]
    assert {documents[number] for statement in named for number in statement.citations} == {"koch-bochum.txt", "koch-essen.txt"}
    for statement in named:
        assert {documents[number] for number in statement.citations} == {f"koch-{statement.text.partition(':')[0].lower()}.txt"}


def test_a_follow_up_carries_over_what_it_leaves_open_and_shows_it(assistant: Assistant) -> None:
    first = assistant.ask("Gehalt und Lohn als Koch in Bochum")
    second = assistant.ask("Und in Essen?", first.slots)
    assert cited(second) == {"koch-essen.txt"}
    assert second.slots.carried_over == ("occupation", "aspect")
    assert second.understood_as == "Was verdient man als Koch in Essen?"


def test_a_new_conversation_carries_nothing_over(assistant: Assistant) -> None:
    assert assistant.ask("Und in Essen?").slots.occupation == ()


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("", "Bitte geben Sie eine Frage ein."),
        ("   \n ", "Bitte geben Sie eine Frage ein."),
        ("🙂🙂🙂", "Das habe ich nicht verstanden. Bitte fragen Sie in Worten."),
        ("?!…", "Das habe ich nicht verstanden. Bitte fragen Sie in Worten."),
        ("Was " * 2500, f"Ihre Frage ist zu lang. Bitte fassen Sie sie in höchstens {LONGEST_QUESTION} Zeichen."),
    ],
)
def test_what_is_no_question_gets_a_kind_sentence(assistant: Assistant, question: str, text: str) -> None:
    answer = assistant.ask(question)
    assert (answer.outcome, answer.text) == (Outcome.CLARIFY, text)


def test_what_is_offered_is_encoded_in_one_pass_and_tried_once(assistant: Assistant, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    passes: list[int] = []
    encode = encoder.encode_questions
    monkeypatch.setattr(encoder, "encode_questions", lambda texts: passes.append(len(texts)) or encode(texts))
    question = "Was verdient ein Koch in Hamburg?"
    offered = assistant.ask(question).suggestions
    first = len(passes)
    assert assistant.ask(question).suggestions == offered
    assert len(offered) > 1
    assert first == (len(passes) - first) + 1


def test_suggestions_are_answered(assistant: Assistant) -> None:
    for question in ("Was verdient ein Koch in Hamburg?", "Was macht ein Maler in Essen?", "Wie wird das Wetter?"):
        for suggestion in assistant.ask(question).suggestions:
            assert assistant.ask(suggestion).outcome is Outcome.ANSWERED


def test_the_source_is_the_whole_section(assistant: Assistant) -> None:
    citation = assistant.ask("Wie lange dauert die Ausbildung zum Koch in Essen?").citations[0]
    source = assistant.source(citation)
    assert source.quote == citation.quote
    assert source.heading == "So wird man es"
    assert source.before + source.quote + source.after == (
        "Die Ausbildung dauert drei Jahre und findet im Betrieb und in der Berufsschule statt. Danach ist der Küchenmeister möglich."
    )


def test_a_source_that_has_changed_is_not_shown_as_if_it_had_not(tmp_path: Path, pages: Path, assistant: Assistant, encoder: FakeEncoder) -> None:
    citation = assistant.ask("Wie lange dauert die Ausbildung zum Koch in Essen?").citations[0]
    (pages / "koch-essen.txt").write_text("Beruf Koch in Essen\nKurz\nEs gibt eine neue Seite, die anderes sagt.\n", encoding="utf-8")
    changes.add(tmp_path / "library", [pages], encoder)
    with pytest.raises(LookupError, match="has changed"):
        assistant.source(citation)


def test_a_newer_generation_is_followed(tmp_path: Path, pages: Path, assistant: Assistant, encoder: FakeEncoder) -> None:
    assert assistant.ask("Koch in Essen").generation == 1
    changes.remove(tmp_path / "library", ["koch-essen.txt"], encoder)
    answer = assistant.ask("Was verdient ein Koch in Essen?")
    assert (answer.generation, answer.outcome) == (2, Outcome.NOT_IN_DOCUMENTS)


def test_the_overview_names_what_there_is(assistant: Assistant) -> None:
    overview = assistant.overview()
    assert (overview.pages, overview.occupations, overview.places) == (3, ("Koch", "Maler"), ("Bochum", "Essen"))


@given(st.text(max_size=60))
def test_any_text_gets_an_answer_record(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    answer = shared(tmp_path_factory).ask(text)
    assert answer.text
    assert Answer.model_validate_json(answer.model_dump_json()) == answer
    if answer.outcome in DECLINED:
        assert answer.citations == ()


_shared: list[Assistant] = []


def shared(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """One assistant for all examples of a property test."""
    if not _shared:
        folder = tmp_path_factory.mktemp("shared")
        changes.add(folder / "library", [written(PAGES, folder / "pages")], FakeEncoder())
        _shared.append(Assistant(folder / "library", FakeEncoder()))
    return _shared[0]


def test_an_occupation_that_is_only_meant_is_answered_with_its_name(assistant: Assistant) -> None:
    answer = assistant.ask("Was verdient man in der Küche in Bochum?")
    assert cited(answer) == {"koch-bochum.txt"}
    assert answer.text.startswith("Koch: ")
    assert (answer.slots.occupation, answer.understood_as) == (("Koch",), "Koch in Bochum: Was verdient man in der Küche in Bochum?")


def test_a_cost_is_not_answered_with_a_wage(assistant: Assistant) -> None:
    answer = assistant.ask("Was kostet die Ausbildung zum Koch in Essen?")
    assert answer.outcome is Outcome.NOT_IN_DOCUMENTS


def test_a_place_without_a_page_is_named_beside_one_whose_page_is_silent(assistant: Assistant) -> None:
    answer = assistant.ask("Gehalt, Lohn und Verdienst als Maler in Bochum und in Hamburg")
    assert answer.outcome is Outcome.NOT_IN_DOCUMENTS
    assert answer.text.endswith("Zu Hamburg liegt keine Seite vor.")


def test_a_greeting_is_answered_with_what_can_be_asked(assistant: Assistant) -> None:
    answer = assistant.ask("Hallo!")
    assert answer.outcome is Outcome.CLARIFY
    assert answer.text.startswith("Guten Tag.")


def test_thanks_are_answered_and_the_conversation_goes_on(assistant: Assistant) -> None:
    first = assistant.ask("Gehalt und Lohn als Koch in Bochum")
    thanked = assistant.ask("Danke schön!", first.slots)
    assert (thanked.outcome, thanked.text) == (Outcome.CLARIFY, "Gern. Wenn Sie noch etwas wissen möchten, fragen Sie weiter.")
    assert assistant.ask("Und in Essen?", thanked.slots).understood_as == "Was verdient man als Koch in Essen?"


def test_of_a_place_with_several_occupations_one_is_asked_for(assistant: Assistant) -> None:
    answer = assistant.ask("Was verdient man in Bochum?")
    assert (answer.outcome, answer.text) == (Outcome.CLARIFY, "Welchen Beruf meinen Sie?")


def test_a_misspelt_question_is_understood(assistant: Assistant) -> None:
    answer = assistant.ask("was verdint ein Koch in Bochum")
    assert answer.understood_as == "was verdient ein Koch in Bochum"
    assert cited(answer) == {"koch-bochum.txt"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_example_is_answered_and_the_second_compares_two_places(assistant: Assistant, language: Language) -> None:
    examples = assistant.examples(language)
    answers = [assistant.ask(question, language=language) for question in examples]
    assert [answer.outcome for answer in answers[:2]] == [Outcome.ANSWERED, Outcome.COMPARED]
    assert answers[1].slots.place == ("Bochum", "Essen")
    assert [answer.outcome for answer in answers if answer.outcome in DECLINED] == []
    assert len(set(examples)) == len(examples)


def test_what_somebody_tells_beside_a_question_names_its_subject_or_stays(assistant: Assistant) -> None:
    assert assistant.ask("Wie lange dauert die Ausbildung, will als Koch in Essen anfangen").understood_as == "Koch in Essen: Wie lange dauert die Ausbildung"
    assert assistant.ask("Wie lange dauert die Ausbildung zum Koch in Essen? Habe nur Hauptschule.").understood_as.endswith("Habe nur Hauptschule.")
