"""Lets a danger win over every other intent, from a likelihood on that is calibrated for it."""

from __future__ import annotations

from typing import Any, Dict, List, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.intents import DANGER


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class DangerFirst(IntentClassifier, GraphComponent):
    """Re-ranks what an earlier component found: all kinds of danger together against the rest."""

    def __init__(self, threshold: float) -> None:
        self._threshold = threshold

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DangerFirst:
        return cls(config["threshold"])

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`threshold`: the least likelihood of all kinds together (docs/understanding.md says how it was found)."""
        return {"threshold": 0.2}

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the intent to the likeliest kind of danger, or to the likeliest intent that is none."""
        for message in messages:
            ranking = message.get(INTENT_RANKING_KEY) or []
            dangers = [intent for intent in ranking if intent["name"].startswith(DANGER)]
            others = [intent for intent in ranking if not intent["name"].startswith(DANGER)]
            likelihood = sum(intent["confidence"] for intent in dangers)
            if dangers and likelihood >= self._threshold:
                first = {"name": dangers[0]["name"], "confidence": likelihood}
                ranking = [first, *dangers[1:], *others]
            elif others:
                ranking = [*others, *dangers]
            else:
                continue
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages
