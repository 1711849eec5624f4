"""Says to a person in danger what to do now, before anything else."""

from datetime import UTC, datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from bot.actions.buttons import button, to_a_person, to_entry
from bot.actions.faq import AnswerQuestion
from bot.actions.turn import intent, language, vector
from orienta.database import unit_of_work
from orienta.faq.answering import Outcome, Reply, answer
from orienta.faq.danger import ENTRIES
from orienta.sentences import say

ORDINARY, UNCERTAIN = 0.9, 0.7
"""From this likelihood of an entry on, and below this likelihood of danger, a message is an ordinary question."""


class AnswerDanger(Action):
    """One short message: the confirmed line for this kind of danger, a person, and where to read on."""

    def name(self) -> str:
        return "action_answer_danger"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        kind = intent(tracker).removeprefix("danger_")
        code, today = language(tracker), datetime.now(UTC).date()
        with unit_of_work() as session:
            asked = answer(session, tracker.latest_message["text"], code, today, vector=vector(tracker))
        if _is_ordinary(asked, tracker.latest_message["intent"]["confidence"]):
            return AnswerQuestion().run(dispatcher, tracker, domain)
        entry = asked.entry if asked.entry in ENTRIES.values() else ENTRIES[kind]
        buttons = [
            to_a_person(code),
            button("button_more", code, "ask_question", entry=str(entry)),
        ]
        if asked.entry and asked.entry != entry:
            buttons.append(to_entry(asked.title, asked.entry))
        facts = {"danger": kind, "outcome": Outcome.ANSWERED, "entry": entry, "intent": intent(tracker)}
        dispatcher.utter_message(text=say(f"danger_{kind}", code), buttons=buttons, json_message=facts)
        return [SlotSet("last_question", None), SlotSet("last_entry", None)]


def _is_ordinary(asked: Reply, danger: float) -> bool:
    if asked.entry is None or asked.entry in ENTRIES.values():  # none: the entry has expired
        return False
    return asked.likelihood >= ORDINARY and danger < UNCERTAIN
