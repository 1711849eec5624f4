"""Talks that book, change and cancel appointments, in four languages, against the real Rasa."""

import re

import httpx
import pytest

from tests.assistant import Assistant, Talk

BOOK = {
    "es": "quiero sacar una cita",
    "en": "I would like to book an appointment",
    "fr": "je voudrais prendre rendez-vous",
    "ht": "mwen vle pran yon randevou",
}
SHOW = {
    "es": "¿cuándo es mi cita?",
    "en": "when is my appointment?",
    "fr": "c'est quand mon rendez-vous ?",
    "ht": "kilè randevou mwen an ye?",
}
MOVE = {
    "es": "quiero cambiar mi cita a otro día",
    "en": "I want to move my appointment to another day",
    "fr": "je veux changer mon rendez-vous pour un autre jour",
    "ht": "mwen vle chanje randevou m pou yon lòt jou",
}
CANCEL = {
    "es": "quiero cancelar mi cita",
    "en": "I want to cancel my appointment",
    "fr": "je veux annuler mon rendez-vous",
    "ht": "mwen vle anile randevou mwen",
}
QUESTIONS = {
    "es": "¿Cuánto cuesta pedir refugio?",
    "en": "How much does it cost to ask for asylum?",
    "fr": "Combien ça coûte de demander l'asile ?",
    "ht": "Konbyen sa koute pou mande azil?",
}
LEAVE = {"es": "dejalo", "en": "cancel", "fr": "laisse tomber", "ht": "kite sa"}
NEXT_WEEK = {
    "es": "la próxima semana en la mañana",
    "en": "next week in the morning",
    "fr": "la semaine prochaine le matin",
    "ht": "semèn pwochèn nan maten",
}
languages = pytest.mark.parametrize("language", BOOK)


def begins(talk: Talk, language: str) -> None:
    """Begin a booking in a language."""
    talk.says(BOOK[language], language=language)
    assert talk.answer["asks"] == "service", talk.answer


def goes_on_to(talk: Talk, field: str, name: str = "Marie") -> int:
    """Press the first button until the form asks for a field; return how many messages that took."""
    for count in range(10):
        asks = talk.answer["asks"]
        if asks == field:
            return count
        if asks == "name":
            talk.says(name)
        else:
            talk.says(talk.buttons()[0]["payload"])
    raise AssertionError(f"{field} was never asked: {talk.answer}")


def books(talk: Talk, language: str, name: str = "Marie") -> dict[str, object]:
    """Book with the first button of each question."""
    begins(talk, language)
    goes_on_to(talk, "confirm", name)
    talk.says(talk.buttons()[0]["payload"])
    made = talk.answer["appointment"]
    assert made, talk.answer
    return dict(made)


@languages
def test_a_place_is_booked_with_six_messages(talk: Talk, language: str) -> None:
    begins(talk, language)
    count = 1 + goes_on_to(talk, "confirm") + 1
    talk.says(talk.buttons()[0]["payload"])

    made = talk.answer["appointment"]
    assert count <= 6
    assert made["state"] == "booked"
    assert made["name"] == "Marie"
    assert re.fullmatch(r"[A-Z]{3}-[2-9B-DF-HJ-NP-TV-Z]{4}", made["code"])
    talk.hears(made["code"])
    assert talk.answer["language"] == language
    said = " ".join(reply["text"] for reply in talk.answer["replies"]).lower()
    for word in ("asilo", "refugi", "asylum", "asile", "azil", "comar"):
        assert word not in said


@languages
def test_day_and_hour_can_be_typed(talk: Talk, language: str) -> None:
    begins(talk, language)
    goes_on_to(talk, "day")
    talk.says(NEXT_WEEK[language])

    assert talk.answer["asks"] in ("day", "time")
    goes_on_to(talk, "confirm")
    assert talk.answer["language"] == language


