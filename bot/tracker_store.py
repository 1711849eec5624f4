"""Rasa's SQL tracker store, quicker: appends what is new, reads only the last turns, keeps recent talks at hand."""

from __future__ import annotations

import json
import time
from collections import OrderedDict
from typing import Any, NamedTuple, Optional, Text

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.events import ActiveLoop, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

LAST_EVENTS = 120
"""Events of a talk that are read, about twelve turns: a turn must not cost more, the longer a person talks."""
MOST_AT_HAND = 500
"""Talks kept in memory."""
IDLE_SECONDS = 600
"""After so long a talk leaves the memory; whoever forgets a talk in the database need not tell us."""


class _AtHand(NamedTuple):
    last_id: int
    """The database's id of the tracker's last event: another process may have added some since."""
    tracker: DialogueStateTracker
    since: float


class QuickSQLTrackerStore(SQLTrackerStore):
    """The same table as Rasa's own store. A tracker in memory is used only if the database has nothing newer.

    Of older events only the last value of each slot and the last state of the form are read.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._events = self.SQLEvent.__table__
        self._at_hand: OrderedDict[Text, _AtHand] = OrderedDict()
        if self.engine.dialect.name == "sqlite":
            sa.event.listen(self.engine, "connect", _write_ahead)
            self.engine.dispose()

    async def retrieve(self, sender_id: Text) -> Optional[DialogueStateTracker]:
        """Return the tracker with its last turns; None if there is no event."""
        kept = self._at_hand.pop(sender_id, None)  # whoever changes it must save it, or it is read anew
        with self.engine.connect() as connection:
            if kept and kept.last_id == self._last_id(connection, sender_id):
                return kept.tracker
            stored = self._read(connection, sender_id)
        if not stored:
            return None
        tracker = DialogueStateTracker.from_dict(sender_id, stored, self.domain.slots)
        tracker.known_events = len(tracker.events)
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Append the events that the tracker has won since it was retrieved or saved."""
        await self.stream_events(tracker)
        sender_id, events = tracker.sender_id, list(tracker.events)
        with self.engine.begin() as connection:
            known = getattr(tracker, "known_events", None)
            if known is None:  # made by someone else
                known = self._count(connection, sender_id)
            new = [self._row(sender_id, event.as_dict()) for event in events[known:]]
            if not new:
                return
            connection.execute(self._events.insert(), new)
            last_id = self._last_id(connection, sender_id)
        tracker.known_events = len(events)
        if len(events) <= 2 * LAST_EVENTS:  # a longer one is read anew, cut
            self._at_hand[sender_id] = _AtHand(last_id, tracker, time.monotonic())
        self._forget_idle()

    def _read(self, connection: Any, sender_id: Text) -> list[dict[Text, Any]]:
        column = self._events.c
        latest = (
            sa.select(column.id, column.data)
            .where(column.sender_id == sender_id)
            .order_by(column.id.desc())
            .limit(LAST_EVENTS)
        )
        events = connection.execute(latest).all()[::-1]
        if len(events) < LAST_EVENTS:
            return [json.loads(data) for _, data in events]
        last_of_each = (
            sa.select(sa.func.max(column.id))
            .where(
                column.sender_id == sender_id,
                column.id < events[0].id,
                column.type_name.in_((SlotSet.type_name, ActiveLoop.type_name)),
            )
            .group_by(column.type_name, column.action_name)
        )
        state = sa.select(column.id, column.data).where(column.id.in_(last_of_each)).order_by(column.id)
        return [json.loads(data) for _, data in [*connection.execute(state), *events]]

    def _forget_idle(self) -> None:
        now = time.monotonic()
        while self._at_hand:
            oldest = next(iter(self._at_hand.values()))
            if len(self._at_hand) <= MOST_AT_HAND and now - oldest.since < IDLE_SECONDS:
                return
            self._at_hand.popitem(last=False)

    def _count(self, connection: Any, sender_id: Text) -> int:
        count = sa.select(sa.func.count()).where(self._events.c.sender_id == sender_id)
        return connection.execute(count).scalar()

    def _last_id(self, connection: Any, sender_id: Text) -> Optional[int]:
        column = self._events.c
        return connection.execute(
            sa.select(sa.func.max(column.id)).where(column.sender_id == sender_id)
        ).scalar()

    @staticmethod
    def _row(sender_id: Text, event: dict[Text, Any]) -> dict[Text, Any]:
        intent = (event.get("parse_data") or {}).get("intent") or {}
        return {
            "sender_id": sender_id,
            "type_name": event["event"],
            "timestamp": event.get("timestamp"),
            "intent_name": intent.get("name"),
            "action_name": event.get("name"),
            "data": json.dumps(event),
        }


def _write_ahead(connection: Any, _record: Any) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=5000"):
        connection.execute(f"PRAGMA {pragma}")
