"""Gives Rasa's pipeline the sentence encoder's vectors as dense features, and the action server the same vectors."""

from __future__ import annotations

from typing import Any, Dict, List, Text

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import FEATURIZER_CLASS_ALIAS
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from orienta.encoder import Encoder, to_text
from orienta.features import WEIGHT_OF_VECTORS
from orienta.vectors import encode

VECTOR = "sentence_vector"
"""Key of the vector in the parse data, so that the action server need not encode the message again."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoderFeaturizer(DenseFeaturizer, GraphComponent):
    """One dense feature vector a message."""

    def __init__(self, config: Dict[Text, Any], name: Text) -> None:
        super().__init__(name, config)
        self._encoder = Encoder()

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEncoderFeaturizer:
        return cls(config, execution_context.node_name)

    @staticmethod
    def required_packages() -> List[Text]:
        return ["openvino", "tokenizers"]

    @classmethod
    def required_components(cls) -> List[type]:
        return [Tokenizer]

    @classmethod
    def validate_config(cls, config: Dict[Text, Any]) -> None:
        """Accept everything: there is nothing to set but the alias."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        return {**DenseFeaturizer.get_default_config(), FEATURIZER_CLASS_ALIAS: "encoder"}

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Set the features of all examples; most vectors come with the project."""
        examples = [example for example in training_data.training_examples if example.get(TEXT)]
        self._set(examples, encode(self._encoder, [example.get(TEXT) for example in examples]))
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the features of messages, and hand the vectors on."""
        self._set(messages, self._encoder.encode([message.get(TEXT) or "" for message in messages]))
        return messages

    def _set(self, messages: List[Message], vectors: np.ndarray) -> None:
        for message, vector in zip(messages, vectors, strict=True):
            features = (vector * WEIGHT_OF_VECTORS)[None]
            message.add_features(Features(features, FEATURE_TYPE_SENTENCE, TEXT, self._identifier))
            message.set(VECTOR, to_text(vector), add_to_output=True)
