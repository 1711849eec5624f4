"""Centres in the words of four languages: short, dated, and honest about what is not known."""

from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy.orm import Session

from orienta.centres.nearest import Near, nearest
from orienta.centres.places import find_places
from orienta.centres.records import Centre, Closure, OpeningHours, Service
from orienta.centres.services import centres_with
from orienta.centres.words import describe_nearest, describe_service
from orienta.languages import LANGUAGES

NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)
TOWNS = ("Saltillo", "Palenque", "Mexicali", "Tapachula", "Reynosa", "Cancún", "Ciudad de México")


def _near(session: Session, town: str, service: str | None = None) -> list[Near]:
    (place,) = find_places(town)
    return nearest(session, place.latitude, place.longitude, service=service, now=NOW)


def _said(session: Session, town: str, language: str, service: str | None = None) -> str:
    (place,) = find_places(town)
    return describe_nearest(_near(session, town, service), language, place=place, service=service)


def test_the_nearest_centres_are_said_with_what_is_not_known(session: Session) -> None:
    assert _said(session, "Saltillo", "es") == (
        "Centros cerca de Saltillo, Coahuila:\n\n"
        "- **COMAR, Saltillo**, a menos de 15 km. Abierto (dato de marzo de 2026). No sabemos: la dirección.\n"
        "- **COMAR, Monterrey**, a unos 70 km. Abierto (dato de marzo de 2026). No sabemos: la dirección.\n"
        "- **México te abraza, Reynosa**, a unos 300 km. Solo para personas mexicanas que regresan de EE. UU. "
        "Abierto (dato de enero de 2026). Dirección: Parque Cultural Reynosa.\n\n"
        "Distancias en línea recta. De ninguno sabemos: el horario, el teléfono. Confirme antes de viajar."
    )


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (
            "es",
            "**Centro Integrador del Migrante (CIM) Carmen Serdán** (Tijuana), a unos 150 km. "
            "Abierto (dato de enero de 2025). Daba este servicio en diciembre de 2019. Dirección (diciembre de 2019):",
        ),
        (
            "en",
            "about 150 km away. Open (as of January 2025). It offered this in December 2019. Address (",
        ),
        (
            "fr",
            "à environ 150 km. Ouvert (info : janvier 2025). Il offrait ce service en décembre 2019. Adresse (",
        ),
        (
            "ht",
            "apeprè 150 km. Li louvri (enfòmasyon janvye 2025). Li te bay sèvis sa a: desanm 2019. Adrès (",
        ),
    ],
)
def test_a_service_is_said_with_the_date_of_its_news(session: Session, language: str, line: str) -> None:
    assert line in _said(session, "Mexicali", language, "dentist")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("town", TOWNS)
def test_three_centres_fit_into_one_message(session: Session, town: str, language: str) -> None:
    assert len(_said(session, town, language)) <= 850
    for service in ("health", "asylum", "shelter", "job"):
        assert len(_said(session, town, language, service)) <= 950


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_list_asks_to_confirm(session: Session, language: str) -> None:
    confirm = {"es": "Confirme", "en": "Confirm", "fr": "Confirmez", "ht": "Konfime"}[language]

    assert confirm in _said(session, "Palenque", language).splitlines()[-1]
    health = describe_service(session.get_one(Service, "health"), centres_with(session, "health"), language)
    assert confirm in health.splitlines()[-1]


def test_no_place_is_named_when_someone_shared_where_they_are(session: Session) -> None:
    assert describe_nearest(_near(session, "Saltillo"), "en").startswith("Centres near you:")


def test_no_distance_is_said_of_a_whole_state(session: Session) -> None:
    said = _said(session, "Chiapas", "en")

    assert said.startswith("Centres near Chiapas:")
    assert " km" not in said


