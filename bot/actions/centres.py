"""Finds centres: the nearest to a town or state, or those that help with something."""

from datetime import UTC, datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from bot.actions.faq import AnswerQuestion, is_answered
from bot.actions.turn import entity, intent, language
from orienta.appointments.nearby import CENTRES, nearby, with_service
from orienta.centres.gazetteer import Place
from orienta.centres.places import find_places
from orienta.centres.services import find_service
from orienta.centres.words import say_place
from orienta.database import unit_of_work
from orienta.messages.inbox import Button, Said, payload
from orienta.sentences import say

SURE = 0.9
"""Likelihood from which a message is about centres although the content could answer it: "What is the CURP?" is not."""


class FindCentre(Action):
    """Says which centres are near, or asks where the person is."""

    def name(self) -> str:
        return "action_find_centre"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        code, now = language(tracker), datetime.now(UTC)
        text = tracker.latest_message["text"]
        chosen = entity(tracker, "place")
        service = entity(tracker, "service") or (None if chosen else find_service(text, code))
        places = find_places(chosen or text)
        sure = tracker.latest_message["intent"]["confidence"] >= SURE
        if not places and not (service and sure):
            answered = is_answered(tracker, code, but=CENTRES)
            if answered or not service:
                events = AnswerQuestion().run(dispatcher, tracker, domain)
                if not answered:
                    dispatcher.utter_message(text=say("find_where", code), json_message={"asks": "place"})
                return events
        with unit_of_work() as session:
            if len(places) == 1:
                here = places[0]
                said = nearby(
                    session,
                    here.latitude,
                    here.longitude,
                    language=code,
                    now=now,
                    place=here,
                    service=service,
                )
            elif places:
                said = Said(say("find_which_place", code), _which(places, service))
            else:
                said = with_service(session, str(service), code)
        buttons = [{"title": button.title, "payload": button.payload} for button in said.buttons]
        facts = {"outcome": "clarify" if len(places) > 1 else "answered", "entry": CENTRES}
        told = facts | {"intent": intent(tracker), "asks": "place" if len(places) > 1 else None}
        dispatcher.utter_message(text=said.text, buttons=buttons, json_message=told)
        return []


def _which(places: list[Place], service: str | None) -> tuple[Button, ...]:
    more = {"service": service} if service else {}
    return tuple(
        Button(
            say_place(place),
            payload("find_centre", place=say_place(place), **more),
        )
        for place in places[:6]
    )
