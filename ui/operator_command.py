"""`berufslotse operator …`: who may sign in to the corner; and what `serve --operator FILE` makes of that file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from filelock import Timeout

from assistant import command_line, declined_questions, terminal
from assistant.errors import AssistantError
from assistant.settings import kept_beside
from assistant.wording import Language, say
from index.library_address import LibraryAddress
from ui.operator_password import LONGEST, SHORTEST, BadPasswordFile, PasswordHash
from ui.operator_people import LONGEST_NAME, BadName, NobodySo, NotTogether, Person, spelt_name
from ui.operator_people_file import PeopleFile, keep_person, kept_people, read_people, remove_person

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from ui.operator_visit import Operator


class NoPassword(AssistantError):
    """The file of `--operator` has no password in it, or none can be written to it."""


def build(language: Language) -> typer.Typer:
    """The commands under `operator`."""
    app = typer.Typer(help=say(language, "operator.cli.help"), no_args_is_help=True)
    file_argument = typer.Argument(help=say(language, "operator.cli.file"), show_default=False)
    name_argument = typer.Argument(help=say(language, "operator.cli.name"), show_default=False)

    @app.command("password", help=say(language, "operator.cli.password"))
    def password(file: Annotated[Path, file_argument], name: Annotated[str, name_argument] = "") -> None:
        with command_line.failing_kindly(language), _explaining(file, name, language):
            spelt = spelt_name(name) if name else ""
            # Before anything is typed in vain.
            kept_people(file).admit(spelt)
            keep_person(file, Person(spelt, PasswordHash.of(_ask_twice(language))))
            terminal.tell(say(language, "operator.cli.written", file=file))

    @app.command("list", help=say(language, "operator.cli.list"))
    def list_names(file: Annotated[Path, file_argument]) -> None:
        with command_line.failing_kindly(language), _explaining(file, "", language, doing="unread"):
            for person in read_people(file).persons:
                terminal.tell(person.name or say(language, "operator.cli.nameless"))

    @app.command("remove", help=say(language, "operator.cli.remove"))
    def remove(file: Annotated[Path, file_argument], name: Annotated[str, name_argument] = "") -> None:
        with command_line.failing_kindly(language), _explaining(file, name, language):
            left = remove_person(file, name)
            terminal.tell(say(language, "operator.cli.removed", name=name) if name else say(language, "operator.cli.removed_nameless"))
            if not left.persons:
                terminal.tell(say(language, "operator.cli.nobody_left", file=file))

    return app


def people_in(file: Path, language: Language) -> PeopleFile:
    """Who may sign in by a file that `operator password` wrote. Raises NoPassword with what to do."""
    with _explaining(file, "", language, doing="unread"):
        return PeopleFile(file)


def corner(assistant: "Assistant", people: PeopleFile, library: LibraryAddress, *, keep_declined: bool) -> "Operator":
    """What the server needs to know for the corner."""
    from ui.operator_visit import Operator

    return Operator(people.now, assistant, library, assistant.library.encoder, kept_beside(library) / declined_questions.FILE_NAME if keep_declined else None)


def where(url: str, language: Language) -> str:
    """The line that says where the corner is; `url` is the server's."""
    from ui.operator_paths import PATHS

    return say(language, "operator.cli.ready", url=url.rstrip("/") + PATHS["home"][language])


@contextmanager
def _explaining(file: Path, name: str, language: Language, doing: str = "unwritten") -> Iterator[None]:
    """Turns what goes wrong with the file into NoPassword, in the user's words. name: as it was typed. doing: what the disk didn't let be done."""
    try:
        yield
    except BadName:
        raise NoPassword(say(language, "operator.cli.bad_name", name=name, longest=LONGEST_NAME)) from None
    except NotTogether:
        raise NoPassword(say(language, "operator.cli.nameless_there" if name else "operator.cli.names_there", file=file)) from None
    except NobodySo:
        raise NoPassword(say(language, "operator.cli.nobody_so" if name else "operator.cli.no_nameless", name=name, file=file)) from None
    except BadPasswordFile as error:
        raise NoPassword(say(language, "operator.cli.damaged" if error.line else "operator.cli.no_hash", file=file, line=error.line)) from None
    except Timeout:
        raise NoPassword(say(language, "operator.cli.locked", file=file)) from None
    except OSError as error:
        raise NoPassword(say(language, f"operator.cli.{doing}", file=file, reason=error.strerror or error)) from None


def _ask_twice(language: Language) -> str:
    chosen: str = typer.prompt(say(language, "operator.cli.ask"), hide_input=True)
    if len(chosen) < SHORTEST:
        raise NoPassword(say(language, "operator.cli.short", shortest=SHORTEST))
    if len(chosen) > LONGEST:
        raise NoPassword(say(language, "operator.cli.long", longest=LONGEST))
    if typer.prompt(say(language, "operator.cli.again"), hide_input=True) != chosen:
        raise NoPassword(say(language, "operator.cli.differ"))
    return chosen
