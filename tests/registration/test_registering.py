"""A registration is kept from the consent on, encrypted, and no longer than the person was told."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from orienta.languages import LANGUAGES
from orienta.registration import registering
from orienta.registration.records import Registration
from orienta.registration.registering import InvalidField, NotRegistered
from orienta.registration.summary import what_we_know
from tests.appointments.world import TAPACHULA, add_centre

NOW = datetime(2026, 11, 30, 15, tzinfo=UTC)
WHO = "c" * 43
ANSWERS = {
    "name": "Wilnadège",
    "country": "HT",
    "language": "ht",
    "adults": 1,
    "children": 0,
    "needs": ["documents", "work"],
    "helps": ["interpreter"],
    "status": "foreign",
    "contact_wish": "here",
    "curp": "BOXW310820HNERXN09",
}


def consent(session: Session) -> Registration:
    """Let someone agree to the form."""
    return registering.start(session, conversation_id=WHO, language="ht", now=NOW)


def answer(session: Session, **answers: object) -> None:
    """Let someone answer questions."""
    for name, value in answers.items():
        registering.set_field(session, WHO, name, value, NOW)


def count(session: Session) -> int | None:
    """Count the registrations."""
    return session.scalar(select(func.count()).select_from(Registration))


def test_nothing_is_kept_without_consent(session: Session) -> None:
    with pytest.raises(NotRegistered):
        registering.set_field(session, WHO, "name", "Wilnadège", NOW)
    with pytest.raises(NotRegistered):
        registering.complete(session, WHO, NOW)

    assert count(session) == 0


def test_answers_are_kept_as_they_come(session: Session) -> None:
    consent(session)

    answer(session, name="Wilnadège", country=None)

    fields = registering.get(session, WHO).fields
    assert fields.name == "Wilnadège"
    assert fields.unanswered()[0] == "language"
    answer(session, **ANSWERS)
    assert registering.get(session, WHO).fields.model_dump() == ANSWERS
    assert registering.get(session, WHO).fields.unanswered() == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", "=1+1"),
        ("name", "x" * 61),
        ("country", "XX"),
        ("adults", 21),
        ("children", -1),
        ("needs", ["shelter"]),
        ("status", "refugee"),
        ("curp", "BOXW310820HNERXN08"),
        ("where_i_sleep", "here"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_and_never_repeated(
    session: Session, name: str, value: object
) -> None:
    consent(session)

    with pytest.raises(InvalidField) as caught:
        answer(session, **{name: value})

    assert str(caught.value) == name
    assert registering.get(session, WHO).fields.model_fields_set == set()


def test_nothing_that_was_answered_stands_in_the_database(session: Session) -> None:
    consent(session)
    answer(session, **ANSWERS)
    session.flush()

    (stored,) = session.execute(text("SELECT data FROM registrations")).scalars()

    assert b"gAAAA" in bytes(stored)
    assert not any(word in bytes(stored) for word in (b"Wilnad", b"BOXW31", b"country"))


def test_whoever_consents_again_goes_on_with_their_registration(session: Session) -> None:
    consent(session)
    answer(session, name="Wilnadège")

    later = NOW + timedelta(days=1)
    again = registering.start(session, conversation_id=WHO, language="fr", now=later)

    assert (again.fields.name, again.consented_at, count(session)) == ("Wilnadège", later, 1)


def test_a_draft_is_kept_a_week_and_a_registration_half_a_year_after_its_last_change(
    session: Session,
) -> None:
    registration = consent(session)
    assert registration.purge_on == date(2026, 12, 7)

    registering.complete(session, WHO, NOW)
    assert registration.purge_on == date(2027, 5, 29)
    registering.set_field(session, WHO, "adults", 2, NOW + timedelta(days=10))

    assert (registration.state, registration.purge_on) == ("complete", date(2027, 6, 8))


def test_old_registrations_are_deleted_on_their_day(session: Session) -> None:
    consent(session)

    early = registering.forget_old(session, NOW + timedelta(days=6))
    due = registering.forget_old(session, NOW + timedelta(days=7))

    assert (early, due, count(session)) == (0, 1, 0)


def test_a_registration_is_deleted_when_the_person_asks(session: Session) -> None:
    consent(session)

    assert [registering.delete(session, WHO) for _ in range(2)] == [1, 0]
    with pytest.raises(NotRegistered):
        registering.get(session, WHO)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_person_reads_what_is_kept_in_their_language(session: Session, language: str) -> None:
    add_centre(session)
    consent(session)
    answer(session, **ANSWERS)
    registering.attach(session, WHO, centre_id=TAPACHULA, appointment_id=None, now=NOW)

    lines = what_we_know(session, WHO, language)

    assert len(lines) == len(ANSWERS) + 3
    assert lines[0].endswith("Wilnadège")
    assert "BOXW" not in " ".join(lines)
    assert lines[9].endswith("…XN09")
    assert lines[10].endswith("Tapachula")
    assert "2026" in lines[12]


def test_what_is_kept_is_said_in_words(session: Session) -> None:
    consent(session)
    answer(session, **ANSWERS | {"name": None})

    lines = what_we_know(session, WHO, "es")

    assert lines[:6] == [
        "País de donde viene: Haití",
        "Idioma para atenderle: Kreyòl",
        "Adultos que viajan con usted: 1",
        "Niñas y niños que viajan con usted: 0",
        "Qué necesita: Documentos, Trabajo",
        "Qué le ayuda cuando le atienden: Intérprete",
    ]
    assert what_we_know(session, "nobody", "es") == []
