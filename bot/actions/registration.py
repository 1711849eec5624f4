"""The registration form: consent first, then one question after the other; each may be left out."""

from collections.abc import Container
from datetime import UTC, datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import ActionExecutionRejection
from rasa_sdk.types import DomainDict
from sqlalchemy.orm import Session

from bot.actions.buttons import Button, button, yes_or_no
from bot.actions.turn import (
    SHORT_NAME,
    entities,
    intent,
    is_back,
    is_danger,
    is_for_others,
    is_other_wish,
    is_question,
    language,
    wants_to_stop,
)
from orienta.appointments.finding import of_conversation
from orienta.database import unit_of_work
from orienta.messages.inbox import payload
from orienta.registration import registering
from orienta.registration.companions import NotCounted, companions
from orienta.registration.fields import CHOICES, Fields
from orienta.registration.reading import NotUnderstood, WrongCurp, read_field, read_yes_or_no
from orienta.registration.summary import what_we_know
from orienta.sentences import say
from orienta.settings import settings

FORM = "registration_form"
SEVERAL = ("needs", "helps")
"""Fields of which several choices may be taken."""
COUNTS = ("adults", "children")
ORDER = (
    "name",
    "country",
    "status",
    "language",
    "adults",
    "children",
    "needs",
    "helps",
    "contact_wish",
    "curp",
)
ELSEWHERE = (
    *(
        "change_language",
        "talk_to_human",
        "help",
        "my_appointment",
        "check_appointment",
        "cancel_appointment",
    ),
    *("my_data", "delete_data", "find_centre"),
)
LONG = 5
"""Words from which what is no answer may be a question for others."""


class ValidateRegistrationForm(Action):
    """Keeps each answer at once, and asks the next question."""

    def name(self) -> str:
        return f"validate_{FORM}"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        with unit_of_work() as session:
            said, asks = _Turn(session, tracker, datetime.now(UTC)).run()
        dispatcher.utter_message(**said)
        return [SlotSet("consent", None), SlotSet("requested_slot", asks)]


Said = tuple[dict[str, Any], str | None]
"""What is said, and what is asked; None ends the form."""


