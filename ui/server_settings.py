"""What a server is to do, as whoever starts it decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.wording import Language

if TYPE_CHECKING:
    # The command line makes the settings before it is sure that a server is wanted, and needs none of this for it.
    from ui.operator_visit import Operator


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """language: of the chat at `/`; each other one is at `/xx/`. hosts: further names that the server goes by.

    mcp: whether the answers are offered at `/mcp`, too. embed_from: origins of sites that may frame the chat.
    feedback: the file that keeps what visitors say of answers; without one they aren't asked.
    operator: who may sign in to the operator's corner; without one there is none.
    """

    language: Language = "de"
    hosts: Sequence[str] = ()
    mcp: bool = False
    embed_from: Sequence[str] = ()
    feedback: Path | None = None
    operator: "Operator | None" = None