@languages
def test_a_question_in_the_middle_is_answered_and_the_form_goes_on(talk: Talk, language: str) -> None:
    begins(talk, language)
    goes_on_to(talk, "day")
    talk.says(QUESTIONS[language])

    assert talk.answer["entry"] == "asylum-cost"
    assert talk.answer["asks"] == "day"


@languages
def test_the_language_can_change_in_the_middle(talk: Talk, language: str) -> None:
    begins(talk, language)
    goes_on_to(talk, "day")
    talk.says("en español por favor" if language == "en" else "English please")

    assert talk.answer["language"] == ("es" if language == "en" else "en")
    assert talk.answer["asks"] == "day"
    talk.hears("¿Cuándo?" if language == "en" else "When?")


@languages
@pytest.mark.parametrize("field", ["service", "day", "name", "confirm"])
def test_one_word_leaves_at_once(talk: Talk, language: str, field: str) -> None:
    begins(talk, language)
    goes_on_to(talk, field)
    talk.says(LEAVE[language])

    assert talk.answer["asks"] is None
    assert talk.answer["appointment"] is None
    talk.says(SHOW[language])
    assert talk.answer["appointment"] is None


@languages
def test_any_field_can_be_corrected_before_it_is_booked(talk: Talk, language: str) -> None:
    begins(talk, language)
    goes_on_to(talk, "confirm")
    talk.says(talk.buttons()[1]["payload"])
    assert talk.answer["asks"] == "change"
    people = next(b for b in talk.buttons() if '"people"' in b["payload"])
    talk.says(people["payload"])
    assert talk.answer["asks"] == "people"
    talk.says("3")
    goes_on_to(talk, "confirm")  # where three of them fit
    talk.says(talk.buttons()[0]["payload"])
    assert talk.answer["appointment"]["people"] == 3


@languages
def test_an_appointment_is_shown_changed_and_cancelled(talk: Talk, language: str) -> None:
    made = books(talk, language)

    talk.says(SHOW[language])
    assert talk.answer["appointment"] == made

    talk.says(MOVE[language])
    assert talk.answer["asks"] == "day"
    talk.says(talk.buttons()[-2]["payload"])
    goes_on_to(talk, "confirm")
    talk.says(talk.buttons()[0]["payload"])
    moved = talk.answer["appointment"]
    assert moved["state"] == "booked"
    assert moved["starts_at"] != made["starts_at"]

    talk.says(SHOW[language])
    assert talk.answer["appointment"]["code"] == moved["code"]

    talk.says(CANCEL[language])
    talk.says(talk.buttons()[0]["payload"])
    assert talk.answer["appointment"]["state"] == "cancelled"


@pytest.mark.parametrize(
    "name", ["Blessing", "Bienvenido", "Me llamo Ángel de Jesús", "Jean-Baptiste", "Milagros 🌹"]
)
def test_names_that_are_words_are_names(talk: Talk, name: str) -> None:
    begins(talk, "en")
    goes_on_to(talk, "name")
    talk.says(name)

    assert talk.answer["asks"] == "confirm"
    talk.hears(name.removeprefix("Me llamo "))


def test_an_appointment_is_found_from_elsewhere_with_code_and_name_only(
    talk: Talk, assistant: Assistant
) -> None:
    made = books(talk, "fr", name="Fatou Diallo")

    stranger = Talk(assistant)
    stranger.says(f"mi cita {made['code']} Pedro")
    assert stranger.answer["appointment"] is None
    friend = Talk(assistant)
    friend.says(f"mi cita {str(made['code']).lower().replace('-', ' ')} fatou diallo")
    assert friend.answer["appointment"]["code"] == made["code"]


def test_anyone_can_check_a_code_and_learns_no_name(talk: Talk, assistant: Assistant) -> None:
    made = books(talk, "es", name="Xiomara")

    stranger = Talk(assistant)
    stranger.says(f"is appointment {made['code']} genuine?")
    stranger.hears("genuine")
    assert "Xiomara" not in str(stranger.answer)
    assert stranger.answer["appointment"] is None
    stranger.says("is appointment TAP-2222 genuine?")
    stranger.hears("no appointment")


