"""How far something is that the server does behind a page of the corner: as the page shows it, and the same for the page's script."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from html import escape

from starlette.responses import JSONResponse, Response

from ui.operator_paths import Place
from ui.operator_visit import Visit

SCRIPTS = ("operator.js",)
RELOAD_AFTER = 2
"""Seconds after which a browser without scripts looks again."""


@dataclass(frozen=True, slots=True)
class HowFar:
    """What is being done, in the visitor's words, plain. done, total: how much of it; a total of 0 where that isn't known.

    files: names of the files that are read, each with what has become of it.
    """

    stage: str
    count: str = ""
    done: int = 0
    total: int = 0
    files: Sequence[tuple[str, str]] = ()


def progress_html(visit: Visit, far: HowFar, status: Place) -> str:
    """The block, on a page that loads SCRIPTS and is reloaded without them; `status` answers with progress_json."""
    files = "".join(f"<li><span>{escape(name)}</span><span>{escape(state)}</span></li>" for name, state in far.files)
    listed = f'<ul class="files" id="files">{files}</ul>' if files else ""
    value = f' value="{far.done}" max="{far.total}"' if far.total else ""
    return (
        f'<p class="quiet">{visit.say("progress.meanwhile")}</p>'
        f'<div id="progress" data-status="{visit.path(status)}"><p id="stage" role="status">{escape(far.stage)}</p>'
        f'<progress id="bar" aria-labelledby="title"{value}></progress><p id="count" class="quiet">{escape(far.count)}</p>{listed}</div>'
    )


def progress_json(far: HowFar | None) -> Response:
    """The same for the script; None: nothing is being done any more, and the page is loaded again."""
    if far is None:
        return JSONResponse({"running": False})
    return JSONResponse({"running": True} | asdict(far) | {"files": [state for _, state in far.files]})
