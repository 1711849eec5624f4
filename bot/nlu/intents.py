"""Tells the intents apart by the vector and the letters of a sentence."""

from __future__ import annotations

import warnings
from typing import Any, Dict, List, Text

import joblib
import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from bot.nlu.sentence_encoder import VECTOR, SentenceEncoder
from orienta.encoder import from_text
from orienta.features import Features

DANGER = "danger_"
"""How the intents begin that mean: this person is in danger now."""
QUESTION = "ask_question"
WEIGHT_OF_ACTS, WEIGHT_OF_OTHERS = 16, 2
"""What an example counts of an act, and of danger or out_of_scope, where a question counts 1: there are far more."""
STEPS = 40
"""Of the fit; more would learn the examples by heart."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class VectorAndLettersClassifier(IntentClassifier, GraphComponent):
    """Logistic regression over the features that the content's classifier uses as well."""

    def __init__(self, storage: ModelStorage, resource: Resource) -> None:
        self._storage = storage
        self._resource = resource
        self._features: Features
        self._model: LogisticRegression

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> VectorAndLettersClassifier:
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> VectorAndLettersClassifier:
        loaded = cls(model_storage, resource)
        with model_storage.read_from(resource) as folder:
            loaded._features, loaded._model = joblib.load(folder / "model.joblib")
        return loaded

    @classmethod
    def required_components(cls) -> List[type]:
        return [SentenceEncoder]

    @staticmethod
    def required_packages() -> List[Text]:
        return ["sklearn"]

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on all examples and keep the result in the model."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        intents = [example.get(INTENT) for example in examples]
        vectors = _vectors(examples)
        self._features = Features(vectors.mean(0))
        weights = {intent: _weight(intent) for intent in set(intents)}
        self._model = LogisticRegression(max_iter=STEPS, class_weight=weights)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            self._model.fit(self._features(vectors, [example.get(TEXT) for example in examples]), intents)
        with self._storage.write_to(self._resource) as folder:
            joblib.dump((self._features, self._model), folder / "model.joblib")
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Set each message's intent and the ranking of all of them."""
        read = [message for message in messages if message.get(TEXT)]
        if not read:
            return messages
        features = self._features(_vectors(read), [message.get(TEXT) for message in read])
        for message, likelihoods in zip(read, self._model.predict_proba(features), strict=True):
            ranking = [
                {"name": str(intent), "confidence": float(likelihood)}
                for intent, likelihood in zip(self._model.classes_, likelihoods, strict=True)
            ]
            ranking.sort(key=lambda intent: -intent["confidence"])
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages


def _weight(intent: Text) -> int:
    if intent == QUESTION:
        return 1
    return WEIGHT_OF_OTHERS if intent == "out_of_scope" or intent.startswith(DANGER) else WEIGHT_OF_ACTS


def _vectors(messages: List[Message]) -> np.ndarray:
    return np.array([from_text(message.get(VECTOR)) for message in messages])
