"""The nearest centres, with and without a service, from towns all over Mexico."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from orienta.centres.nearest import Near, distance, nearest, rounded
from orienta.centres.places import find_places
from orienta.centres.records import Centre, CentreService, Closure

NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)


def _near(session: Session, town: str, service: str | None = None, most: int = 3) -> list[Near]:
    (place,) = find_places(town)
    return nearest(session, place.latitude, place.longitude, service=service, now=NOW, most=most)


def _ids(found: list[Near]) -> list[str]:
    return [near.centre.id for near in found]


def test_from_saltillo_the_nearest_is_there(session: Session) -> None:
    found = _near(session, "Saltillo")

    assert [(near.centre.id, near.kilometres) for near in found] == [
        ("comar-saltillo", 0),
        ("comar-monterrey", 70),
        ("reynosa", 300),
    ]
    assert {near.offers_service for near in found} == {None}


def test_from_palenque_the_nearest_is_there(session: Session) -> None:
    assert _ids(_near(session, "Palenque", most=2)) == ["comar-palenque", "comar-tenosique"]


def test_from_mexicali_one_goes_to_tijuana(session: Session) -> None:
    found = _near(session, "Mexicali")

    assert {near.centre.city for near in found} == {"Tijuana"}
    assert {near.kilometres for near in found} == {150}


def test_with_a_service_those_that_offer_it_come_first(session: Session) -> None:
    found = _near(session, "Mexicali", "dentist")

    assert _ids(found) == ["tijuana", "tijuana-frontera-solidaria"]
    assert [near.offers_service for near in found] == [True, True]


def test_from_saltillo_a_doctor_for_everyone_is_named_however_far(session: Session) -> None:
    found = _near(session, "Saltillo", "health")

    assert _ids(found) == ["reynosa", "ciudad-juarez"]


def test_from_palenque_a_shelter_in_reach_comes_before_an_open_one_beyond(session: Session) -> None:
    found = _near(session, "Palenque", "shelter")

    assert _ids(found) == ["villahermosa", "berriozabal", "cas-minatitlan"]
    assert [near.centre.status for near in found] == ["open", "shelter", "shelter"]


def test_an_open_centre_comes_before_a_nearer_unconfirmed_one(session: Session) -> None:
    found = _near(session, "Matamoros", most=5)

    assert _ids(found).index("reynosa") < _ids(found).index("matamoros")
    assert next(near for near in found if near.centre.id == "matamoros").kilometres == 0


def test_planned_centres_are_never_named(session: Session) -> None:
    for town in ("Huixtla", "Acayucan", "Tapachula"):
        assert all(near.centre.status != "planned" for near in _near(session, town, most=50))


def test_a_service_for_returned_mexicans_names_their_centres(session: Session) -> None:
    found = _near(session, "Tapachula", "paisano-card")

    assert found[0].centre.id == "tapachula-estadio"


def test_centres_for_returned_mexicans_do_not_crowd_out_others(session: Session) -> None:
    for town in ("Villahermosa", "Tijuana", "Nogales", "Reynosa"):
        found = _near(session, town, most=5)

        assert sum(near.centre.facts.get("only_for") == "returned-mexicans" for near in found) <= 2


def test_a_centre_without_known_services_may_offer_it(session: Session) -> None:
    for row in session.scalars(select(CentreService).where(CentreService.centre_id == "comar-saltillo")):
        session.delete(row)
    session.flush()

    found = _near(session, "Saltillo", "health")

    assert found[-1].centre.id == "comar-saltillo"
    assert found[-1].offers_service is None


def test_what_staff_say_of_services_and_status_counts(session: Session) -> None:
    session.add(CentreService(centre_id="comar-saltillo", service_id="health"))
    session.get_one(Centre, "comar-monterrey").status = "planned"
    session.flush()

    assert _ids(_near(session, "Saltillo", "health"))[0] == "comar-saltillo"
    assert "comar-monterrey" not in _ids(_near(session, "Saltillo"))


def test_a_closure_is_told_by_the_clock_of_the_centre(session: Session) -> None:
    session.add(Closure(centre_id="tijuana", first=date(2026, 11, 20), last=date(2026, 11, 23), declared=NOW))
    session.flush()
    (place,) = find_places("Tijuana")
    late = datetime(2026, 11, 24, 7, tzinfo=UTC)  # still the 23rd in Tijuana

    before = nearest(session, place.latitude, place.longitude, now=late)
    after = nearest(session, place.latitude, place.longitude, now=NOW)

    assert {near.centre.id: near.closed_until for near in before}["tijuana"] == date(2026, 11, 23)
    assert {near.centre.id: near.closed_until for near in after}["tijuana"] is None


def test_distances_are_those_of_the_great_circle() -> None:
    assert distance(32.5027, -117.00371, 14.90541, -92.25891) == pytest.approx(3140, abs=60)
    assert distance(14.9, -92.26, 14.9, -92.26) == 0


@pytest.mark.parametrize(("exact", "said"), [(0, 0), (14.9, 0), (16, 15), (48, 50), (67.4, 70), (312, 300)])
def test_distances_are_rounded_as_coarsely_as_positions_are(exact: float, said: int) -> None:
    assert rounded(exact) == said
