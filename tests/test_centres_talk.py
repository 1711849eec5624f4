"""Talks about where the nearest centre is, and which centres help with something."""

import pytest

from tests.assistant import Assistant, Talk

NEAREST = {
    "es": "estoy en saltiyo, ¿cuál centro me queda más cerca?",
    "en": "I am in Saltillo, which centre is nearest to me?",
    "fr": "je suis à Saltillo, quel centre est le plus proche ?",
    "ht": "mwen nan Saltillo, ki sant ki pi pre m?",
}
HELP = {
    "es": "¿Qué centros ayudan con apoyo psicológico?",
    "en": "Which centres help with psychology?",
    "fr": "Quels centres aident avec un psychologue ?",
    "ht": "Ki sant ki gen sikològ?",
}


@pytest.mark.parametrize("language", NEAREST)
def test_the_nearest_centres_to_a_town_are_named(talk: Talk, language: str) -> None:
    talk.says(NEAREST[language], language=language)

    talk.hears("Saltillo, Coahuila")
    talk.hears("km")
    assert talk.answer["language"] == language


@pytest.mark.parametrize("language", HELP)
def test_centres_are_found_by_what_they_help_with(talk: Talk, language: str) -> None:
    talk.says(HELP[language], language=language)

    talk.hears("Tapachula")
    assert talk.answer["entry"] == "centre-locations"


def test_towns_of_the_same_name_are_asked_back(talk: Talk) -> None:
    talk.says("¿cuál es el centro más cercano? estoy en San Pedro")
    assert len(talk.buttons()) > 1
    talk.says(talk.buttons()[0]["payload"])

    talk.hears("San Pedro")


def test_a_shared_location_is_used_and_kept_nowhere(talk: Talk, assistant: Assistant) -> None:
    talk.says("", language="ht", location={"latitude": 14.912345, "longitude": -92.267891})

    talk.hears("Tapachula")
    assert talk.answer["language"] == "ht"
    kept = b"".join(file.read_bytes() for file in assistant.data.rglob("*") if file.is_file())
    for secret in (b"14.9123", b"92.2678"):
        assert secret not in kept


@pytest.mark.parametrize("location", [{"latitude": 100, "longitude": 0}, {"latitude": "here"}, []])
def test_a_location_that_is_none_is_refused(assistant: Assistant, location: object) -> None:
    assert assistant.post("", location=location).status_code == 422