class _Turn:
    """One message to the form."""

    def __init__(self, session: Session, tracker: Tracker, now: datetime) -> None:
        self.session, self.tracker, self.now, self.sender = session, tracker, now, tracker.sender_id
        self.language, self.asks = language(tracker), tracker.get_slot("requested_slot")
        self.text = tracker.latest_message["text"]

    def run(self) -> Said:
        if self.asks and is_back(self.tracker):
            return self._ask(self.asks)
        if wants_to_stop(self.tracker):
            return self._said(say("registration_left", self.language), None)
        if self.asks is None:
            return self._ask(self._first())
        pressed = entities(self.tracker)
        mine = {"language": "change_language", "name": "help"}.get(str(self.asks))
        others = [name for name in ELSEWHERE if name != mine]
        if is_for_others(self.tracker, "register") or (not pressed and self._is_for_others(others)):
            raise ActionExecutionRejection(FORM)
        try:
            return self._take(pressed)
        except registering.NotRegistered:  # deleted meanwhile, on the page or because its time was over
            return self._ask("consent")
        except WrongCurp:
            return self._ask(self.asks, say("registration_wrong_curp", self.language))
        except (NotUnderstood, registering.InvalidField):
            if not pressed and len(self.text.split()) > LONG:
                raise ActionExecutionRejection(FORM) from None
            return self._ask(self.asks, say("booking_not_understood", self.language))

    def _is_for_others(self, others: Container[str]) -> bool:
        counted = self.asks in COUNTS and self._children() is not None
        if is_danger(self.tracker, understood=self._understands()):
            return not counted
        return is_question(self.text) or is_other_wish(self.tracker, others)

    def _understands(self) -> bool:
        """Say whether the text is a value of the field; a long one is no name."""
        if self.asks not in ORDER or (self.asks == "name" and len(self.text.split()) > SHORT_NAME):
            return False
        try:
            read_field(self.asks, self.text, self.language)
        except NotUnderstood:
            return False
        return True

    def _first(self) -> str:
        try:
            return self._next(registering.get(self.session, self.sender).fields)
        except registering.NotRegistered:
            return "consent"

    def _take(self, pressed: dict[str, Any]) -> Said:
        value = pressed.get("value")
        if self.asks == "consent":
            return self._take_consent(read_yes_or_no(self.text) if value is None else value)
        if self.asks == "export":
            agreed = read_yes_or_no(self.text) if value is None else value
            registering.agree_to_export(self.session, self.sender, agreed, self.now)
            return self._finish()
        if self.asks in SEVERAL and value:
            return self._take_one_more(value)
        if pressed.get("skip"):
            value = registering.get(self.session, self.sender).fields.model_dump()[str(self.asks)]
        elif value is None:
            value = read_field(str(self.asks), self.text, self.language)
        fields = registering.set_field(self.session, self.sender, str(self.asks), value, self.now)
        if self.asks == "adults" and (children := self._children()) is not None:
            fields = registering.set_field(self.session, self.sender, "children", children, self.now)
        return self._ask(self._next(fields))

    def _children(self) -> int | None:
        """Return how many children were told together with the adults."""
        try:
            return companions(self.text, self.language).children
        except NotCounted:
            return None

    def _take_one_more(self, value: str) -> Said:
        chosen = getattr(registering.get(self.session, self.sender).fields, str(self.asks))
        registering.set_field(self.session, self.sender, str(self.asks), [*chosen, value], self.now)
        return self._ask(self.asks)

    def _take_consent(self, agreed: bool) -> Said:
        if not agreed:
            return self._said(say("registration_refused", self.language), None)
        begun = registering.start(
            self.session, conversation_id=self.sender, language=self.language, now=self.now
        )
        return self._ask(self._next(begun.fields))

    def _finish(self) -> Said:
        kept = of_conversation(self.session, self.sender, self.now)
        if kept:
            place, about = kept[0].centre_id, kept[0].id
            registering.attach(self.session, self.sender, centre_id=place, appointment_id=about, now=self.now)
        registering.complete(self.session, self.sender, self.now)
        known = "\n".join(f"- {line}" for line in what_we_know(self.session, self.sender, self.language))
        buttons = [
            button("button_book_appointment", self.language, "book_appointment"),
            button("button_delete_data", self.language, "delete_data"),
        ]
        return self._said(say("registration_done", self.language, known=known), None, buttons)

    def _next(self, fields: Fields) -> str:
        return next((name for name in ORDER if name in fields.unanswered()), "export")

    def _ask(self, asks: str | None, remark: str = "") -> Said:
        name = str(asks)
        values: dict[str, Any] = {"days": settings().keep_registrations_days} if name == "consent" else {}
        sentence = {"consent": "registration_consent", "export": "registration_ask_export"}.get(
            name, f"ask_registration_{name}"
        )
        text = "\n\n".join(part for part in (remark, say(sentence, self.language, **values)) if part)
        return self._said(text, asks, self._buttons(name))

    def _buttons(self, name: str) -> list[Button]:
        if name in ("consent", "export"):
            return yes_or_no("register", self.language, answers="value")
        chosen = self._chosen(name)
        choices = [one for one in CHOICES.get(name, ()) if one not in (*chosen, "unsaid")]
        buttons = [self._button(f"registration_{name}_{one}", value=one) for one in choices]
        if name in COUNTS:
            buttons = [{"title": str(n), "payload": payload("register", value=n)} for n in range(6)]
        return [*buttons, self._button("button_done" if chosen else "button_skip", skip=True)]

    def _chosen(self, name: str) -> list[str]:
        if name not in SEVERAL:
            return []
        return list(getattr(registering.get(self.session, self.sender).fields, name))

    def _button(self, title: str, **values: Any) -> Button:
        return button(title, self.language, "register", **values)

    def _said(self, text: str, asks: str | None, buttons: list[Button] | None = None) -> Said:
        facts = {"outcome": "act", "intent": intent(self.tracker), "asks": asks}
        return {"text": text, "buttons": buttons or [], "json_message": facts}, asks
