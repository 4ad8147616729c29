"""The answer that is being written for each visitor, so that it can be given up before another conversation takes its place."""

import asyncio
from typing import Any
from weakref import WeakValueDictionary


class UnderWay:
    """The running answer of each visitor's page. Gradio gives an event up only when the browser's word for it arrives, which may be late."""

    def __init__(self) -> None:
        self._tasks: WeakValueDictionary[str, asyncio.Task[Any]] = WeakValueDictionary()

    def begin(self, visit: str | None) -> None:
        """Notes that the present task answers for this visit (a page that is open; None where there is none to name)."""
        task = asyncio.current_task()
        if visit and task:
            self._tasks[visit] = task

    async def give_up(self, visit: str | None) -> None:
        """Ends the answer that is under way, if one is: once this returns, nothing more of it is written."""
        task = self._tasks.pop(visit, None) if visit else None
        if task and not task.done():
            task.cancel()
            await asyncio.wait([task])
