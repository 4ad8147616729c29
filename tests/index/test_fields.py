"""Fields and workplaces that stand for occupations."""

import pytest

from index.fields import fields_in, known_fields
from index.name_senses import listed_entries


def test_every_occupation_of_a_field_is_on_the_list_of_occupations() -> None:
    assert [name for field in known_fields() for name in field.occupations if not listed_entries(name)] == []


def test_no_word_names_two_fields() -> None:
    words = [word.casefold() for field in known_fields() for word in field.german]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("text", "occupation"),
    [
        ("im Lager arbeiten", "Fachkraft für Lagerlogistik"),
        ("was fragen die in der kita", "Erzieher"),
        ("Pflegeausbildung in Teilzeit", "Pflegefachmann"),
        ("jobs in den kindergärten", None),
        ("stundenlohn shk", "Anlagenmechaniker für Sanitär-, Heizungs- und Klimatechnik"),
        ("an office job", "Kaufmann für Büromanagement"),
        ("warehouses", "Fachkraft für Lagerlogistik"),
        ("is it well paid", None),
        ("jobs in der IT", "Fachinformatiker für Systemintegration"),
        ("ich lagere Obst", None),
        ("", None),
    ],
)
def test_what_a_text_means(text: str, occupation: str | None) -> None:
    found = fields_in(text)
    assert (found[0].occupations[0] if found else None) == occupation
