"""Rasa's SQL tracker store, encrypted and quicker: appends what is new, reads the last turns, has talks at hand."""

from __future__ import annotations

import json
import os
import time
from collections import OrderedDict
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, Optional, Text

import sqlalchemy as sa
from cryptography.fernet import MultiFernet
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.events import ActiveLoop, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.orm import declarative_base

from orienta.keys import decrypt, read_keys

LAST_EVENTS = 120
"""Events of a talk that are read, about twelve turns: a turn must not cost more, the longer a person talks."""
MOST_AT_HAND = 500
"""Talks kept in memory."""
IDLE_SECONDS = 600
"""After so long a talk leaves the memory; whoever forgets a talk in the database need not tell us."""


DATA = Path(__file__).parent.parent / "var"
"""Folder of the key file, if the environment names no other: as in orienta/settings.py, which needs pydantic 2."""


class EncryptedEvent(sa.types.TypeDecorator):
    """The JSON of an event, which only the deployment's keys can read; older events were stored in plain."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Text, dialect: sa.engine.Dialect) -> Text:
        return keys().encrypt(value.encode()).decode()

    def process_result_value(self, value: Text, dialect: sa.engine.Dialect) -> Text:
        return value if value.startswith("{") else decrypt(keys(), value)


@lru_cache
def keys() -> MultiFernet:
    """Return the deployment's keys, as orienta/database.py has them."""
    return read_keys(os.environ.get("ORIENTA_KEYS", ""), Path(os.environ.get("ORIENTA_DATA") or DATA))


class _AtHand(NamedTuple):
    last_id: int
    """The database's id of the tracker's last event: another process may have added some since."""
    tracker: DialogueStateTracker
    since: float


class QuickSQLTrackerStore(SQLTrackerStore):
    """The same table as Rasa's own store. A tracker in memory is used only if the database has nothing newer.

    Of older events only the last value of each slot and the last state of the form are read. Ids, times, kinds
    of events, intents and names of slots and actions are stored in plain, because they are searched for; what
    was said, and what the slots hold, is not.
    """

    Base = declarative_base()

    class SQLEvent(Base):
        """An event of a talk, in the table of Rasa's own store."""

        __tablename__ = "events"

        id = sa.Column(sa.Integer, primary_key=True)
        sender_id = sa.Column(sa.String(255), nullable=False, index=True)
        type_name = sa.Column(sa.String(255), nullable=False)
        timestamp = sa.Column(sa.Float)
        intent_name = sa.Column(sa.String(255))
        action_name = sa.Column(sa.String(255))
        data = sa.Column(EncryptedEvent)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Open the store. Raises orienta.keys.WrongKey if what it holds can't be read."""
        super().__init__(*args, **kwargs)
        self.engine.hide_parameters = True  # or a failure would write them into the log
        self._events = self.SQLEvent.__table__
        self._at_hand: OrderedDict[Text, _AtHand] = OrderedDict()
        if self.engine.dialect.name == "sqlite":
            sa.event.listen(self.engine, "connect", _write_ahead)
            self.engine.dispose()
        with self.engine.connect() as connection:  # Rasa would hide a failure later, and forget the talks
            connection.execute(
                sa.select(self._events.c.data).order_by(self._events.c.id.desc()).limit(1)
            ).all()

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
