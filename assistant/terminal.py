"""What the command line shows: Rich for people, JSON for programs, errors on standard error."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from assistant.errors import AssistantError
from assistant.plain_markers import PlainMarkers, marked_text, plain_markers
from assistant.wording import Language, catalogue, say
from index.errors import LibraryError
from index.library_address import LibraryAddress
from index.manifest import Manifest
from index.plain_text import spelt_out, visible, with_escapes
from index.reading_rules import is_stale
from index.types import Change, Failure
from index.types import Progress as Report

if TYPE_CHECKING:
    from assistant.evaluate import Scores
    from assistant.library_review import Review
    from assistant.run_comparison import Compared
    from assistant.types import Answer
    from assistant.types import Table as Comparison

# What is printed comes from pages: Rich must take nothing in it for markup ("[red]") or for an emoji (":bomb:").
_out = Console(highlight=False, soft_wrap=True, markup=False, emoji=False)
_err = Console(stderr=True, highlight=False, soft_wrap=True, markup=False, emoji=False)
FAILURES_SHOWN = 50


def tell(text: str) -> None:
    """A line for people."""
    _out.print(visible(text))


def on_one_line(text: str) -> str:
    """Text from visitors on one line, without characters that would steer the terminal."""
    return visible("".join(letter if letter.isprintable() else " " for letter in text))


def say_aside(text: str) -> None:
    """A line beside the result: standard error, so that standard output stays clean."""
    _err.print(visible(text), style="dim")


def complain(text: str) -> None:
    """An error."""
    _err.print(visible(text), style="bold red")


def explain(error: LibraryError | AssistantError, language: Language) -> str:
    """An error in the user's words; its own where the catalogue has none for it."""
    facts = {"library": "", "reason": "", "encoder": "", "built_with": ""} | error.facts
    key = f"error.{error.code}.{facts['reason']}"
    if key not in catalogue(language):
        key = f"error.{error.code}" if f"error.{error.code}" in catalogue(language) else f"error.{error.code}."
    return say(language, key, **facts) if key in catalogue(language) else str(error)


