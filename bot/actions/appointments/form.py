"""The booking form: runs at every message while it is open, and leaves to the rules what is not for it."""

import re
from datetime import UTC, datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import ActionExecutionRejection
from rasa_sdk.types import DomainDict
from sqlalchemy.orm import Session

from bot.actions.appointments.asking import Question, ask
from bot.actions.appointments.draft import Draft, nothing
from bot.actions.appointments.holding import Holder, Stopped
from bot.actions.appointments.proof import as_facts, proof
from bot.actions.appointments.reading import Heard, code_and_name, is_answer, pressed, typed
from bot.actions.buttons import Button
from bot.actions.turn import (
    SHORT_NAME,
    entity,
    intent,
    is_back,
    is_danger,
    is_for_others,
    is_other_wish,
    is_question,
    language,
    wants_to_stop,
)
from orienta.appointments.records import Appointment
from orienta.database import unit_of_work
from orienta.languages import plain
from orienta.sentences import say

FORM = "booking_form"
ELSEWHERE = (
    "change_language", "talk_to_human", "help", "greet", "thanks", "goodbye", "my_appointment", "check_appointment",
    "cancel_appointment", "find_centre", "my_data", "delete_data",
)  # fmt: skip
"""Intents that others answer, after which the form goes on."""
SMALL_TALK = {"greet", "thanks", "goodbye", "help"}
QUESTIONS = ("ask_question", "follow_up", "out_of_scope", "nlu_fallback")
CHANGE = re.compile(r"(?:cambi|change|chanj|modif|correg|correct|korij)")
SHORT = 3
"""Words; what is as short is taken for a failed answer rather than for a question."""


class ValidateBookingForm(Action):
    """Hears what was said, holds a place as soon as it is known, asks for what is missing, and books."""

    def name(self) -> str:
        return f"validate_{FORM}"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        now = datetime.now(UTC)
        with unit_of_work() as session:
            said, events = _Turn(session, tracker, now).run()
        dispatcher.utter_message(**said)
        return events


class _Turn:
    """One message to the form: what is said to it, and the events that it leaves."""

    def __init__(self, session: Session, tracker: Tracker, now: datetime) -> None:
        self.session, self.tracker, self.now = session, tracker, now
        self.language, self.asks = language(tracker), tracker.get_slot("requested_slot")
        draft = Draft.of(tracker) if self.asks else Draft()
        self.holder = Holder(session, draft, tracker.sender_id, self.language, now)

    def run(self) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        try:
            if self.asks and is_back(self.tracker):
                return self._ask(str(self.asks))
            if wants_to_stop(self.tracker) and not self._expected():
                self.holder.let_go()
                raise Stopped("booking_left")
            if self.asks and is_for_others(self.tracker, "book_appointment"):
                raise ActionExecutionRejection(FORM)
            if not self.asks:
                self._begin()
                if intent(self.tracker) != "book_appointment":
                    return self._ask(self.holder.missing())
            return self._go_on(pressed(self.tracker) or self._typed())
        except Stopped as stopped:
            return self._end(stopped)

    def _others(self) -> set[str]:
        """Return the intents that others answer.

        Where one is, is an answer to the question for the centre; "Blessing" and "Bienvenido" are names.
        """
        mine = {"centre": {"find_centre"}, "name": SMALL_TALK}
        return set(ELSEWHERE) - mine.get(str(self.asks), set())

    def _expected(self) -> bool:
        """Say whether the message names a day or hour, and that was asked."""
        if self.asks not in ("day", "time"):
            return False
        return bool(
            typed(self.session, self.tracker, asks=self.asks, now=self.now, zone=self.holder.zone).when
        )

    def _begin(self) -> None:
        self.holder.begin()
        said = intent(self.tracker)
        if said == "accept_offer":
            self.holder.accept(str(entity(self.tracker, "appointment")))
        if said != "change_appointment":
            return
        if known := code_and_name(self.tracker.latest_message["text"]):
            self.holder.replace(*known)
        else:
            self.holder.change(entity(self.tracker, "appointment"))

    def _typed(self) -> Heard:
        """Read words. Raises ActionExecutionRejection if they are meant for someone else."""
        name, text = intent(self.tracker), self.tracker.latest_message["text"]
        heard = typed(self.session, self.tracker, asks=self.asks, now=self.now, zone=self.holder.zone)
        if is_danger(
            self.tracker, understood=bool(heard) and not (heard.name and len(text.split()) > SHORT_NAME)
        ):
            raise ActionExecutionRejection(FORM)
        if self.asks is None or (is_answer(heard, self.asks, text) and name != "change_language"):
            return heard
        if is_other_wish(self.tracker, self._others()):
            raise ActionExecutionRejection(FORM)
        if is_question(text) or (not heard and len(text.split()) > SHORT and name in QUESTIONS):
            raise ActionExecutionRejection(FORM)
        return heard

    def _go_on(self, heard: Heard) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        holder = self.holder
        if heard.wait:
            holder.wait()
        if heard.confirm and holder.is_ready():
            return self._booked(holder.book())
        if heard.confirm is False or (
            self.asks == "confirm" and CHANGE.match(plain(self.tracker.latest_message["text"]))
        ):
            return self._ask("change")
        if heard.change:
            return self._ask("confirm")
        if heard.ask:
            holder.draft.forget(heard.ask)
            return self._ask(heard.ask)
        if self.asks and not heard:
            holder.remarks.append("booking_not_understood")
            return self._ask(self.asks)
        holder.take(heard)
        return self._ask(holder.missing())

    def _ask(self, asks: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        holder = self.holder
        if asks == "confirm" and not holder.is_ready():
            asks = holder.missing()
        question = ask(self.session, asks, holder.draft, self.language, self.now, self.tracker.sender_id)
        if holder.alternatives and asks == "day":
            question = Question(question.text, holder.alternatives)
        text = "\n\n".join([*(say(remark, self.language) for remark in holder.remarks), question.text])
        return self._said(text, question.buttons, asks=asks), holder.draft.events(asks)

    def _booked(self, appointment: Appointment) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        text, buttons = proof(self.session, appointment, self.language)
        facts = as_facts(self.session, appointment)
        return self._said(
            say("booking_made", self.language) + "\n\n" + text, buttons, appointment=facts
        ), nothing()

    def _end(self, stopped: Stopped) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        text, buttons = say(stopped.sentence, self.language, **stopped.values), list(stopped.buttons)
        facts = as_facts(self.session, stopped.appointment) if stopped.appointment else None
        return self._said(text, buttons, appointment=facts), nothing()

    def _said(self, text: str, buttons: list[Button], **facts: Any) -> dict[str, Any]:
        told = {"outcome": "act", "intent": intent(self.tracker)} | facts
        return {"text": text, "buttons": buttons, "json_message": told}
