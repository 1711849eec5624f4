"""The proof of an appointment for the web: a file for the phone's calendar and a QR code."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Request
from fastapi.responses import Response

from channels.web.language import of_browser
from orienta.appointments.calendar import NoSuchCode, to_calendar, to_qr
from orienta.database import unit_of_work
from orienta.languages import LANGUAGES
from orienta.messages.inbox import Turn
from orienta.sentences import say

router = APIRouter(include_in_schema=False)

Code = Annotated[str, Path(pattern=r"^[A-Za-z]{3}-[A-Za-z0-9]{4}$")]


@router.get("/appointments/{code}.ics")
def calendar(code: Code, request: Request, language: str = "") -> Response:
    """Return the appointment for the phone's calendar."""
    spoken = language if language in LANGUAGES else of_browser(request)
    try:
        with unit_of_work() as session:
            file = to_calendar(session, code, spoken)
    except NoSuchCode:
        raise HTTPException(404, say("check_unknown", spoken, code=code)) from None
    return Response(file, media_type="text/calendar", headers={"Cache-Control": "no-store"})


@router.get("/appointments/{code}.svg")
def qr(code: Code) -> Response:
    """Return the code as a picture that staff can scan."""
    return Response(to_qr(code), media_type="image/svg+xml", headers={"Cache-Control": "no-store"})


def links(turn: Turn) -> str:
    """Return the HTML of the QR code and of the link to the calendar's file; empty if nothing was booked."""
    if not turn.appointment or turn.appointment["state"] != "booked":
        return ""
    code, language = turn.appointment["code"], turn.language
    picture = f'<img class="code" src="/appointments/{code}.svg" width="150" height="150" alt="{code}">'
    link = f'<a href="/appointments/{code}.ics?language={language}">{say("web_calendar", language)}</a>'
    return f"<p>{picture}</p><p>{link}</p>"
