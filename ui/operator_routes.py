"""The routes of the operator's corner, in both languages."""

from collections.abc import Mapping, Sequence

from starlette.routing import Route

from assistant.wording import LANGUAGES, Language
from ui import operator_change, operator_door, operator_library, operator_reports
from ui.operator_paths import PATHS, Place
from ui.operator_sign_in import SignIn
from ui.operator_visit import Corner, Endpoint, Handle, Operator, changing, looking
from ui.operator_work import Bench

LOOKS: tuple[tuple[Place, Handle], ...] = (
    ("home", operator_library.home),
    ("add", operator_change.ask_files),
    ("progress", operator_change.progress),
    ("status", operator_change.status),
    ("go_back", operator_library.ask_go_back),
    ("renew", operator_library.to_home),
    ("pages", operator_library.pages),
    ("declined", operator_reports.declined),
    ("feedback", operator_reports.feedback),
    ("review", operator_reports.review),
    ("review_status", operator_reports.review_status),
)
CHANGES: tuple[tuple[Place, Handle], ...] = (
    ("go_back", operator_library.go_back),
    ("renew", operator_library.renew),
    ("pages", operator_library.remove),
    ("declined", operator_reports.forget_declined),
    ("review", operator_reports.review_again),
)


def operator_routes(operator: Operator, homes: Mapping[Language, str]) -> Sequence[Route]:
    """All routes of the corner; `homes` are the chat's own paths. Without them its paths are 404 like any other that isn't there."""
    corner = Corner(operator, homes, SignIn(operator.people), Bench(operator.assistant.catch_up))
    return [route for language in LANGUAGES for route in _in(language, corner)]


def _in(language: Language, corner: Corner) -> list[Route]:
    def route(place: Place, endpoint: Endpoint, method: str) -> Route:
        return Route(PATHS[place][language], endpoint, methods=[method], include_in_schema=False)

    return [
        route("sign_in", operator_door.door(corner, language), "GET"),
        route("sign_in", operator_door.enter(corner, language), "POST"),
        route("sign_out", changing(corner, language, operator_door.leave), "POST"),
        # The form's token comes with the files, so adding checks it itself.
        route("add", looking(corner, language, operator_change.add), "POST"),
        *(route(place, looking(corner, language, handle), "GET") for place, handle in LOOKS),
        *(route(place, changing(corner, language, handle), "POST") for place, handle in CHANGES),
    ]
