"""Where the pages of the operator's corner are."""

from typing import Literal

from assistant.wording import Language

Place = Literal["home", "sign_in", "sign_out", "add", "progress", "status", "go_back", "renew", "pages", "declined", "feedback", "review", "review_status"]

PATHS: dict[Place, dict[Language, str]] = {
    "home": {"de": "/betreiber", "en": "/en/operator"},
    "sign_in": {"de": "/betreiber/anmelden", "en": "/en/operator/sign-in"},
    "sign_out": {"de": "/betreiber/abmelden", "en": "/en/operator/sign-out"},
    "add": {"de": "/betreiber/hinzufuegen", "en": "/en/operator/add"},
    "progress": {"de": "/betreiber/aenderung", "en": "/en/operator/change"},
    "status": {"de": "/betreiber/aenderung.json", "en": "/en/operator/change.json"},
    "go_back": {"de": "/betreiber/zurueckgehen", "en": "/en/operator/go-back"},
    "renew": {"de": "/betreiber/neu-lesen", "en": "/en/operator/read-anew"},
    "pages": {"de": "/betreiber/seiten", "en": "/en/operator/pages"},
    "declined": {"de": "/betreiber/ohne-antwort", "en": "/en/operator/unanswered"},
    "feedback": {"de": "/betreiber/rueckmeldungen", "en": "/en/operator/feedback"},
    "review": {"de": "/betreiber/pruefung", "en": "/en/operator/review"},
    "review_status": {"de": "/betreiber/pruefung.json", "en": "/en/operator/review.json"},
}
