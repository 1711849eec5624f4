"""A talk may be as long as a person needs, and outlives a restart of Rasa."""

from tests.assistant import Assistant, Talk


def test_a_long_talk_keeps_what_was_asked_beyond_a_restart(assistant: Assistant, talk: Talk) -> None:
    talk.says("¿Cómo saco la CURP?")
    for _ in range(25):
        talk.says("gracias")
    assistant.stop("rasa")
    assistant.start("rasa")
    assistant.wait_until_well()

    talk.says("¿y cuánto cuesta?")

    assert talk.answer["entry"] == "curp-how"
