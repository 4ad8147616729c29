"""Which occupation and place a page is about; wrong is worse than none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.page_subject import find_subject, names_agree


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("IT Manager Jobs und Stellenangebote in Mülheim an der Ruhr", ("IT Manager", "Mülheim an der Ruhr")),
        ("Beruf IT Manager in Wuppertal", ("IT Manager", "Wuppertal")),
        ("Beruf: Koch in Essen", ("Koch", "Essen")),
        ("Koch (m/w/d) Jobs in Bad Homburg vor der Höhe | Jobbörse", ("Koch", "Bad Homburg vor der Höhe")),
        ("Pflegefachkraft – Stellen in Essen – Gehalt und Aufgaben", ("Pflegefachkraft", "Essen")),
        ("Stellenangebote für IT-Manager in Essen", ("IT-Manager", "Essen")),
        ("Kaufmann für Büromanagement Jobs & Stellenangebote in Köln", ("Kaufmann für Büromanagement", "Köln")),
        ("450-Euro-Job Jobs und Stellenangebote in Essen", ("450-Euro-Job", "Essen")),
        ("Koch in Essen", ("Koch", "Essen")),
    ],
)
def test_a_title_in_a_portals_form_or_of_known_names_is_enough(title: str, subject: tuple[str, str]) -> None:
    assert find_subject([title], {}, "000_8640c89ec8556a76.txt") == subject


@pytest.mark.parametrize(
    "title",
    [
        "Leben in Deutschland",
        "Leben in Berlin",
        "Arbeiten in Teilzeit",
        "Koch Jobs in Teilzeit",
        "Aktuelle Jobs in Essen",
        "10 Stellenangebote in Köln",
        "Jobs in Köln",
        "Beruf und Familie in Deutschland",
        "Der Krieg in Vietnam",
        "Baumflüsterer in Essen",
        "Die Normannen siedelten in Italien.",
        "Koch in Essen. Das ist ein Satz, kein Titel",
        "",
    ],
)
def test_other_titles_tell_nothing(title: str) -> None:
    assert find_subject([title], {}, "000_8640c89ec8556a76.txt") == (None, None)


def test_a_sentence_is_no_title_however_it_begins() -> None:
    assert find_subject(["Koch Jobs in Essen " + "sind selten und " * 20], {}, "a.txt") == (None, None)


def test_what_is_longer_than_a_title_is_no_name() -> None:
    assert find_subject(["Seite"], {"occupation": "Koch " * 40, "place": "Essen"}, "a.md") == (None, "Essen")


def test_front_matter_is_believed_where_no_title_says_otherwise() -> None:
    told = {"occupation": "Koch", "place": "Essen"}
    assert find_subject(["Hundert Essen am Tag"], told, "maler-bochum.md") == ("Koch", "Essen")
    assert find_subject(["Maler Jobs in Bochum"], told, "koch-essen.md") == ("Maler", "Bochum")


@pytest.mark.parametrize(
    ("title", "occupation", "place"),
    [
        ("IT Manager Jobs in Mülheim", "IT-Manager", "Mülheim an der Ruhr"),
        ("Pflegefachfrau/Pflegefachmann – Stellen in Essen", "Pflegefachkraft", "Essen"),
        ("Stellenangebote für Softwareentwicklerinnen und Softwareentwickler in Köln", "Softwareentwickler", "Köln"),
        ("Kaufleute für Büromanagement Jobs in Essen", "Kaufmann für Büromanagement", "Essen"),
        ("Erzieher/-in Jobs in Dortmund", "Erzieher", "Dortmund"),
    ],
)
def test_where_both_name_the_same_the_front_matters_spelling_counts(title: str, occupation: str, place: str) -> None:
    assert find_subject([title], {"occupation": occupation, "place": place}, "a.md") == (occupation, place)


def test_what_the_front_matter_lacks_comes_from_a_title_or_file_name_that_agrees() -> None:
    assert find_subject(["Köchin in Essen"], {"occupation": "Koch"}, "a.md") == ("Koch", "Essen")
    assert find_subject(["Willkommen"], {"place": "Wuppertal"}, "erzieher-wuppertal.md") == ("Erzieher", "Wuppertal")
    assert find_subject(["Maler in Essen"], {"occupation": "Koch"}, "a.md") == ("Koch", None)


@pytest.mark.parametrize(
    ("file", "subject"),
    [
        ("erzieher-wuppertal.md", ("Erzieher", "Wuppertal")),
        ("seiten/it-manager_muelheim-an-der-ruhr.txt", ("IT-Manager", "Mülheim an der Ruhr")),
        ("koch-in-koeln.html", ("Koch", "Köln")),
        ("kaufmann-fuer-bueromanagement-essen.md", ("Kaufmann für Büromanagement", "Essen")),
        ("000_8640c89ec8556a76.txt", (None, None)),
        ("super-bowl.txt", (None, None)),
        ("leben-deutschland.md", (None, None)),
        ("essen.md", (None, None)),
        ("-.md", (None, None)),
    ],
)
def test_a_file_name_tells_a_known_occupation_in_a_known_place(file: str, subject: tuple[str | None, str | None]) -> None:
    assert find_subject(["Willkommen"], {}, file) == subject


def test_a_file_name_and_a_title_that_agree_need_no_gazetteer() -> None:
    assert find_subject(["Baumflüsterer in Hinterwaldhausen"], {}, "baumfluesterer-hinterwaldhausen.md") == ("Baumflüsterer", "Hinterwaldhausen")


def test_names_agree_over_gender_number_and_official_additions() -> None:
    assert names_agree("Köchin", "Koch")
    assert names_agree("Mülheim", "Mülheim an der Ruhr")
    assert not names_agree("Koch", "Kochhelfer")
    assert not names_agree("Frankfurt am Main", "Frankfurt (Oder)")
    assert not names_agree("Kaufmann im Einzelhandel", "Kaufmann für Büromanagement")


@given(st.lists(st.text(max_size=90), max_size=3), st.text(max_size=40))
def test_anything_may_stand_in_titles_and_file_names(lines: list[str], file: str) -> None:
    occupation, place = find_subject(lines, {}, file)
    assert occupation != "" and place != ""
