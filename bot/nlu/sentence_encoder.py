"""Gives every message its sentence vector, for the classifier after it and for the action server."""

from __future__ import annotations

from typing import Any, Dict, List, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from orienta.encoder import Encoder, to_text
from orienta.vectors import encode

VECTOR = "sentence_vector"
"""Key of the vector in the parse data, so that the action server need not encode the message again."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoder(GraphComponent):
    """Encodes a message once a turn."""

    def __init__(self) -> None:
        self._encoder = Encoder()

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEncoder:
        return cls()

    @staticmethod
    def required_packages() -> List[Text]:
        return ["openvino", "tokenizers"]

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Give all examples their vectors; most come with the project."""
        examples = [example for example in training_data.training_examples if example.get(TEXT)]
        vectors = encode(self._encoder, [example.get(TEXT) for example in examples])
        for example, vector in zip(examples, vectors, strict=True):
            example.set(VECTOR, to_text(vector))
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Give messages their vectors and hand these on."""
        vectors = self._encoder.encode([message.get(TEXT) or "" for message in messages])
        for message, vector in zip(messages, vectors, strict=True):
            message.set(VECTOR, to_text(vector), add_to_output=True)
        return messages
