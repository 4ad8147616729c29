"""The command `delete` of what is kept of visitors: single entries, those before a day, or all; never without being told which. And where it is kept."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from assistant import kept_lines, terminal
from assistant.command_line import chosen_library, failing_kindly, named_library
from assistant.settings import Settings
from assistant.wording import Language, say

Which = Callable[[str, date], bool]
"""Whether an entry of this name and this day (of feedback in UTC, as it is shown) goes."""


def kept_file(library: str | None, name: str, language: Language) -> Path:
    """The file of this name in the library that was named or is chosen. Raises MissingLibrary where there is none."""
    return kept_lines.file_in(chosen_library(Settings(named_library(library, language), language=language)), name)


def add_delete_command(app: typer.Typer, language: Language, words: str, name: str, delete: Callable[[Path, Which], int]) -> None:
    """Adds the command. words: where its texts stand in the catalogue. delete: deletes in the file of this name what goes, and gives how many lines went."""

    @app.command("delete", help=say(language, f"{words}.delete"))
    def delete_kept(
        names: Annotated[list[str] | None, typer.Argument(metavar="NAME", help=say(language, f"{words}.name"), show_default=False)] = None,
        before: Annotated[datetime | None, typer.Option("--before", formats=["%Y-%m-%d"], help=say(language, "cli.delete.before"), show_default=False)] = None,
        everything: Annotated[bool, typer.Option("--all", help=say(language, "cli.delete.all"))] = False,
        library: Annotated[str | None, typer.Option("--library", help=say(language, "cli.option.library"), show_default=False)] = None,
    ) -> None:
        with failing_kindly(language):
            which = _which(names or [], before.date() if before else None, everything=everything)
            if which is None:
                raise typer.BadParameter(say(language, "cli.delete.which"))
            file = kept_file(library, name, language)
            gone = delete(file, which)
            terminal.tell(say(language, "cli.delete.gone", file=file, count=gone))
            if names and not gone:
                raise typer.Exit(1)


def _which(names: list[str], before: date | None, *, everything: bool) -> Which | None:
    """What goes; None where that isn't said in exactly one way, so that a slip deletes nothing."""
    if (bool(names), before is not None, everything).count(True) != 1:
        return None
    if names:
        return lambda name, _: name in names
    return (lambda _, day: day < before) if before else (lambda *_: True)
