"""The registration form as a page: the same fields as in the chat, without JavaScript.

Every post acts only on the conversation that the browser's cookie names. The cookie is SameSite=strict:
a post from another site comes without it, and so changes nothing.
"""

import re
import uuid
from datetime import UTC, datetime
from functools import lru_cache
from typing import Annotated, Any, Literal

from babel import Locale
from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel, ValidationError
from sqlalchemy.orm import Session

from channels.web.api import remember
from channels.web.language import of_browser
from channels.web.markdown import to_html
from channels.web.page import ASSETS, Kept, templates
from orienta.appointments.finding import of_conversation
from orienta.conversations import conversation as conversations
from orienta.conversations.conversation import Conversation, UnknownConversation
from orienta.database import unit_of_work
from orienta.languages import NAMES, plain
from orienta.messages import inbox
from orienta.registration import registering
from orienta.registration.countries import CODES, say_country
from orienta.registration.fields import CHOICES, MOST_PEOPLE, Fields
from orienta.registration.records import Registration
from orienta.registration.registering import NotRegistered
from orienta.registration.summary import what_we_know
from orienta.registration.tongues import CALLED, OTHERS, say_tongue
from orienta.sentences import say
from orienta.settings import settings

ADDRESS = "/registration"
CHAT = "/#latest"
PROBLEMS = {
    "name": "form_wrong_name",
    "country": "form_wrong_country",
    "language": "form_wrong_language",
    "adults": "form_wrong_people",
    "children": "form_wrong_people",
    "curp": "registration_wrong_curp",
}
"""What is said of a field that can't be kept; of the others that the page offers no such choice."""
TONGUES = {code for code in map(str, Locale("en").languages) if re.fullmatch("[a-z]{2,3}", code)} | {*OTHERS}
"""Languages that may be chosen; as three letters are rare ones, a list offers only those that we expect."""

router = APIRouter(prefix=ADDRESS, include_in_schema=False)

Language = Annotated[Literal["es", "en", "fr", "ht"], Form()]


class Typed(BaseModel):
    """What a person typed and chose, as their browser sends it."""

    name: str = ""
    country: str = ""
    language: str = ""
    adults: str = ""
    children: str = ""
    needs: list[str] = []
    helps: list[str] = []
    status: str = "unsaid"
    contact_wish: str = "none"
    curp: str = ""
    export: bool = False
    speak: Literal["", "es", "en", "fr", "ht"] = ""
    """The language that they chose for the page, instead of handing in what they typed."""


@router.get("")
def show(request: Request, kept: Kept = "") -> Response:
    """Ask for consent, or go on with the form, or show what was handed in."""
    with unit_of_work() as session:
        spoken = _language(session, kept, request)
        try:
            registration = registering.get(session, kept)
        except NotRegistered:
            consent = say("registration_consent", spoken, days=settings().keep_registrations_days)
            return _page(request, "consent", spoken, consent=to_html(consent))
        if registration.state == "draft":
            return _fields(request, spoken, _as_typed(registration))
        return _page(request, "kept", spoken, known=what_we_know(session, kept, spoken))


@router.post("/consent")
def consent(request: Request, agreed: Annotated[bool, Form()], kept: Kept = "") -> Response:
    """Begin a registration, or lead back to the chat; whoever has no conversation yet begins one."""
    now = datetime.now(UTC)
    with unit_of_work() as session:
        spoken = _language(session, kept, request)
        conversation = _conversation(session, kept, request, now)
        target = ADDRESS
        if agreed:
            registering.start(session, conversation_id=conversation.id, language=spoken, now=now)
        elif not _is_registered(session, conversation.id):
            _say_in_chat(session, conversation.id, "registration_refused", spoken, now)
            target = CHAT
    away = RedirectResponse(target, 303)
    remember(request, away, conversation.id)
    return away


@router.get("/change")
def change(request: Request, kept: Kept = "") -> Response:
    """Show the fields with what is kept."""
    with unit_of_work() as session:
        spoken = _language(session, kept, request)
        try:
            return _fields(request, spoken, _as_typed(registering.get(session, kept)))
        except NotRegistered:
            return RedirectResponse(ADDRESS, 303)


@router.post("")
def hand_in(request: Request, typed: Annotated[Typed, Form()], kept: Kept = "") -> Response:
    """Keep the answers, all of them or, if one can't be kept, none; what was typed is shown again."""
    now = datetime.now(UTC)
    with unit_of_work() as session:
        if not _is_registered(session, kept):
            return RedirectResponse(ADDRESS, 303)
        if typed.speak:
            conversations.choose_language(session, kept, typed.speak)
            return _fields(request, typed.speak, typed)
        fields, problems = _read(typed, _language(session, kept, request))
        if problems:
            return _fields(request, _language(session, kept, request), typed, problems, status=422)
        _keep(session, kept, fields, typed.export, now)
    return RedirectResponse(f"{ADDRESS}#kept", 303)


@router.get("/delete")
def ask_to_delete(request: Request, kept: Kept = "") -> Response:
    """Ask once whether to delete the registration."""
    with unit_of_work() as session:
        if not _is_registered(session, kept):
            return RedirectResponse(ADDRESS, 303)
        return _page(request, "delete", _language(session, kept, request))


