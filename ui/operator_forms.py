"""Forms of the operator's corner, but for the one with files (ui/operator_upload.py)."""

from collections.abc import Mapping, Sequence
from functools import partial
from urllib.parse import parse_qs

import anyio.to_thread
from starlette.requests import Request

LARGEST_FORM = 1_000_000
"""Bytes of a form of who is signed in."""
LARGEST_AT_DOOR = 16_000
"""Bytes of the form that anybody may send: of a password of 1,000 characters each takes 12 at most, and there may be a name."""
MOST_FIELDS = 500
"""Of any form: the largest ticks 200 pages to be taken out (ui/operator_library.py). Half a million would take most of a second."""


class FormTooLarge(Exception):
    """A form that no page of the corner sends."""


async def read_form(request: Request, largest: int = LARGEST_FORM) -> dict[str, list[str]]:
    """A form without files, `{name: its values}`. largest: bytes that it may have. Raises FormTooLarge."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > largest:
            raise FormTooLarge
    read = partial(parse_qs, body.decode("ascii", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    try:
        # In a thread: a megabyte takes a quarter of a second.
        return await anyio.to_thread.run_sync(read)
    except ValueError:
        raise FormTooLarge from None


def first(form: Mapping[str, Sequence[str]], name: str) -> str:
    """The first value of a field; "" where there is none."""
    return next(iter(form.get(name, ())), "")
