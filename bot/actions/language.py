"""Changes the language of the talk."""

from contextlib import suppress
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from bot.actions.turn import intent, language, wanted_language
from orienta.conversations.conversation import UnknownConversation, choose_language
from orienta.database import unit_of_work
from orienta.languages import LANGUAGES, NAMES
from orienta.messages.inbox import payload
from orienta.sentences import say


class ChangeLanguage(Action):
    """Switches at once to the language that the person names, or asks which one."""

    def name(self) -> str:
        return "action_change_language"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        wanted = wanted_language(tracker)
        facts = {"outcome": "act", "intent": intent(tracker)}
        if wanted not in LANGUAGES:
            text = say("language_which", language(tracker))
            dispatcher.utter_message(text=text, buttons=_buttons(), json_message=facts)
            return []
        with suppress(UnknownConversation), unit_of_work() as session:  # rasa shell has none of ours
            choose_language(session, tracker.sender_id, wanted)
        dispatcher.utter_message(text=say("language_changed", wanted), json_message=facts)
        return []


def _buttons() -> list[dict[str, str]]:
    return [
        {"title": name, "payload": payload("change_language", language=code)} for code, name in NAMES.items()
    ]
