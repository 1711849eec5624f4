"""Services and centres are found by what people call them."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from orienta.centres.content import services_by_id
from orienta.centres.records import Centre
from orienta.centres.services import centres_with, find_centre, find_service
from orienta.languages import LANGUAGES

PHRASES = {
    "es": [
        ("necesito sacar la curp de mi hijo", "curp"),
        ("quiero una cita para pedir refugio", "asylum"),
        ("me duele una muela", "dentist"),
        ("busco chamba", "job"),
        ("donde puedo dormir hoy", "shelter"),
        ("refugio para dormir", "shelter"),
        ("quiero hablar con un sicologo", "psychology"),
        ("necesito un aboggado", "legal-advice"),
        ("meter a mi hija a la escuela", "school"),
        ("abrir una cuenta de banco", "bank-account"),
        ("quiero regresarme a mi pais", "assisted-return"),
        ("mi carta de repatriasion", "repatriation-letter"),
    ],
    "en": [
        ("i need a doctor", "health"),
        ("help me find a job", "job"),
        ("apply for asylum", "asylum"),
        ("my tooth hurts", "dentist"),
        ("an appointment for the CURP", "curp"),
        ("a lawer please", "legal-advice"),
        ("i want to go back home", "assisted-return"),
        ("a place to sleep", "shelter"),
        ("open a bank acount", "bank-account"),
        ("school for my kids", "school"),
        ("psycologist", "psychology"),
        ("tax number", "rfc-sat"),
    ],
    "fr": [
        ("je cherche du travail", "job"),
        ("demander l'asile", "asylum"),
        ("un medecin svp", "health"),
        ("j'ai mal aux dents", "dentist"),
        ("inscrire mes enfants a l'ecole", "school"),
        ("un avocat", "legal-advice"),
        ("où dormir ce soir", "shelter"),
        ("rentrer dans mon pays", "assisted-return"),
        ("ouvrir un compte bancaire", "bank-account"),
        ("rdv pour la curp", "curp"),
        ("une psycologue", "psychology"),
        ("garder mes enfants", "child-care"),
    ],
    "ht": [
        ("mwen bezwen yon dokte", "health"),
        ("map chache travay", "job"),
        ("mande azil", "asylum"),
        ("dan fe m mal", "dentist"),
        ("kote pou m domi", "shelter"),
        ("tounen nan peyi m", "assisted-return"),
        ("mete timoun yo lekol", "school"),
        ("m bezwen yon avoka", "legal-advice"),
        ("fe curp", "curp"),
        ("louvri yon kont bank", "bank-account"),
        ("tet mwen chaje anpil", "psychology"),
        ("manje pou timoun yo", "food"),
    ],
}


@pytest.mark.parametrize(
    ("language", "text", "service"),
    [(language, text, service) for language, rows in PHRASES.items() for text, service in rows],
)
def test_a_service_is_found_by_what_people_call_it(language: str, text: str, service: str) -> None:
    assert find_service(text, language) == service


@pytest.mark.parametrize(
    ("text", "language", "service"),
    [
        ("mwen bezwen un abogado", "ht", "legal-advice"),
        ("i need a job, chamba", "es", "job"),
        ("quiero ver un doctor, a dentist", "es", "health"),
    ],
)
def test_the_words_of_the_language_come_before_those_of_others(
    text: str, language: str, service: str
) -> None:
    assert find_service(text, language) == service


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_button_is_understood_when_it_is_typed(language: str) -> None:
    for service in services_by_id().values():
        assert find_service(service.languages[language].name, language) == service.id


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("hola, ¿cómo está usted?", "es"),
        ("me queda lejos", "es"),
        ("el hecho es que no sé", "es"),
        ("hello how are you", "en"),
        ("bonjour, ça va bien", "fr"),
        ("bonjou kijan ou ye", "ht"),
        ("", "es"),
    ],
)
def test_other_words_are_no_service(text: str, language: str) -> None:
    assert find_service(text, language) is None


def _among(session: Session, *, with_appointments: bool) -> list[Centre]:
    query = select(Centre).order_by(Centre.id)
    return list(session.scalars(query.where(Centre.takes_appointments) if with_appointments else query))


@pytest.mark.parametrize(
    ("text", "centre"),
    [
        ("el de Tijuana", "tijuana"),
        ("leona vicario", "ciudad-juarez"),
        ("CIM Juárez", "ciudad-juarez"),
        ("en juarez por favor", "ciudad-juarez"),
        ("CMS Tapachula", "tapachula"),
        ("sant Tapachula a", "tapachula"),
        ("celui de Matamoros", "matamoros"),
        ("karmen serdan", "tijuana"),
        ("Centro Integrador del Migrante (CIM) Valentina Ramírez", "matamoros"),
        ("tapachulla", "tapachula"),
        ("no sé cuál", None),
        ("el centro", None),
    ],
)
def test_a_centre_is_found_among_those_that_take_appointments(
    session: Session, text: str, centre: str | None
) -> None:
    assert find_centre(text, _among(session, with_appointments=True)) == centre


@pytest.mark.parametrize(
    ("text", "centre"),
    [
        ("comar saltillo", "comar-saltillo"),
        ("la comar de palenque", "comar-palenque"),
        ("frontera solidaria", "tijuana-frontera-solidaria"),
        ("el punto", "ciudad-juarez-el-punto"),
        ("el de tijuana", "tijuana"),
        ("el de monterrey", None),
        ("mexico te abraza nogales", "nogales"),
        ("tapachula 2", "tapachula-2"),
        ("COMAR", None),
    ],
)
def test_a_centre_is_found_among_all(session: Session, text: str, centre: str | None) -> None:
    assert find_centre(text, _among(session, with_appointments=False)) == centre


def test_the_centres_of_a_service_are_those_seen_open_first(session: Session) -> None:
    assert [centre.id for centre in centres_with(session, "dentist")] == [
        "tijuana",
        "tijuana-frontera-solidaria",
    ]
    assert [centre.status for centre in centres_with(session, "human-rights-complaint")] == ["unconfirmed"]
    assert centres_with(session, "bank-account") == []
