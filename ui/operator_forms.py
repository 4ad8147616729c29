"""Forms of the operator's corner, but for the one with files (ui/operator_upload.py)."""

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qs

from starlette.requests import Request

LARGEST_FORM = 1_000_000
"""Bytes of a form."""


class FormTooLarge(Exception):
    """A form that no page of the corner sends."""


async def read_form(request: Request) -> dict[str, list[str]]:
    """A form without files, `{name: its values}`. Raises FormTooLarge."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_FORM:
            raise FormTooLarge
    return parse_qs(body.decode("ascii", "replace"), keep_blank_values=True)


def first(form: Mapping[str, Sequence[str]], name: str) -> str:
    """The first value of a field; "" where there is none."""
    return next(iter(form.get(name, ())), "")
