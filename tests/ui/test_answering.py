"""Asking off the event loop: whatever goes wrong becomes a failed turn or a quote alone, and never reaches the visitor."""

import asyncio
import contextlib
import threading
from pathlib import Path

import anyio
import pytest

from assistant.types import Answer, Citation, Outcome, Slots, Source
from assistant.wording import Language
from tests.ui import fakes
from ui.answering import AT_ONCE, MOST_OVERDUE, MOST_WORKING, Desk, DeskLimits
from ui.types import Conversation, Turn
from ui.unanswered import QueueFull, Stopping, TookTooLong


class WithoutSources(fakes.FakeAssistant):
    """Answers, but can't read the sections any more."""

    def source(self, citation: Citation) -> Source:
        """Fail."""
        raise OSError(f"{citation.document} is gone")


def settled(desk: Desk, question: str) -> Turn:
    """A first turn with this question, when it is over."""
    return asyncio.run(desk.settle(Turn(1, question), None, "de"))


def test_a_turn_gets_its_answer_and_the_sections_of_its_citations() -> None:
    turn = settled(Desk(fakes.FakeAssistant()), fakes.PAY)
    assert turn.answer == fakes.FakeAssistant().ask(fakes.PAY)
    assert [f"{source.before}{source.quote}{source.after}" for source in turn.sources] == [fakes.WUPPERTAL.text]


@pytest.mark.parametrize(("question", "page", "answered"), [(fakes.PAY, "en", "de"), ("What does a nurse earn?", "de", "en"), ("IT Manager Essen", "en", "en")])
def test_a_turn_knows_what_its_answer_is_written_in(question: str, page: Language, answered: Language) -> None:
    assert asyncio.run(Desk(fakes.FakeAssistant()).settle(Turn(1, question), None, page)).language == answered


class Slow(fakes.FakeAssistant):
    """Answers once it is let go."""

    def __init__(self) -> None:
        self.released = threading.Event()
        self.begun = 0
        self._counting = threading.Lock()

    def ask(self, question: str, before: Slots | None = None, language: Language = "de") -> Answer:
        """Wait, then answer."""
        with self._counting:
            self.begun += 1
        self.released.wait(120)
        return super().ask(question, before, language)


def test_a_question_waits_its_turn_and_is_told_when_it_comes() -> None:
    async def asked() -> None:
        assistant = Slow()
        desk = Desk(assistant)
        begun = [asyncio.Event() for _ in range(AT_ONCE + 1)]
        turns = [asyncio.ensure_future(desk.settle(Turn(1, fakes.PAY), None, "de", event.set)) for event in begun]
        await asyncio.gather(*(event.wait() for event in begun[:AT_ONCE]))
        assert desk.is_full
        assert not begun[-1].is_set()
        assistant.released.set()
        await begun[-1].wait()
        assert all(turn.answer for turn in await asyncio.gather(*turns))
        assert not desk.is_full

    asyncio.run(asked())


def test_what_a_page_needs_to_open_waits_for_no_question() -> None:
    async def opened() -> None:
        assistant = Slow()
        desk = Desk(assistant)
        asks = [asyncio.ensure_future(desk.ask(fakes.PAY, None, "de")) for _ in range(AT_ONCE)]
        kept = Conversation((await Desk(fakes.FakeAssistant()).settle(Turn(1, fakes.PAY), None, "de"),))
        with anyio.fail_after(60):
            while not desk.is_full:
                await anyio.sleep(0.001)
            assert (await desk.overview()).generation == await desk.generation()
            assert (await desk.seen_again(kept)).turns[0].question == fakes.PAY
        assert desk.is_full
        assistant.released.set()
        await asyncio.gather(*asks)

    asyncio.run(opened())


def test_beyond_those_that_may_wait_a_question_is_refused_at_once_and_taken_again_later() -> None:
    async def asked() -> None:
        assistant = Slow()
        desk = Desk(assistant, limits=DeskLimits(waiting=2))
        answers = [asyncio.ensure_future(desk.ask(fakes.PAY, None, "de")) for _ in range(AT_ONCE + 2)]
        await asyncio.sleep(0)
        for refused in (desk.ask(fakes.PAY, None, "de"), desk.search("Lohn", (), (), 5, "de")):
            with pytest.raises(QueueFull):
                await refused
        assert await desk.settle(Turn(1, fakes.PAY), None, "de") == Turn(1, fakes.PAY, failed=True, why="chat.queue_full")
        assistant.released.set()
        assert len(await asyncio.gather(*answers)) == AT_ONCE + 2
        assert await desk.ask(fakes.PAY, None, "de")

    asyncio.run(asked())


def test_a_question_that_takes_too_long_is_given_up_and_its_place_goes_to_the_next() -> None:
    async def asked() -> None:
        assistant = Slow()
        desk = Desk(assistant, limits=DeskLimits(seconds=0.05))
        turns = await asyncio.gather(*(desk.settle(Turn(1, fakes.PAY), None, "de") for _ in range(AT_ONCE)))
        assert turns == [Turn(1, fakes.PAY, failed=True, why="chat.took_too_long")] * AT_ONCE
        assert not desk.is_full
        # As long as nobody ends, at most so many threads are at it; a thread may begin late, so tries may come before.
        with pytest.raises(QueueFull), anyio.fail_after(60):
            while True:
                with contextlib.suppress(TookTooLong):
                    await desk.ask(fakes.PAY, None, "de")
        assert assistant.begun <= MOST_WORKING
        assistant.released.set()
        with anyio.fail_after(30):
            while True:
                try:
                    return await desk.generation() and desk.check()
                except QueueFull:
                    await anyio.sleep(0.01)

    asyncio.run(asked())