@contextmanager
def progress(language: Language, title: str) -> Iterator[Report]:
    """A progress bar on standard error, shown once there is something to do."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=_err, transient=True) as bar:
        tasks = {}

        def report(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(f"{say(language, title)} – {say(language, f'cli.stage.{stage}')}", total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield report


def print_json(line: str) -> None:
    """A line of JSON; the same data, with what would steer the terminal written as an escape."""
    # Not through Rich, which would wrap and colour.
    print(with_escapes(line), flush=True)


def _print_json(tree: object) -> None:
    print_json(json.dumps(tree, ensure_ascii=False))


def show_answer(answer: "Answer", language: Language, as_json: bool) -> None:
    """An answer: the record as one line of JSON, or its text, sources and suggestions."""
    if as_json:
        print_json(answer.model_dump_json())
        return
    if answer.understood_as.casefold() != answer.question.casefold():
        _out.print(visible(say(language, "chat.understood_as", question=answer.understood_as)), style="dim")
    markers = plain_markers(answer)
    _out.print(visible(marked_text(answer, markers)))
    if answer.table:
        _show_table(answer.table, markers, language)
    for citation in answer.citations:
        where = " · ".join(part for part in (citation.title, citation.section, citation.date, citation.url) if part)
        _out.print(visible(f"{markers.of(citation.number)} {spelt_out(where)} ({spelt_out(citation.document)})"), style="dim")
    if answer.suggestions:
        _out.print(visible(say(language, "cli.suggestions")), style="dim")
        for suggestion in answer.suggestions:
            _out.print(visible(f"  – {suggestion}"))


def _show_table(told: "Comparison", markers: PlainMarkers, language: Language) -> None:
    table = Table(caption=visible(told.note) if told.note else None)
    for column in (say(language, "table.page"), *told.columns):
        table.add_column(visible(column))
    for row in told.rows:
        cells = (markers.behind(cell.text, cell.citations) for cell in row.cells)
        table.add_row(visible(row.name), *(visible(cell) for cell in cells))
    _out.print(table)


def show_change(change: Change, language: Language, as_json: bool) -> None:
    """What a change did; failures with reason and remedy on standard error."""
    if as_json:
        _print_json(asdict(change))
        return
    counts = {name: len(getattr(change, name)) for name in ("added", "updated", "unchanged", "removed", "failed")}
    tell(say(language, "cli.change", generation=change.generation, **counts))
    for failure in change.failed[:FAILURES_SHOWN]:
        complain(failure_text(failure, language))
    if len(change.failed) > FAILURES_SHOWN:
        complain(say(language, "cli.more_failures", count=len(change.failed) - FAILURES_SHOWN))


def show_renewal(change: Change, language: Language, as_json: bool) -> None:
    """How many pages were read anew; none where all had been read by the rules of this version."""
    if as_json:
        _print_json(asdict(change))
    else:
        tell(
            say(language, "cli.renewed", generation=change.generation, count=len(change.unchanged))
            if change.unchanged
            else say(language, "cli.nothing_to_renew")
        )


def failure_text(failure: Failure, language: Language) -> str:
    """A failed file: its name, the reason, the remedy."""
    key = f"failure.{failure.reason}"
    text = say(language, key, detail=failure.detail) if key in catalogue(language) else failure.reason
    # A reason without detail leaves empty brackets.
    return f"{spelt_out(failure.file)}: {spelt_out(text.replace(' ()', ''))}"


def show_status(manifest: Manifest, library: LibraryAddress, language: Language, as_json: bool) -> None:
    """What is in a library, and whether its sentences are read."""
    from assistant.reader import reads_with

    size, stale, reader = sum(mark.size for mark in manifest.files.values()), is_stale(manifest), reads_with(manifest.encoder.name)
    if as_json:
        facts = {"library": str(library), "generation": manifest.number, "encoder": asdict(manifest.encoder), "counts": manifest.counts, "bytes": size}
        _print_json({**facts, "reader": reader, "stale": stale})
        return
    table = Table(show_header=False, box=None)
    rows = {"library": library, "generation": manifest.number, "encoder": manifest.encoder.name, **manifest.counts}
    if isinstance(library, Path):
        rows["size"] = f"{size / 1e6:.1f} MB"
    for name, value in rows.items():
        table.add_row(say(language, f"cli.status.{name}"), visible(str(value)))
    table.add_row(say(language, "cli.status.reader"), say(language, "cli.status.read" if reader else "cli.status.unread"))
    _out.print(table)
    if stale:
        tell(say(language, "cli.stale"))


def show_faults(faults: Sequence[str], language: Language, as_json: bool) -> None:
    """What a check found."""
    if as_json:
        _print_json({"faults": list(faults)})
    elif not faults:
        tell(say(language, "cli.sound"))
    else:
        for fault in faults:
            complain(fault)
        complain(say(language, "cli.mend"))


def show_review(review: "Review", language: Language, as_json: bool) -> None:
    """What a review found."""
    if as_json:
        print_json(review.model_dump_json())
        return
    from assistant.review_lines import review_lines

    for line in review_lines(review, language):
        tell(line)


def show_scores(scores: Sequence["Scores"], language: Language, as_json: bool) -> None:
    """Scores of question files, a table each."""
    if as_json:
        _print_json([score.as_tree() for score in scores])
        return
    for score in scores:
        table = Table(title=visible(score.name))
        table.add_column(say(language, "cli.measure"))
        table.add_column(say(language, "cli.value"), justify="right")
        for measure, value in score.rows():
            table.add_row(visible(measure), visible(value))
        _out.print(table)
        for line in score.wrong:
            _out.print(visible(line), style="dim")


def show_comparison(compared: Sequence["Compared"], language: Language) -> None:
    """A run against an earlier one: each measure that moved, and every question that got worse or better. Beside the result, so that JSON stays whole."""
    for each in compared:
        table = Table(title=visible(each.name))
        for column in ("measure", "before", "now"):
            table.add_column(say(language, f"cli.{column}"))
        for name, before, now in each.measures:
            if before != now:
                table.add_row(visible(name), f"{before:.3f}", f"{now:.3f}")
        _err.print(table)
        for key, lines in (("worse", each.worse), ("better", each.better)):
            say_aside(say(language, f"cli.{key}", count=len(lines)))
            for line in lines:
                say_aside(f"  {line}")
