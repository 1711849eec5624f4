"""What people do with an appointment that they have: see, cancel, confirm, check it, answer an offer."""

from datetime import UTC, datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict
from sqlalchemy.orm import Session

from bot.actions.appointments.proof import as_facts, proof, which
from bot.actions.appointments.reading import code_and_name
from bot.actions.buttons import to_a_person, yes_or_no
from bot.actions.faq import AnswerQuestion, is_answered
from bot.actions.turn import entity, intent, language
from orienta.appointments import booking
from orienta.appointments.adopting import adopt
from orienta.appointments.finding import UnknownAppointment, find, genuine, of_conversation, own
from orienta.appointments.records import Appointment
from orienta.appointments.states import WrongTransition
from orienta.appointments.words import say_when, say_when_of
from orienta.centres.records import Centre
from orienta.database import unit_of_work
from orienta.sentences import say

Said = dict[str, Any]


class AboutAppointment(Action):
    """Finds the appointment that a message is about, and says what `answer` makes of it."""

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        code, now = language(tracker), datetime.now(UTC)
        with unit_of_work() as session:
            said = self.answer_to(session, tracker, code, now)
        if said is None and is_answered(tracker, code):
            return AnswerQuestion().run(dispatcher, tracker, domain)
        said = said or {"text": say("appointment_code", code)}
        facts = {"outcome": "act", "intent": intent(tracker), "appointment": said.pop("appointment", None)}
        dispatcher.utter_message(**said, json_message=facts)
        return []

    def answer_to(self, session: Session, tracker: Tracker, code: str, now: datetime) -> Said | None:
        """Return what is said to a message; None if it is about no appointment that we know."""
        try:
            found = _meant(session, tracker, now)
        except UnknownAppointment:
            return {"text": say("appointment_unknown", code), "buttons": [to_a_person(code)]}
        if len(found) > 1:
            return {
                "text": say("appointment_which", code),
                "buttons": which(session, found, intent(tracker), code),
            }
        return self.answer(session, tracker, found[0], code, now) if found else None

    def answer(
        self, session: Session, tracker: Tracker, appointment: Appointment, code: str, now: datetime
    ) -> Said:
        """Return what is said about the appointment."""
        raise NotImplementedError


class MyAppointment(AboutAppointment):
    """Shows the appointments of a conversation, or the one with a code and a name."""

    def name(self) -> str:
        return "action_my_appointment"

    def answer(
        self, session: Session, tracker: Tracker, appointment: Appointment, code: str, now: datetime
    ) -> Said:
        text, buttons = proof(session, appointment, code)
        return {"text": text, "buttons": buttons, "appointment": as_facts(session, appointment)}


class CancelAppointment(AboutAppointment):
    """Cancels an appointment after one question."""

    def name(self) -> str:
        return "action_cancel_appointment"

    def answer(
        self, session: Session, tracker: Tracker, appointment: Appointment, code: str, now: datetime
    ) -> Said:
        confirmed = entity(tracker, "confirm")
        when = say_when_of(session, appointment, code)
        if confirmed is None:
            buttons = yes_or_no("cancel_appointment", code, appointment=appointment.code)
            return {"text": say("cancel_sure", code, when=when), "buttons": buttons}
        if not confirmed:
            return {
                "text": say("cancel_kept", code, when=when),
                "appointment": as_facts(session, appointment),
            }
        try:
            booking.cancel(session, appointment, now)
        except WrongTransition:
            return {"text": say("appointment_over", code), "buttons": [to_a_person(code)]}
        return {"text": say("cancel_done", code, when=when), "appointment": as_facts(session, appointment)}


class DeclineOffer(AboutAppointment):
    """Gives an offered place to the next person."""

    def name(self) -> str:
        return "action_decline_offer"

    def answer(
        self, session: Session, tracker: Tracker, appointment: Appointment, code: str, now: datetime
    ) -> Said:
        if appointment.state == "held":
            booking.cancel(session, appointment, now)
        return {"text": say("offer_declined", code)}


class ConfirmAttendance(AboutAppointment):
    """Thanks for saying that one comes."""

    def name(self) -> str:
        return "action_confirm_attendance"

    def answer(
        self, session: Session, tracker: Tracker, appointment: Appointment, code: str, now: datetime
    ) -> Said:
        text = say("attendance_confirmed", code, when=say_when_of(session, appointment, code))
        return {"text": text, "appointment": as_facts(session, appointment)}


class CheckAppointment(Action):
    """Says whether an appointment is genuine, and nothing of whose it is."""

    def name(self) -> str:
        return "action_check_appointment"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        code = language(tracker)
        known = code_and_name(tracker.latest_message["text"])
        facts = {"outcome": "act", "intent": intent(tracker)}
        if known is None and is_answered(tracker, code):
            return AnswerQuestion().run(dispatcher, tracker, domain)
        if known is None:
            dispatcher.utter_message(text=say("check_code", code), json_message=facts)
            return []
        with unit_of_work() as session:
            theirs = bool(known[1]) and _is_theirs(session, *known)
        if theirs:
            return MyAppointment().run(dispatcher, tracker, domain)
        with unit_of_work() as session:
            found = genuine(session, known[0], datetime.now(UTC))
            if found is None:
                text = say("check_unknown", code, code=known[0])
            else:
                centre = session.get_one(Centre, found.centre_id)
                when = say_when(found.starts_at, centre.zone, code)
                state = "check_cancelled" if found.state == "cancelled" else "check_genuine"
                text = say(state, code, code=known[0], when=when, name=centre.name, city=centre.city)
        dispatcher.utter_message(text=text, json_message=facts)
        return []


def _is_theirs(session: Session, code: str, name: str) -> bool:
    """Say whether someone knows code and name of an appointment."""
    try:
        find(session, code, name)
    except UnknownAppointment:
        return False
    return True


def _meant(session: Session, tracker: Tracker, now: datetime) -> list[Appointment]:
    """Return the appointments that a message may mean. Raises UnknownAppointment."""
    if chosen := entity(tracker, "appointment"):
        return [own(session, tracker.sender_id, chosen)]
    kept = of_conversation(session, tracker.sender_id, now)
    known = code_and_name(tracker.latest_message["text"])
    if known is None:
        return kept
    mine = [one for one in kept if one.code == known[0]]
    if mine or not known[1]:
        return mine
    found = find(session, *known)
    adopt(session, found, tracker.sender_id)
    return [found]
