"""Occupations that a question means without naming them."""

from pathlib import Path

import pytest
from fake_encoder import FakeEncoder

from assistant.implied_occupation import implied_occupations, led_occupations
from index import changes
from index.library import Library
from index.names import Names

PAGES = {
    "Koch in Bochum": "Köche rühren Saucen. Die Saucen kommen vom Entremetier. Abends wird die Speisekarte gekocht. Dazu eine Beilage.",
    "Koch in Essen": "Auch hier rührt man Saucen. Der Entremetier kocht die Beilage. Die Speisekarte wechselt.",
    "Maler in Bochum": "Maler streichen Fassaden. Die Fassaden sind hoch. Tapeten kleben sie auch. Der Lack trocknet.",
    "Erzieher in Essen": "Erzieher betreuen Kinder. Sie singen und basteln. Elterngespräche gehören dazu.",
}


@pytest.fixture
def known(tmp_path: Path) -> tuple[Library, Names]:
    for title, text in PAGES.items():
        (tmp_path / "pages").mkdir(exist_ok=True)
        occupation, place = title.split(" in ")
        page = f"---\ntitle: {title}\noccupation: {occupation}\nplace: {place}\n---\n{text}\n"
        (tmp_path / "pages" / f"{title.replace(' ', '-')}.md").write_text(page, encoding="utf-8")
    encoder = FakeEncoder()
    changes.add(tmp_path / "library", [tmp_path / "pages"], encoder)
    library = Library.open(tmp_path / "library", encoder)
    return library, Names(library.occupations, library.places)


@pytest.mark.parametrize(
    ("text", "implied"),
    [
        ("Was verdient man in der Küche?", ("Koch",)),
        ("Wie ist die Arbeit in der Kita?", ("Erzieher",)),
        ("Lieber in der Küche oder in der Kita arbeiten?", ("Koch", "Erzieher")),
        ("Rührt man viele Saucen, und wer macht die Beilage?", ("Koch",)),
        ("Was verdient man bei der Polizei?", ()),
        ("Wie wird das Wetter?", ()),
        ("an-aus oder für-ohne?", ()),
        ("Was tut ein Schiffskoch?", ()),
        ("", ()),
    ],
)
def test_by_field_or_by_typical_words(known: tuple[Library, Names], text: str, implied: tuple[str, ...]) -> None:
    assert implied_occupations(text, *known) == implied


@pytest.mark.parametrize(("job", "led"), [("Kitaleitung", ("Erzieher",)), ("Küchenchefin", ("Koch",)), ("Kitaplatz", ()), ("Bürgermeister", ())])
def test_who_leads_whom(known: tuple[Library, Names], job: str, led: tuple[str, ...]) -> None:
    assert led_occupations(job, "", known[1]) == led


def test_the_rest_of_the_question_says_whom_a_leader_leads_and_nothing_of_others(known: tuple[Library, Names]) -> None:
    assert led_occupations("Teamleiter", "in der Kita", known[1]) == ("Erzieher",)
    assert led_occupations("Hausmeister", "in der Kita", known[1]) == ()