def test_the_web_gives_a_calendar_file_and_a_code_to_scan(talk: Talk, assistant: Assistant) -> None:
    made = books(talk, "en")
    address = f"{assistant.address}/appointments/{made['code']}"

    calendar = httpx.get(f"{address}.ics?language=en").text
    assert f"UID:{made['code']}@orienta" in calendar
    assert "STATUS:CONFIRMED" in calendar
    assert "<svg" in httpx.get(f"{address}.svg").text
    assert f"/appointments/{made['code']}.svg" in talk.answer["replies"][0]["html"]
    assert httpx.get(f"{assistant.address}/appointments/TAP-2222.ics").status_code == 404

    talk.says("cancel my appointment")
    talk.says(talk.buttons()[0]["payload"])
    assert "METHOD:CANCEL" in httpx.get(f"{address}.ics").text


@pytest.mark.parametrize(
    "text", ["", "🙂🙂", "<b>x</b>'; DROP TABLE seats;--", "x" * 1900, "ayer", "2020-01-01"]
)
def test_nonsense_in_the_form_is_answered_kindly(talk: Talk, text: str) -> None:
    begins(talk, "es")
    goes_on_to(talk, "day")
    talk.says(text)

    assert talk.answer["outcome"] != "error"
    talk.says("¿?")
    goes_on_to(talk, "confirm")


@pytest.mark.parametrize("process", ["rasa", "actions", "web"])
def test_a_crash_in_the_middle_loses_nothing(assistant: Assistant, talk: Talk, process: str) -> None:
    begins(talk, "ht")
    goes_on_to(talk, "name")
    assistant.stop(process)
    assistant.start(process)
    assistant.wait_until_well()

    talk.says("Wideline")
    assert talk.answer["asks"] == "confirm"
    talk.says(talk.buttons()[0]["payload"])
    assert talk.answer["appointment"]["name"] == "Wideline"


@pytest.mark.parametrize(
    "said",
    ["me siguen, tengo miedo", "I am being followed, I'm scared", "on me suit, j'ai peur", "yo vle touye m"],
)
@pytest.mark.parametrize("field", ["day", "name", "confirm"])
def test_a_danger_comes_first_and_then_the_form_goes_on(talk: Talk, said: str, field: str) -> None:
    begins(talk, "es")
    goes_on_to(talk, field)
    talk.says(said)

    assert talk.answer["danger"] == "attack"
    talk.hears("911")
    assert talk.answer["asks"] == field


@pytest.mark.parametrize("said", ["we are two people", "somos 2", "nous sommes deux", "nou se 2 moun"])
def test_how_many_come_can_be_said_in_words_at_any_step(talk: Talk, said: str) -> None:
    begins(talk, "en")
    goes_on_to(talk, "name")
    talk.says(said)
    goes_on_to(talk, "confirm")
    talk.says(talk.buttons()[0]["payload"])

    assert talk.answer["appointment"]["people"] == 2


@pytest.mark.parametrize("said", ["any", "euh", "peut-être", "mm"])
def test_only_a_clear_yes_books(talk: Talk, said: str) -> None:
    begins(talk, "en")
    goes_on_to(talk, "confirm")
    talk.says(said)

    assert talk.answer["appointment"] is None


def test_a_button_of_another_conversation_does_nothing(talk: Talk, assistant: Assistant) -> None:
    made = books(talk, "es")

    stranger = Talk(assistant)
    stranger.says("hola")
    stranger.says(f'/cancel_appointment{{"appointment": "{made["code"]}", "confirm": true}}')
    talk.says(SHOW["es"])
    assert talk.answer["appointment"]["state"] == "booked"
