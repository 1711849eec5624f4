"""Talks that register a person, show what is kept of them and delete it: nothing in plain, then nothing at all."""

import sqlite3
from pathlib import Path

import pytest
from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from tests.assistant import Assistant, Talk
from tests.test_booking import books

REGISTER = {
    "es": "quiero registrarme en el formulario",
    "en": "I want to register, the single form",
    "fr": "je veux m'enregistrer, remplir le formulaire",
    "ht": "mwen vle enskri, ranpli fòm nan",
}
SHOW = {
    "es": "¿qué saben de mí?",
    "en": "What do you know about me?",
    "fr": "que savez-vous sur moi ?",
    "ht": "kisa nou konnen sou mwen?",
}
DELETE = {
    "es": "borra mis datos",
    "en": "delete my data",
    "fr": "efface mes données",
    "ht": "efase done m yo",
}
SEVERAL = ("needs", "helps")
languages = pytest.mark.parametrize("language", REGISTER)


def registers(talk: Talk, language: str, name: str) -> None:
    """Answer the whole form: some questions in words, of the others one button."""
    talk.says(REGISTER[language], language=language)
    typed = {"name": name, "country": "Haiti", "language": "kreyol", "curp": "no"}
    before = None
    while (asks := talk.answer["asks"]) is not None:
        done = asks in SEVERAL and asks == before
        talk.says(typed.get(asks) or talk.buttons()[-1 if done else 0]["payload"])
        before = asks


def holding(folder: Path, *markers: str) -> list[str]:
    """Return the files of a folder that hold one of the markers, in any encoding that we use."""
    forms = [form for marker in markers for form in (marker.encode(), ascii(marker)[1:-1].encode())]
    files = [file for file in folder.rglob("*") if file.is_file()]
    return [file.name for file in files if any(form in file.read_bytes() for form in forms)]


@languages
def test_a_person_registers_sees_it_and_deletes_it(talk: Talk, language: str) -> None:
    registers(talk, language, "Rosemitha")
    talk.hears("Rosemitha")

    talk.says(SHOW[language])
    talk.hears("Rosemitha")

    talk.says(DELETE[language])
    assert talk.answer["intent"] == "delete_data"
    talk.hears("?")
    talk.says(talk.buttons()[0]["payload"])
    talk.says(SHOW[language])
    assert "Rosemitha" not in str(talk.answer)


@languages
def test_a_no_to_the_registration_costs_nothing_and_keeps_nothing(talk: Talk, language: str) -> None:
    talk.says(REGISTER[language], language=language)
    assert talk.answer["asks"] == "consent"
    talk.says(talk.buttons()[1]["payload"])

    assert talk.answer["asks"] is None


def test_a_question_in_the_middle_of_the_registration_is_answered(talk: Talk) -> None:
    talk.says(REGISTER["es"])
    talk.says("sí")
    assert talk.answer["asks"] == "name"
    talk.says("¿Cuánto cuesta pedir refugio?")

    assert talk.answer["entry"] == "asylum-cost"
    assert talk.answer["asks"] == "name"


def test_what_a_person_says_is_nowhere_in_plain_and_once_deleted_nowhere_at_all(tmp_path: Path) -> None:
    name, word = "Zwazolanmè", "Kalbasodou"
    with Assistant(tmp_path) as assistant:
        talk = Talk(assistant)
        talk.says(f"bonjou, mwen rele {name}, mwen se yon {word}, kote sant yo ye?", language="ht")
        made = books(talk, "ht", name)
        registers(talk, "ht", name)
        talk.says(SHOW["ht"])
        talk.hears(name)
        assert holding(tmp_path, name, word) == []

        talk.says(DELETE["ht"])
        talk.says(talk.buttons()[0]["payload"])
        assert talk.answer["intent"] == "delete_data"
        stranger = Talk(assistant)
        stranger.says(f"is appointment {made['code']} genuine?")
        stranger.hears("no appointment")
        talk.says(SHOW["ht"])
        assert name not in str(talk.answer)
        assert holding(tmp_path, name, word) == []
    keys = (tmp_path / "keys").read_text()
    assert _opened(tmp_path, keys, name, word) == []


def _opened(folder: Path, keys: str, *markers: str) -> list[str]:
    """Return the tables in which a text, decrypted, holds one of the markers."""
    fernet = MultiFernet([Fernet(key) for key in keys.split()])
    found = []
    for file in folder.glob("*.db"):
        with sqlite3.connect(file) as database:
            tables = [
                name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type='table'")
            ]
            for table in tables:
                for row in database.execute(f'SELECT * FROM "{table}"'):
                    told = " ".join(_decrypted(fernet, value) for value in row)
                    if any(marker in told or ascii(marker)[1:-1] in told for marker in markers):
                        found.append(table)
    return found


def _decrypted(fernet: MultiFernet, value: object) -> str:
    try:
        return fernet.decrypt(value if isinstance(value, bytes) else str(value).encode()).decode()
    except InvalidToken:
        return str(value)