def test_a_chip_becomes_a_question_at_once_however_many_wait() -> None:
    async def clicked() -> str | None:
        assistant = Slow()
        desk = Desk(assistant)
        asks = [asyncio.ensure_future(desk.ask(fakes.PAY, None, "de")) for _ in range(AT_ONCE)]
        with anyio.fail_after(60):
            while not desk.is_full:
                await anyio.sleep(0.001)
            question = await desk.reworded(fakes.FakeAssistant().ask(fakes.PAY), "place", "Wuppertal", "Bochum", "de")
        assistant.released.set()
        await asyncio.gather(*asks)
        return question

    assert asyncio.run(clicked()) == fakes.TASKS


def test_of_those_that_wait_none_is_begun_while_too_many_that_were_given_up_still_run() -> None:
    async def asked() -> None:
        assistant = Slow()
        desk = Desk(assistant)
        asks = [asyncio.ensure_future(desk.ask(fakes.PAY, None, "de")) for _ in range(MOST_WORKING + 2)]
        for number, ask in enumerate(asks[: MOST_OVERDUE + 1]):
            with anyio.fail_after(60):
                while assistant.begun < min(number + AT_ONCE, MOST_WORKING):
                    await anyio.sleep(0.001)
            # As if its visitor had left.
            ask.cancel()
        for ask in asks[MOST_WORKING:]:
            with pytest.raises(QueueFull):
                await ask
        assert assistant.begun == MOST_WORKING
        assistant.released.set()
        assert all(answer.citations for answer in await asyncio.gather(*asks[MOST_OVERDUE + 1 : MOST_WORKING]))

    asyncio.run(asked())


def test_a_desk_that_stops_finishes_what_it_has_begun_and_takes_nothing_more() -> None:
    async def asked() -> None:
        assistant = Slow()
        desk = Desk(assistant)
        open_one = asyncio.ensure_future(desk.ask(fakes.PAY, None, "de"))
        await asyncio.sleep(0)
        finishing = asyncio.ensure_future(desk.finish(30))
        await asyncio.sleep(0)
        with pytest.raises(Stopping):
            await desk.ask(fakes.PAY, None, "de")
        assert not finishing.done()
        assistant.released.set()
        await finishing
        assert open_one.done() and open_one.result().citations

    asyncio.run(asked())


def test_a_desk_that_stops_waits_for_an_answer_that_is_being_given_but_not_for_ever() -> None:
    async def given() -> None:
        desk = Desk(fakes.FakeAssistant())
        with desk.giving():
            await desk.finish(0.1)
        await desk.finish(1_000)

    asyncio.run(given())


def test_each_answer_is_told_once() -> None:
    told: list[Answer] = []
    desk = Desk(fakes.FakeAssistant(), told=told.append)
    answer = anyio.run(desk.ask, fakes.PAY, None, "de")
    assert told == [answer]
    assert settled(desk, fakes.MISSING).answer == told[1]


@pytest.mark.parametrize("question", [fakes.PAY, fakes.BROKEN])
def test_whoever_waits_for_a_turn_hears_of_it_even_if_it_fails(question: str) -> None:
    heard: list[bool] = []
    asyncio.run(Desk(fakes.FakeAssistant()).settle(Turn(1, question), None, "de", lambda: heard.append(True)))
    assert heard


def test_an_assistant_that_raises_makes_a_failed_turn() -> None:
    assert settled(Desk(fakes.FakeAssistant()), fakes.BROKEN) == Turn(1, fakes.BROKEN, failed=True)


def test_a_section_that_can_not_be_read_leaves_the_quote() -> None:
    (source,) = settled(Desk(WithoutSources()), fakes.PAY).sources
    assert (source.before, source.quote, source.after) == ("", fakes.PAY_WUPPERTAL, "")
    assert (source.title, source.heading) == (fakes.WUPPERTAL.title, fakes.WUPPERTAL.heading)


@pytest.mark.parametrize(("name", "kept"), [(None, []), ("declined.jsonl", ["declined.jsonl"])])
def test_nothing_is_kept_of_a_question_unless_a_file_for_it_is_named(tmp_path: Path, name: str | None, kept: list[str]) -> None:
    desk = Desk(fakes.FakeAssistant(), tmp_path / name if name else None)
    for question in (fakes.PAY, fakes.MISSING):
        anyio.run(desk.ask, question, None, "de")
    assert [path.name for path in tmp_path.glob("*.jsonl")] == kept


def test_a_question_is_answered_also_where_it_can_not_be_kept(tmp_path: Path) -> None:
    desk = Desk(fakes.FakeAssistant(), tmp_path / "no folder" / "declined.jsonl")
    assert anyio.run(desk.ask, fakes.MISSING, None, "de").outcome is Outcome.NOT_IN_DOCUMENTS
