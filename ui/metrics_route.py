"""`GET /metrics`: the figures, for this machine alone unless the operator opens them."""

import ipaddress

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4

from ui.answering import Desk
from ui.metrics import Metrics

THIS_MACHINE = ("localhost", "127.0.0.1", "[::1]")
"""Names under which a program on the machine asks."""
PASSED_ON = ("x-forwarded-for", "x-forwarded-host", "x-real-ip", "forwarded", "via")
"""Headers of a request that came through a proxy; one on this machine would else let in everybody."""

log = structlog.get_logger(__name__)


def metrics_route(desk: Desk, metrics: Metrics, *, is_open: bool) -> APIRouter:
    """The route; is_open: to whoever reaches the server."""
    router = APIRouter(include_in_schema=False)

    @router.get("/metrics")
    async def figures(request: Request) -> Response:
        if not (is_open or _from_this_machine(request)):
            return JSONResponse({"error": "The figures are for the machine itself, unless the server is started with --open-metrics."}, 403)
        try:
            metrics.in_generation(await desk.generation(), desk.library_fault)
        except Exception:
            # The other figures are needed all the more.
            log.exception("generation_unknown")
        return Response(metrics.text(), media_type=CONTENT_TYPE_PLAIN_0_0_4, headers={"cache-control": "no-store"})

    return router


def _from_this_machine(request: Request) -> bool:
    """By its address, by the name that was asked for, and because no proxy says that it passed it on."""
    if any(name in request.headers for name in PASSED_ON) or not request.client:
        return False
    name = request.headers.get("host", "")
    if name.removesuffix(f":{request.url.port}") not in THIS_MACHINE:
        return False
    try:
        return ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False
