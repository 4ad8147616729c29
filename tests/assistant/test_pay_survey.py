"""Who is paid most: which pages are ranked, which are said, and what is said of those that tell nothing."""

from pathlib import Path

from cooking_pages import PAGES, written
from fake_encoder import FakeEncoder

from assistant.assistant import Assistant
from assistant.types import Outcome
from index import changes


def test_of_several_occupations_the_best_paid_is_found_though_a_page_tells_nothing(tmp_path: Path, encoder: FakeEncoder) -> None:
    pages = {
        "koch-essen.txt": PAGES["koch-essen.txt"],
        "koch-ulm.txt": "Koch Jobs und Stellenangebote in Ulm\nBeruf Koch in Ulm\nAlltag\nKöche kochen in Ulm gern und viel.\n",
        "maler-essen.txt": (
            "Maler Jobs und Stellenangebote in Essen\nBeruf Maler in Essen\nGehalt\n"
            "In Essen verdient ein Maler am Anfang 2.700 Euro brutto im Monat. Nach einigen Jahren sind es 3.500 Euro im Monat.\n"
        ),
    }
    changes.add(tmp_path / "library", [written(pages, tmp_path / "told")], encoder)
    answer = Assistant(tmp_path / "library", encoder).ask("Koch oder Maler, wer verdient mehr Gehalt und Lohn?")
    assert answer.outcome is Outcome.COMPARED
    assert answer.text.startswith("Maler in Essen: 2.700 € brutto im Monat am Anfang.")
    assert answer.text.endswith("Verglichen: 2 von 3 Seiten, 2.600–2.700 € im Monat.")


def paid(occupation: str, place: str, pay: int | None) -> dict[str, str]:
    """A page that tells this pay; None: one that tells none."""
    told = f"In {place} verdient man als {occupation} am Anfang {pay} Euro brutto im Monat." if pay else f"Man arbeitet in {place} gern und viel im Team."
    page = f"{occupation} Jobs und Stellenangebote in {place}\nBeruf {occupation} in {place}\nAlltag\n{told}\n"
    return {f"{occupation}-{place}.txt".lower(): page}


def on_pages(tmp_path: Path, encoder: FakeEncoder, *pages: dict[str, str]) -> Assistant:
    every = {name: text for page in pages for name, text in page.items()}
    changes.add(tmp_path / "library", [written(every, tmp_path / "told")], encoder)
    return Assistant(tmp_path / "library", encoder)


def test_a_named_pair_whose_page_tells_no_pay_is_said_to_tell_none(tmp_path: Path, encoder: FakeEncoder) -> None:
    pages = (paid("Koch", "Essen", 2600), paid("Maler", "Essen", 2700), paid("Maler", "Bonn", 2750), paid("Koch", "Bonn", None))
    answer = on_pages(tmp_path, encoder, *pages).ask("Wer verdient mehr Gehalt, Koch in Bonn oder Maler in Essen?")
    assert "Die Seite „Koch Jobs und Stellenangebote in Bonn“ sagt nichts über: Gehalt." in answer.text
    assert "Maler in Essen: 2.700 €" in answer.text


def test_named_pairs_that_all_tell_pay_are_ranked(tmp_path: Path, encoder: FakeEncoder) -> None:
    pages = (paid("Koch", "Essen", 2600), paid("Maler", "Essen", 2700), paid("Maler", "Bonn", 2750), paid("Koch", "Bonn", 2900))
    answer = on_pages(tmp_path, encoder, *pages).ask("Wer verdient mehr Gehalt, Koch in Bonn oder Maler in Essen?")
    assert answer.text.startswith("Koch in Bonn: 2.900 €")
    assert "Verglichen: 4 von 4 Seiten" in answer.text


def test_each_named_occupation_is_in_its_ranking_however_little_it_pays(tmp_path: Path, encoder: FakeEncoder) -> None:
    places = ("Essen", "Bonn", "Köln", "Dortmund", "Bochum", "Duisburg")
    pages = [paid("Maler", place, 3000 + 100 * n) for n, place in enumerate(places)]
    answer = on_pages(tmp_path, encoder, *pages, paid("Koch", "Essen", 2500)).ask("Wer verdient mehr Gehalt und Lohn, Koch oder Maler?")
    assert answer.table is not None
    named = [(row.occupation, row.place) for row in answer.table.rows]
    assert named == [("Maler", "Duisburg"), ("Maler", "Bochum"), ("Maler", "Dortmund"), ("Maler", "Köln"), ("Koch", "Essen")]
