"""The corner's pages about a change: files to add, how far it is, and what came of it."""

import tempfile
from collections.abc import Sequence
from html import escape
from pathlib import Path

from starlette.responses import Response

from assistant import terminal
from assistant.wording import say
from index import changes
from index.documents import LARGEST_FILE, SUFFIXES
from index.types import Change, Progress
from ui.operator_progress import RELOAD_AFTER, SCRIPTS, HowFar, progress_html, progress_json
from ui.operator_upload import MOST_BYTES, MOST_FILES, Upload, UploadRefused, receive
from ui.operator_visit import Visit, forged
from ui.operator_work import AlreadyWorking, Work

MEGABYTE = 1_000_000
MOST_LISTED = 200
"""Pages in each list of an outcome."""


async def ask_files(visit: Visit) -> Response:
    """The form for files, with its limits."""
    if visit.corner.bench.busy:
        raise AlreadyWorking
    return _form(visit)


async def add(visit: Visit) -> Response:
    """Takes the files and starts reading them in. The token comes with the files, so it is checked here."""
    # Deleted by the change, which outlives the request, or here where none begins.
    kept = tempfile.TemporaryDirectory(prefix="berufslotse-")
    try:
        upload = await receive(visit.request, Path(kept.name))
        problem = _problem(visit, upload)
        if problem is None:
            visit.corner.bench.begin("add", visit.session.name, lambda progress: _add(visit, kept, progress), upload.files, upload.refused)
            return visit.to("progress")
    except UploadRefused:
        problem = _form(visit, say(visit.language, "operator.add.too_much", **_limits()), 413)
    except BaseException:
        kept.cleanup()
        raise
    kept.cleanup()
    return problem


async def progress(visit: Visit) -> Response:
    """How far the change is, or what came of it."""
    work = visit.corner.bench.latest
    if work is None:
        return visit.page("progress", say(visit.language, "operator.change.title"), f"<p>{visit.say('change.none')}</p>")
    if work.running:
        title = say(visit.language, f"operator.change.running.{work.kind}")
        return visit.page("progress", title, _running(visit, work), scripts=SCRIPTS, reload_after=RELOAD_AFTER)
    return visit.page("progress", say(visit.language, f"operator.change.{_ending(work)}"), _outcome(visit, work))


async def status(visit: Visit) -> Response:
    """The same for the page's script, with the words that it shows."""
    work = visit.corner.bench.latest
    return progress_json(_how_far(visit, work) if work and work.running else None)


def _add(visit: Visit, kept: "tempfile.TemporaryDirectory[str]", progress: Progress) -> Change:
    operator = visit.corner.operator
    with kept as folder:
        return changes.add(operator.library, [Path(folder)], operator.encoder, progress=progress)


def _problem(visit: Visit, upload: Upload) -> Response | None:
    if not visit.session.allows(upload.token):
        return forged(visit)
    if not upload.files and not upload.refused:
        return _form(visit, say(visit.language, "operator.add.none"), 400)
    if not upload.files:
        failures = "".join(f"<li>{escape(terminal.failure_text(failure, visit.language))}</li>" for failure in upload.refused)
        return _form(visit, say(visit.language, "operator.add.all_refused"), 400, f"<ul>{failures}</ul>")
    return None


