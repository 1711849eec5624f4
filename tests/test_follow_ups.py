"""Messages that follow others: details, corrections, two questions at once, and whether an answer helped."""

import sqlite3

import pytest

from orienta.sentences import say
from tests.assistant import Assistant, Talk


@pytest.mark.parametrize(
    ("first", "then", "entry"),
    [
        ("¿Cómo saco la CURP?", "¿y cuánto cuesta?", "curp-how"),
        ("How do I get a CURP?", "and how much does it cost?", "curp-how"),
        ("Comment faire pour avoir la CURP ?", "et c'est combien ?", "curp-how"),
        ("Kijan m ka jwenn yon CURP?", "e konbyen li koute?", "curp-how"),
        ("Ki kote sant yo ye?", "e nan Tijuana?", "centre-tijuana"),
        ("¿Dónde están los centros?", "¿y en Tijuana?", "centre-tijuana"),
        ("¿Qué es el retorno asistido?", "¿por qué?", "return-what"),
        ("Can I enrol my daughter in school?", "no, I meant for my son", "school"),
    ],
)
def test_a_follow_up_understands_what_it_follows(talk: Talk, first: str, then: str, entry: str) -> None:
    talk.says(first)
    talk.says(then)

    assert talk.answer["entry"] == entry


def test_a_second_follow_up_still_knows_the_question(talk: Talk) -> None:
    talk.says("¿Cómo saco la CURP?")
    talk.says("¿y cuánto cuesta?")
    talk.says("¿y para mi hijo?")

    about = {talk.answer["entry"], *talk.answer["candidates"]}
    assert about & {"curp-how", "curp-temporary"}


def test_of_two_questions_one_is_answered_and_the_other_offered(talk: Talk) -> None:
    talk.says("¿Cuánto cuesta pedir refugio? ¿Y dónde está el centro de Tijuana?")

    offered = {button["payload"] for reply in talk.answer["replies"] for button in reply["buttons"]}
    seen = {talk.answer["entry"]} | {
        e for e in ("asylum-cost", "centre-tijuana") if f'/ask_question{{"entry": "{e}"}}' in offered
    }
    assert seen == {"asylum-cost", "centre-tijuana"}
    talk.hears(say("faq_also", "es"))


def opinions(assistant: Assistant) -> list[tuple[str, str, int]]:
    """Return what was recorded: language, entry, helpful."""
    with sqlite3.connect(assistant.data / "orienta.db") as database:
        return database.execute("SELECT language, entry, helpful FROM feedback ORDER BY id").fetchall()


@pytest.mark.parametrize(
    ("language", "question", "yes"),
    [
        ("es", "¿Cuánto cuesta pedir refugio?", "Sí"),
        ("en", "How much does asylum cost?", "Yes"),
        ("fr", "Combien coûte la demande d'asile ?", "Oui"),
        ("ht", "Konbyen sa koute pou m mande azil?", "Wi"),
    ],
)
def test_an_answer_that_helped_is_recorded(
    assistant: Assistant, talk: Talk, language: str, question: str, yes: str
) -> None:
    talk.says(question)
    talk.presses(yes)

    assert opinions(assistant)[-1] == (language, "asylum-cost", 1)


def test_an_answer_that_did_not_help_leads_to_others_and_a_person(assistant: Assistant, talk: Talk) -> None:
    talk.says("¿Cuánto cuesta pedir refugio?")
    talk.presses("No")

    payloads = [button["payload"] for button in talk.answer["replies"][0]["buttons"]]
    assert len(payloads) == 3
    assert payloads[-1] == "/talk_to_human"
    assert '/ask_question{"entry": "asylum-cost"}' not in payloads
    assert opinions(assistant)[-1] == ("es", "asylum-cost", 0)


@pytest.mark.parametrize(("typed", "helpful"), [("no", 0), ("sí", 1)])
def test_a_typed_yes_or_no_counts_as_the_button_only_right_after_the_question(
    assistant: Assistant, talk: Talk, typed: str, helpful: int
) -> None:
    talk.says("¿Cuánto cuesta pedir refugio?")
    before = len(opinions(assistant))
    talk.says(typed)
    assert opinions(assistant)[-1] == ("es", "asylum-cost", helpful)
    talk.says(typed)
    talk.says("¿Qué es la CURP?")

    assert len(opinions(assistant)) == before + 1
    assert talk.answer["entry"] == "curp-what"


def test_a_no_to_the_advice_in_danger_is_no_opinion(assistant: Assistant, talk: Talk) -> None:
    talk.says("¿Cuánto cuesta pedir refugio?")
    before = len(opinions(assistant))
    talk.says("hay un hombre con un cuchillo afuera de mi cuarto")
    talk.says("no")

    assert len(opinions(assistant)) == before


def test_it_is_asked_once_every_four_answers(talk: Talk) -> None:
    asked = []
    for text in (
        "¿Qué es la CURP?",
        "¿Qué es el RFC?",
        "¿Cuánto cuesta el refugio?",
        "¿Qué es COMAR?",
        "¿Dónde hay centros?",
    ):
        talk.says(text)
        if talk.answer["entry"]:
            asked.append(any("¿Le sirvió" in reply["text"] for reply in talk.answer["replies"]))

    assert asked == [True, False, False, False, True]
