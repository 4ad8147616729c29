"""The command line: ask, chat, eval, and what every command needs. `ui.command_line` adds the others.

Only this file and the browser catch errors: they become one message on standard error, with what to do, and an exit status: 0 answered or
honestly declined, 1 failed, 2 wrong use.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant import terminal
from assistant.errors import AssistantError
from assistant.settings import Settings, own_library, sample_library
from assistant.wording import LANGUAGES, Language, say
from index.errors import BadAddress, LibraryError
from index.library_address import LibraryAddress, library_address

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from index.encoder import Encoder

FAILED = 1


def language_of(arguments: list[str]) -> Language:
    """The value of `--language` among raw arguments; read before the commands exist, since their help is written in it."""
    for at, argument in enumerate(arguments):
        value = argument.partition("=")[2] if argument.startswith("--language=") else ""
        if argument == "--language" and at + 1 < len(arguments):
            value = arguments[at + 1]
        for language in LANGUAGES:
            if value == language:
                return language
    return "de"


def build(language: Language) -> typer.Typer:
    """The commands, with help in a language."""
    app = typer.Typer(help=say(language, "cli.help"), no_args_is_help=False, add_completion=False, pretty_exceptions_enable=False)
    for command in (_ask, _chat, _evaluate):
        command(app, language)
    return app


def library_option(language: Language) -> Any:
    """`--library`, which every command on a library has."""
    return typer.Option("--library", help=say(language, "cli.option.library"), show_default=False)


def encoder_option(language: Language) -> Any:
    """`--encoder`."""
    return typer.Option("--encoder", help=say(language, "cli.option.encoder"))


def json_option(language: Language) -> Any:
    """`--json`."""
    return typer.Option("--json", help=say(language, "cli.option.json"))


@contextmanager
def failing_kindly(language: Language) -> Iterator[None]:
    """Turns our own errors, and a keyboard interrupt, into one message and an exit status."""
    try:
        yield
    except (LibraryError, AssistantError) as error:
        terminal.complain(terminal.explain(error, language))
        raise typer.Exit(FAILED) from None
    except KeyboardInterrupt:
        terminal.complain(say(language, "cli.interrupted"))
        raise typer.Exit(FAILED) from None


def named_library(text: str | None, language: Language) -> LibraryAddress | None:
    """The library that `--library` names; wrong use where it names none."""
    try:
        return None if text is None else library_address(text)
    except BadAddress as error:
        raise typer.BadParameter(terminal.explain(error, language)) from None


def chosen_library(settings: Settings) -> LibraryAddress:
    """The library that was named, else the user's own where there is one, else that of the sample pages."""
    if settings.library is not None:
        return settings.library
    return own_library() if (own_library() / "CURRENT").exists() else sample_library()


def load_encoder(settings: Settings) -> "Encoder":
    """The encoder of the settings; says so when it has to be unpacked first."""
    from index.encoder import load_encoder

    return load_encoder(settings.encoder, announce=lambda: terminal.say_aside(say(settings.language, "cli.unpacking_encoder")))


def open_assistant(settings: Settings) -> "Assistant":
    """Opens the chosen library; that of the sample pages is made, or brought up to date, first."""
    from assistant.assistant import Assistant
    from index.reading_rules import is_stale

    encoder = load_encoder(settings)
    library = chosen_library(settings)
    if isinstance(library, Path) and library == sample_library():
        from assistant.sample_pages import bring_up_to_date

        with terminal.progress(settings.language, "cli.building_sample") as progress:
            bring_up_to_date(library, encoder, progress)
    assistant = Assistant(library, encoder)
    if is_stale(assistant.library.manifest):
        terminal.say_aside(say(settings.language, "cli.stale"))
    return assistant


def _ask(app: typer.Typer, language: Language) -> None:
    @app.command("ask", help=say(language, "cli.ask"))
    def ask(
        question: Annotated[str, typer.Argument(help=say(language, "cli.argument.question"), show_default=False)],
        library: Annotated[str | None, library_option(language)] = None,
        encoder: Annotated[str, encoder_option(language)] = "built-in",
        as_json: Annotated[bool, json_option(language)] = False,
    ) -> None:
        with failing_kindly(language):
            answer = open_assistant(Settings(named_library(library, language), encoder, language)).ask(question, language=language)
            terminal.show_answer(answer, language, as_json)


def _chat(app: typer.Typer, language: Language) -> None:
    @app.command("chat", help=say(language, "cli.chat"))
    def chat(
        library: Annotated[str | None, library_option(language)] = None,
        encoder: Annotated[str, encoder_option(language)] = "built-in",
        as_json: Annotated[bool, json_option(language)] = False,
    ) -> None:
        with failing_kindly(language):
            converse(open_assistant(Settings(named_library(library, language), encoder, language)), language, as_json)


def _evaluate(app: typer.Typer, language: Language) -> None:
    @app.command("eval", help=say(language, "cli.eval"))
    def evaluate(
        files: Annotated[list[Path], typer.Argument(help=say(language, "cli.argument.files"), show_default=False)],
        library: Annotated[str | None, library_option(language)] = None,
        encoder: Annotated[str, encoder_option(language)] = "built-in",
        against: Annotated[Path | None, typer.Option("--against", help=say(language, "cli.option.against"), show_default=False)] = None,
        as_json: Annotated[bool, json_option(language)] = False,
    ) -> None:
        with failing_kindly(language):
            from assistant import evaluate as evaluation
            from assistant.run_comparison import compare

            scores = evaluation.run(files, Settings(named_library(library, language), encoder, language), open_assistant, load_encoder)
            terminal.show_scores(scores, language, as_json)
            if against:
                terminal.show_comparison(compare(scores, against), language)


def converse(assistant: "Assistant", language: Language, as_json: bool) -> None:
    """One question a line from standard input; an empty line starts a new conversation."""
    before = None
    interactive = sys.stdin.isatty()
    if interactive:
        terminal.tell(say(language, "cli.chat_welcome"))
    for line in _lines(say(language, "cli.chat_prompt") if interactive else ""):
        if not line.strip():
            before = None
            continue
        answer = assistant.ask(line, before, language)
        before = answer.slots
        terminal.show_answer(answer, language, as_json)


def _lines(prompt: str) -> Iterator[str]:
    while True:
        if prompt:
            print(prompt, end="", flush=True)
        line = sys.stdin.readline()
        if not line:
            return
        yield line.rstrip("\n")


def run(build_app: Callable[[Language], typer.Typer]) -> None:
    """Runs the commands on the process's arguments; `--language` may stand anywhere."""
    arguments = sys.argv[1:]
    language = language_of(arguments)
    rest = [a for at, a in enumerate(arguments) if not _is_language(arguments, at)]
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        # A terminal without UTF-8 must not make an answer crash; what it can't show becomes "?".
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    build_app(language)(args=rest, prog_name="berufslotse")


def _is_language(arguments: list[str], at: int) -> bool:
    return arguments[at].startswith("--language=") or arguments[at] == "--language" or (at > 0 and arguments[at - 1] == "--language")
