"""The web process: the chat page, its API and the health of all parts."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from fastapi_offline import FastAPIOffline
from starlette.concurrency import run_in_threadpool

from channels import rasa
from channels.delivery import deliver_due
from channels.detector import detector
from channels.relay import LONGEST
from channels.web import api, page, proof, registration
from channels.web.language import of_browser
from orienta.database import unit_of_work
from orienta.faq.store import current_revision
from orienta.privacy.forgetting import forget_old
from orienta.sentences import say

LARGEST_BODY = 512 * 1024
HOUR = 3600
DELIVERY_SECONDS = 5
log = logging.getLogger(__name__)
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; form-action 'self' https:; frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@asynccontextmanager
async def _running(_app: FastAPI) -> AsyncIterator[None]:
    await run_in_threadpool(_get_ready)
    tasks = [
        asyncio.create_task(_again_and_again(_forget, every=HOUR)),
        asyncio.create_task(_again_and_again(deliver_due, every=DELIVERY_SECONDS)),
    ]
    yield
    for task in tasks:
        task.cancel()


app = FastAPIOffline(title="Orienta", description="Web chat of Orienta.", redoc_url=None, lifespan=_running)
app.include_router(api.router)
app.include_router(page.router)
app.include_router(proof.router)
app.include_router(registration.router)
app.mount("/static", StaticFiles(directory=Path(page.FOLDER) / "static"), name="static")


@app.get("/health")
def health() -> JSONResponse:
    """Say which parts are well; 503 while the assistant can't answer."""
    parts = {"rasa": rasa.is_well(), "actions": rasa.actions_are_well(), "database": _database_is_well()}
    return JSONResponse({"well": all(parts.values()), "parts": parts}, 200 if all(parts.values()) else 503)


@app.middleware("http")
async def guard(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
    """Refuse bodies of a huge or hidden length, and add the headers that keep the page to itself."""
    length = int(request.headers.get("content-length") or 0)
    if length > LARGEST_BODY or "transfer-encoding" in request.headers:
        return JSONResponse({"detail": say("relay_too_long", of_browser(request), limit=LONGEST)}, 413)
    response = await go_on(request)
    if not request.url.path.startswith(("/docs", "/openapi.json")):
        response.headers.update(HEADERS)
    return response


@app.exception_handler(400)
@app.exception_handler(RequestValidationError)
async def explain(request: Request, _error: Exception) -> JSONResponse:
    """Say kindly that a request can't be read, without repeating what was in it."""
    return JSONResponse({"detail": say("error_invalid", of_browser(request))}, 422)


@app.exception_handler(404)
async def miss(request: Request, error: HTTPException) -> JSONResponse:
    """Say what could not be found: what a route says, else that there is no such address."""
    known = request.scope.get("route") is not None
    detail = error.detail if known else say("error_not_found", of_browser(request))
    return JSONResponse({"detail": detail}, 404)


@app.exception_handler(Exception)
async def apologise(request: Request, _error: Exception) -> JSONResponse:
    """Say that something broke, and what to do in an emergency."""
    return JSONResponse({"detail": say("error_internal", of_browser(request))}, 500)


def _get_ready() -> None:
    with unit_of_work() as session:
        detector(session)


def _database_is_well() -> bool:
    with suppress(Exception), unit_of_work() as session:
        current_revision(session)
        return True
    return False


async def _again_and_again(work: Callable[[], object], *, every: float) -> None:
    while True:
        try:
            await run_in_threadpool(work)
        except Exception as error:  # whatever it is, it may be over the next time
            log.error("%s failed: %s", work.__name__, type(error).__name__)
        await asyncio.sleep(every)


def _forget() -> None:
    with unit_of_work() as session:
        forget_old(session, now=datetime.now(UTC))
