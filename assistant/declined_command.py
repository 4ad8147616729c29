"""The commands `berufslotse declined list` and `declined delete`: what visitors asked in vain, where that is kept, and its deletion."""

from pathlib import Path
from typing import Annotated

import typer

from assistant import terminal
from assistant.command_line import failing_kindly
from assistant.declined_questions import FILE_NAME, DeclinedQuestion, delete, read_declined
from assistant.errors import UnreadableDeclined, UnwritableDeclined
from assistant.kept_deletion import Which, add_delete_command, kept_file
from assistant.wording import Language, say


def build(language: Language) -> typer.Typer:
    """The commands, with help in a language."""
    app = typer.Typer(help=say(language, "cli.declined.help"), no_args_is_help=True)

    @app.command("list", help=say(language, "cli.declined.list"))
    def list_declined(
        library: Annotated[str | None, typer.Option("--library", help=say(language, "cli.option.library"), show_default=False)] = None,
        as_json: Annotated[bool, typer.Option("--json", help=say(language, "cli.option.json"))] = False,
    ) -> None:
        with failing_kindly(language):
            kept = _read(kept_file(library, FILE_NAME, language))
            for each in kept:
                if as_json:
                    print(each.model_dump_json(), flush=True)
                else:
                    terminal.tell(f"{each.day.isoformat()}  {terminal.on_one_line(each.question)}")
            if not kept and not as_json:
                terminal.tell(say(language, "operator.declined.none"))

    add_delete_command(app, language, "cli.declined", FILE_NAME, _delete)
    return app


def _read(file: Path) -> tuple[DeclinedQuestion, ...]:
    try:
        return read_declined(file)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnreadableDeclined(f"{file} can't be read: {reason}", file=str(file), reason=reason) from None


def _delete(file: Path, which: Which) -> int:
    try:
        return delete(file, lambda each: which(each.question, each.day))
    except OSError as error:  # filelock.Timeout is one, too
        reason = error.strerror or str(error)
        raise UnwritableDeclined(f"{file} can't be written: {reason}", file=str(file), reason=reason) from None
