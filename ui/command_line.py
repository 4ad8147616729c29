"""The whole command line: the assistant's commands, `serve`, and the chat in the browser when no command is named."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from assistant import command_line, declined_command, feedback_command, index_commands, terminal
from assistant.errors import AssistantError
from assistant.feedback import FILE_NAME
from assistant.settings import Settings, kept_beside
from assistant.wording import Language, say
from index.memory_pools import share_pools
from ui import operator_command
from ui.embedding import NotAHostName, NotAnOrigin, host_name, origin
from ui.process_end import end_despite_threads
from ui.proxy_address import THIS_MACHINE, NotAProxy, proxy_address
from ui.question_log import Told, log_ends, log_questions, unlogged
from ui.root_path import NotAPath, root_path
from ui.server_settings import ServerSettings

if TYPE_CHECKING:
    from fastapi import FastAPI

    from ui.operator_people_file import PeopleFile

HOST = "127.0.0.1"
PORT = 7860

LogForm = Literal["text", "json"]
"""For people, or for programs."""


class MissingPackage(AssistantError):
    """A package that only one part needs isn't there."""


def build(language: Language) -> typer.Typer:
    """All commands, with help in a language."""
    app = command_line.build(language)
    app.add_typer(index_commands.build(language), name="index")
    app.add_typer(feedback_command.build(language), name="feedback")
    app.add_typer(declined_command.build(language), name="declined")
    app.add_typer(operator_command.build(language), name="operator")

    @app.callback(invoke_without_command=True)
    def start(context: typer.Context) -> None:
        if context.invoked_subcommand is None:
            _serve(Settings(language=language), ServerSettings(language))

    @app.command("serve", help=say(language, "cli.serve"))
    def serve(
        host: Annotated[str, typer.Option("--host", help=say(language, "cli.option.host"))] = HOST,
        port: Annotated[int, typer.Option("--port", help=say(language, "cli.option.port"), min=1, max=65535)] = PORT,
        library: Annotated[str | None, typer.Option("--library", help=say(language, "cli.option.library"), show_default=False)] = None,
        encoder: Annotated[str, typer.Option("--encoder", help=say(language, "cli.option.encoder"))] = "built-in",
        mcp: Annotated[bool, typer.Option("--mcp", help=say(language, "cli.option.mcp"))] = False,
        embed_from: Annotated[list[str] | None, typer.Option("--embed-from", help=say(language, "cli.option.embed_from"), show_default=False)] = None,
        public_name: Annotated[list[str] | None, typer.Option("--public-name", help=say(language, "cli.option.public_name"), show_default=False)] = None,
        operator: Annotated[Path | None, typer.Option("--operator", help=say(language, "operator.cli.option"), show_default=False)] = None,
        keep_declined: Annotated[bool, typer.Option("--keep-declined", help=say(language, "operator.cli.keep_declined"))] = False,
        trusted_proxy: Annotated[list[str] | None, typer.Option("--trusted-proxy", help=say(language, "cli.option.trusted_proxy"), show_default=False)] = None,
        root: Annotated[str, typer.Option("--root-path", help=say(language, "cli.option.root_path"), show_default=False)] = "",
        log: Annotated[LogForm, typer.Option("--log", help=say(language, "cli.option.log"))] = "text",
        logged: Annotated[bool, typer.Option("--log-questions", help=say(language, "cli.option.log_questions"))] = False,
        questions_a_minute: Annotated[int, typer.Option("--questions-a-minute", help=say(language, "cli.option.questions_a_minute"), min=1)] = 120,
        waiting: Annotated[int, typer.Option("--waiting", help=say(language, "cli.option.waiting"), min=0)] = 60,
        question_seconds: Annotated[int, typer.Option("--question-seconds", help=say(language, "cli.option.question_seconds"), min=1)] = 60,
        open_metrics: Annotated[bool, typer.Option("--open-metrics", help=say(language, "cli.option.open_metrics"))] = False,
    ) -> None:
        if keep_declined and operator is None:
            raise typer.BadParameter(say(language, "operator.cli.needs_operator"))
        offered = ServerSettings(
            language,
            _names(public_name or [], language),
            mcp,
            _origins(embed_from or [], language),
            proxies=_proxies(trusted_proxy or [], language, named=bool(public_name)),
            root_path=_root(root, language),
            questions_a_minute=questions_a_minute,
            waiting=waiting,
            seconds=question_seconds,
            open_metrics=open_metrics,
            told=_told(log, logged),
            logs_questions=logged,
        )
        _serve(Settings(command_line.named_library(library, language), encoder, language), offered, host, port, operator, keep_declined=keep_declined, log=log)

    @app.command("mcp", help=say(language, "cli.mcp"))
    def mcp(
        library: Annotated[str | None, typer.Option("--library", help=say(language, "cli.option.library"), show_default=False)] = None,
        encoder: Annotated[str, typer.Option("--encoder", help=say(language, "cli.option.encoder"))] = "built-in",
    ) -> None:
        _offer(Settings(command_line.named_library(library, language), encoder, language))

    return app


