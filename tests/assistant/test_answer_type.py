"""What kind of thing a question asks for, and which sentences hold one."""

import pytest

from assistant.answer_type import asks_for_costs, tells_all, types_asked


@pytest.mark.parametrize(
    ("question", "types"),
    [
        ("Was kostet die Meisterprüfung?", {"cost"}),
        ("zahlt das der chef?", {"payer"}),
        ("muss ich das selber zahlen", {"payer"}),
        ("Will they pay for my move?", {"payer"}),
        ("Wann beginnt die Lehre?", {"time"}),
        ("wie oft hat man da Bereitschaft", {"frequency"}),
        ("wie viele Stellen sind offen?", {"count"}),
        ("Wie viel Urlaub hat man?", {"count", "leave"}),
        ("How much annual leave do I get?", {"leave"}),
        ("How many days of annual leave do I get?", {"count", "leave"}),
        ("How many weeks of vacation are there?", {"count", "leave"}),
        ("How many holidays do I get?", {"count", "leave"}),
        ("How much holiday pay do I get?", set()),
        ("How many apprentices leave?", {"count"}),
        ("Wie viel Urlaubsgeld gibt es?", {"count"}),
        ("Wie viele Ferienjobs gibt es?", {"count"}),
        ("Wie viele Urlaubsvertretungen gibt es?", {"count"}),
        ("Wie viele Urlaubstage sind es?", {"count", "leave"}),
        ("Wie lange dauert das, und was kostet es?", {"cost"}),
        ("Was zahlt die Stadt Essen?", set()),
        ("Was verdient man?", set()),
        ("Wie viele Stunden arbeitet man?", set()),
        ("Sag mir, was man dann und wann tut", set()),
    ],
)
def test_the_types_that_words_tell(question: str, types: set[str]) -> None:
    assert {kind.name for kind in types_asked(question)} == types


@pytest.mark.parametrize(
    ("question", "sentence", "told"),
    [
        ("Was kostet der Kurs?", "Die Kosten übernimmt meist der Betrieb.", True),
        ("Was kostet der Kurs?", "Wer neu anfängt, bekommt 2.600 Euro.", False),
        ("Wann geht es los?", "Die Ausbildung beginnt meist am 1. September.", True),
        ("Wann geht es los?", "Man lernt im Betrieb und in der Schule.", False),
        ("Wie oft ist Bereitschaft?", "Reihum ist jede vierte Woche Bereitschaft.", True),
        ("Wie oft ist Bereitschaft?", "Die Bereitschaft, Neues zu lernen, hilft.", False),
        ("Wie oft ist Notdienst?", "Mit Notdienst sind es 3.900 Euro.", False),
        ("Wie oft arbeitet man sonntags?", "Üblich sind zwei Sonntage im Monat.", True),
        ("Ab wann kann man anfangen?", "Wer anfängt, bekommt 3.450 Euro im Monat.", False),
        ("Wann wurde der Beruf geregelt?", "Die erste Ordnung ist von 1854.", True),
        ("Ab wann kann man anfangen?", "Im ersten Jahr sind es 1200 Euro.", False),
        ("Wie viel Urlaub gibt es?", "Dreißig Tage sind frei, dazu kommen zwei Regenerationstage.", True),
        ("Wie viel Urlaub gibt es?", "Gearbeitet wird an fünf Tagen.", False),
        ("Wie viel Urlaub gibt es?", "Sechs Wochen im Jahr hat man frei.", True),
        ("Wie viel Urlaub gibt es?", "Alle nehmen ihren Urlaub im Sommer.", False),
        ("Wie viel Urlaub gibt es?", "Der Urlaub beträgt\nsechs Wochen.", True),
        ("Wie viel Urlaub gibt es?", "Es gibt 30 Tage Urlaub.", True),
        ("How much leave is there?", "There are thirty days of leave.", True),
        ("Wie viele fallen durch?", "Die Prüfung hat zwei Teile.", True),
        ("Wie viele fallen durch?", "Die Prüfung ist schriftlich.", False),
    ],
)
def test_whether_a_sentence_tells_such_a_thing(question: str, sentence: str, told: bool) -> None:
    assert tells_all(sentence, types_asked(question)) is told


def test_what_has_to_be_paid_is_not_what_is_earned() -> None:
    assert asks_for_costs("Was kostet das Studium?")
    assert not asks_for_costs("Was verdient man nach dem Studium?")
