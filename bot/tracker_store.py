"""Rasa's SQL tracker store, quicker: reads one session, appends what is new, keeps recent trackers at hand."""

from __future__ import annotations

import json
from collections import OrderedDict
from typing import Any, NamedTuple, Optional, Text

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.events import SessionStarted
from rasa.shared.core.trackers import DialogueStateTracker

AT_HAND = 1000
"""Trackers kept in memory; each has at most one session, ten turns."""


class _AtHand(NamedTuple):
    last_id: int
    """The database's id of the tracker's last event: another process may have added some since."""
    tracker: DialogueStateTracker


class QuickSQLTrackerStore(SQLTrackerStore):
    """The same table as Rasa's own store. A tracker in memory is used only if the database has nothing newer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._events = self.SQLEvent.__table__
        self._at_hand: OrderedDict[Text, _AtHand] = OrderedDict()
        if self.engine.dialect.name == "sqlite":
            sa.event.listen(self.engine, "connect", _write_ahead)
            self.engine.dispose()

    async def retrieve(self, sender_id: Text) -> Optional[DialogueStateTracker]:
        """Return the tracker of the latest session; None if there is no event."""
        kept = self._at_hand.pop(sender_id, None)  # whoever changes it must save it, or it is read anew
        with self.engine.connect() as connection:
            if kept and kept.last_id == self._last_id(connection, sender_id):
                return kept.tracker
            stored = connection.execute(self._latest_session(sender_id)).scalars().all()
        if not stored:
            return None
        tracker = DialogueStateTracker.from_dict(sender_id, map(json.loads, stored), self.domain.slots)
        tracker.stored_events = len(stored)
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Append the events that the tracker has won since it was retrieved or saved."""
        await self.stream_events(tracker)
        sender_id, events = tracker.sender_id, list(tracker.events)
        with self.engine.begin() as connection:
            if hasattr(tracker, "stored_events"):
                stored = tracker.stored_events
            else:  # made by someone else
                stored = len(connection.execute(self._latest_session(sender_id)).all())
            new = [event.as_dict() for event in events[stored:]]
            if not new:
                return
            connection.execute(self._events.insert(), [self._row(sender_id, event) for event in new])
            last_id = self._last_id(connection, sender_id)
        tracker.stored_events = len(events)
        if sum(isinstance(event, SessionStarted) for event in events) < 2:  # a longer one is read anew, cut
            self._at_hand[sender_id] = _AtHand(last_id, tracker)
            if len(self._at_hand) > AT_HAND:
                self._at_hand.popitem(last=False)

    def _latest_session(self, sender_id: Text) -> Any:
        column = self._events.c
        begin = (
            sa.select(sa.func.max(column.id))
            .where(column.sender_id == sender_id, column.type_name == SessionStarted.type_name)
            .scalar_subquery()
        )
        of_sender = sa.select(column.data).where(column.sender_id == sender_id)
        return of_sender.where(column.id >= sa.func.coalesce(begin, 0)).order_by(column.id)

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
