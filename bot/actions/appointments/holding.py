"""What the booking form does with what it hears: completes the draft, holds a place, books it."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from sqlalchemy.orm import Session

from bot.actions.appointments.asking import again, choice, free_places
from bot.actions.appointments.draft import Draft
from bot.actions.appointments.proof import change_or_cancel, which
from bot.actions.appointments.reading import MEXICO, Heard
from bot.actions.buttons import Button, to_a_person
from orienta.appointments import booking, offered, waiting
from orienta.appointments.adopting import adopt
from orienta.appointments.finding import UnknownAppointment, find, of_conversation, own
from orienta.appointments.free import HORIZON, NoSuchSlot
from orienta.appointments.records import Appointment
from orienta.appointments.timetable import day_of
from orienta.appointments.when import When
from orienta.appointments.words import say_when_of
from orienta.centres.records import Centre


class Stopped(Exception):
    """The form ends; what is said then."""

    def __init__(
        self,
        sentence: str,
        buttons: Sequence[Button] = (),
        appointment: Appointment | None = None,
        **values: Any,
    ) -> None:
        """Carry the name of the sentence, its values and buttons, and the appointment that it is about."""
        super().__init__(sentence)
        self.sentence, self.buttons, self.appointment, self.values = sentence, buttons, appointment, values


class Holder:
    """Keeps draft and held place in step."""

    def __init__(self, session: Session, draft: Draft, sender: str, language: str, now: datetime) -> None:
        self.session, self.draft, self.sender, self.language, self.now = session, draft, sender, language, now
        self.remarks: list[str] = []
        """Names of sentences said before the next question."""
        self.alternatives: list[Button] = []
        """Places near the one that was taken by someone else."""

    @property
    def zone(self) -> str:
        """IANA zone of the chosen centre's clock."""
        return self.session.get_one(Centre, self.draft.centre).zone if self.draft.centre else MEXICO

    def begin(self) -> None:
        """Begin a booking. Raises Stopped if no centre takes any."""
        if not offered.services(self.session):
            raise Stopped("booking_nowhere", [to_a_person(self.language)])

    def change(self, code: str | None) -> None:
        """Begin the change of an appointment of this conversation. Raises Stopped if it has none."""
        kept = of_conversation(self.session, self.sender, self.now)
        chosen = [one for one in kept if one.code == code] or kept
        if len(chosen) == 1:
            self._replace(chosen[0])
        elif chosen:
            raise Stopped(
                "appointment_which", which(self.session, chosen, "change_appointment", self.language)
            )
        else:
            raise Stopped("appointment_code")

    def replace(self, code: str, name: str) -> None:
        """Change the appointment with a code and a name, made in another conversation. Raises Stopped."""
        try:
            self._replace(find(self.session, code, name))
        except UnknownAppointment:
            raise Stopped("appointment_unknown", [to_a_person(self.language)]) from None

    def accept(self, code: str) -> None:
        """Take the place that was offered. Raises Stopped if the offer is over."""
        try:
            held = own(self.session, self.sender, code)
        except UnknownAppointment:
            raise Stopped("appointment_unknown", [to_a_person(self.language)]) from None
        old = self.session.get(Appointment, held.replaces) if held.replaces else None
        if old:
            self._replace(old)
        self.draft.service, self.draft.centre, self.draft.people = (
            held.service_id,
            held.centre_id,
            held.people,
        )
        self.draft.held = held.code

    def take(self, heard: Heard) -> None:
        """Bring what was heard into the draft; hold a place as soon as it is known. Raises Stopped."""
        draft = self.draft
        for name in ("name", "interpreter", "woman_attendant", "mobility", "near"):
            if (value := getattr(heard, name)) is not None:
                setattr(draft, name, value)
        if heard.service and heard.service != draft.service:
            self._take_service(heard.service)
        if heard.centre and heard.centre != draft.centre:
            self._take_centre(heard.centre)
        centres = offered.centres(self.session, draft.service)
        if draft.service and draft.centre is None and len(centres) == 1:
            draft.centre = centres[0].id
        if heard.first:
            draft.forget("day")
            draft.first = heard.first
        if heard.when:
            self._take_when(heard.when)
        if heard.starts_at and draft.service:
            self._hold(heard.starts_at)
        if heard.people and heard.people != draft.people:
            draft.people = heard.people
            if draft.held:
                self._hold(own(self.session, self.sender, draft.held).starts_at)

    def missing(self) -> str:
        """Return what the form asks for next."""
        draft = self.draft
        if draft.service is None:
            return "service"
        if draft.centre is None:
            return "centre"
        if not self._holds():
            return self._day_or_time()
        if draft.interpreter is None:
            draft.interpreter = self.language != "es"
        return "confirm" if draft.name else "name"

    def is_ready(self) -> bool:
        """Say whether nothing is missing but the person's yes."""
        return self.draft.name is not None and self.draft.held is not None

    def book(self) -> Appointment:
        """Book the held place. Raises Stopped."""
        draft = self.draft
        held = own(self.session, self.sender, str(draft.held))
        try:
            return booking.book(
                self.session,
                held,
                name=str(draft.name),
                interpreter=bool(draft.interpreter),
                woman_attendant=draft.woman_attendant,
                mobility=draft.mobility,
                now=self.now,
            )
        except booking.HoldLost:
            raise Stopped("booking_too_late", [again(draft, self.language)]) from None
        except booking.AlreadyBooked as booked:
            raise self._already(booked.existing) from None

    def wait(self) -> None:
        """Put the person on the waiting list; ends the form by raising Stopped."""
        draft, today = self.draft, day_of(self.now, self.zone)
        suits = draft.suits()
        waiting.join(
            self.session,
            conversation_id=self.sender,
            centre_id=str(draft.centre),
            service_id=str(draft.service),
            first=suits["first"] or today,
            last=suits["last"] or today + HORIZON,
            people=draft.people,
            language=self.language,
            now=self.now,
        )
        raise Stopped("booking_waiting")

    def let_go(self) -> None:
        """Give the held place back."""
        if self.draft.held:
            booking.cancel(self.session, own(self.session, self.sender, self.draft.held), self.now)
            self.draft.held = None

    def _replace(self, old: Appointment) -> None:
        self.draft = Draft(
            service=old.service_id,
            centre=old.centre_id,
            replaces=old.code,
            name=old.name,
            people=old.people,
            interpreter=old.interpreter,
            woman_attendant=old.woman_attendant,
            mobility=old.mobility,
        )
        if old.conversation_id != self.sender:
            adopt(self.session, old, self.sender)

    def _take_service(self, service: str) -> None:
        if service not in {one.id for one in offered.services(self.session)}:
            self.remarks.append("booking_no_such_service")
            return
        self.let_go()
        self.draft.service = service
        if self.draft.centre not in {one.id for one in offered.centres(self.session, service)} | {None}:
            self.remarks.append("booking_not_at_centre")
            self.draft.centre = None

    def _take_centre(self, centre: str) -> None:
        if centre not in {one.id for one in offered.centres(self.session)}:
            self.remarks.append("booking_no_such_centre")
        elif centre not in {one.id for one in offered.centres(self.session, self.draft.service)}:
            self.remarks.append("booking_not_at_centre")
        else:
            self.let_go()
            self.draft.centre = centre

    def _take_when(self, when: When) -> None:
        if when.is_past(self.now, self.zone):
            self.remarks.append("booking_past")
            return
        draft, last_bookable = self.draft, day_of(self.now, self.zone) + HORIZON
        if when.first and when.first > last_bookable:
            self.remarks.append("booking_too_far")
            draft.forget("day")
            return
        self.let_go()
        if when.first:
            draft.first = when.first.isoformat()
            draft.last = when.last.isoformat() if when.last else None
        if when.exact or when.earliest or when.latest:
            draft.earliest = (when.exact or when.earliest or time.min).isoformat()
            draft.latest = (when.exact or when.latest or time.max).isoformat()
        if not (when.exact and draft.first and draft.centre and draft.service):
            return
        if exactly := free_places(self.session, draft, self.now, most=1):
            self._hold(exactly[0].starts_at)
        else:
            self.remarks.append("booking_hour_taken")
            draft.earliest = draft.latest = None

    def _holds(self) -> bool:
        """Say whether a place is still held; the draft forgets one that was not."""
        if self.draft.held is None:
            return False
        held = own(self.session, self.sender, self.draft.held)
        if held.state != "held":
            self.draft.held = None
            self.remarks.append("booking_hold_over")
            return False
        return True

    def _hold(self, starts_at: datetime) -> None:
        draft = self.draft
        if self._is_busy(starts_at):
            self.remarks.append("booking_overlap")
            return
        replaced = own(self.session, self.sender, draft.replaces) if draft.replaces else None
        try:
            held = booking.hold(
                self.session,
                conversation_id=self.sender,
                centre_id=str(draft.centre),
                service_id=str(draft.service),
                starts_at=starts_at,
                people=draft.people,
                language=self.language,
                now=self.now,
                replaces=replaced,
            )
        except booking.PlaceTaken as taken:
            draft.held = None
            if not taken.alternatives and draft.people > 1:
                raise Stopped(
                    "booking_too_big", [again(draft, self.language), to_a_person(self.language)]
                ) from None
            self.remarks.append("booking_taken")
            self.alternatives = choice(taken.alternatives, self.language)
        except NoSuchSlot:
            draft.held = None
            self.remarks.append("booking_hour_taken")
        except booking.AlreadyBooked as booked:
            raise self._already(booked.existing) from None
        except booking.TooManyChanges:
            raise Stopped("booking_too_many", [to_a_person(self.language)]) from None
        else:
            draft.held = held.code
            draft.forget("day")

    def _is_busy(self, starts_at: datetime) -> bool:
        """Say whether the person has another appointment at that time."""
        kept = of_conversation(self.session, self.sender, self.now)
        return any(
            one.starts_at <= starts_at < one.ends_at for one in kept if one.code != self.draft.replaces
        )

    def _day_or_time(self) -> str:
        """Ask for the hour if the day is known and has room; else show days."""
        draft = self.draft
        if draft.first is None or draft.first != draft.last:
            if draft.first and not free_places(self.session, draft, self.now, most=1):
                self.remarks.append("booking_day_full")
                draft.forget("day")
            return "day"
        if free_places(self.session, draft, self.now, most=1):
            return "time"
        self.remarks.append("booking_day_full")
        draft.last = draft.earliest = draft.latest = None
        return "day"

    def _already(self, existing: Appointment) -> Stopped:
        when = say_when_of(self.session, existing, self.language)
        buttons = change_or_cancel(existing, self.language)
        return Stopped("booking_already", buttons, existing, when=when, code=existing.code)
