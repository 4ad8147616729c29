"""Places: the gazetteer, short names, adjectives, distances."""

import pytest

from index.name_senses import gazetteer_place
from index.place_names import adjectives, kilometres, known_places, nearest, short_name


def test_the_gazetteer_holds_towns_regions_and_the_world() -> None:
    names = {place.canonical for place in known_places()}
    assert {"Wuppertal", "Neu-Ulm", "Nordrhein-Westfalen", "Österreich", "Wien", "Ruhrgebiet", "Mailand"} <= names
    assert not {"Deutschland", "Lehre", "Hauptbahnhof"} & names


def test_every_line_is_sound() -> None:
    for place in known_places():
        assert place.flag in {"", "c", "w"}
        assert place.canonical.strip() == place.canonical != ""
        assert place.at is None or (-90 <= place.at[0] <= 90 and -180 <= place.at[1] <= 180)


@pytest.mark.parametrize(("name", "flag"), [("Essen", "w"), ("Siegen", "c"), ("Wuppertal", ""), ("Löhne", "w"), ("Weil am Rhein", "w")])
def test_everyday_words_are_marked(name: str, flag: str) -> None:
    place = gazetteer_place(name)
    assert place is not None
    assert place.flag == flag


@pytest.mark.parametrize(
    ("name", "short"),
    [("Mülheim an der Ruhr", "Mülheim"), ("Halle (Saale)", "Halle"), ("Frankfurt/Main", "Frankfurt"), ("Neu-Ulm", "Neu-Ulm"), ("Bad Ems", "Bad Ems")],
)
def test_short_names(name: str, short: str) -> None:
    assert short_name(name) == short


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Wuppertal", ("wuppertaler",)),
        ("Göttingen", ("goettinger",)),
        ("Essen", ("essener",)),
        ("Karlsruhe", ("karlsruher",)),
        ("Darmstadt", ("darmstaedter",)),
        ("Bremen", ("bremer",)),
        ("Hamm", ()),
        ("Bad Ems", ()),
    ],
)
def test_adjectives(name: str, made: tuple[str, ...]) -> None:
    assert adjectives(name) == made


def test_distances_are_those_of_the_map() -> None:
    essen, duisburg, bavaria = (gazetteer_place(name) for name in ("Essen", "Duisburg", "Bayern"))
    assert essen is not None
    assert duisburg is not None
    assert bavaria is not None
    assert kilometres(essen, duisburg) == pytest.approx(18, abs=3)
    assert kilometres(essen, bavaria) is None
    assert nearest(duisburg, [("Essen", essen), ("Bayern", bavaria), ("Duisburg", duisburg)]) == ["Duisburg", "Essen"]
