"""Answers a question from the content."""

import json
from datetime import UTC, datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from bot.actions.turn import entity, intent, language, vector
from orienta.database import unit_of_work
from orienta.faq.answering import Outcome, Reply, answer, show
from orienta.sentences import say


class AnswerQuestion(Action):
    """Says what the content answers, asks back, or admits that it does not know."""

    def name(self) -> str:
        return "action_answer_question"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        chosen, code, today = entity(tracker, "entry"), language(tracker), datetime.now(UTC).date()
        with unit_of_work() as session:
            if chosen:
                reply = show(session, chosen, code, today)
            else:
                reply = answer(session, tracker.latest_message["text"], code, today, vector(tracker))
        buttons = _buttons(reply)
        if reply.outcome is Outcome.UNKNOWN:
            buttons.append({"title": say("button_human", code), "payload": "/talk_to_human"})
        facts = _facts(reply) | {"intent": intent(tracker)}
        dispatcher.utter_message(text=reply.text, buttons=buttons, json_message=facts)
        return []


def _buttons(reply: Reply) -> list[dict[str, str]]:
    return [
        {"title": button.title, "payload": "/ask_question" + json.dumps({"entry": button.entry})}
        for button in reply.buttons
    ]


def _facts(reply: Reply) -> dict[str, Any]:
    return {
        "outcome": reply.outcome,
        "entry": reply.entry,
        "candidates": list(reply.candidates),
        "source": reply.source,
    }
