"""Which occupation and place a page is about."""

import pytest

from index.page_subject import find_subject


@pytest.mark.parametrize(
    ("line", "subject"),
    [
        ("IT Manager Jobs und Stellenangebote in Mülheim an der Ruhr", ("IT Manager", "Mülheim an der Ruhr")),
        ("Beruf Koch in Bochum", ("Koch", "Bochum")),
        ("450-Euro-Job Stellenangebote in Essen", ("450-Euro-Job", "Essen")),
        ("Koch Jobs in Bochum – Gehalt und Aufgaben", ("Koch", "Bochum")),
        ("Jobs als Erzieher in Köln | Jobbörse", ("Erzieher", "Köln")),
    ],
)
def test_title_lines_of_job_portals_tell(line: str, subject: tuple[str, str]) -> None:
    assert find_subject([line], {}, "000_8640c89ec8556a76.txt") == subject


@pytest.mark.parametrize("line", ["Leben in Deutschland", "Arbeiten in Teilzeit", "Wie man in Bochum kocht", "Die Schlacht in Verdun"])
def test_other_titles_do_not(line: str) -> None:
    assert find_subject([line], {}, "seite.txt") == (None, None)


def test_front_matter_tells_where_the_title_does_not() -> None:
    assert find_subject(["Was man wissen muss"], {"occupation": "Koch", "place": "Bochum"}, "x.md") == ("Koch", "Bochum")


def test_the_title_line_is_trusted_more() -> None:
    assert find_subject(["Beruf Koch in Bochum"], {"occupation": "Maler", "place": "Essen"}, "x.md") == ("Koch", "Bochum")


def test_of_two_spellings_of_one_name_the_front_matters_counts() -> None:
    facts = {"occupation": "Kaufmann für Büromanagement", "place": "Essen"}
    assert find_subject(["Kaufleute im Büromanagement Jobs in Essen"], facts, "x.md")[0] == "Kaufmann für Büromanagement"


@pytest.mark.parametrize(
    ("file", "subject"),
    [
        ("erzieher-wuppertal.md", ("Erzieher", "Wuppertal")),
        ("ordner/it-manager_muelheim-an-der-ruhr.txt", ("IT-Manager", "Mülheim an der Ruhr")),
        ("000_8640c89ec8556a76.txt", (None, None)),
        ("seite.txt", (None, None)),
    ],
)
def test_the_file_name_is_the_last_to_be_asked(file: str, subject: tuple[str | None, str | None]) -> None:
    assert find_subject(["Ein Titel, der nichts sagt"], {}, file) == subject