@pytest.mark.parametrize(
    ("language", "hours"),
    [
        (
            "es",
            "Horario (septiembre de 2025): de 7:00 a 15:00 (no sabemos qué días), para la primera solicitud.",
        ),
        ("en", "Hours (September 2025): 7:00 to 15:00 (we do not know which days), for a first application."),
        (
            "fr",
            "Horaires (septembre 2025) : de 7:00 à 15:00 (nous ne savons pas quels jours), "
            "pour une première demande.",
        ),
        (
            "ht",
            "Lè li louvri (septanm 2025): soti 7:00 pou rive 15:00 (nou pa konnen ki jou), "
            "pou moun ki fè premye demann yo.",
        ),
    ],
)
def test_hours_without_days_are_said_so(session: Session, language: str, hours: str) -> None:
    assert hours in _said(session, "Tapachula", language)


@pytest.mark.parametrize(
    ("language", "hours"),
    [
        ("es", "Horario (septiembre de 2024): de lunes a viernes, de 9:00 a 18:00."),
        ("en", "Hours (September 2024): Monday to Friday, 9:00 to 18:00."),
        ("fr", "Horaires (septembre 2024) : du lundi au vendredi, de 9:00 à 18:00."),
        ("ht", "Lè li louvri (septanm 2024): lendi pou rive vandredi, soti 9:00 pou rive 18:00."),
    ],
)
def test_hours_of_several_days_are_said_together(session: Session, language: str, hours: str) -> None:
    assert hours in _said(session, "Iztapalapa", language)


def test_what_staff_set_is_said_without_the_date_of_old_news(session: Session) -> None:
    centre = session.get_one(Centre, "comar-saltillo")
    centre.edited = NOW
    address = {"text": "calle Uno 1", "source": "COMAR", "date": "2019-01"}
    centre.facts = {**centre.facts, "telephone": "844 000 0000", "address": address}
    for weekday in (0, 1, 3):
        session.add(
            OpeningHours(centre_id="comar-saltillo", weekday=weekday, opens=time(8), closes=time(13, 30))
        )
    session.add(OpeningHours(centre_id="comar-saltillo", weekday=6, opens=time(8), closes=time(9), demo=True))
    session.flush()

    said = _said(session, "Saltillo", "en")

    assert "Hours: Monday to Tuesday, 8:00 to 13:30; Thursday, 8:00 to 13:30." in said
    assert "Telephone: 844 000 0000." in said
    assert "Not known for any" not in said
    assert "Address: calle Uno 1." in said
    assert "We do not know: the address, the hours, the telephone." in said


def test_a_closed_centre_is_said_to_be_closed(session: Session) -> None:
    days = {"first": date(2026, 11, 24), "last": date(2026, 12, 1)}
    session.add(Closure(centre_id="comar-palenque", declared=NOW, **days))
    session.flush()

    assert "Il est fermé jusqu'au 1 décembre 2026." in _said(session, "Palenque", "fr")


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_found_is_said_with_where_to_ask(session: Session, language: str) -> None:
    nothing = describe_nearest(_near(session, "Saltillo", "bank-account"), language, service="bank-account")

    assert "help.unhcr.org/mexico" in nothing
    assert describe_service(session.get_one(Service, "bank-account"), [], language) == nothing


def test_an_unconfirmed_centre_and_whom_one_is_for_are_said(session: Session) -> None:
    said = _said(session, "Palenque", "en", "shelter")

    assert "Only for Mexicans who return from the US." in said
    assert "Only for families with children. It is a shelter; last news: January 2026." in said
    assert "We do not know if it is open; last news: April 2024." in _said(session, "Matamoros", "en")


def test_the_centres_of_a_service_are_said_with_dates(session: Session) -> None:
    dentist = session.get_one(Service, "dentist")

    assert describe_service(dentist, centres_with(session, "dentist"), "ht") == (
        "Sant ki ede ak sa: Dantis.\n\n"
        "- **Centro Integrador del Migrante (CIM) Carmen Serdán** (Tijuana); nouvèl: desanm 2019.\n"
        "- **Centro Multiservicios Baja California Frontera Solidaria** (Tijuana); nouvèl: oktòb 2025.\n\n"
        "Konfime anvan ou vwayaje."
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_many_centres_some_are_said_and_the_town_is_asked(session: Session, language: str) -> None:
    asylum = session.get_one(Service, "asylum")
    centres = centres_with(session, "asylum")

    said = describe_service(asylum, centres, language)

    assert said.count("- **") == 5
    assert f": {len(centres) - 5}." in said
