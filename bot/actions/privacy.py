"""What is kept about a person: shown to them, and deleted when they say so."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import Restarted
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from bot.actions.buttons import button, yes_or_no
from bot.actions.turn import entity, intent, language
from orienta.database import unit_of_work
from orienta.privacy.person import forget_person
from orienta.privacy.telling import what_we_know
from orienta.sentences import say

PRIVACY = "privacy"
"""The entry of the content about what is kept."""


class MyData(Action):
    """Says what is kept, and offers to change or delete it."""

    def name(self) -> str:
        return "action_my_data"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        code, now = language(tracker), datetime.now(UTC)
        with unit_of_work() as session:
            lines = what_we_know(session, tracker.sender_id, code, now)
        buttons = [
            button("button_change_data", code, "register"),
            button("button_delete_data", code, "delete_data"),
        ]
        text = say("privacy_known", code, known="\n".join(f"- {line}" for line in lines))
        facts = {"outcome": "answered", "intent": intent(tracker), "entry": PRIVACY}
        dispatcher.utter_message(text=text, buttons=buttons, json_message=facts)
        return []


class DeleteData(Action):
    """Deletes everything about the person after one question, and gives them a receipt."""

    def name(self) -> str:
        return "action_delete_data"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        code, confirmed = language(tracker), entity(tracker, "confirm")
        facts = {"outcome": "act", "intent": intent(tracker), "entry": PRIVACY}
        if confirmed is None:
            text, buttons = say("privacy_forget_confirm", code), yes_or_no("delete_data", code)
            asked = facts | {"outcome": "answered", "asks": "confirm"}
            dispatcher.utter_message(text=text, buttons=buttons, json_message=asked)
            return []
        if not confirmed:
            dispatcher.utter_message(text=say("privacy_kept", code), json_message=facts)
            return []
        with unit_of_work() as session:
            receipt = forget_person(session, tracker.sender_id, datetime.now(UTC))
        text = say("privacy_receipt", code, **asdict(receipt))
        dispatcher.utter_message(text=text, json_message=facts | {"forgotten": True})
        return [Restarted()]
