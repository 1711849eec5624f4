"""Tells again, from what stands in the database, what a crowd did, and finds whoever was wronged."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from orienta.appointments.records import Appointment, Seat, Waiting
from orienta.appointments.reminders import BEFORE
from orienta.appointments.timetable import day_of
from orienta.centres.records import Closure
from orienta.messages.outbox import Outgoing
from tests.appointments.crowd import CENTRES, PLACES, Deed, moment

Purpose = tuple[str, str]
"""Centre and service."""
Slot = tuple[str, str, datetime]


@dataclass
class Wish:
    """Somebody's place in the waiting list."""

    joined: datetime
    first: date
    last: date
    people: int
    offered: int | None = None
    """The id of the appointment that is held for them."""


class Replay:
    """Goes through the deeds in the order of their turns; the rows say what each of them did.

    No two deeds have the same moment: the moments in a row, and the name, tell which deeds wrote it.
    """

    def __init__(self, session: Session, deeds: list[Deed]) -> None:
        self.session = session
        self.well = [deed for deed in deeds if not (deed.refused or deed.failed)]
        self.appointments = {one.id: one for one in session.scalars(select(Appointment))}
        offers = select(Outgoing.key, Outgoing.due).where(Outgoing.key.endswith("/offer"))
        self.offers = {int(key.split("/")[1]): due for key, due in session.execute(offers)}
        self.made: dict[datetime, list[Appointment]] = defaultdict(list)
        self.ended: dict[datetime, list[Appointment]] = defaultdict(list)
        self.booked: dict[datetime, Appointment] = {}
        for one in self.appointments.values():
            self.made[one.created].append(one)
            if one.state == "cancelled":
                self.ended[one.changed].append(one)
            if one.held_until is None:
                self.booked[datetime.fromisoformat(str(one.name))] = one
        self.taken: Counter[Slot] = Counter()
        self.has: Counter[tuple[object, ...]] = Counter()
        """How many places each person holds or has for the same purpose."""
        self.queue: dict[Purpose, dict[str, Wish]] = defaultdict(dict)
        self.closed: set[tuple[str, date]] = set()

    def left_by_refusals(self) -> list[object]:
        """Return the rows that no deed wrote which reported success."""
        waiting, closures = self.session.scalars(select(Waiting)), self.session.scalars(select(Closure))
        written = [
            *((one, when) for one in self.appointments.values() for when in (one.created, one.changed)),
            *((one, when) for when, one in self.booked.items()),
            *((one, one.joined) for one in waiting),
            *((one, one.declared) for one in closures),
            *self.offers.items(),
        ]
        well = {moment(deed.number) for deed in self.well}
        return [row for row, when in written if when not in well]

    def lost(self) -> list[Deed]:
        """Return the deeds that reported success and of which the rows know nothing."""
        return [deed for deed in self.well if not self._is_kept(deed)]

    def wrongs(self) -> Iterator[tuple[object, ...]]:
        """Go through the deeds, and yield what was wrong about one at its moment."""
        for deed in self.well:
            now = moment(deed.number)
            made, ended, booked = self.made[now], self.ended[now], self.booked.get(now)
            yield from (("taken away", deed, one.id) for one in ended if not self._may_end(deed, one))
            self._count(made, ended, booked)
            slots = {_slot(one) for one in (*made, *ended)}
            yield from (("more people than places", deed, *slot) for slot in slots if self._free(slot) < 0)
            kinds = {self._kind(one, is_held=True) for one in made}
            kinds |= {self._kind(booked, is_held=False)} if booked else set()
            yield from (("two for the same", deed, *mine) for mine in kinds if self.has[mine] > 1)
            if deed.kind == "close":
                self.closed.add(deed.wish)  # type: ignore[arg-type]
            yield from (("into a closure", deed, one.id) for one in made if self._is_closed(_slot(one)))
            yield from self._wrongs_of_the_list(deed, made, ended, booked)

    def seats_that_differ(self) -> set[tuple[object, ...]]:
        """Return whoever has other seats than they should, at the end."""
        rows = self.session.execute(
            select(
                Seat.appointment_id,
                Seat.centre_id,
                Seat.service_id,
                Seat.starts_at,
                func.count(),
                func.max(Seat.seat) < PLACES,
            ).group_by(Seat.appointment_id, Seat.centre_id, Seat.service_id, Seat.starts_at)
        )
        active = (one for one in self.appointments.values() if one.state in ("held", "booked"))
        return {tuple(row) for row in rows} ^ {(one.id, *_slot(one), one.people, True) for one in active}

    def list_that_differs(self) -> set[tuple[object, ...]]:
        """Return whoever waits otherwise, at the end, than they said; only after the wrongs were gone through."""
        rows = self.session.execute(
            select(
                Waiting.conversation_id,
                Waiting.centre_id,
                Waiting.service_id,
                Waiting.joined,
                Waiting.first,
                Waiting.last,
                Waiting.people,
                Waiting.offered,
            )
        )
        return {tuple(row) for row in rows} ^ {
            (who, *purpose, *astuple(wish))
            for purpose, wishes in self.queue.items()
            for who, wish in wishes.items()
        }

    def not_reminded(self) -> set[str]:
        """Return the reminders that are missing, or wait for nothing; only after the wrongs were gone through."""
        keys = select(Outgoing.key).where(Outgoing.state == "waiting", Outgoing.kind.startswith("reminder"))
        return set(self.session.scalars(keys)) ^ {
            f"appointment/{one.id}/{name}"
            for one in self.appointments.values()
            if one.state == "booked" and not self._is_closed(_slot(one))
            for name, before in BEFORE.items()
            if one.starts_at - before > one.changed  # booked in time to be reminded
        }

    def _is_kept(self, deed: Deed) -> bool:
        now = moment(deed.number)
        if deed.kind == "wait":
            return True  # the list as it is at the end tells
        if deed.kind == "lapse":
            return len(self.ended[now]) == deed.result
        if deed.kind == "close":
            closures = self.session.execute(select(Closure.centre_id, Closure.first))
            return deed.wish in {tuple(row) for row in closures}
        one = self.appointments[deed.result or 0]
        if deed.kind == "hold":
            wish = (*_slot(one), one.people, one.replaces)
            return (one.created, one.conversation_id, wish) == (now, deed.who, deed.wish)
        is_kept = one.held_until is None if deed.kind == "book" else one.state == "cancelled"
        return is_kept and one.conversation_id == deed.who

    def _may_end(self, deed: Deed, one: Appointment) -> bool:
        """Tell whether a deed may give up an appointment, hold or offer."""
        confirmed, mine = one.held_until is None, one.conversation_id == deed.who
        if deed.kind == "cancel":
            return mine and one.id == deed.result
        if deed.kind == "book" and confirmed:
            return mine and one.id == self.appointments[deed.result or 0].replaces
        if deed.kind == "book":
            return mine and one.id in (wish.offered for wish in self.queue[_slot(one)[:2]].values())
        if confirmed or one.held_until is None:
            return False
        if deed.kind == "hold":
            held = self.appointments[deed.result or 0]
            return mine and (one.service_id, one.replaces) == (held.service_id, held.replaces)
        if deed.kind == "lapse":
            return one.held_until <= moment(deed.number)
        return deed.wish == (one.centre_id, _day(_slot(one)))

    def _count(self, made: list[Appointment], ended: list[Appointment], booked: Appointment | None) -> None:
        for one, sign in [*((one, 1) for one in made), *((one, -1) for one in ended)]:
            self.taken[_slot(one)] += sign * one.people
        for one in made:
            self.has[self._kind(one, is_held=True)] += 1
        if booked:
            self.has[self._kind(booked, is_held=True)] -= 1
            self.has[self._kind(booked, is_held=False)] += 1
        for one in ended:
            self.has[self._kind(one, is_held=one.held_until is not None)] -= 1

    def _kind(self, one: Appointment, *, is_held: bool) -> tuple[object, ...]:
        """Return whose an appointment is and what for; of one kind nobody may have two."""
        what = ("offered" if one.id in self.offers else "held", one.replaces) if is_held else ("booked",)
        return *what, one.conversation_id, one.centre_id, one.service_id

    def _wrongs_of_the_list(
        self, deed: Deed, made: list[Appointment], ended: list[Appointment], booked: Appointment | None
    ) -> Iterator[tuple[object, ...]]:
        for one in ended:
            wishes = self.queue[one.centre_id, one.service_id]
            if one.conversation_id in wishes and wishes[one.conversation_id].offered == one.id:
                del wishes[one.conversation_id]
        if booked:
            self.queue[booked.centre_id, booked.service_id].pop(deed.who, None)
        if deed.kind == "wait":
            self._join(deed)
        offers = [one for one in made if one.id in self.offers and one.replaces is None]
        for one in offers:
            wish = self.queue[one.centre_id, one.service_id].get(str(one.conversation_id))
            if wish is None or wish.offered or not _suits(wish, _slot(one)) or wish.people != one.people:
                yield "offered what they do not wait for", deed, one.id
                continue
            wish.offered = one.id
        for one in offers:
            turn = self.queue[one.centre_id, one.service_id][str(one.conversation_id)].joined
            room = one.people + self._free(_slot(one))
            yield from (("passed over", deed, *who) for who in self._fitting(_slot(one), room, before=turn))
        for slot in {_slot(one) for one in ended}:
            if not self._is_closed(slot):
                room = self._free(slot)
                yield from (("left out", deed, *who) for who in self._fitting(slot, room))

    def _join(self, deed: Deed) -> None:
        centre_id, service_id, first, last, people = deed.wish
        wishes = self.queue[centre_id, service_id]  # type: ignore[index]
        wish = wishes.setdefault(deed.who, Wish(moment(deed.number), first, last, people))  # type: ignore[arg-type]
        wish.first, wish.last, wish.people = first, last, people  # type: ignore[assignment]

    def _fitting(self, slot: Slot, room: int, before: datetime | None = None) -> Iterator[tuple[object, ...]]:
        """Yield who waits for a place in a slot, joined before a moment, and needs no more room."""
        for who, wish in self.queue[slot[:2]].items():
            earlier = before is None or wish.joined < before
            if earlier and wish.offered is None and _suits(wish, slot) and wish.people <= room:
                yield who, *slot

    def _free(self, slot: Slot) -> int:
        return PLACES - self.taken[slot]

    def _is_closed(self, slot: Slot) -> bool:
        return (slot[0], _day(slot)) in self.closed


def _suits(wish: Wish, slot: Slot) -> bool:
    return wish.first <= _day(slot) <= wish.last


def _slot(one: Appointment) -> Slot:
    return one.centre_id, one.service_id, one.starts_at


def _day(slot: Slot) -> date:
    return day_of(slot[2], CENTRES[slot[0]])
