"""`berufslotse operator password FILE`, and what `serve --operator FILE` makes of that file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant import command_line, declined_questions, terminal
from assistant.errors import AssistantError
from assistant.wording import Language, say
from ui.operator_password import LONGEST, SHORTEST, BadPasswordFile, PasswordHash, read_password, write_password

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from ui.operator_visit import Operator


class NoPassword(AssistantError):
    """The file of `--operator` has no password in it, or none can be written to it."""


def build(language: Language) -> typer.Typer:
    """The commands under `operator`."""
    app = typer.Typer(help=say(language, "operator.cli.help"), no_args_is_help=True)

    @app.callback()
    def operator() -> None:
        """With only one command, Typer would take it for the whole."""

    @app.command("password", help=say(language, "operator.cli.password"))
    def password(file: Annotated[Path, typer.Argument(help=say(language, "operator.cli.file"), show_default=False)]) -> None:
        with command_line.failing_kindly(language):
            chosen = _ask_twice(language)
            try:
                write_password(file, chosen)
            except OSError as error:
                raise NoPassword(say(language, "operator.cli.unwritten", file=file, reason=error.strerror or error)) from None
            terminal.tell(say(language, "operator.cli.written", file=file))

    return app


def password_in(file: Path, language: Language) -> PasswordHash:
    """The hash in a file that `operator password` wrote. Raises NoPassword with what to do."""
    try:
        return read_password(file)
    except BadPasswordFile:
        raise NoPassword(say(language, "operator.cli.no_hash", file=file)) from None
    except OSError as error:
        raise NoPassword(say(language, "operator.cli.unread", file=file, reason=error.strerror or error)) from None


def corner(assistant: "Assistant", password: PasswordHash, library: Path, *, keep_declined: bool) -> "Operator":
    """What the server needs to know for the corner."""
    from ui.operator_visit import Operator

    return Operator(password, assistant, library, assistant.library.encoder, library / declined_questions.FILE_NAME if keep_declined else None)


def where(url: str, language: Language) -> str:
    """The line that says where the corner is; `url` is the server's."""
    from ui.operator_paths import PATHS

    return say(language, "operator.cli.ready", url=url.rstrip("/") + PATHS["home"][language])


def _ask_twice(language: Language) -> str:
    chosen: str = typer.prompt(say(language, "operator.cli.ask"), hide_input=True)
    if len(chosen) < SHORTEST:
        raise NoPassword(say(language, "operator.cli.short", shortest=SHORTEST))
    if len(chosen) > LONGEST:
        raise NoPassword(say(language, "operator.cli.long", longest=LONGEST))
    if typer.prompt(say(language, "operator.cli.again"), hide_input=True) != chosen:
        raise NoPassword(say(language, "operator.cli.differ"))
    return chosen
