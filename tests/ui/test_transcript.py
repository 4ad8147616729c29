"""The transcript: every text from outside is shown, none is ever markup, and nothing that the answer says is left out."""

from dataclasses import replace
from html.parser import HTMLParser
from typing import Literal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.types import Answer, Citation, Outcome, Slots, Statement
from assistant.wording import Language, say
from index.plain_text import visible
from index.types import Aspect
from tests.ui import fakes
from ui.transcript import SHOWN_QUESTION, differs, messages, reading_order
from ui.types import MAX_TURNS, Conversation, Turn

ALLOWED = {"p", "div", "span", "ul", "li", "a", "button"}
HOSTILE = st.one_of(
    st.text(min_size=1),
    st.sampled_from([fakes.HOSTILE, "</p><script>x</script>", '"><img src=x onerror=x>', "' onclick='x", "<!--", "&lt;b&gt;", "{{x}}", "${x}"]),
)


class Markup(HTMLParser):
    """Tags, attributes and text of a message, as a browser would read them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_comment(self, data: str) -> None:
        """Fail: we write none."""
        raise AssertionError(f"a comment: {data}")

    def handle_data(self, data: str) -> None:
        """Note the text."""
        self.text += data


def settled(question: str, before: Conversation | None = None, language: Language = "de") -> Conversation:
    """A conversation that has gone on by one question to the fake assistant."""
    assistant, before = fakes.FakeAssistant(), before or Conversation()
    begun = before.begin(question)
    answer = assistant.ask(question, before.slots, language)
    sources = tuple(assistant.source(citation) for citation in answer.citations)
    return begun.finish(replace(begun.turns[-1], answer=answer, sources=sources))


def hostile_answer(text: str) -> Answer:
    """An answer with the text in every place that comes from outside."""
    citation = Citation(number=1, document=text, title=text, section=text, quote=text, start=0, end=len(text), url=text, date=text)
    return Answer(
        question=text,
        understood_as=f"x{text}",
        slots=Slots(occupation=(text,), place=(text,), aspect=Aspect.PAY, carried_over=("place",)),
        outcome=Outcome.ANSWERED,
        text=f"{text} [1]" if text.strip() else "x",
        statements=(Statement(text=text, citations=(1,)),),
        citations=(citation,),
        suggestions=(text,),
        generation=1,
        timings_ms={},
    )


@given(HOSTILE)
def test_no_text_from_outside_becomes_markup(text: str) -> None:
    answer = hostile_answer(text)
    turn = Turn(1, text, answer, (fakes.FakeAssistant().source(fakes.FakeAssistant().ask(fakes.PAY).citations[0]),))
    for message in messages(Conversation((turn,)), "de"):
        markup = Markup(message["content"])
        assert {tag for tag, _ in markup.tags} <= ALLOWED
        assert {name for _, attributes in markup.tags for name in attributes} <= {"class", "href", "title", "type", "id", "hidden", "role", "lang"}
        assert {attributes["href"] for tag, attributes in markup.tags if tag == "a"} <= {"#q-1-1"}


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=SHOWN_QUESTION))
@example("\u00ad")
def test_a_question_is_shown_as_people_see_it_letter_for_letter(text: str) -> None:
    (message,) = messages(Conversation().begin(text), "de")
    assert Markup(message["content"]).text == f"{say('de', 'chat.you')}: {visible(text)}"


def test_a_pasted_page_is_cut_in_the_transcript() -> None:
    (message,) = messages(Conversation().begin("x" * 10_000), "de")
    assert Markup(message["content"]).text.count("x") == SHOWN_QUESTION


def test_each_statement_has_its_marker_and_each_section_one_line() -> None:
    markup = Markup(messages(settled(fakes.TASKS), "de")[1]["content"])
    links = [(attributes["class"], attributes["href"]) for tag, attributes in markup.tags if tag == "a"]
    markers = [("cite", "#q-1-1"), ("cite", "#q-1-2"), ("cite", "#q-1-3")]
    assert links == [*markers, ("source-line", "#q-1-1"), ("source-line", "#q-1-2"), ("source-line", "#q-1-3")]
    content = messages(settled(fakes.TASKS), "de")[1]["content"]
    assert content[: content.index('class="on-paper"')].count(f"] {fakes.WUPPERTAL.title}") + content.count(f"</a> {fakes.WUPPERTAL.title}") == 1


def test_a_line_of_the_sources_tells_the_date_and_only_paper_the_version() -> None:
    made = settled(fakes.PAY)
    content = messages(made, "de")[1]["content"]
    assert '<span class="source-date">Stand: 12.03.2025</span>' in content
    assert '<p class="generation on-paper">' in content
    changed = Conversation((replace(made.turns[0], changed=frozenset([1])),))
    assert '<p class="generation">Beantwortet aus Fassung 1 der Seiten.</p>' in messages(changed, "de")[1]["content"]
    assert '<div class="sources bare on-paper">' in messages(settled(fakes.MISSING), "de")[1]["content"]


def test_an_answer_grows_piece_by_piece_and_ends_with_its_sources() -> None:
    conversation = settled(fakes.TASKS)
    grown = [messages(conversation, "de", pieces)[1]["content"] for pieces in range(1, 4)]
    assert [content.count('class="statement quote"') for content in grown] == [1, 2, 3]
    assert ['class="sources"' in content for content in grown] == [False, False, True]
    assert ["writing" in content for content in grown] == [True, True, False]
    assert grown[-1] == messages(conversation, "de")[1]["content"]


def test_a_comparison_is_a_table_with_headings_and_markers() -> None:
    content = messages(settled(fakes.COMPARE), "de")[1]["content"]
    table = content[content.index("<table>") : content.index("</table>")]
    assert table.count('<th scope="col">') == 3
    assert '<th scope="row">Erzieherin · Wuppertal</th>' in table
    assert "Bochum &lt;b&gt;" in table
    assert [href for href in ("#q-1-1", "#q-1-2") if f'href="{href}"' in table] == ["#q-1-1", "#q-1-2"]
    assert table.count('class="untold"') == 2


@pytest.mark.parametrize(("own", "shown", "first"), [("de", "en", '<th scope="col" lang="de">Seite</th>'), ("en", "de", '<th scope="col" lang="en">Page</th>')])
def test_a_comparison_is_in_one_language_that_of_its_answer(own: Language, shown: Language, first: str) -> None:
    (turn,) = settled(fakes.COMPARE).turns
    content = messages(Conversation((replace(turn, language=own),)), shown)[1]["content"]
    assert first in content
    assert say(own, "chart.caption", unit=say(own, "chart.period.month")) in content
    assert say(shown, "chart.download.csv") in content


def test_what_was_carried_over_says_so() -> None:
    content = messages(settled(fakes.FOLLOW_UP, settled(fakes.PAY)), "de")[3]["content"]
    assert Markup(content).text.count("aus dem Gespräch") == 2
    assert content.count('class="chip carried"') == 2
    assert content.count('class="chip"') == 1
    assert "Verstanden als: Was verdient eine Erzieherin in Bochum?" in content


def test_a_refusal_shows_its_text_and_its_suggestions_as_buttons() -> None:
    markup = Markup(messages(settled(fakes.MISSING), "de")[1]["content"])
    assert "Zu Hamburg liegt keine Seite vor. Vorhanden sind Bochum und Wuppertal." in markup.text
    assert [attributes["class"] for tag, attributes in markup.tags if tag == "button"].count("asks") == 2


def test_a_failed_turn_shows_the_sentence_and_nothing_else() -> None:
    begun = Conversation().begin(fakes.BROKEN)
    content = messages(begun.finish(replace(begun.turns[-1], failed=True)), "en")[1]["content"]
    assert Markup(content).text == say("en", "chat.failed")


def test_text_between_statements_is_not_lost() -> None:
    statements = (Statement(text="Eins.", citations=(1,)), Statement(text="Zwei.", citations=(1,)))
    answer = (
        fakes.FakeAssistant()
        .ask(fakes.PAY)
        .model_copy(update={"text": "Vorweg:\nEins. [1] Zwei. [1]\nZu Hamburg liegt keine Seite vor.", "statements": statements})
    )
    assert reading_order(answer) == ("Vorweg:", *statements, "Zu Hamburg liegt keine Seite vor.")


def test_statements_are_shown_though_the_text_is_worded_otherwise() -> None:
    answer = fakes.FakeAssistant().ask(fakes.PAY).model_copy(update={"text": "Ganz anders."})
    assert reading_order(answer) == answer.statements


@pytest.mark.parametrize(
    ("question", "understood", "expected"),
    [
        ("was verdient ein Koch", "Was verdient ein Koch?", False),
        ("Was  verdient ein Koch ?!", "Was verdient ein Koch?", False),
        ("Und in Bochum?", "Was verdient ein Koch in Bochum?", True),
        ("STRASSE", "Straße", False),
    ],
)
def test_a_question_differs_in_letters_only(question: str, understood: str, expected: bool) -> None:
    assert differs(question, understood) is expected


def test_a_conversation_lets_the_oldest_turn_go_and_keeps_counting() -> None:
    conversation = Conversation()
    for _ in range(MAX_TURNS + 2):
        conversation = conversation.begin("x")
    assert [turn.number for turn in conversation.turns] == list(range(3, MAX_TURNS + 3))


def test_what_can_not_be_a_turn_can_not_be_built() -> None:
    answer = fakes.FakeAssistant().ask(fakes.PAY)
    with pytest.raises(ValueError, match="one source for each citation"):
        Turn(1, fakes.PAY, answer)
    with pytest.raises(ValueError, match="failed or has an answer"):
        Turn(1, fakes.MISSING, fakes.FakeAssistant().ask(fakes.MISSING), failed=True)


def written_in(language: Language, kind: Literal["quote", "figure"] = "quote", shown: Language = "de") -> Markup:
    """The answer to PAY, as if it had been written in a language, on a page in another."""
    (turn,) = settled(fakes.PAY).turns
    assert turn.answer
    statement = turn.answer.statements[0].model_copy(update={"kind": kind})
    answer = turn.answer.model_copy(update={"statements": (statement,), "suggestions": (fakes.TASKS,)})
    return Markup(messages(Conversation((replace(turn, answer=answer, language=language),)), shown)[1]["content"])


@pytest.mark.parametrize(
    ("written", "kind", "shown", "marked"),
    [
        ("de", "quote", "de", []),
        ("de", "quote", "en", [("span", "de"), ("ul", "de")]),
        ("en", "figure", "de", [("span", "en"), ("ul", "en")]),
        ("en", "quote", "en", [("span", "de")]),
        ("en", "quote", "de", [("ul", "en")]),
    ],
)
def test_what_is_in_another_language_than_the_page_says_so(
    written: Language, kind: Literal["quote", "figure"], shown: Language, marked: list[tuple[str, str]]
) -> None:
    assert [(tag, attributes["lang"]) for tag, attributes in written_in(written, kind, shown).tags if "lang" in attributes] == marked


@pytest.mark.parametrize(("answered", "shown", "marked"), [("en", "en", []), (None, "en", []), ("en", "de", ["en"]), (None, "de", [])])
def test_a_quote_whose_words_tell_no_language_is_in_that_of_its_answer_or_else_of_the_page(
    answered: Language | None, shown: Language, marked: list[str]
) -> None:
    (turn,) = settled(fakes.PAY).turns
    assert turn.answer
    statement = turn.answer.statements[0].model_copy(update={"text": "Senior Manager: 4,500 Euro", "exact": ()})
    answer = turn.answer.model_copy(update={"text": "Senior Manager: 4,500 Euro [1]", "statements": (statement,)})
    content = messages(Conversation((replace(turn, answer=answer, language=answered),)), shown)[1]["content"]
    quote = content[content.index('<p class="statement quote">') :].split("</p>")[0]
    assert [attributes["lang"] for _, attributes in Markup(quote).tags if "lang" in attributes] == marked


def test_the_page_speaks_its_own_language_around_an_answer_in_another() -> None:
    said = written_in("de", shown="en").text
    assert "Sources" in said
    assert "Quellen" not in said
