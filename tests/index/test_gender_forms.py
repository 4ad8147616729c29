"""The forms of occupation names."""

import pytest

from index.gender_forms import head_word, name_forms, noun_forms


@pytest.mark.parametrize(
    ("noun", "forms"),
    [
        ("Koch", {"koch", "kochs", "koeche", "koechen", "koechin", "koechinnen"}),
        ("Arzt", {"arzt", "arztes", "aerzte", "aerztin", "aerztinnen"}),
        ("Erzieher", {"erzieher", "erziehers", "erziehern", "erzieherin", "erzieherinnen"}),
        ("Erzieherin", {"erzieherin", "erzieherinnen", "erzieher"}),
        ("Köchin", {"koechin", "koechinnen", "koch"}),
        ("Kaufmann", {"kaufmann", "kaufmanns", "kauffrau", "kauffrauen", "kaufleute", "kaufleuten"}),
        ("Fachkraft", {"fachkraft", "fachkraefte", "fachkraeften"}),
        ("Fachangestellter", {"fachangestellte", "fachangestellter", "fachangestellten"}),
        ("Beamter", {"beamter", "beamte", "beamtin", "beamtinnen"}),
        ("Pädagoge", {"paedagoge", "paedagogen", "paedagogin", "paedagoginnen"}),
        ("Friseur", {"friseur", "friseurin", "friseuse", "friseure"}),
        ("Polizist", {"polizist", "polizisten", "polizistin"}),
        ("Zimmerer", {"zimmerer", "zimmerin", "zimmerinnen"}),
        ("Tagesmutter", {"tagesmutter", "tagesmuetter", "tagesmuettern"}),
        ("MFA", {"mfa", "mfas"}),
    ],
)
def test_gender_number_and_case(noun: str, forms: set[str]) -> None:
    assert forms <= set(noun_forms(noun))


def test_no_form_of_the_cook_is_the_verb() -> None:
    assert not {"kochen", "koche"} & set(noun_forms("Koch"))


def test_only_the_head_of_a_longer_name_changes() -> None:
    assert "kauffraubueromanagement" in name_forms("Kaufmann für Büromanagement")
    assert "medizinischefachangestellte" in name_forms("Medizinischer Fachangestellter")
    assert "anlagenmechanikerinshk" in name_forms("Anlagenmechaniker SHK")
    assert "malerinlackiererin" in name_forms("Maler und Lackierer")


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("Elektroniker für Energie- und Gebäudetechnik", "Elektroniker"),
        ("Anlagenmechaniker SHK", "Anlagenmechaniker"),
        ("IT Manager", "Manager"),
        ("Medizinischer Fachangestellter", "Fachangestellter"),
        ("", ""),
    ],
)
def test_the_head_says_what_kind_of_work_it_is(name: str, head: str) -> None:
    assert head_word(name) == head


def test_the_forms_of_many_adjectives_do_not_multiply_without_end() -> None:
    forms = name_forms("staatliche amtliche technische fachliche klinische praktische logische Arzt")
    assert "staatlichesamtlichestechnischesfachlicheklinischepraktischelogischearzt" in forms
    assert len(forms) < 2_000
