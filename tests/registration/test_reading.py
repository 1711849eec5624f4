"""Answers to the questions of the form are understood as people type them, in four languages."""

import pytest

from orienta.languages import LANGUAGES
from orienta.registration.countries import CODES, countries_in, say_country
from orienta.registration.reading import NotUnderstood, WrongCurp, read_field, read_yes_or_no

CURP = "BOXW310820HNERXN09"
UNDERSTOOD = [
    ("name", "es", "me llamo Wilson Pierre.", "Wilson Pierre"),
    ("name", "en", "call me Joy", "Joy"),
    ("name", "fr", "Moi c'est Aïssatou", "Aïssatou"),
    ("name", "ht", "mwen rele Wilnadège", "Wilnadège"),
    ("name", "es", "Lupita", "Lupita"),
    ("name", "es", "=cmd()", "cmd()"),
    ("name", "es", "prefiero no decir", None),
    ("country", "es", "soy hondureña", "HN"),
    ("country", "es", "Venesuela", "VE"),
    ("country", "es", "soy mexicano, deportado de Estados Unidos", "MX"),
    ("country", "en", "I am in Mexico, from Cameroon", "CM"),
    ("country", "en", "Equatorial Guinea", "GQ"),
    ("country", "fr", "je viens du Niger", "NE"),
    ("country", "fr", "la RDC", "CD"),
    ("country", "ht", "m soti Ayiti", "HT"),
    ("country", "ht", "Repiblik dominiken", "DO"),
    ("country", "en", "skip", None),
    ("language", "es", "español", "es"),
    ("language", "en", "no hablo español, english please", "en"),
    ("language", "fr", "lingala", "ln"),
    ("language", "ht", "kreyol", "ht"),
    ("language", "es", "hablo quiché", "quc"),
    ("adults", "es", "2", 2),
    ("adults", "en", "3 adults and 2 kids", 3),
    ("children", "en", "3 adults and 2 kids", 2),
    ("adults", "es", "somos 3 adultos y 2 niños", 2),
    ("adults", "es", "mi esposa y dos hijos", 1),
    ("children", "es", "mi esposa y dos hijos", 2),
    ("children", "es", "adultos 2, niños 3", 3),
    ("children", "es", "un hijo de 5 años", 1),
    ("adults", "fr", "je suis seule", 0),
    ("children", "fr", "2 adultes, pas d'enfants", 0),
    ("adults", "ht", "de granmoun ak twa ti moun", 2),
    ("children", "ht", "madanm mwen ak de pitit", 2),
    ("children", "ht", "m poukont mwen", 0),
    ("children", "en", "none", 0),
    ("needs", "es", "necesito ayuda con papeles, trabajo y escuela", ["documents", "work", "education"]),
    ("needs", "es", "no tengo papeles ni trabajo", ["documents", "work"]),
    ("needs", "es", "trabajo pero no necesito escuela", ["work"]),
    ("needs", "es", "documetos", ["documents"]),
    ("needs", "en", "mental health", ["mental_health"]),
    ("needs", "en", "my kid is sick and I want a job", ["health", "work"]),
    ("needs", "fr", "un avocat et un médecin", ["health", "legal"]),
    ("needs", "fr", "retourner au pays", ["return"]),
    ("needs", "ht", "m bezwen travay ak lekol pou pitit mwen, m malad tou", ["health", "work", "education"]),
    ("needs", "ht", "kont labank", ["bank_account"]),
    ("needs", "es", "mi niña tiene fiebre y no tengo seguro", ["health"]),
    ("needs", "es", "nada", []),
    ("helps", "es", "intérprete y que me atienda una mujer", ["interpreter", "woman_attendant"]),
    ("helps", "en", "I use a wheelchair", ["mobility"]),
    ("helps", "fr", "je ne parle pas espagnol", ["interpreter"]),
    ("helps", "ht", "m pa pale panyol", ["interpreter"]),
    ("helps", "en", "no", []),
    ("status", "es", "soy mexicana, me deportaron", "returned_mexican"),
    ("status", "es", "no soy mexicano", "foreign"),
    ("status", "fr", "étranger", "foreign"),
    ("status", "ht", "mwen se ayisyen", "foreign"),
    ("status", "en", "rather not", "unsaid"),
    ("contact_wish", "es", "sí, por aquí", "here"),
    ("contact_wish", "ht", "non", "none"),
    ("contact_wish", "en", "please don't", "none"),
    ("curp", "es", "mi curp es boxw 310820 hnerxn 09", CURP),
    ("curp", "es", "no tengo", None),
]
NOT_UNDERSTOOD = [
    ("name", "es", "12345"),
    ("name", "en", "x" * 61),
    ("country", "es", "hola"),
    ("language", "en", "whatever"),
    ("adults", "es", "25"),
    ("adults", "en", "we are 4"),
    ("children", "es", "mis hijos"),
    ("children", "ht", "pitit mwen yo"),
    ("adults", "es", "mi hermana"),
    ("needs", "en", "the bible"),
    ("helps", "es", "soy mujer"),
    ("status", "en", "deported"),
    ("status", "es", "regresé de Estados Unidos"),
    ("adults", "en", "5 of us"),
    ("contact_wish", "fr", "peut-être"),
    ("curp", "es", "ABC"),
]


@pytest.mark.parametrize(("name", "language", "text", "value"), UNDERSTOOD)
def test_an_answer_is_understood(name: str, language: str, text: str, value: object) -> None:
    assert read_field(name, text, language) == value


@pytest.mark.parametrize(("name", "language", "text"), NOT_UNDERSTOOD)
def test_what_is_no_answer_is_not_guessed(name: str, language: str, text: str) -> None:
    with pytest.raises(NotUnderstood):
        read_field(name, text, language)


def test_an_answer_that_may_mean_several_countries_offers_them() -> None:
    with pytest.raises(NotUnderstood) as caught:
        read_field("country", "je suis congolais", "fr")

    assert caught.value.options == ("CD", "CG")


def test_a_curp_with_a_wrong_digit_is_told_from_no_curp_at_all() -> None:
    with pytest.raises(WrongCurp):
        read_field("curp", CURP[:-1] + "8", "es")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_is_understood_by_its_own_name(language: str) -> None:
    names = {code: say_country(code, language) for code in CODES - {"CG", "GS", "HK"}}

    assert {code: countries_in(name) for code, name in names.items()} == {code: [code] for code in names}


@pytest.mark.parametrize(
    "text", ["sí", "Si, claro", "estoy de acuerdo", "I agree", "je suis d'accord", "wi, dakò"]
)
def test_a_yes_is_a_yes(text: str) -> None:
    assert read_yes_or_no(text) is True


@pytest.mark.parametrize(
    "text", ["no, gracias", "no estoy de acuerdo", "I don't agree", "pas d'accord", "mwen pa dakò"]
)
def test_a_no_is_a_no(text: str) -> None:
    assert read_yes_or_no(text) is False


@pytest.mark.parametrize("text", ["tal vez", "why?", "sígueme contando"])
def test_consent_is_never_guessed(text: str) -> None:
    with pytest.raises(NotUnderstood):
        read_yes_or_no(text)
