"""Says what to do now to a person in danger, before anything else."""

from datetime import UTC, datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from bot.actions.faq import button_to, facts_of
from bot.actions.turn import intent, language, vector
from orienta.database import unit_of_work
from orienta.faq.answering import Outcome, answer
from orienta.sentences import say

ENTRIES = {
    "attack": "emergency",
    "kidnapped": "emergency",
    "violence": "violence-women",
    "child": "children-alone",
    "suicide": "mental-health",
    "medical": "emergency",
}
"""The kinds of danger, and the entry that says more about each."""


class AnswerDanger(Action):
    """The confirmed line for this kind of danger and a person; then the answer, if they also asked something."""

    def name(self) -> str:
        return "action_answer_danger"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        kind = intent(tracker).removeprefix("danger_")
        code, today = language(tracker), datetime.now(UTC).date()
        with unit_of_work() as session:
            asked = answer(session, tracker.latest_message["text"], code, today, vector=vector(tracker))
        more = asked.entry if asked.entry in ENTRIES.values() else ENTRIES[kind]
        facts = {"danger": kind, "outcome": Outcome.ANSWERED, "entry": more, "intent": intent(tracker)}
        buttons = [{"title": say("button_human", code), "payload": "/talk_to_human"}]
        buttons.append({"title": say("button_more", code), "payload": button_to(str(more))})
        dispatcher.utter_message(text=say(f"danger_{kind}", code), buttons=buttons, json_message=facts)
        if asked.entry and asked.entry != more:
            dispatcher.utter_message(text=asked.text, json_message=facts_of(asked))
        return []
