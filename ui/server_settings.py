"""What a server is to do, as whoever starts it decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.wording import Language
from ui.question_log import Told, unlogged

if TYPE_CHECKING:
    # The command line makes the settings before it is sure that a server is wanted, and needs none of this for it.
    from ui.operator_visit import Operator


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """language: of the chat at `/`; each other one is at `/xx/`. hosts: further names that the server goes by.

    mcp: whether the answers are offered at `/mcp`, too. embed_from: origins of sites that may frame the chat.
    feedback: the file that keeps what visitors say of answers; without one they aren't asked.
    operator: who may sign in to the operator's corner; without one there is none.
    proxies: addresses and networks of proxies that are believed when they tell a visitor's address. root_path: as `ui.root_path.root_path` writes it.
    questions_a_minute: of an address, 1 and up. waiting: questions that may wait their turn. seconds: that a question may take. open_metrics: whether
    anybody may read the figures. told: is told each answer; logs_questions: whether that writes down what was asked.
    """

    language: Language = "de"
    hosts: Sequence[str] = ()
    mcp: bool = False
    embed_from: Sequence[str] = ()
    feedback: Path | None = None
    operator: "Operator | None" = None
    proxies: Sequence[str] = ()
    root_path: str = ""
    questions_a_minute: int = 120
    waiting: int = 60
    seconds: float = 60.0
    open_metrics: bool = False
    told: Told = unlogged
    logs_questions: bool = False
