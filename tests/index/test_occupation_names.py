"""The packaged list of occupations, and the spellings under which a name is looked up."""

from index.name_senses import listed_entries
from index.occupation_names import english_forms, known_occupations, spellings, turned_forms


def test_the_list_is_long_and_names_each_occupation_once() -> None:
    names = [occupation.canonical for occupation in known_occupations()]
    assert len(names) >= 700
    assert len(names) == len(set(names))


def test_no_name_is_empty_or_listed_twice_in_a_line() -> None:
    for occupation in known_occupations():
        names = (occupation.canonical, *occupation.german)
        assert all(name == name.strip() != "" for name in (*names, *occupation.english))
        assert len(names) == len(set(names)), occupation.canonical


def test_related_occupations_are_in_the_list() -> None:
    for occupation in known_occupations():
        assert all(listed_entries(name) for name in occupation.related), occupation.canonical


def test_a_page_may_name_both_genders() -> None:
    assert spellings("Erzieher / Erzieherin (m/w/d)") == ("Erzieher", "Erzieherin")
    assert spellings("Koch (w/m/d)") == ("Koch",)


def test_the_speciality_may_stand_in_front() -> None:
    assert "einzelhandelskauffrau" in turned_forms("Kaufmann im Einzelhandel")
    assert "shkanlagenmechaniker" in turned_forms("Anlagenmechaniker SHK")
    assert "leiterit" in turned_forms("IT-Leiter")


def test_english_plurals() -> None:
    assert english_forms("nurse") == ("nurse", "nurses")
    assert english_forms("policeman") == ("policeman", "policemen")
