"""The centres and services that Orienta comes with are complete, and what is wrong in them is told."""

import shutil
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from orienta.centres.checks import check_centres
from orienta.centres.content import FOLDER, load_centres, load_services
from orienta.centres.gazetteer import gazetteer
from orienta.centres.nearest import distance
from orienta.centres.spelling import words_of

CENTRES = {centre.id: centre for centre in load_centres()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the content that a test may spoil."""
    (tmp_path / "faq").mkdir()
    for file in (FOLDER / "faq").glob("*.yml"):
        (tmp_path / "faq" / file.name).touch()
    for name in ("centres.yml", "services.yml"):
        shutil.copy(FOLDER / name, tmp_path)
    return tmp_path


def test_the_content_has_no_problems() -> None:
    assert check_centres(FOLDER) == []


@pytest.mark.parametrize(
    ("file", "right", "wrong", "what"),
    [
        ("centres.yml", "code: TIJ", "code: TAP", "The code TAP is used twice."),
        ("centres.yml", "id: villahermosa", "id: reynosa", "The id reynosa is used twice."),
        ("centres.yml", "zone: America/Cancun", "zone: America/Playa", "there is no zone America/Playa."),
        ("centres.yml", "{id: dentist,", "{id: teeth,", "there is no service teeth."),
        ("centres.yml", "instead: [tapachula]", "instead: [huixtla]", "huixtla is no centre that was seen."),
        ("centres.yml", "state: Jalisco", "state: Xalisco", "Xalisco is not how we write a state."),
        ("services.yml", "curp-temporary]", "curp-for-ever]", "there is no entry curp-for-ever."),
        ("services.yml", "[dentista, dental", "[medico, dental", "“medico” is said of dentist, health."),
        ("services.yml", "name: Médico", "name: La médica o el médico del centro", "at most 24 characters"),
        ("services.yml", "    ht:\n      name: Doktè", "    kr:\n      name: Doktè", "the languages must be"),
        ("centres.yml", "- id: huixtla", "- ids: huixtla", "Field required"),
        ("centres.yml", "- id: huixtla", "- id: [huixtla", "The file is not valid YAML"),
    ],
)
def test_a_mistake_is_told(folder: Path, file: str, right: str, wrong: str, what: str) -> None:
    text = (folder / file).read_text()
    assert right in text
    (folder / file).write_text(text.replace(right, wrong))

    told = [problem.what for problem in check_centres(folder) if problem.file == file]

    assert any(what in problem for problem in told), told


@pytest.mark.parametrize("centre_id", CENTRES)
def test_a_centre_lies_at_its_town_and_keeps_its_clock(centre_id: str) -> None:
    item = CENTRES[centre_id]
    name = " ".join(words_of("Iztapalapa" if item.municipality == "Iztapalapa" else item.city))
    town = next(place for place in gazetteer().towns[name] if place.state == item.state)

    away = distance(item.position.latitude, item.position.longitude, town.latitude, town.longitude)

    assert away < 30
    assert ZoneInfo(item.zone)


def test_every_planned_centre_names_one_that_was_seen() -> None:
    planned = [centre for centre in CENTRES.values() if centre.status == "planned"]

    assert {centre.id for centre in planned} == {"tapachula-2", "huixtla", "acayucan"}
    assert all(CENTRES[other].status in ("open", "shelter") for one in planned for other in one.instead)


def test_no_telephone_is_given_that_nobody_confirmed() -> None:
    assert {centre.telephone for centre in CENTRES.values()} == {None}


def test_only_the_integrating_centres_and_tapachula_take_appointments() -> None:
    assert {centre.id for centre in CENTRES.values() if centre.takes_appointments} == {
        "tapachula",
        "ciudad-juarez",
        "matamoros",
        "tijuana",
    }


def test_every_service_has_words_in_four_languages() -> None:
    counted = {len(text.words) for service in load_services() for text in service.languages.values()}

    assert min(counted) >= 8
    assert max(counted) <= 20


def test_nothing_that_is_not_known_is_left_unsaid() -> None:
    for centre in CENTRES.values():
        assert "telephone" in centre.unknown
        assert centre.address or "address" in centre.unknown
        assert centre.hours or "opening hours" in centre.unknown