def _serve(
    settings: Settings,
    offered: ServerSettings,
    host: str = HOST,
    port: int = PORT,
    operator: Path | None = None,
    *,
    keep_declined: bool = False,
    log: LogForm = "text",
) -> None:
    """Serves the chosen library; `operator`: the file of those who may sign in to the operator's corner."""
    language = settings.language
    with command_line.failing_kindly(language):
        from ui import server
        from ui.logging_setup import log_json_to_standard_error, log_to_standard_error

        share_pools()
        (log_json_to_standard_error if log == "json" else log_to_standard_error)()
        if offered.mcp:
            _require_mcp(language)
        people = operator_command.people_in(operator, language) if operator else None
        if people and not server.is_this_machine(host):
            terminal.complain(say(language, "operator.cli.readable", host=host))
        make = _app_maker(settings, offered, people, keep_declined=keep_declined)
        try:
            server.serve(make, language, host, port, _opening(language), _ready(language, corner=people is not None))
        except server.AddressError as error:
            terminal.complain(say(language, "cli.port_taken", host=host, port=port, reason=error.strerror or error))
            raise typer.Exit(command_line.FAILED) from None


def _app_maker(settings: Settings, offered: ServerSettings, people: "PeopleFile | None", *, keep_declined: bool) -> Callable[[Sequence[str]], "FastAPI"]:
    """What opens the library and makes the app, told the names that the server goes by; it takes seconds, of which half are its imports."""

    def make(names: Sequence[str]) -> "FastAPI":
        from ui.app import create_app

        assistant = command_line.open_assistant(settings)
        library = command_line.chosen_library(settings)
        corner = operator_command.corner(assistant, people, library, keep_declined=keep_declined) if people else None
        if not isinstance(library, Path):
            # A library in Milvus has no folder of its own that what visitors leave could be put into.
            kept_beside(library).mkdir(mode=0o700, parents=True, exist_ok=True)
        return create_app(assistant, replace(offered, hosts=(*names, *offered.hosts), feedback=kept_beside(library) / FILE_NAME, operator=corner))

    return make


def _opening(language: Language) -> Callable[[str], None]:
    return lambda url: terminal.say_aside(say(language, "cli.opening", url=url))


def _ready(language: Language, *, corner: bool) -> Callable[[str], None]:
    def ready(url: str) -> None:
        terminal.tell(say(language, "cli.ready", url=url))
        if corner:
            terminal.tell(operator_command.where(url, language))

    return ready


def _offer(settings: Settings) -> None:
    """MCP over standard input and output, until the input ends."""
    with command_line.failing_kindly(settings.language):
        _require_mcp(settings.language)
        from ui import mcp_server

        mcp_server.run_over_stdio(command_line.open_assistant(settings), settings.language)


def _require_mcp(language: Language) -> None:
    """Raises MissingPackage where the package `mcp` isn't installed, or an older one than is needed."""
    try:
        import ui.mcp_server  # noqa: F401
    except ImportError as error:
        raise MissingPackage(say(language, "cli.mcp_missing")) from error


def _origins(texts: Sequence[str], language: Language) -> tuple[str, ...]:
    """The sites named; wrong use where one is none."""
    try:
        return tuple(origin(text) for text in texts)
    except NotAnOrigin as error:
        raise typer.BadParameter(say(language, "cli.not_an_origin", text=error)) from None


def _names(texts: Sequence[str], language: Language) -> tuple[str, ...]:
    """The server's own names; wrong use where one is none: a wildcard would let in any."""
    try:
        return tuple(host_name(text) for text in texts)
    except NotAHostName as error:
        raise typer.BadParameter(say(language, "cli.not_a_name", text=error)) from None


def _proxies(texts: Sequence[str], language: Language, *, named: bool) -> tuple[str, ...]:
    """The proxies that are believed: those named, and those on this machine where the server is known to stand behind one (`named`)."""
    try:
        told = tuple(proxy_address(text) for text in texts)
    except NotAProxy as error:
        raise typer.BadParameter(say(language, "cli.not_a_proxy", text=error)) from None
    return (*(THIS_MACHINE if named else ()), *told)


def _root(text: str, language: Language) -> str:
    """The path before all pages; wrong use where it is none."""
    try:
        return root_path(text)
    except NotAPath as error:
        raise typer.BadParameter(say(language, "cli.not_a_path", text=error)) from None


def _told(log: LogForm, logged: bool) -> Told:
    """What is written of an answered question: its words only where that is switched on, anything at all only for programs."""
    if logged:
        return log_questions
    return log_ends if log == "json" else unlogged


def main() -> None:
    """The console script."""
    try:
        command_line.run(build)
    except SystemExit as end:
        if isinstance(end.code, int):
            end_despite_threads(end.code)
        raise
