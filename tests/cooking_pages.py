"""Three small pages: Koch in Bochum and Essen, Maler in Bochum (which tells no pay); and two odd ones, for a review to find."""

from collections.abc import Mapping
from pathlib import Path

PAGES = {
    "koch-bochum.txt": (
        "Koch Jobs und Stellenangebote in Bochum\nBeruf Koch in Bochum\nWas in der Küche zu tun ist\n"
        "Köchinnen und Köche bereiten in Bochum warme und kalte Speisen zu. Sie planen Menüs und bestellen Waren. Wer hätte das gedacht?\n"
        "Was am Monatsende bleibt\n"
        "Wer neu anfängt, verdient als Koch in Bochum rund 2.500 Euro brutto im Monat. Mit Erfahrung sind zwischen 2.900 € und 3.400 € im Monat üblich.\n"
    ),
    "koch-essen.txt": (
        "Koch Jobs und Stellenangebote in Essen\nBeruf Koch in Essen\nLohn und Brot\n"
        "In Essen verdient ein Koch am Anfang 2.600 Euro brutto im Monat. Nach einigen Jahren sind es 3.300 Euro im Monat.\n"
        "So wird man es\n"
        "Die Ausbildung dauert drei Jahre und findet im Betrieb und in der Berufsschule statt. Danach ist der Küchenmeister möglich.\n"
    ),
    "maler-bochum.txt": (
        "Maler Jobs und Stellenangebote in Bochum\nBeruf Maler in Bochum\nPinsel und Leiter\n"
        "Maler streichen in Bochum Wände und Fassaden und tapezieren Räume. Sie arbeiten oft auf Gerüsten und im Freien.\n"
    ),
}

ODD = {
    "koch-bochum-neu.txt": (
        "Koch Jobs und Stellenangebote in Bochum\nBeruf Koch in Bochum\nGeld\n"
        "Wer neu anfängt, verdient als Koch in Bochum 3.900 Euro brutto im Monat. Mit Erfahrung verdient ein Koch in Bochum 3.100 € brutto im Monat.\n"
    ),
    "maler-essen.txt": (
        "Maler Jobs und Stellenangebote in Essen\nBeruf Maler in Essen\nPinsel und Leiter\n"
        "Maler streichen in Essen Wände und Fassaden und tapezieren Räume. Sie arbeiten oft auf Gerüsten und im Freien.\n"
    ),
}
"""The first contradicts itself and `koch-bochum.txt`, the second repeats `maler-bochum.txt` for another place."""


def written(pages: Mapping[str, str], folder: Path) -> Path:
    """The folder, with these pages in it."""
    folder.mkdir(exist_ok=True)
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
