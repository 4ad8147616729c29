"""The people who may sign in: what stands in their file is read, or refused with its line; a name is one however it is typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.plain_text import visible
from tests.ui.corner import kept_hash
from ui.operator_password import BadPasswordFile
from ui.operator_people import LONGEST_NAME, BadName, NobodySo, NotTogether, People, Person, spelt_name

HASH = kept_hash(b"one")
OTHER = kept_hash(b"other")


def is_name(text: str) -> bool:
    """Whether somebody can be called this, and it is spelt as it is kept."""
    try:
        return spelt_name(text) == text
    except BadName:
        return False


NAMES = st.text(st.characters(categories=["L", "Nd"]) | st.sampled_from("._-"), min_size=1, max_size=LONGEST_NAME).map(
    lambda text: unicodedata.normalize("NFKC", text)
)
HASHES = st.builds(kept_hash, st.binary(max_size=16), st.binary(max_size=32))
NAMED = st.lists(st.builds(Person, NAMES.filter(is_name), HASHES), max_size=6, unique_by=lambda person: unicodedata.normalize("NFKC", person.name.casefold()))
PEOPLE = NAMED | HASHES.map(lambda known: [Person("", known)])


@given(PEOPLE)
def test_what_was_written_is_read_again(persons: list[Person]) -> None:
    people = People(tuple(persons))
    assert People.parse(people.text) == people
    assert People.parse(people.text.replace("\n", "\r\n\n")) == people
    for person in persons:
        assert people.find(person.name) == person


PIECES = st.sampled_from(
    [
        "anna",
        "Anna",
        "berta",
        ":",
        "::",
        " ",
        "\n",
        "\r",
        "#",
        "$",
        HASH.line,
        OTHER.line,
        f"anna:{HASH.line}\n",
        f"{OTHER.line}\n",
        "$argon2id$v=19$",
        "\u200b",
    ]
)


@given(st.text() | st.lists(PIECES, max_size=8).map("".join))
def test_any_text_is_read_or_refused_with_a_line_of_it(text: str) -> None:
    try:
        people = People.parse(text)
    except BadPasswordFile as error:
        assert 1 <= error.line <= text.count("\n") + 1
    else:
        assert People.parse(people.text) == people


@given(st.text() | NAMES)
def test_any_text_is_a_name_in_one_spelling_or_none(text: str) -> None:
    try:
        name = spelt_name(text)
    except BadName:
        return
    assert spelt_name(name) == name
    assert 1 <= len(name) <= LONGEST_NAME
    assert visible(name) == name and not set(name) & set(": \n\r\t$#/\\\"'<>&")
    found = People((Person(name, HASH),)).find(text)
    assert found is not None and found.name == name


@pytest.mark.parametrize(
    ("given_name", "kept"), [("anna", "anna"), (" Anna ", "Anna"), ("ju\u0308rgen", "jürgen"), ("\uff41\uff42", "ab"), ("a.b_c-9", "a.b_c-9")]
)
def test_a_name_keeps_its_case(given_name: str, kept: str) -> None:
    assert spelt_name(given_name) == kept


@pytest.mark.parametrize("text", ["", " ", "an na", "a:b", "a$b", "a\nb", "a\u200bb", "\u3164", "x" * 41, "ﷺ" * 3, "a/b", "½"])
def test_what_is_no_name_is_none(text: str) -> None:
    with pytest.raises(BadName):
        spelt_name(text)


@pytest.mark.parametrize("typed", ["Straße", "STRASSE", "strasse", " straße ", "ＳＴＲＡＳＳＥ"])
def test_a_name_is_one_however_it_is_typed(typed: str) -> None:
    people = People((Person("Straße", HASH),))
    assert people.find(typed) == Person("Straße", HASH)
    assert people.having(Person(spelt_name(typed), OTHER)) == People((Person(spelt_name(typed), OTHER),))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("geheim", 1),
        (f"{HASH.line}\n{HASH.line}\n", 2),
        (f"anna:{HASH.line}\nANNA:{OTHER.line}\n", 2),
        (f"anna:{HASH.line}\n\n{OTHER.line}\n", 3),
        (f"{OTHER.line}\nanna:{HASH.line}\n", 2),
        (f":{HASH.line}", 1),
        (f"an na:{HASH.line}", 1),
        (f"anna:berta:{HASH.line}", 1),
        ("anna:geheim", 1),
        (f"anna:{HASH.line}\n# a note\n", 2),
    ],
)
def test_what_can_not_be_so_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(BadPasswordFile, match=f"line {line}: ") as told:
        People.parse(text)
    assert told.value.line == line
    assert "geheim" not in str(told.value)


def test_a_file_with_one_line_is_the_one_password_without_a_name() -> None:
    people = People.parse(f"{HASH.line}\n")
    assert people == People((Person("", HASH),))
    assert not people.named and people.find("") == Person("", HASH) and people.find("anna") is None


def test_people_come_and_go_and_the_others_stay_in_their_places() -> None:
    anna, berta, carl = (Person(name, HASH) for name in ("anna", "berta", "carl"))
    people = People().having(anna).having(berta).having(carl)
    assert people.persons == (anna, berta, carl)
    assert people.having(Person("Berta", OTHER)).persons == (anna, Person("Berta", OTHER), carl)
    assert people.without("BERTA").persons == (anna, carl)
    with pytest.raises(NobodySo):
        people.without("dora")
    with pytest.raises(NobodySo):
        people.without("")


def test_names_and_a_password_without_one_do_not_stand_together() -> None:
    with pytest.raises(NotTogether):
        People((Person("", HASH),)).having(Person("anna", HASH))
    with pytest.raises(NotTogether):
        People((Person("anna", HASH),)).having(Person("", HASH))
    with pytest.raises(BadPasswordFile):
        People((Person("anna", HASH), Person("", HASH)))
