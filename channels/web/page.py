"""The chat page: complete without JavaScript, by forms; chat.js only makes it smoother."""

import hashlib
import json
import uuid
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

from babel.messages.pofile import read_po
from fastapi import APIRouter, Cookie, Form, Header, HTTPException, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from fastapi.templating import Jinja2Templates
from sqlalchemy.orm import Session

from channels.relay import carry, choose_language
from channels.web.api import COOKIE, incoming, remember
from channels.web.language import of_browser
from channels.web.markdown import to_html
from channels.web.proof import links
from orienta.conversations.conversation import UnknownConversation, find
from orienta.database import unit_of_work
from orienta.faq import store
from orienta.languages import LANGUAGES, NAMES
from orienta.messages import inbox
from orienta.privacy.forgetting import forget_conversation
from orienta.sentences import CATALOGUES, say
from orienta.settings import settings

FOLDER = Path(__file__).parent
MOST_SHOWN = 60
FIRST_TOPICS = ("asylum-how", "centre-locations", "curp-what", "jobs-how", "return-what", "emergency")

ASSETS = hashlib.sha256(
    b"".join(file.read_bytes() for file in sorted((FOLDER / "static").iterdir()))
).hexdigest()[:8]
"""Changes with the page's files, so that a browser never mixes old with new ones."""

router = APIRouter(include_in_schema=False)
templates = Jinja2Templates(FOLDER / "templates")

Text = Annotated[str, Form()]
Id = Annotated[str, Form(min_length=1, max_length=100)]
Kept = Annotated[str, Cookie(alias=COOKIE)]


@router.get("/")
def show(request: Request, conversation: Kept = "") -> Response:
    """Show the page, with the conversation that the browser's cookie names."""
    with unit_of_work() as session:
        try:
            language = find(session, conversation).language or of_browser(request)
            kept = inbox.of_conversation(session, conversation, MOST_SHOWN)
        except UnknownConversation:
            conversation, language, kept = "", of_browser(request), []
        messages = _messages(kept, language)
        welcome = _welcome(session, language)
    return templates.TemplateResponse(
        request,
        "chat.html",
        {
            "language": language,
            "t": lambda name: say(name, language),
            "languages": list(NAMES.items()),
            "conversation": conversation,
            "next_id": uuid.uuid4(),
            "messages": [welcome, *messages],
            "after": kept[-1].id if kept else 0,
            "assets": ASSETS,
            "sentences": json.dumps(sentences(language), ensure_ascii=False),
        },
        headers={"Cache-Control": "no-store"},
    )


@router.post("/")
def send(request: Request, id: Id, conversation: Text = "", text: Text = "", payload: Text = "") -> Response:
    """Send a typed message or a button's payload, then show the page again."""
    said = payload or text
    try:
        conversation, _ = carry(incoming(request, conversation, id, said))
    except UnknownConversation:
        conversation, _ = carry(incoming(request, "", id, said))
    return _back_to_page(request, conversation)


@router.post("/language")
def change_language(request: Request, language: Text, conversation: Text = "") -> Response:
    """Go on in the chosen language."""
    if language not in LANGUAGES:
        raise HTTPException(400, say("error_invalid", of_browser(request)))
    return _back_to_page(request, choose_language(conversation, language, channel="web"))


@router.post("/leave")
def leave(conversation: Text = "", accept: Annotated[str, Header()] = "", kept: Kept = "") -> Response:
    """Forget the conversation and lead to a page that anyone could have been reading."""
    with unit_of_work() as session:
        for known in {conversation, kept} - {""}:
            forget_conversation(session, known)
    target = settings().leave_to
    away: Response = RedirectResponse(target, 303)
    if "application/json" in accept:
        away = JSONResponse({"leave_to": target})
    away.delete_cookie(COOKIE)
    away.headers["Clear-Site-Data"] = '"cache", "storage"'
    return away


@router.get("/sentences/{language}")
def page_sentences(language: str, request: Request) -> dict[str, str]:
    """Return the page's own sentences in a language, for a change without reloading."""
    if language not in LANGUAGES:
        raise HTTPException(404, say("error_invalid", of_browser(request)))
    return sentences(language)


def sentences(language: str) -> dict[str, str]:
    """Return every sentence of the page itself, by name."""
    return {name: say(name, language) for name in _page_names()}


@lru_cache
def _page_names() -> list[str]:
    with (CATALOGUES / "orienta.pot").open("rb") as file:
        return [str(m.id) for m in read_po(file) if str(m.id).startswith("web_")]


def _back_to_page(request: Request, conversation: str) -> Response:
    back = RedirectResponse("/#latest", 303)
    remember(request, back, conversation)
    return back


def _welcome(session: Session, language: str) -> dict[str, Any]:
    titles = {e.id: e.languages[language].title for e in store.published(session)}
    buttons = [{"title": titles[t], "payload": titles[t]} for t in FIRST_TOPICS if t in titles]
    return {
        "from": "assistant",
        "html": to_html(say("utter_greet", language)),
        "buttons": buttons,
        "source": None,
        "language": language,
    }


def _messages(kept: list[inbox.Message], language: str) -> list[dict[str, Any]]:
    shown: list[dict[str, Any]] = []
    for message in kept:
        client_id = message.provider_id.partition("/")[2]
        if not message.provider_id.startswith(inbox.UNASKED):
            shown.append({"from": "person", "text": message.shown, "id": client_id})
        turn = inbox.reply_to(message)
        in_trouble = turn is None and message.claimed is None
        said = turn.replies if turn else (inbox.Said(say("relay_trouble", language)),) * in_trouble
        shown += [
            {
                "from": "assistant",
                "html": to_html(one.text) + (links(turn) if turn and one is turn.replies[0] else ""),
                "buttons": [{"title": b.title, "payload": b.payload} for b in one.buttons],
                "source": one.source,
                "language": turn.language if turn else language,
            }
            for one in said
        ]
    return shown