def _limits() -> dict[str, object]:
    return {"files": MOST_FILES, "each": LARGEST_FILE // MEGABYTE, "all": MOST_BYTES // MEGABYTE}


def _form(visit: Visit, problem: str = "", status: int = 200, more: str = "") -> Response:
    kinds = ", ".join(sorted(suffix.lstrip(".") for suffix in SUFFIXES))
    limits = f'data-files="{MOST_FILES}" data-each="{LARGEST_FILE}" data-all="{MOST_BYTES}"'
    words = f'data-too-much="{visit.say("add.too_much", **_limits())}" data-sending="{visit.say("add.sending")}" data-none="{visit.say("add.none")}"'
    body = (
        f'<p>{visit.say("add.about")}</p><ul id="limits"><li>{visit.say("add.kinds", kinds=kinds)}</li><li>{visit.say("add.limits", **_limits())}</li>'
        f"<li>{visit.say('add.same_name')}</li></ul>"
        f'<p class="notice" id="problem" role="alert"{"" if problem else " hidden"}>{escape(problem)}</p>{more}'
        f'<form id="add" method="post" action="{visit.path("add")}" enctype="multipart/form-data" class="stack" {limits} {words}>{visit.token_field}'
        f'<label for="file">{visit.say("add.files")}</label>'
        f'<input id="file" name="file" type="file" multiple required accept="{",".join(sorted(SUFFIXES))}" aria-describedby="limits problem">'
        f'<button class="main">{visit.say("add.send")}</button><p id="sending" role="status" class="quiet"></p></form>'
    )
    return visit.page("add", say(visit.language, "operator.menu.add"), body, scripts=("operator.js",), status=status)


def _running(visit: Visit, work: Work) -> str:
    return progress_html(visit, _how_far(visit, work), "status") + _failures(visit, work)


def _outcome(visit: Visit, work: Work) -> str:
    parts = []
    if work.error:
        parts.append(f'<p class="notice">{escape(visit.explain(work.error))}</p>')
    if work.change:
        parts.append(f"<p>{escape(_summary(visit, work, work.change))}</p>")
    parts.append(_failures(visit, work))
    if work.change:
        parts += [_list(visit, name, getattr(work.change, name)) for name in ("added", "updated", "removed", "unchanged")]
        if _leads_back(work, work.change):
            parts.append(f"<p>{visit.say('change.undo')}</p>")
    return "".join(parts)


def _summary(visit: Visit, work: Work, change: Change) -> str:
    if work.kind == "go_back":
        return say(visit.language, "operator.change.gone_back", number=change.generation)
    counts = {name: len(getattr(change, name)) for name in ("added", "updated", "unchanged", "removed")}
    if work.kind != "renew":
        return say(visit.language, "cli.change", generation=change.generation, failed=len(work.failed), **counts)
    if not (change.unchanged or change.removed or work.failed):
        return say(visit.language, "cli.nothing_to_renew")
    return say(visit.language, "cli.renewed", generation=change.generation, count=counts["unchanged"])


def _leads_back(work: Work, change: Change) -> bool:
    """Whether the generation before is the one before this change: a change that did nothing made none, and going back would undo another."""
    if work.kind == "go_back":
        return False
    return bool(change.added or change.updated or change.removed or (work.kind == "renew" and change.unchanged))


def _failures(visit: Visit, work: Work) -> str:
    texts = [terminal.failure_text(failure, visit.language) for failure in work.failed]
    return _list(visit, "failed", texts)


def _list(visit: Visit, name: str, entries: Sequence[str]) -> str:
    if not entries:
        return ""
    items = "".join(f"<li>{escape(entry)}</li>" for entry in entries[:MOST_LISTED])
    rest = len(entries) - MOST_LISTED
    more = f"<li>{escape(say(visit.language, 'review.more', count=rest))}</li>" if rest > 0 else ""
    return f"<h2>{visit.say(f'change.{name}', count=len(entries))}</h2><ul>{items}{more}</ul>"


def _ending(work: Work) -> str:
    if work.error:
        return "failed_title"
    return "partly" if work.failed else "done"


def _how_far(visit: Visit, work: Work) -> HowFar:
    return HowFar(
        stage=say(visit.language, f"operator.stage.{work.stage or 'begin'}"),
        count=say(visit.language, "operator.change.count", done=work.done, total=work.total) if work.total > 1 else "",
        done=work.done,
        total=work.total,
        files=[(name, say(visit.language, "operator.change.read" if at < work.files_read else "operator.change.waits")) for at, name in enumerate(work.files)],
    )
