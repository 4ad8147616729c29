"""Three hundred sentences in all common notations, made by chance with a fixed seed: how many amounts are read back exactly?"""

import random
from collections import Counter

from index.amounts import find_amounts

Told = tuple[float | None, float | None, str | None]
PERIODS = {
    "month": ("im Monat", "monatlich", "pro Monat", "je Monat", "/Monat"),
    "year": ("im Jahr", "jährlich", "pro Jahr", "p. a."),
    "hour": ("pro Stunde", "in der Stunde", "je Stunde", "/Std."),
    "week": ("in der Woche", "pro Woche", "wöchentlich"),
    "day": ("am Tag", "pro Tag", "täglich"),
}
SIZES = {"month": (700, 9000), "year": (12_000, 120_000), "hour": (9, 60), "week": (300, 1500), "day": (60, 400)}
FRAMES = (
    "Gezahlt werden {} {}.",
    "Wer neu anfängt, verdient {} brutto {}.",
    "In Essen sind {} {} üblich, mit Erfahrung auch mehr.",
    "Laut Tarif, Stand 2026, gibt es {} {}, dazu 30 Tage Urlaub.",
    "Nach der Ausbildung kommen Fachkräfte (m/w/d) auf {} {}.",
    "Das Gehalt liegt bei {} {} für 38,5 Std.",
)


def grouped(value: float, rng: random.Random) -> str:
    whole, cents = int(value), round(value % 1 * 100)
    point = rng.choice([".", ".", "\u00a0", "\u202f", ""])
    digits = f"{whole:,}".replace(",", point)
    return f"{digits},{cents:02d}" if cents else digits + rng.choice(["", "", ",-"] if whole >= 1000 else [""])


def euro(rng: random.Random) -> str:
    return rng.choice([" €", "\u00a0€", "€", " Euro", " EUR"])


def written(low: float, high: float, rng: random.Random) -> tuple[str, float | None, float | None]:
    """(letters, low, high) of one amount or range."""
    one, two = grouped(low, rng), grouped(high, rng).removesuffix(",-")
    unit = euro(rng)
    k, m = (f"{value / 1000:g}".replace(".", ",") for value in (low, high))
    ranges = [
        f"zwischen {one}{unit} und {two}{unit}",
        f"{one.removesuffix(',-')}–{two}{unit}",
        f"{one} bis {two}{unit}",
        f"von {one} bis {two}{unit}",
        f"€ {one} - {two}",
    ]
    singles = [f"{one}{unit}", f"rund {one}{unit}", f"EUR {one}", f"etwa {one}{unit}", f"knapp {one}{unit}"]
    thousands = [(f"{k} Tsd. €", low, low), (f"{k} bis {m} Tsd. Euro", low, high)] if low >= 1000 and low % 100 == high % 100 == 0 else []
    choice: list[tuple[str, float | None, float | None]] = [
        (rng.choice(ranges), low, high),
        (rng.choice(singles), low, low),
        (f"{rng.choice(['ab', 'mindestens'])} {one}{unit}", low, None),
        (f"{rng.choice(['bis zu', 'höchstens'])} {one}{unit}", None, low),
        *thousands,
    ]
    return rng.choice(choice)


def sentence(rng: random.Random) -> tuple[str, list[Told]]:
    period = rng.choice(list(PERIODS))
    least, most = SIZES[period]
    step = 100 if period in ("month", "year") else 1
    low = float(rng.randrange(least, most, step)) + (rng.choice([0, 0.5]) if period == "hour" else 0)
    high = low + step * rng.randint(1, 9)
    letters, told_low, told_high = written(low, high, rng)
    made = rng.choice(FRAMES).format(letters, rng.choice(PERIODS[period])).replace(" /", "/")
    told: list[Told] = [(told_low, told_high, period)]
    if rng.random() < 0.2:
        more = float(rng.randrange(least, most, step))
        made = made.removesuffix(".") + f"; die Leitung erhält {grouped(more, rng)}{euro(rng)} {PERIODS[period][0]}."
        told.append((more, more, period))
    return made, told


def test_all_common_notations_are_read_back() -> None:
    rng = random.Random(11)
    both = missed = strange = 0
    for _ in range(300):
        text, told = sentence(rng)
        wanted, found = Counter(told), Counter((a.low, a.high, a.period) for a in find_amounts(text))
        both += (wanted & found).total()
        missed += (wanted - found).total()
        strange += (found - wanted).total()
        if wanted != found:
            print(text, told, found)
    assert 2 * both / (2 * both + missed + strange) >= 0.99
