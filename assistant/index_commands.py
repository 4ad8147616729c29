"""The commands `berufslotse index …`: taking pages in and out, going back, and whether all is well with them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant import terminal
from assistant.command_line import FAILED, encoder_option, failing_kindly, json_option, library_option, load_encoder, named_library
from assistant.settings import Settings, own_library
from assistant.wording import Language, say

if TYPE_CHECKING:
    from index.encoder import Encoder
    from index.workers import Workers


def build(language: Language) -> typer.Typer:
    """The commands, with help in a language."""
    app = typer.Typer(help=say(language, "cli.index.help"), no_args_is_help=True)
    for command in (_add, _remove, _renew, _status, _check, _review, _rollback):
        command(app, language)
    return app


def _add(app: typer.Typer, language: Language) -> None:
    @app.command("add", help=say(language, "cli.index.add"))
    def add(
        paths: Annotated[list[Path], typer.Argument(help=say(language, "cli.argument.paths"), show_default=False)],
        library: Annotated[str | None, library_option(language)] = None,
        sync: Annotated[bool, typer.Option("--sync", help=say(language, "cli.option.sync"))] = False,
        encoder: Annotated[str, encoder_option(language)] = "built-in",
        workers: Annotated[int | None, _workers_option(language)] = None,
        ray: Annotated[str | None, _ray_option(language)] = None,
        as_json: Annotated[bool, json_option(language)] = False,
    ) -> None:
        with failing_kindly(language):
            from index import changes

            loaded = load_encoder(Settings(encoder=encoder, language=language))
            with _workers(loaded, encoder, workers, ray) as many, terminal.progress(language, "cli.building") as progress:
                change = changes.add(named_library(library, language) or own_library(), paths, loaded, sync, progress, many)
            terminal.show_change(change, language, as_json)
        if change.failed:
            raise typer.Exit(FAILED)


def _remove(app: typer.Typer, language: Language) -> None:
    @app.command("remove", help=say(language, "cli.index.remove"))
    def remove(
        pages: Annotated[list[str], typer.Argument(help=say(language, "cli.argument.pages"), show_default=False)],
        library: Annotated[str | None, library_option(language)] = None,
        encoder: Annotated[str, encoder_option(language)] = "built-in",
        as_json: Annotated[bool, json_option(language)] = False,
    ) -> None:
        with failing_kindly(language):
            from index import changes

            change = changes.remove(named_library(library, language) or own_library(), pages, load_encoder(Settings(encoder=encoder, language=language)))
            terminal.show_change(change, language, as_json)
        if change.failed:
            raise typer.Exit(FAILED)


def _renew(app: typer.Typer, language: Language) -> None:
    @app.command("renew", help=say(language, "cli.index.renew"))
    def renew(
        library: Annotated[str | None, library_option(language)] = None,
        encoder: Annotated[str, encoder_option(language)] = "built-in",
        workers: Annotated[int | None, _workers_option(language)] = None,
        ray: Annotated[str | None, _ray_option(language)] = None,
        as_json: Annotated[bool, json_option(language)] = False,
    ) -> None:
        with failing_kindly(language):
            from index import changes

            loaded = load_encoder(Settings(encoder=encoder, language=language))
            with _workers(loaded, encoder, workers, ray) as many, terminal.progress(language, "cli.building") as progress:
                change = changes.renew(named_library(library, language) or own_library(), loaded, progress, many)
            terminal.show_renewal(change, language, as_json)


def _status(app: typer.Typer, language: Language) -> None:
    @app.command("status", help=say(language, "cli.index.status"))
    def status(library: Annotated[str | None, library_option(language)] = None, as_json: Annotated[bool, json_option(language)] = False) -> None:
        with failing_kindly(language):
            from index.shelf import shelf_at

            chosen = named_library(library, language) or own_library()
            terminal.show_status(shelf_at(chosen).manifest(), chosen, language, as_json)


def _check(app: typer.Typer, language: Language) -> None:
    @app.command("check", help=say(language, "cli.index.check"))
    def check(
        library: Annotated[str | None, library_option(language)] = None,
        encoder: Annotated[str, encoder_option(language)] = "built-in",
        as_json: Annotated[bool, json_option(language)] = False,
    ) -> None:
        with failing_kindly(language):
            from index import changes

            faults = changes.check(named_library(library, language) or own_library(), load_encoder(Settings(encoder=encoder, language=language)))
            terminal.show_faults(faults, language, as_json)
        if faults:
            raise typer.Exit(FAILED)


def _review(app: typer.Typer, language: Language) -> None:
    @app.command("review", help=say(language, "cli.index.review"))
    def review(library: Annotated[str | None, library_option(language)] = None, as_json: Annotated[bool, json_option(language)] = False) -> None:
        with failing_kindly(language):
            from assistant.library_review import review_library
            from assistant.unencoded import open_unencoded

            opened = open_unencoded(named_library(library, language) or own_library())
            with terminal.progress(language, "cli.building") as progress:
                found = review_library(opened, date.today(), lambda done, total: progress("read", done, total))
            terminal.show_review(found, language, as_json)


def _rollback(app: typer.Typer, language: Language) -> None:
    @app.command("rollback", help=say(language, "cli.index.rollback"))
    def rollback(library: Annotated[str | None, library_option(language)] = None) -> None:
        with failing_kindly(language):
            from index import changes

            terminal.tell(say(language, "cli.rolled_back", generation=changes.roll_back(named_library(library, language) or own_library())))


def _workers_option(language: Language) -> Any:
    return typer.Option("--workers", min=1, help=say(language, "cli.option.workers"), show_default=False)


def _ray_option(language: Language) -> Any:
    return typer.Option("--ray", metavar="ADDRESS", help=say(language, "cli.option.ray"), show_default=False)


@contextmanager
def _workers(encoder: "Encoder", name: str, workers: int | None, ray: str | None) -> "Iterator[Workers | None]":
    """Who reads and encodes; None where neither option asks for more than this process."""
    if workers is None and ray is None:
        yield None
        return
    from index.encoder import load_encoder
    from index.ray_workers import ray_workers

    # The others begin in another folder.
    path = Path(name).expanduser()
    with ray_workers(encoder, partial(load_encoder, str(path.resolve()) if path.exists() else name), workers, ray) as begun:
        yield begun
