"""Dialogues in four languages."""

import pytest

from tests.assistant import Talk

DEADLINES = {
    "es": "cuantos dias tengo para pedir refugio despues de entrar a mexico",
    "en": "How many days do I have to ask for asylum after I enter Mexico?",
    "fr": "J'ai combien de jours pour demander l'asile après mon entrée au Mexique ?",
    "ht": "konbyen jou mwen genyen pou m mande azil apre m fin antre Meksik",
}


@pytest.mark.parametrize(("language", "question"), DEADLINES.items())
def test_a_question_is_answered_in_its_language(talk: Talk, language: str, question: str) -> None:
    talk.says(question)

    talk.is_answered_from("asylum-deadline", language)
    talk.hears("30")


@pytest.mark.parametrize(
    ("request_", "language", "confirmation"),
    [
        ("cambiar a francés", "fr", "nous continuons en français"),
        ("English please", "en", "we continue in English"),
        ("pale kreyòl", "ht", "n ap kontinye an kreyòl"),
        ("en español por favor", "es", "seguimos en español"),
    ],
)
def test_a_language_is_switched_at_once(talk: Talk, request_: str, language: str, confirmation: str) -> None:
    talk.says("¿Qué es la CURP?")
    talk.says(request_)

    talk.hears(confirmation)
    assert talk.answer["language"] == language


def test_a_chosen_language_stays_until_two_clear_messages_in_another(talk: Talk) -> None:
    talk.says("English please")
    talk.says("¿Dónde están los centros multiservicios en México?")
    talk.is_answered_from("centre-locations", "en")

    talk.says("¿Cuánto cuesta pedir refugio en la COMAR?")
    talk.is_answered_from("asylum-cost", "es")


def test_short_texts_never_change_the_language(talk: Talk) -> None:
    talk.says("Ki kote sant yo ye nan Meksik?")
    for short in ("ok", "1", "COMAR", "Juan"):
        talk.says(short)
        assert talk.answer["language"] == "ht"


@pytest.mark.parametrize("text", ["QUE ES LA CURP", "q es la curp", "kisa curp la ye"])
def test_capitals_and_phone_spelling_are_understood(talk: Talk, text: str) -> None:
    talk.says(text)

    assert talk.answer["entry"] == "curp-what"


@pytest.mark.parametrize(
    "text",
    [
        "sou refugiado e preciso de ajuda com os meus papeis",
        "Wo kann ich hier Asyl beantragen, bitte?",
        "أريد طلب اللجوء في المكسيك",
        "我怎么申请庇护",
    ],
)
def test_another_language_gets_one_reply_in_all_four(talk: Talk, text: str) -> None:
    talk.says(text)

    assert len(talk.answer["replies"]) == 1
    for sentence in ("Hablo español", "I speak Spanish", "Je parle espagnol", "Mwen pale panyòl"):
        talk.hears(sentence)


def test_a_button_leads_to_its_entry(talk: Talk) -> None:
    talk.says("What is the CURP for?")
    title = talk.answer["replies"][0]["buttons"][0]["title"]
    talk.presses(title)

    assert talk.answer["outcome"] == "answered"


def test_an_unknown_question_is_admitted_with_ways_on(talk: Talk) -> None:
    talk.says("¿Cuánto cuesta el boleto de autobús de Puebla a Oaxaca?")

    assert talk.answer["outcome"] == "unknown"
    talk.hears("https://help.unhcr.org/mexico")
    talk.presses("Hablar con una persona")
    assert talk.answer["outcome"] == "handoff"
    talk.hears("911")


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("hola", "greet"),
        ("merci beaucoup", "thanks"),
        ("bye, take care", "goodbye"),
        ("ki sa ou ka fè?", "help"),
    ],
)
def test_dialogue_acts_are_understood(talk: Talk, text: str, intent: str) -> None:
    talk.says(text)

    assert talk.answer["intent"] == intent
