"""Answers a question from the content, and takes what people say of the answer."""

from datetime import UTC, datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from bot.actions.buttons import button, to_a_person, to_entry
from bot.actions.turn import entity, intent, language, vector
from orienta.database import unit_of_work
from orienta.faq import feedback
from orienta.faq.answering import Before, Outcome, Reply, answer, next_best, show
from orienta.sentences import say

FOLLOWING = ("follow_up", "affirm", "deny", "found_unhelpful")
"""Intents of messages that can't stand alone: "and how much?", "no, the one in Tijuana"."""
LONGEST_YES_OR_NO = 3
"""Words; a longer "no, …" says what was meant instead."""
SURE = 0.6
"""Likelihood of an entry from which it answers although another intent was understood."""
ASK_EVERY = 4
"""Answers from one "Was this helpful?" to the next."""


class AnswerQuestion(Action):
    """Says what the content answers, asks back, or admits that it does not know."""

    def name(self) -> str:
        return "action_answer_question"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        chosen, code, today = entity(tracker, "entry"), language(tracker), datetime.now(UTC).date()
        question, before = tracker.latest_message["text"], _before(tracker)
        follows = intent(tracker) in FOLLOWING
        with unit_of_work() as session:
            if chosen:
                reply = show(session, chosen, code, today)
            else:
                reply = answer(
                    session, question, code, today, vector=vector(tracker), before=before, follows=follows
                )
        stayed = before is not None and before.entry == reply.entry
        if chosen or follows:
            question = reply.title  # what was typed can't stand alone
        buttons = [to_entry(offered.title, offered.entry) for offered in reply.buttons]
        if reply.outcome is Outcome.UNKNOWN or (follows and stayed):
            buttons.append(to_a_person(code))
        facts = facts_of(reply) | {"intent": intent(tracker)}
        dispatcher.utter_message(text=reply.text, buttons=buttons, json_message=facts)
        if reply.entry is None:
            return []
        answers = tracker.get_slot("answers") or 0
        if answers % ASK_EVERY == 0 and not tracker.active_loop_name:
            dispatcher.utter_message(text=say("faq_helpful", code), buttons=_yes_and_no(reply.entry, code))
        return [
            SlotSet("last_question", before.question if before and stayed else question),
            SlotSet("last_entry", reply.entry),
            SlotSet("answers", answers + 1),
        ]


class TakeFeedback(Action):
    """Records whether an answer helped; if not, offers what comes next and a person."""

    def name(self) -> str:
        return "action_take_feedback"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        code, said = language(tracker), intent(tracker)
        if (
            said in FOLLOWING
            and len(tracker.latest_message["text"].split()) > LONGEST_YES_OR_NO
            and _before(tracker)
        ):
            return AnswerQuestion().run(dispatcher, tracker, domain)
        helped, typed = said in ("found_helpful", "affirm"), said in ("affirm", "deny")
        entry = entity(tracker, "entry") or tracker.get_slot("last_entry")
        facts = {"outcome": "act", "intent": said}
        if typed and not _was_asked(tracker):
            name, buttons = (
                ("feedback_yes_unasked", []) if helped else ("feedback_no_unasked", [to_a_person(code)])
            )
            dispatcher.utter_message(text=say(name, code), buttons=buttons, json_message=facts)
            return []
        buttons = []
        with unit_of_work() as session:
            if entry and not helped:
                asked = tracker.get_slot("last_question") if entry == tracker.get_slot("last_entry") else None
                others = next_best(session, asked, entry, code)
                buttons = [to_entry(other.title, other.entry) for other in others]
            if entry:
                feedback.record(session, at=datetime.now(UTC), language=code, entry=entry, helpful=helped)
        name, buttons = (
            ("feedback_thanks", []) if helped else ("feedback_sorry", [*buttons, to_a_person(code)])
        )
        dispatcher.utter_message(text=say(name, code), buttons=buttons, json_message=facts)
        return []


def is_answered(tracker: Tracker, code: str, *, but: str | None = None) -> bool:
    """Say whether the content surely answers a message, by another entry than `but`."""
    with unit_of_work() as session:
        text, today = tracker.latest_message["text"], datetime.now(UTC).date()
        reply = answer(session, text, code, today, vector=vector(tracker))
    return reply.entry not in (None, but) and reply.likelihood >= SURE


def facts_of(reply: Reply) -> dict[str, Any]:
    """Return what the relay is told of a reply beside its text."""
    return {
        "outcome": reply.outcome,
        "entry": reply.entry,
        "candidates": list(reply.candidates),
        "source": reply.source,
    }


def _before(tracker: Tracker) -> Before | None:
    """Return what was asked and answered before a message."""
    question, entry = tracker.get_slot("last_question"), tracker.get_slot("last_entry")
    return Before(question, entry) if question and entry else None


def _yes_and_no(entry: str, code: str) -> list[dict[str, str]]:
    return [
        button(title, code, intent, entry=entry)
        for title, intent in (("button_yes", "found_helpful"), ("button_no", "found_unhelpful"))
    ]


def _was_asked(tracker: Tracker) -> bool:
    """Say whether "Was this helpful?" was the last thing that the assistant said."""
    said: dict[str, Any] = next((e for e in reversed(tracker.events) if e["event"] == "bot"), {})
    buttons = (said.get("data") or {}).get("buttons") or []
    return any(button["payload"].startswith("/found_helpful") for button in buttons)
