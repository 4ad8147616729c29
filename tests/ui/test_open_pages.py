"""What is forgotten of pages: those that were closed, and the oldest of too much that browsers brought back."""

from datetime import datetime

import gradio as gr
import pytest
from fastapi.testclient import TestClient
from gradio.state_holder import StateHolder
from starlette.routing import Mount

from ui.open_pages import KEPT, MOST_PAGES, OpenPages


@pytest.fixture
def holder() -> StateHolder:
    """Of a chat with nothing on it."""
    with gr.Blocks(analytics_enabled=False) as blocks:
        gr.State("")
    made = StateHolder()
    made.set_blocks(blocks)
    return made


def opened(holder: StateHolder, *pages: str) -> None:
    """Somebody opens the pages."""
    for page in pages:
        assert not holder[page].is_closed


def test_a_page_is_forgotten_an_hour_after_it_was_closed_and_one_that_is_open_never(holder: StateHolder) -> None:
    pages = OpenPages()
    pages.watch(holder)
    opened(holder, "open", "closed")
    holder["closed"].is_closed = True
    now = datetime.now()
    pages.forget_closed(now + KEPT / 2)
    assert list(holder.session_data) == ["open", "closed"]
    pages.forget_closed(now + 2 * KEPT)
    assert list(holder.session_data) == list(holder.time_last_used) == ["open"]


def test_of_too_much_that_was_brought_back_the_oldest_is_forgotten_and_never_the_newest(holder: StateHolder) -> None:
    pages = OpenPages(most_restored=10)
    pages.watch(holder)
    opened(holder, "asks", "a", "b", "c")
    for page, characters, left in (("a", 5, "abc"), ("b", 5, "abc"), ("a", 5, "abc"), ("c", 1, "ac"), ("c", 100, "c")):
        pages.restored(page, characters)
        assert list(holder.session_data) == ["asks", *left]
    pages.restored(None, 100)
    assert "c" in holder


def test_a_page_that_was_closed_no_longer_counts(holder: StateHolder) -> None:
    pages = OpenPages(most_restored=10)
    pages.watch(holder)
    opened(holder, "a", "b")
    pages.restored("a", 6)
    holder["a"].is_closed = True
    pages.forget_closed(datetime.now() + 2 * KEPT)
    opened(holder, "a")
    pages.restored("b", 6)
    assert "a" in holder and "b" in holder


def test_both_chats_of_a_server_are_looked_after(client: TestClient) -> None:
    mounted = [route.app for route in client.app.routes if isinstance(route, Mount)]  # type: ignore[attr-defined]
    assert [app.state_holder.capacity for app in mounted] == [MOST_PAGES, MOST_PAGES]
