"""German sentences of the synthetic pages: six sections, each with several headings, and for each place in a section several sentences to choose from.

`{occupation}` and `{place}` are the page's subject; the other names are facts of the page (`synthetic_pages.facts`) or drawn from WORDS.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SectionPlan:
    """A section: one of its headings, then one sentence of each of its places, in this order."""

    headings: tuple[str, ...]
    places: tuple[tuple[str, ...], ...]


SECTIONS = (
    SectionPlan(
        ("Aufgaben", "Was zu tun ist", "Ein Tag bei der Arbeit", "Aufgaben im Überblick"),
        (
            (
                "Als {occupation} in {place} geht es vor allem darum, {task} und {other_task}.",
                "Zu den Aufgaben als {occupation} gehört es in {place}, {task} und {other_task}.",
                "Wer in {place} als {occupation} arbeitet, hat jeden Tag {task} und {other_task}.",
            ),
            (
                "Gearbeitet wird in {place} meistens {workplace}, oft zusammen mit {people}.",
                "Der Arbeitsplatz in {place} liegt meistens {workplace}, den Alltag teilt man mit {people}.",
                "Ein großer Teil des Tages als {occupation} spielt sich {workplace} ab, und viel wird mit {people} besprochen.",
            ),
            (
                "Ein Team besteht in {place} aus {team} Personen.",
                "Zu einem Team gehören in {place} {team} Personen.",
                "Als {occupation} ist man oft in Teams, in denen {team} Personen zusammenarbeiten.",
            ),
        ),
    ),
    SectionPlan(
        ("Gehalt", "Was am Monatsende bleibt", "Verdienst", "Gehalt am Anfang und später"),
        (
            (
                "Wer als {occupation} in {place} anfängt, verdient {pay_start} Euro brutto im Monat.",
                "Das Einstiegsgehalt als {occupation} liegt in {place} bei {pay_start} Euro brutto im Monat.",
                "Am Anfang verdient man als {occupation} in {place} rund {pay_start} Euro brutto im Monat.",
            ),
            (
                "Mit {years} Jahren Erfahrung sind in {place} {pay_later} Euro im Monat üblich.",
                "Nach {years} Jahren im Beruf werden daraus {pay_later} Euro im Monat.",
                "Wer {years} Jahre als {occupation} dabei ist, kommt auf {pay_later} Euro im Monat.",
            ),
            (
                "Viele Betriebe in {place} zahlen ein Weihnachtsgeld von {bonus} Euro im Jahr.",
                "Dazu kommt in {place} in den meisten Betrieben ein Weihnachtsgeld von {bonus} Euro im Jahr.",
                "Das Weihnachtsgeld beträgt in {place} im Durchschnitt {bonus} Euro im Jahr.",
            ),
        ),
    ),
    SectionPlan(
        ("Arbeitsbedingungen", "Arbeitszeit und Urlaub", "Wann und wie gearbeitet wird", "Zeiten, Lasten, freie Tage"),
        (
            (
                "Eine volle Stelle als {occupation} umfasst in {place} {hours} Stunden in der Woche.",
                "In {place} arbeitet man als {occupation} in Vollzeit {hours} Stunden in der Woche.",
                "Die Arbeitszeit als {occupation} beträgt in {place} {hours} Stunden in der Woche.",
            ),
            (
                "Im Jahr gibt es in {place} {leave} Tage Urlaub.",
                "Der Urlaub als {occupation} beträgt {leave} Tage im Jahr.",
                "Jedes Jahr stehen in {place} {leave} Tage Urlaub zu.",
            ),
            (
                "Die Arbeit beginnt in {place} {shift}, und Überstunden werden {overtime}.",
                "Los geht es als {occupation} {shift}; Überstunden werden in der Regel {overtime}.",
                "Der Dienst beginnt in {place} {shift}, Überstunden werden meist {overtime}.",
            ),
        ),
    ),
    SectionPlan(
        ("Ausbildung", "Der Weg in den Beruf", "So wird man es", "Ausbildung und Voraussetzungen"),
        (
            (
                "Die Ausbildung als {occupation} dauert in {place} {training} Monate.",
                "Wer in {place} {occupation} werden will, lernt {training} Monate lang.",
                "Bis zum Abschluss als {occupation} vergehen in {place} {training} Monate.",
            ),
            (
                "Viele Betriebe in {place} verlangen {degree}.",
                "Die meisten Betriebe in {place} erwarten {degree}.",
                "In der Regel setzt man in {place} {degree} voraus.",
            ),
            (
                "Der Unterricht findet in {place} {school} statt, geübt wird {workplace}.",
                "Gelernt wird als {occupation} {school} und {workplace}.",
                "Theorie gibt es in {place} {school}, die Praxis {workplace}.",
            ),
            (
                "Hilfreich sind in {place} außerdem {trait} und {other_trait}.",
                "Auf {trait} und {other_trait} wird in {place} besonders geachtet.",
                "Wichtig sind als {occupation} {trait} und {other_trait}.",
            ),
        ),
    ),
    SectionPlan(
        ("Arbeitsmarkt", "Offene Stellen", "Wie es um Stellen steht", "Aussichten"),
        (
            (
                "In {place} waren zuletzt {vacancies} Stellen als {occupation} offen.",
                "Für {place} zählte man zuletzt {vacancies} offene Stellen als {occupation}.",
                "Als {occupation} gab es in {place} zuletzt {vacancies} offene Stellen.",
            ),
            (
                "Die Aussichten als {occupation} gelten als {outlook}, vor allem {district}.",
                "Vor allem {district} sind in {place} die Aussichten {outlook}.",
                "In {place} sind die Aussichten {outlook}, am meisten gesucht wird {district}.",
            ),
            (
                "Eine Stelle bleibt in {place} im Durchschnitt {open_days} Tage unbesetzt.",
                "Bis eine Stelle besetzt ist, vergehen in {place} im Durchschnitt {open_days} Tage.",
                "In {place} suchen Arbeitgeber im Durchschnitt {open_days} Tage lang.",
            ),
        ),
    ),
    SectionPlan(
        ("Bewerbung", "So bewerben Sie sich", "Bewerben und antreten", "Die ersten Schritte zur Stelle"),
        (
            (
                "Für eine Bewerbung als {occupation} braucht man in {place} Anschreiben, Lebenslauf und {paper}.",
                "Wer sich in {place} als {occupation} bewirbt, schickt Anschreiben, Lebenslauf und {paper}.",
                "Einer Bewerbung als {occupation} legt man in {place} außer Anschreiben und Lebenslauf auch {paper} bei.",
            ),
            (
                "Auf eine Bewerbung kommt in {place} nach {reply_days} Tagen eine Antwort.",
                "Bis zur Antwort auf eine Bewerbung als {occupation} vergehen {reply_days} Tage.",
                "Eine Antwort auf die Bewerbung ist in {place} nach {reply_days} Tagen zu erwarten.",
            ),
            (
                "Vor dem Vertrag steht in {place} oft {trial}.",
                "Betriebe in {place} laden zuerst zu einem Gespräch ein, danach folgt {trial}.",
                "Nach dem Gespräch folgt als {occupation} meistens {trial}.",
            ),
        ),
    ),
)

WORDS = {
    "task": (
        "Termine abzustimmen,Material zu bestellen,Anfragen zu beantworten,Geräte zu prüfen,Berichte zu schreiben,Abläufe zu planen,Fehler zu suchen,"
        "Unterlagen zu ordnen,Lieferungen anzunehmen,Ergebnisse festzuhalten,Neue einzuarbeiten,Kosten zu überschlagen,Vorschriften einzuhalten,"
        "Werkzeuge zu pflegen,Entwürfe zu besprechen,Messungen vorzunehmen,Listen zu führen,Aufträge zu verteilen"
    ).split(","),
    "workplace": (
        "im Büro,in der Werkstatt,auf wechselnden Baustellen,im Labor,in einer Halle,unterwegs bei Kundschaft,in hellen Räumen am Stadtrand,im Freien,"
        "im Betrieb,am Bildschirm,im Lager,in einem Altbau in der Innenstadt"
    ).split(","),
    "people": (
        "Kolleginnen aus anderen Abteilungen,Auszubildenden,der Kundschaft,einer Leitung vor Ort,Fachleuten von außerhalb,dem Einkauf,der Verwaltung,"
        "Lieferanten,Praktikantinnen,dem Betriebsrat"
    ).split(","),
    "shift": ("um 6 Uhr,um 6.30 Uhr,um 7 Uhr,um 7.30 Uhr,um 8 Uhr,um 9 Uhr,in drei Schichten,in zwei Schichten,nach Absprache,in Gleitzeit").split(","),
    "overtime": ("bezahlt,in Freizeit ausgeglichen,auf einem Konto gesammelt,nur selten verlangt,mit Zuschlag vergütet").split(","),
    "degree": (
        "einen Hauptschulabschluss,einen mittleren Schulabschluss,die Fachhochschulreife,das Abitur,ein abgeschlossenes Studium,einen Schulabschluss gleich welcher Art"
    ).split(","),
    "school": ("an zwei Tagen in der Woche in der Berufsschule,in Blöcken an der Berufsschule,an einer Fachschule,an einer Akademie,an der Hochschule").split(
        ","
    ),
    "trait": (
        "Geduld,Sorgfalt,ein gutes Auge,Freude am Rechnen,Ruhe in lauten Stunden,Lust auf Technik,Freundlichkeit,körperliche Ausdauer,räumliches Denken,"
        "Neugier,Verschwiegenheit,Ordnungssinn"
    ).split(","),
    "outlook": ("gut,sehr gut,mäßig,durchwachsen,besser als vor einigen Jahren,schwächer als im Umland").split(","),
    "district": (
        "im Norden der Stadt,im Süden der Stadt,in den Gewerbegebieten,rund um den Bahnhof,in kleinen Betrieben,in großen Betrieben,im öffentlichen Dienst,"
        "bei Zulieferern,im Umland"
    ).split(","),
    "paper": ("Zeugnisse,ein Führungszeugnis,Nachweise über Kurse,eine Mappe mit Arbeitsproben,eine Bescheinigung über den Abschluss").split(","),
    "trial": ("ein Tag zur Probe,eine Woche zur Probe,ein kurzer Test,ein zweites Gespräch,ein Rundgang durch den Betrieb").split(","),
}
"""What is drawn of words; `other_…` is a second one of the same list."""

QUESTIONS = {
    "pay_start": ("Was verdient man als {occupation} in {place} am Anfang?", "Wie hoch ist das Einstiegsgehalt als {occupation} in {place}?"),
    "hours": (
        "Wie viele Stunden arbeitet man als {occupation} in {place} in der Woche?",
        "Wie lang ist die Arbeitszeit pro Woche als {occupation} in {place}?",
    ),
    "leave": ("Wie viele Tage Urlaub hat man als {occupation} in {place}?", "Wie viel Urlaub gibt es in {place} als {occupation}?"),
    "training": ("Wie lange dauert die Ausbildung als {occupation} in {place}?", "Wie viele Monate dauert es in {place}, {occupation} zu werden?"),
    "vacancies": ("Wie viele offene Stellen gibt es in {place} als {occupation}?", "Wie viele Stellen sind als {occupation} in {place} offen?"),
    "reply_days": (
        "Wann kommt in {place} eine Antwort auf eine Bewerbung als {occupation}?",
        "Wie lange wartet man als {occupation} in {place} auf eine Antwort auf die Bewerbung?",
    ),
}
"""By the fact that answers them."""

PHRASES = {
    "pay_start": "{pay_start} Euro",
    "hours": "{hours} Stunden",
    "leave": "{leave} Tage",
    "training": "{training} Monate",
    "vacancies": "{vacancies}",
    "reply_days": "{reply_days} Tage",
}
"""What the page says of a fact in every one of its sentences, letter for letter, and so every right quote does."""
