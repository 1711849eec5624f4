"""Centres come into the database once, and stay as staff left them."""

from datetime import UTC, datetime, time

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from orienta.centres.content import load_centres, load_services
from orienta.centres.records import Centre, CentreService, OpeningHours, Service
from orienta.centres.store import Imported, import_centres

NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)


def _count(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def _import(session: Session, *, without: str = "", offering: list[str] | None = None) -> Imported:
    """Import the content again; without a centre, or with other services for Tapachula."""
    centres = [centre for centre in load_centres() if centre.id != without]
    if offering is not None:
        tapachula = centres[0]
        kept = [offered for offered in tapachula.services if offered.id in offering]
        centres[0] = tapachula.model_copy(update={"services": kept})
    return import_centres(session, centres=centres, services=load_services())


def test_an_import_fills_the_tables(session: Session) -> None:
    tapachula = session.get_one(Centre, "tapachula")

    assert (_count(session, Centre), _count(session, Service)) == (35, 28)
    assert (tapachula.code, tapachula.zone, tapachula.takes_appointments) == (
        "TAP",
        "America/Mexico_City",
        True,
    )
    assert tapachula.facts["address"]["text"] == "Libramiento Sur, al sureste de la ciudad"
    assert session.get_one(Service, "health").languages["ht"]["name"] == "Doktè"


def test_only_hours_of_known_weekdays_are_kept(session: Session) -> None:
    hours = session.scalars(select(OpeningHours).where(OpeningHours.centre_id == "comar-ciudad-de-mexico"))

    assert [(one.weekday, one.opens, one.closes) for one in hours] == [
        (weekday, time(9), time(18)) for weekday in range(5)
    ]
    query = select(OpeningHours).where(OpeningHours.centre_id == "tapachula")
    assert session.scalars(query).all() == []


def test_no_public_place_is_offered_before_staff_say_how_many(session: Session) -> None:
    assert session.scalars(select(CentreService.public_places).distinct()).all() == [0]


def test_a_second_import_changes_nothing(session: Session) -> None:
    before = [_count(session, table) for table in (Centre, Service, CentreService, OpeningHours)]

    done = _import(session)

    assert done == Imported()
    assert [_count(session, table) for table in (Centre, Service, CentreService, OpeningHours)] == before


def test_what_staff_edited_survives_an_import(session: Session) -> None:
    tapachula = session.get_one(Centre, "tapachula")
    tapachula.name, tapachula.edited = "El centro de Tapachula", NOW
    session.add(OpeningHours(centre_id="tapachula", weekday=0, opens=time(8), closes=time(12)))
    session.delete(session.get_one(CentreService, ("tapachula", "school")))
    session.flush()

    done = _import(session)

    session.refresh(tapachula)
    assert done.kept == ["tapachula"]
    assert tapachula.name == "El centro de Tapachula"
    assert session.get(CentreService, ("tapachula", "school")) is None
    assert _count(session, OpeningHours) == 1 + 5 + 5


def test_places_that_were_set_for_a_service_survive_a_change_of_the_file(session: Session) -> None:
    session.get_one(CentreService, ("tapachula", "curp")).public_places = 4

    done = _import(session, offering=["curp"])

    query = select(CentreService).where(CentreService.centre_id == "tapachula")
    assert done.changed == ["tapachula"]
    assert [(row.service_id, row.public_places) for row in session.scalars(query)] == [("curp", 4)]


def test_demonstration_hours_survive_an_import(session: Session) -> None:
    session.add(OpeningHours(centre_id="tijuana", weekday=0, opens=time(8), closes=time(12), demo=True))

    _import(session)

    query = select(OpeningHours.demo).where(OpeningHours.centre_id == "tijuana")
    assert session.scalars(query).all() == [True]


def test_a_centre_that_left_the_file_stays_and_is_told(session: Session) -> None:
    done = _import(session, without="nogales")

    assert done.gone == ["nogales"]
    assert session.get(Centre, "nogales") is not None
