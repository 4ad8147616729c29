"""A server in a process of its own, whose answers wait until a file is there: `python stopped_server.py FOLDER SECONDS`. Says its address in `FOLDER/url`.

SECONDS: that it works on open answers when it is stopped. With `chat` behind them it has the whole chat, which answers at once, in many statements.
"""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from fastapi import FastAPI

from assistant.types import Answer, Slots, Statement
from assistant.wording import Language
from tests.ui import fakes
from tests.ui.test_stopping_server import FURTHER
from ui import stopping_server
from ui.answering import Desk
from ui.process_end import end_despite_threads
from ui.routes import program_routes
from ui.server import serve
from ui.server_settings import ServerSettings

FOLDER = Path(sys.argv[1])
stopping_server.MOST_SECONDS = float(sys.argv[2])  # type: ignore[assignment]


class Waiting(fakes.FakeAssistant):
    """Answers once it is let go."""

    def ask(self, question: str, before: Slots | None = None, language: Language = "de") -> Answer:
        """Say that it was asked, wait, then answer."""
        (FOLDER / "asked").touch()
        while not (FOLDER / "go").exists():
            time.sleep(0.01)
        return super().ask(question, before, language)


class Talkative(fakes.FakeAssistant):
    """Takes seconds to say an answer, a statement after the other."""

    def ask(self, question: str, before: Slots | None = None, language: Language = "de") -> Answer:
        """The fixed answer, and further statements from its source."""
        answer = super().ask(question, before, language)
        more = tuple(Statement(text=text, citations=(1,)) for text in FURTHER)
        return answer.model_copy(update={"statements": (*answer.statements, *more), "text": " ".join((answer.text, *(f"{text} [1]" for text in FURTHER)))})


def made(names: Sequence[str]) -> FastAPI:
    """The whole chat where it is wanted; else the routes for programs alone, since the chat takes seconds to load."""
    if sys.argv[3:] == ["chat"]:
        from ui.app import create_app

        return create_app(Talkative(), ServerSettings(hosts=names))
    app, desk = FastAPI(), Desk(Waiting())
    app.state.finish = desk.finish
    app.include_router(program_routes(desk, "de"))
    return app


def ready(url: str) -> None:
    """Tell the address in one piece."""
    (FOLDER / "url.part").write_text(url, encoding="utf-8")
    (FOLDER / "url.part").rename(FOLDER / "url")


serve(made, port=0, on_ready=ready)
end_despite_threads(0)
