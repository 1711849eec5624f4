"""People in danger: what to do now comes first, in four languages."""

import sqlite3

import pytest

from tests.assistant import Assistant, Talk

TOLD = {
    "attack": {
        "es": "hay un hombre con un cuchillo afuera de mi cuarto",
        "en": "two men with guns are following me on the road right now",
        "fr": "Un homme avec un couteau me suit depuis la gare et il est devant ma porte",
        "ht": "gen yon nèg ak zam k ap swiv mwen depi m soti nan bank lan",
    },
    "suicide": {
        "es": "ya no quiero vivir, nadie me va a extrañar",
        "en": "I do not want to live anymore",
        "fr": "je veux en finir avec la vie",
        "ht": "mwen pa vle viv ankò",
    },
    "violence": {
        "es": "mi esposo me acaba de golpear y me tiene encerrada",
        "en": "my husband is beating me and he will not let me out",
        "fr": "mon mari vient de me frapper et il m'a enfermée",
        "ht": "mari m fèk bat mwen epi li fèmen m nan kay la",
    },
    "child": {
        "es": "tengo 14 años y estoy sola en la calle, no sé dónde está mi mamá",
        "en": "I lost my little boy at the bus station, he is five",
        "fr": "j'ai perdu ma fille de six ans au marché, je ne la trouve plus",
        "ht": "pitit fi mwen an pèdi, li gen 6 an, m pa wè l depi maten",
    },
    "kidnapped": {
        "es": "nos tienen encerrados en una casa y piden dinero a mi familia",
        "en": "they locked us in a house and ask my family for money",
        "fr": "ils nous retiennent dans une maison et demandent une rançon à ma famille",
        "ht": "yo kenbe nou fèmen nan yon kay, y ap mande fanmi nou lajan",
    },
    "medical": {
        "es": "mi esposa está embarazada y sangra mucho",
        "en": "my baby has stopped breathing",
        "fr": "mon ami a perdu connaissance, il ne respire plus",
        "ht": "pitit mwen an pa ka respire, li vin ble",
    },
}
LINES = {
    "attack": "911",
    "suicide": "800 911 2000",
    "violence": "079",
    "child": "DIF",
    "kidnapped": "800 55 33 000",
    "medical": "911",
}


@pytest.mark.parametrize("language", ["es", "en", "fr", "ht"])
@pytest.mark.parametrize("kind", TOLD)
def test_what_to_do_now_comes_first(talk: Talk, kind: str, language: str) -> None:
    talk.says(TOLD[kind][language])

    assert (talk.answer["danger"], talk.answer["language"]) == (kind, language)
    first = talk.answer["replies"][0]
    assert LINES[kind] in first["text"]
    assert first["buttons"][0]["payload"] == "/talk_to_human"


def test_danger_interrupts_whatever_was_being_said(talk: Talk) -> None:
    talk.says("¿Cómo saco la CURP?")
    talk.says("nos tienen encerrados en una casa y piden dinero a mi familia para soltarnos")

    assert talk.answer["danger"] == "kidnapped"
    talk.hears("800 55 33 000")


@pytest.mark.parametrize(
    "text",
    [
        "este calor me mata, a qué hora abre el centro de Tapachula",
        "In my country gangs threatened me two years ago, can I ask for asylum?",
        "Je suis mort de fatigue, où est-ce que je peux dormir ce soir ?",
        "Ki nimewo pou moun rele si gen yon ijans?",
    ],
)
def test_words_of_danger_alone_raise_no_alarm(talk: Talk, text: str) -> None:
    talk.says(text)

    assert talk.answer["danger"] is None


def test_the_journal_knows_the_kind_of_danger(assistant: Assistant, talk: Talk) -> None:
    talk.says(TOLD["suicide"]["en"])

    with sqlite3.connect(assistant.data / "orienta.db") as database:
        kinds = database.execute("SELECT danger FROM journal_turns ORDER BY id DESC LIMIT 1").fetchone()
    assert kinds == ("suicide",)