@router.post("/delete")
def delete(request: Request, kept: Kept = "") -> Response:
    """Delete the registration and nothing else, and say so in the chat."""
    with unit_of_work() as session:
        spoken = _language(session, kept, request)
        if registering.delete(session, kept):
            _say_in_chat(session, kept, "form_deleted", spoken, datetime.now(UTC))
    return RedirectResponse(CHAT, 303)


@router.post("/language")
def change_language(request: Request, speak: Language, kept: Kept = "") -> Response:
    """Go on in the chosen language."""
    with unit_of_work() as session:
        conversation = _conversation(session, kept, request, datetime.now(UTC))
        conversations.choose_language(session, conversation.id, speak)
    back = RedirectResponse(ADDRESS, 303)
    remember(request, back, conversation.id)
    return back


def _language(session: Session, kept: str, request: Request) -> str:
    try:
        return conversations.find(session, kept).language or of_browser(request)
    except UnknownConversation:
        return of_browser(request)


def _conversation(session: Session, kept: str, request: Request, now: datetime) -> Conversation:
    """Return the browser's conversation, or begin one, but not for another site: it would replace the cookie."""
    try:
        return conversations.find(session, kept)
    except UnknownConversation:
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            raise HTTPException(400) from None
        begun = conversations.start(session, channel="web", now=now)
        session.flush()
        return begun


def _is_registered(session: Session, kept: str) -> bool:
    try:
        registering.get(session, kept)
    except NotRegistered:
        return False
    return True


def _say_in_chat(session: Session, conversation_id: str, sentence: str, spoken: str, now: datetime) -> None:
    turn = inbox.Turn(language=spoken, outcome="act", replies=(inbox.Said(say(sentence, spoken)),))
    inbox.tell(session, conversation_id, "web", f"registration/{uuid.uuid4()}", turn, now)


def _as_typed(registration: Registration) -> Typed:
    answers = registration.fields.model_dump(exclude_none=True)
    told = {name: value if isinstance(value, list) else str(value) for name, value in answers.items()}
    return Typed(**told, export=registration.export_consented)


def _read(typed: Typed, spoken: str) -> tuple[Fields, dict[str, str]]:
    """Return the answers, and what is wrong by name of the field; then no answers count."""
    told = typed.model_dump(include=set(Fields.model_fields))
    answers = told | {
        name: " ".join(value.split()) or None for name, value in told.items() if name in PROBLEMS
    }
    wrong = {"language"} if answers["language"] and answers["language"] not in TONGUES else set()
    fields = Fields()
    try:
        fields = Fields.model_validate(answers)
    except ValidationError as invalid:
        wrong |= {str(error["loc"][0]) for error in invalid.errors()}
    in_order = [name for name in told if name in wrong]
    return fields, {name: say(PROBLEMS.get(name, "form_wrong_choice"), spoken) for name in in_order}


def _keep(session: Session, conversation_id: str, fields: Fields, export: bool, now: datetime) -> None:
    for name, value in fields:
        registering.set_field(session, conversation_id, name, value, now)
    registering.agree_to_export(session, conversation_id, export, now)
    if kept := of_conversation(session, conversation_id, now):
        place, about = kept[0].centre_id, kept[0].id
        registering.attach(session, conversation_id, centre_id=place, appointment_id=about, now=now)
    registering.complete(session, conversation_id, now)


def _fields(
    request: Request, spoken: str, typed: Typed, problems: dict[str, str] | None = None, status: int = 200
) -> Response:
    return _page(
        request,
        "fields",
        spoken,
        status,
        typed=typed.model_dump(),
        problems=problems or {},
        countries=_countries(spoken),
        tongues=_tongues(spoken, typed.language),
        choices=CHOICES,
        most_people=MOST_PEOPLE,
    )


@lru_cache
def _countries(spoken: str) -> list[tuple[str, str]]:
    return _by_name({code: say_country(code, spoken) for code in CODES})


def _tongues(spoken: str, chosen: str) -> list[tuple[str, str]]:
    """Return our own languages first, then the others by name; a rare one only if it was chosen."""
    offered = {code for code in TONGUES if len(code) == 2} | {*OTHERS, *CALLED} | ({chosen} & TONGUES)
    others = {code: say_tongue(code, spoken) for code in offered - {*NAMES}}
    return [*NAMES.items(), *_by_name(others)]


def _by_name(names: dict[str, str]) -> list[tuple[str, str]]:
    return sorted(names.items(), key=lambda one: plain(one[1]))


def _page(request: Request, part: str, spoken: str, status: int = 200, **values: Any) -> Response:
    return templates.TemplateResponse(
        request,
        "registration.html",
        {
            "part": part,
            "language": spoken,
            "t": lambda name: say(name, spoken),
            "line": lambda label, value: say("registration_line", spoken, label=label, value=value),
            "languages": list(NAMES.items()),
            "assets": ASSETS,
            **values,
        },
        status_code=status,
        headers={"Cache-Control": "no-store"},
    )
