"""Names of occupations and places in questions: a manual by example, then what holds for every text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.names import Name, Names
from index.occupation_names import known_occupations
from index.place_names import known_places

OCCUPATIONS = (
    "IT Manager",
    "IT-Manager",
    "Erzieher",
    "Koch",
    "Mechatroniker",
    "Pflegefachkraft",
    "Anlagenmechaniker SHK",
    "Kaufmann im Einzelhandel",
    "Kaufmann für Büromanagement",
    "Fachkraft für Lagerlogistik",
    "Medizinischer Fachangestellter",
    "Fachinformatiker für Anwendungsentwicklung",
    "Elektroniker für Energie- und Gebäudetechnik",
)
PLACES = ("Mülheim an der Ruhr", "Wuppertal", "Essen", "Köln", "Düsseldorf", "Dortmund")
LIBRARY = Names(OCCUPATIONS, PLACES)


def told(text: str, names: Names = LIBRARY) -> list[str]:
    """What a text names, as `words -> what they mean`; `?` marks a misspelt name, `-` one without page."""
    return [_told(text, name) for name in names.find(text)]


def _told(text: str, name: Name) -> str:
    meant = " | ".join(name.candidates) if name.in_library else f"-{name.canonical}"
    return f"{text[name.span.start : name.span.end]} -> {meant}{'' if name.exact else '?'}"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Erzieherin", "Erzieher"),
        ("erzieherinnen", "Erzieher"),
        ("Erzieher:in", "Erzieher"),
        ("Erzieher*innen", "Erzieher"),
        ("Erzieher/-in", "Erzieher"),
        ("Erzieher(in)", "Erzieher"),
        ("ErzieherIn", "Erzieher"),
        ("Erziehern", "Erzieher"),
        ("Erzieherinnen und Erzieher", "Erzieher"),
        ("Kindergärtnerin", "Erzieher"),
        ("kindergarten teacher", "Erzieher"),
        ("Köchin", "Koch"),
        ("Köche", "Koch"),
        ("Kochs", "Koch"),
        ("Koch/Köchin", "Koch"),
        ("itmanager", "IT Manager | IT-Manager"),
        ("IT-Managerin", "IT Manager | IT-Manager"),
        ("IT-Leiter", "IT Manager | IT-Manager"),
        ("Leiterin der IT", "IT Manager | IT-Manager"),
        ("Kaufmann/-frau für Büromanagement", "Kaufmann für Büromanagement"),
        ("Kaufmann oder Kauffrau für Büromanagement", "Kaufmann für Büromanagement"),
        ("Kaufleute für Büromanagement", "Kaufmann für Büromanagement"),
        ("Büro-Kauffrau", "Kaufmann für Büromanagement"),
        ("Buerokauffrau", "Kaufmann für Büromanagement"),
        ("office clerk", "Kaufmann für Büromanagement"),
        ("Einzelhandelskaufmann", "Kaufmann im Einzelhandel"),
        ("Kauffrau", "Kaufmann für Büromanagement | Kaufmann im Einzelhandel"),
        ("Krankenschwester", "Pflegefachkraft"),
        ("Pflegefachfrau", "Pflegefachkraft"),
        ("examinierte Krankenschwester", "Pflegefachkraft"),
        ("nurse", "Pflegefachkraft"),
        ("MFA", "Medizinischer Fachangestellter"),
        ("Arzthelferin", "Medizinischer Fachangestellter"),
        ("Medizinische/r Fachangestellte/r", "Medizinischer Fachangestellter"),
        ("Anlagenmechanikerin", "Anlagenmechaniker SHK"),
        ("SHK-Anlagenmechaniker", "Anlagenmechaniker SHK"),
        ("Anlagenmechaniker für Sanitär-, Heizungs- und Klimatechnik", "Anlagenmechaniker SHK"),
        ("Elektroniker", "Elektroniker für Energie- und Gebäudetechnik"),
        ("Elektrikerin", "Elektroniker für Energie- und Gebäudetechnik"),
        ("Fachkraft Lagerlogistik", "Fachkraft für Lagerlogistik"),
        ("Lagerlogistiker", "Fachkraft für Lagerlogistik"),
        ("Programmiererin", "Fachinformatiker für Anwendungsentwicklung"),
        ("Mülheim", "Mülheim an der Ruhr"),
        ("muelheim a.d. ruhr", "Mülheim an der Ruhr"),
        ("Mülheim/Ruhr", "Mülheim an der Ruhr"),
        ("wuppertal", "Wuppertal"),
        ("Wuppertals", "Wuppertal"),
        ("Wuppertaler", "Wuppertal"),
        ("Wuppertal-Vohwinkel", "Wuppertal"),
        ("Köln-Mülheim", "Köln"),
        ("wtal", "Wuppertal"),
        ("D'dorf", "Düsseldorf"),
        ("Cologne", "Köln"),
        ("Kölner", "Köln"),
        ("Essener", "Essen"),
    ],
)
def test_many_ways_of_writing_lead_to_the_page(written: str, meant: str) -> None:
    assert told(written) == [f"{written} -> {meant}"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("erziher", "Erzieher"),
        ("Mechatronicker", "Mechatroniker"),
        ("Mechtroniker", "Mechatroniker"),
        ("anlagenmechanicker", "Anlagenmechaniker SHK"),
        ("IT Manger", "IT Manager | IT-Manager"),
        ("Kauffrau Büromanagment", "Kaufmann für Büromanagement"),
        ("Wupertal", "Wuppertal"),
        ("Mühlheim", "Mülheim an der Ruhr"),
        ("Mühlheim an der Ruhr", "Mülheim an der Ruhr"),
        ("mulheim", "Mülheim an der Ruhr"),
        ("Düsseldrof", "Düsseldorf"),
        ("Dortmunt", "Dortmund"),
    ],
)
def test_a_misspelt_name_is_found_and_marked(written: str, meant: str) -> None:
    assert told(f"was verdient man, {written}?") == [f"{written} -> {meant}?"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Gehalt Erzieher in Essn", ["Erzieher -> Erzieher", "Essn -> Essen?"]),
        ("was verdient man in kölm?", ["kölm -> Köln?"]),
        ("Arbeiten Köche in Eile?", ["Köche -> Koch"]),
        ("Was kostet Essn?", []),
        ("Was lernt man in Mint?", []),
        ("Ich arbeite bei Esen", []),
        ("Was macht man um Esen?", []),
        ("Geht es nach ESEN?", []),
        ("Geht es nach Esen?", ["Esen -> Essen?"]),
    ],
)
def test_a_short_misspelt_word_is_a_place_only_where_one_stands(text: str, names: list[str]) -> None:
    assert told(text) == names


@pytest.mark.parametrize("text", ["Wie ist es bei Lina?", "Was verdient man bei Hama?", "Fragen nach BONI"])
def test_who_somebody_works_with_and_what_is_in_capitals_is_no_misspelt_place(text: str) -> None:
    assert told(text, Names([], ["Linz", "Hamm", "Bonn"])) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Wie ist es in Essen?", ["Essen -> Essen"]),
        ("koch in essen gehalt", ["koch -> Koch", "essen -> Essen"]),
        ("Wo ist es besser, Essen oder Köln?", ["Essen -> Essen", "Köln -> Köln"]),
        ("Und Essen?", ["Essen -> Essen"]),
        ("Gehalt Essen", ["Essen -> Essen"]),
        ("Köchin Essen", ["Köchin -> Koch", "Essen -> Essen"]),
        ("Muss ein Koch das Essen zubereiten?", ["Koch -> Koch"]),
        ("Muss ich als Koch auch Essen kochen?", ["Koch -> Koch"]),
        ("Was gibt es zu essen?", []),
        ("Bekomme ich kostenloses Essen in Essen?", ["Essen -> Essen"]),
        ("Gibt es einen Zuschuss zum Essen?", []),
    ],
)
def test_essen_is_a_city_where_the_words_around_say_so(text: str, names: list[str]) -> None:
    assert told(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Erzieher in Hamburg", ["Erzieher -> Erzieher", "Hamburg -> -Hamburg"]),
        ("Jobs in Mühlhausen", ["Mühlhausen -> -Mühlhausen"]),
        ("Neu-Ulm", ["Neu-Ulm -> -Neu-Ulm"]),
        ("Frankfurt oder Wuppertal", ["Frankfurt -> -Frankfurt am Main", "Wuppertal -> Wuppertal"]),
        ("jobs in langen", ["langen -> -Langen"]),
        ("Wien, Zürich, London", ["Wien -> -Wien", "Zürich -> -Zürich", "London -> -London"]),
        ("NRW", ["NRW -> -Nordrhein-Westfalen"]),
        ("im Ruhrgebiet", ["Ruhrgebiet -> -Ruhrgebiet"]),
        ("in der Schweiz", ["Schweiz -> -Schweiz"]),
        ("Erzieher in Deutschland", ["Erzieher -> Erzieher"]),
        ("Tierpflegerin", ["Tierpflegerin -> -Tierpfleger"]),
        ("Elektroingenieur", ["Elektroingenieur -> -Elektroingenieur"]),
        ("Hotelkauffrau", ["Hotelkauffrau -> -Hotelkaufmann"]),
        ("Industriemechaniker", ["Industriemechaniker -> -Industriemechaniker"]),
        ("Elektroniker für Betriebstechnik", ["Elektroniker für Betriebstechnik -> -Elektroniker für Betriebstechnik"]),
        ("Mechatroniker für Kältetechnik", ["Mechatroniker für Kältetechnik -> -Mechatroniker für Kältetechnik"]),
        ("Verkäufer", ["Verkäufer -> -Verkäufer"]),
        ("Busfahrerin", ["Busfahrerin -> -Busfahrer"]),
        ("Was verdient ein Windkraftmechaniker?", ["Windkraftmechaniker -> -Windkraftmechaniker"]),
        ("Dachdecker, Zahnarzt oder Pilotin", ["Dachdecker -> -Dachdecker", "Zahnarzt -> -Zahnarzt", "Pilotin -> -Pilot"]),
    ],
)
def test_what_has_no_page_is_told_and_taken_for_nothing_else(text: str, names: list[str]) -> None:
    assert told(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Ich bin Einsteiger, was ist mit Bewerbern?",
        "Mein Chef, die Kollegen und die Azubis",
        "Quereinsteiger und Mitarbeiter gesucht, liebe Leute",
        "Frau Koch und Herr Richter",
        "Wie kocht man Nudeln? Ich koche gern.",
        "Weil ich gern lerne, will ich arbeiten",
        "Was ist in der Lage wichtig, mit Wissen und Waren?",
        "Arbeitet man in langen Schichten, in Teilzeit oder in der Lehre?",
        "siegen lernen, singen und senden",
        "Das Loch, das Leben und die Stelle",
        "how do I cook pasta? nice city",
        "Wie backe ich einen Kuchen?",
        "",
        "?!",
    ],
)
def test_everyday_words_are_no_names(text: str) -> None:
    assert told(text) == []


def test_a_value_of_the_library_wins_over_a_synonym() -> None:
    both = Names(["Krankenpfleger", "Pflegefachkraft"], [])
    assert told("Krankenpflegerin", both) == ["Krankenpflegerin -> Krankenpfleger"]
    assert told("Krankenschwester", both) == ["Krankenschwester -> Krankenpfleger | Pflegefachkraft"]


def test_a_trade_and_the_everyday_name_of_its_work_are_told_apart() -> None:
    portal = Names(["Softwareentwickler"], [])
    assert told("Programmiererin", portal) == ["Programmiererin -> Softwareentwickler"]
    assert told("Fachinformatiker", portal) == ["Fachinformatiker -> -Fachinformatiker"]
    assert portal.near("Fachinformatiker", "occupation") == ("Softwareentwickler",)


def test_two_places_of_one_name_are_both_meant() -> None:
    both = Names([], ["Halle (Saale)", "Halle (Westf.)"])
    assert told("in Halle", both) == ["Halle -> Halle (Saale) | Halle (Westf.)"]
    assert told("Halle (Westf.)", both)[0].endswith("-> Halle (Westf.)")


def test_a_small_namesake_is_not_the_city_that_everybody_means() -> None:
    assert told("in Frankfurt", Names([], ["Frankfurt (Oder)"])) == ["Frankfurt -> -Frankfurt am Main"]


def test_a_library_about_something_else_knows_only_the_gazetteer() -> None:
    assert told("Koch in Wuppertal", Names([], [])) == ["Koch -> -Koch", "Wuppertal -> -Wuppertal"]


def test_near_places_are_the_nearest() -> None:
    assert LIBRARY.near("Duisburg", "place") == ("Mülheim an der Ruhr", "Essen", "Düsseldorf")
    assert LIBRARY.near("Wupperthal", "place") == ("Wuppertal",)


def test_near_occupations_are_related_or_of_one_head() -> None:
    assert LIBRARY.near("Kinderpfleger", "occupation") == ("Erzieher",)
    assert LIBRARY.near(LIBRARY.find("Verkäuferin")[0], "occupation") == ("Kaufmann im Einzelhandel",)
    assert LIBRARY.near("Elektroniker für Betriebstechnik", "occupation")[0] == "Elektroniker für Energie- und Gebäudetechnik"
    assert LIBRARY.near("Zahnarzt", "occupation") == ()


WORDS = st.sampled_from(
    [
        "Erzieherin",
        "wuppertal",
        "Essen",
        "in",
        "oder",
        "Koch",
        "IT",
        "-",
        "Manager",
        "für",
        "Büromanagement",
        "/",
        "*innen",
        "mülheim",
        ",",
        "Hamburg",
        "(",
        ")",
    ]
)


@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=12).map(" ".join), st.lists(WORDS, max_size=12).map("".join)))
@settings(deadline=None)
def test_names_stand_in_the_text_in_order_and_apart(text: str) -> None:
    end = 0
    for name in LIBRARY.find(text):
        assert end <= name.span.start < name.span.end <= len(text)
        assert name.in_library == bool(name.candidates)
        end = name.span.end


EVERY_OCCUPATION = tuple(occupation.canonical for occupation in known_occupations())
EVERYTHING = Names(EVERY_OCCUPATION, ())


@given(st.sampled_from(EVERY_OCCUPATION), st.sampled_from(["{}", "{}:in", "{}*innen", "{}/-in", "Gehalt als {} in Wuppertal"]), st.booleans(), st.booleans())
@settings(deadline=None)
def test_every_occupation_is_found_in_itself(name: str, frame: str, small: bool, spelt_out: bool) -> None:
    text = frame.format(name)
    text = text.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue") if spelt_out else text
    found = EVERYTHING.find(text.lower() if small else text)
    assert name in found[0].candidates
    assert found[0].exact


BIG_PLACES = tuple(place.canonical for place in known_places() if place.country == "DE" and place.inhabitants >= 50_000)


@given(st.sampled_from(BIG_PLACES), st.booleans())
@settings(deadline=None)
def test_every_larger_town_is_found_after_in(name: str, small: bool) -> None:
    (found,) = LIBRARY.find(f"erzieher in {name.lower() if small else name}")[1:]
    assert found.kind == "place"
    assert found.exact


def test_words_of_the_dictionary_are_not_taken_for_misspelt_names() -> None:
    words = """Loch Leben Stelle Kuchen Kosten Urlaub Lager Maler Woche Wochen Erziehung Erziehungen Verkauf Kauf Pflege Pflanze Elektronik Mechanik Dorf Burg
    Stunde Stunden Hilfe Führung Zeugnis Anlage Anlagen Managen Kochen Küche Köcher Richtung Lehre Leere Meister Muster Halle Hölle Bank Tausch""".split()
    misspelt = [word for word in words if any(not name.exact for name in LIBRARY.find(f"Was ist mit {word} los?"))]
    assert misspelt == []


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("urlaubstage krankenpfleger essen", True),
        ("Elektroniker Azubi Essen, Lohn im 2. Jahr?", True),
        ("was verdient ein erzieher, essen oder köln?", True),
        ("stellen am klinikum essen", True),
        ("erzieher gehalt essen", True),
        ("was darf man als koch essen?", False),
        ("Bekommt ein Azubi Essen gestellt?", False),
        ("Gibt es als Erzieherin Essen umsonst?", False),
        ("was verdient man, erzieher?", False),
    ],
)
def test_a_city_with_the_name_of_a_meal_wants_a_cue(question: str, found: bool) -> None:
    names = Names(["Erzieher", "Koch", "Pflegefachkraft", "Elektroniker für Energie- und Gebäudetechnik"], ["Essen", "Köln"])
    assert ("Essen" in {name.canonical for name in names.find(question)}) is found


def test_a_verb_is_no_occupation_and_an_abbreviation_no_country() -> None:
    names = Names(["Koch"], ["Köln"])
    assert names.find("was koch ich heute") == ()
    assert names.find("gegen röteln u.s.w.") == ()
    assert [name.canonical for name in names.find("und bei den kölnern?")] == ["Köln"]
