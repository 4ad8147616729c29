"""The corner's pages about the library: pages are found and taken out, and the generation before is gone back to."""

import re

from stale_library import make_stale

from assistant.wording import say
from tests.ui.corner import BAKER, Visitor


def test_pages_are_found_by_words_or_file_name_and_taken_out(inside: Visitor) -> None:
    assert inside.get("/seiten").count('name="page"') == 3
    assert re.findall(r'name="page" value="([^"]+)"', inside.get("/seiten?q=maler")) == ["maler-bochum.txt"]
    assert re.findall(r'name="page" value="([^"]+)"', inside.get("/seiten?q=koch-e")) == ["koch-essen.txt"]
    assert 'name="page"' not in inside.get("/seiten?q=raumfahrt")
    inside.send("/seiten", page=["koch-essen.txt", "maler-bochum.txt", "never.txt"])
    outcome = inside.outcome()
    assert "2 entfernt, 1 fehlerhaft" in outcome and "never.txt: ist nicht in der Bibliothek" in outcome
    assert inside.get("/seiten").count('name="page"') == 1


def test_removing_nothing_says_so(inside: Visitor) -> None:
    answer = inside.send("/seiten")
    assert answer.status_code == 400
    assert say("de", "operator.pages.none") in answer.text


def test_what_is_searched_for_stands_on_the_page_as_text(inside: Visitor) -> None:
    page = inside.client.get("/betreiber/seiten", params={"q": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in page


def test_even_all_pages_can_be_taken_out_and_put_back(inside: Visitor) -> None:
    inside.send("/seiten", page=["koch-essen.txt", "maler-bochum.txt", "koch-bochum.txt"])
    inside.outcome()
    assert "mit 0 Seiten" in inside.get("")
    assert "0 Seiten" in inside.get("/seiten")
    inside.send("/zurueckgehen", to="1")
    inside.outcome()
    assert "In Gebrauch ist Fassung 1" in inside.get("") and "mit 3 Seiten" in inside.get("")


def test_going_back_is_asked_first_and_then_done(inside: Visitor) -> None:
    assert inside.client.get("/betreiber/zurueckgehen").status_code == 404
    inside.upload(("baecker.txt", BAKER.encode()))
    inside.outcome()
    assert 'href="/betreiber/zurueckgehen"' in inside.get("")
    question = inside.get("/zurueckgehen")
    assert "auf Fassung 1 vom" in question and "mit 3 Seiten" in question
    inside.send("/zurueckgehen", to="1")
    assert say("de", "operator.change.gone_back", number=1) in inside.outcome()
    assert inside.operator.assistant.library.number == 1
    assert "zurückgenommen" in inside.get("")


def test_going_back_somewhere_else_than_was_asked_is_refused(inside: Visitor) -> None:
    inside.upload(("baecker.txt", BAKER.encode()))
    inside.outcome()
    answer = inside.send("/zurueckgehen", to="7")
    assert answer.status_code == 409
    assert say("de", "operator.go_back.changed") in answer.text


def test_pages_that_another_version_has_read_are_told_and_read_anew(inside: Visitor) -> None:
    assert say("de", "operator.home.stale") not in inside.get("")
    make_stale(inside.operator.library)
    assert say("de", "operator.home.stale") in inside.get("")
    inside.send("/neu-lesen")
    outcome = inside.outcome()
    assert "Fassung 2: 3 Seiten neu gelesen." in outcome and say("de", "operator.change.undo") in outcome
    assert say("de", "operator.home.stale") not in inside.get("")
    assert inside.get("/seiten").count('name="page"') == 3


def test_renewing_what_another_tab_has_renewed_says_so_and_leads_nowhere_back(inside: Visitor) -> None:
    make_stale(inside.operator.library)
    inside.send("/neu-lesen")
    inside.outcome()
    inside.send("/neu-lesen")
    outcome = inside.outcome()
    assert say("de", "cli.nothing_to_renew") in outcome
    assert "Seiten neu gelesen" not in outcome and say("de", "operator.change.undo") not in outcome


def test_the_address_of_renewing_leads_to_the_overview_where_its_button_is(inside: Visitor) -> None:
    assert say("de", "operator.home.title") in inside.get("/neu-lesen")
    assert inside.operator.assistant.library.number == 1


def test_a_change_that_did_nothing_leads_nowhere_back(inside: Visitor) -> None:
    inside.upload(("baecker.txt", BAKER.encode()))
    assert say("de", "operator.change.undo") in inside.outcome()
    inside.upload(("baecker.txt", BAKER.encode()))
    outcome = inside.outcome()
    assert "Fassung 2: 0 neu, 0 geändert, 1 unverändert" in outcome and say("de", "operator.change.undo") not in outcome
