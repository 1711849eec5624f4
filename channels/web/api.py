"""The chat's API, as the page uses it: POST /api/messages."""

import hashlib
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, HTTPException, Request, Response
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from channels.relay import Incoming, carry
from channels.web.language import of_browser
from channels.web.markdown import to_html
from channels.web.proof import links
from orienta.conversations.conversation import UnknownConversation, find
from orienta.database import unit_of_work
from orienta.languages import LANGUAGES
from orienta.messages import inbox
from orienta.messages.inbox import Turn
from orienta.sentences import say

COOKIE = "conversation"

router = APIRouter(prefix="/api", tags=["chat"])


def _well_formed(text: str) -> str:
    """Replace halves of characters, which JSON allows and nothing else can hold."""
    return text.encode("utf-8", "replace").decode()


Text = Annotated[str, AfterValidator(_well_formed)]


class _Documented(BaseModel):
    model_config = ConfigDict(use_attribute_docstrings=True)


class Location(_Documented):
    """Where a person is, in degrees. It is used for this one answer and thrown away."""

    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]


class Posted(_Documented):
    """A message that a person sends."""

    conversation: Annotated[Text | None, Field(max_length=100)] = None
    """The conversation's id; null begins a new one."""
    id: Annotated[Text, Field(min_length=1, max_length=100)]
    """The client's unique id of the message; the same id again gets the same reply and runs once."""
    text: Text
    """What the person typed, or the payload of a button that was offered."""
    language: Annotated[str | None, Field(pattern=f"^({'|'.join(LANGUAGES)})$")] = None
    """The language that the person chose; null lets the message decide."""
    location: Location | None = None
    """Where the person is: the answer names the nearest centres. `text` may then be empty."""


class ButtonOut(_Documented):
    """A button; its payload is sent back as `text`."""

    title: str
    payload: str


class ReplyOut(_Documented):
    """One message of the assistant."""

    text: str
    """Simple Markdown."""
    html: str
    """The same as safe HTML."""
    buttons: list[ButtonOut] = []
    source: str | None = None


class AppointmentOut(_Documented):
    """An appointment."""

    code: str
    state: str
    """held, booked, cancelled, checked-in, attended, missed or anonymised."""
    centre: str
    service: str
    starts_at: datetime
    """By the centre's own clock, with its offset from UTC."""
    people: int
    name: str | None


class Answer(_Documented):
    """Everything that is said to one message."""

    conversation: str
    language: str
    replies: list[ReplyOut]
    outcome: str
    """answered, clarify, unknown, act, handoff or error."""
    entry: str | None
    candidates: list[str]
    intent: str | None
    danger: str | None
    """The kind of danger that the person is in: attack, kidnapped, violence, child, suicide, medical; or null."""
    asks: str | None
    """What a form waits for: service, centre, day, time, name, people, interpreter, woman_attendant, mobility,
    confirm, change; or null."""
    appointment: AppointmentOut | None
    """The appointment that was made, shown, changed or cancelled in this turn."""


class Refusal(_Documented):
    """Why a message was not taken."""

    detail: str
    """A sentence in the language of the browser."""


class News(_Documented):
    """What the assistant said of its own accord: reminders and offers."""

    after: int
    """Number of the last of them; send it back to hear what comes later."""
    answers: list[Answer]


@router.get("/messages", responses={404: {"model": Refusal}})
def hear(conversation: Text, request: Request, after: int = 0) -> News:
    """Hear what the assistant said of its own accord since then."""
    with unit_of_work() as session:
        try:
            find(session, conversation)
        except UnknownConversation:
            raise HTTPException(404, say("error_unknown_conversation", of_browser(request))) from None
        messages = inbox.unasked(session, conversation, after)
        answers = [as_answer(conversation, turn) for message in messages if (turn := inbox.reply_to(message))]
        return News(after=max([after, *(message.id for message in messages)]), answers=answers)


@router.post("/messages", responses={status: {"model": Refusal} for status in (404, 413, 422)})
def post_message(posted: Posted, request: Request, response: Response) -> Answer:
    """Send a message and receive what the assistant says."""
    message = incoming(
        request,
        posted.conversation,
        posted.id,
        posted.text,
        language=posted.language,
        location=posted.location,
    )
    try:
        conversation_id, turn = carry(message)
    except UnknownConversation:
        raise HTTPException(404, say("error_unknown_conversation", of_browser(request))) from None
    remember(request, response, conversation_id)
    return as_answer(conversation_id, turn)


def remember(request: Request, response: Response, conversation: str) -> None:
    """Let the browser keep the conversation, so that a reload of the page shows it again."""
    secure = request.url.scheme == "https"
    response.set_cookie(COOKIE, conversation, httponly=True, samesite="strict", secure=secure)


def incoming(
    request: Request,
    conversation: str | None,
    client_id: str,
    text: str,
    *,
    language: str | None = None,
    location: Location | None = None,
) -> Incoming:
    """Make a message of what a browser sent; its id in the channel is unique, though clients choose theirs."""
    host = request.client.host if request.client else ""
    return Incoming(
        channel="web",
        provider_id=_provider_id(conversation, client_id, text, host),
        text=text,
        conversation_id=conversation or None,
        language=language,
        usual=of_browser(request),
        location=(location.latitude, location.longitude) if location else None,
    )


def _provider_id(conversation: str | None, client_id: str, text: str, host: str) -> str:
    """Without a conversation only the same message from the same place counts as the same.

    Nobody may learn another's conversation by guessing an id. What follows the slash is the client's own id.
    """
    first = hashlib.sha256("\n".join((client_id, host, text)).encode("utf-8", "replace")).hexdigest()
    return f"{conversation or first}/{client_id}"


def as_answer(conversation_id: str, turn: Turn) -> Answer:
    """Put a turn into the form of the API."""
    return Answer(
        conversation=conversation_id,
        language=turn.language,
        replies=[
            ReplyOut(
                text=said.text,
                html=to_html(said.text) + (links(turn) if said is turn.replies[0] else ""),
                buttons=[ButtonOut(title=b.title, payload=b.payload) for b in said.buttons],
                source=said.source,
            )
            for said in turn.replies
        ],
        outcome=turn.outcome,
        entry=turn.entry,
        candidates=list(turn.candidates),
        intent=turn.intent,
        danger=turn.danger,
        asks=turn.asks,
        appointment=AppointmentOut.model_validate(turn.appointment) if turn.appointment else None,
    )
