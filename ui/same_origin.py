"""Whether a request comes from a page of this server: what only visitors of the chat may send, no other site may send for them."""

from urllib.parse import urlsplit

from starlette.requests import Request


def from_own_page(request: Request) -> bool:
    """By what the browser itself says, which no page can forge. A request that says nothing comes from no page and is none of ours.

    `Sec-Fetch-Site` is only sent over HTTPS and to this machine; elsewhere `Origin` must name the host that was asked.
    """
    told = request.headers.get("sec-fetch-site")
    if told is not None:
        return told == "same-origin"
    try:
        origin = urlsplit(request.headers.get("origin", ""))
    except ValueError:
        return False
    # A proxy may ask for this machine and tell apart what it was asked for; it is believed for the server's own names only (ui/request_checks.py).
    asked = (request.headers.get("host"), request.headers.get("x-forwarded-host"))
    return origin.scheme in ("http", "https") and origin.netloc in asked
