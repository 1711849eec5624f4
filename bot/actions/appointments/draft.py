"""What a person has said so far about the appointment they want: the slots of the booking form."""

from dataclasses import asdict, dataclass, fields
from datetime import date, time
from typing import Any, Self

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet


@dataclass
class Draft:
    """One field for each slot. Days and hours are those of the centre's own clock, in ISO form."""

    service: str | None = None
    centre: str | None = None
    near: list[str] | None = None
    """Centres, the nearest to the person first."""
    first: str | None = None
    """The first day that suits the person."""
    last: str | None = None
    """The last one; None if they named none."""
    earliest: str | None = None
    latest: str | None = None
    held: str | None = None
    """Code of the appointment that is held."""
    replaces: str | None = None
    """Code of the appointment that this one will replace."""
    name: str | None = None
    people: int = 1
    interpreter: bool | None = None
    woman_attendant: bool = False
    mobility: bool = False

    @classmethod
    def of(cls, tracker: Tracker) -> Self:
        """Read the slots."""
        kept = {field.name: tracker.get_slot(field.name) for field in fields(cls)}
        draft = cls(**{name: value for name, value in kept.items() if value is not None})
        draft.people = int(draft.people)
        return draft

    def events(self, asks: str | None) -> list[dict[str, Any]]:
        """Return the events that keep the draft, and what the form asks for next; None ends the form."""
        return [
            *(SlotSet(name, value) for name, value in asdict(self).items()),
            SlotSet("requested_slot", asks),
        ]

    def suits(self) -> dict[str, Any]:
        """Return the days and hours that suit the person, as next_free takes them."""
        return {
            "first": date.fromisoformat(self.first) if self.first else None,
            "last": date.fromisoformat(self.last) if self.last else None,
            "earliest": time.fromisoformat(self.earliest) if self.earliest else None,
            "latest": time.fromisoformat(self.latest) if self.latest else None,
        }

    def forget(self, name: str) -> None:
        """Empty a field that the person wants to say anew."""
        if name == "day":
            self.first = self.last = self.earliest = self.latest = None


def nothing() -> list[dict[str, Any]]:
    """Return the events that end the form and empty its slots."""
    return [*(SlotSet(field.name, None) for field in fields(Draft)), SlotSet("requested_slot", None)]
