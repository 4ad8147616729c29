"""The commands `berufslotse index …`: taking pages in and out, going back, and whether all is well with them."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from assistant import terminal
from assistant.command_line import FAILED, encoder_option, failing_kindly, json_option, library_option, load_encoder, named_library
from assistant.settings import Settings, own_library
from assistant.wording import Language, say


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
        as_json: Annotated[bool, json_option(language)] = False,
    ) -> None:
        with failing_kindly(language):
            from index import changes

            loaded = load_encoder(Settings(encoder=encoder, language=language))
            with terminal.progress(language, "cli.building") as progress:
                change = changes.add(named_library(library, language) or own_library(), paths, loaded, sync, progress)
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
        as_json: Annotated[bool, json_option(language)] = False,
    ) -> None:
        with failing_kindly(language):
            from index import changes

            loaded = load_encoder(Settings(encoder=encoder, language=language))
            with terminal.progress(language, "cli.building") as progress:
                change = changes.renew(named_library(library, language) or own_library(), loaded, progress)
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
