"""The whole command line: the assistant's commands, `serve`, and the chat in the browser when no command is named."""

from pathlib import Path
from typing import Annotated

import typer

from assistant import command_line, terminal
from assistant.settings import Settings
from assistant.wording import Language, say

HOST = "127.0.0.1"
PORT = 7860


def build(language: Language) -> typer.Typer:
    """All commands, with help in a language."""
    app = command_line.build(language)

    @app.callback(invoke_without_command=True)
    def start(context: typer.Context) -> None:
        if context.invoked_subcommand is None:
            _serve(Settings(language=language), HOST, PORT)

    @app.command("serve", help=say(language, "cli.serve"))
    def serve(
        host: Annotated[str, typer.Option("--host", help=say(language, "cli.option.host"))] = HOST,
        port: Annotated[int, typer.Option("--port", help=say(language, "cli.option.port"), min=1, max=65535)] = PORT,
        library: Annotated[Path | None, typer.Option("--library", help=say(language, "cli.option.library"), show_default=False)] = None,
        encoder: Annotated[str, typer.Option("--encoder", help=say(language, "cli.option.encoder"))] = "built-in",
    ) -> None:
        _serve(Settings(library, encoder, language), host, port)

    return app


def _serve(settings: Settings, host: str, port: int) -> None:
    language = settings.language
    with command_line.failing_kindly(language):
        from ui import server

        assistant = command_line.open_assistant(settings)
        try:
            server.serve(assistant, host, port, language, on_ready=lambda url: terminal.tell(say(language, "cli.ready", url=url)))
        except OSError as error:
            terminal.complain(say(language, "cli.port_taken", host=host, port=port, reason=error.strerror or error))
            raise typer.Exit(command_line.FAILED) from None


def main() -> None:
    """The console script."""
    command_line.run(build)
