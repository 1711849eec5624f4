"""Towns and states are found as people write them, and ordinary words are not taken for them."""

import pytest

from orienta.centres.gazetteer import gazetteer
from orienta.centres.places import find_places


def _found(text: str) -> list[str]:
    return [f"{place.name}, {place.state}" for place in find_places(text)]


def test_the_gazetteer_has_all_states_and_places_from_500_people_up() -> None:
    towns = {place for places in gazetteer().towns.values() for place in places}

    assert len({place.state for place in towns}) == 32
    assert len(towns) > 10_000
    assert min(place.population for place in towns if place.population) <= 500


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("estoy en saltiyo", "Saltillo, Coahuila"),
        ("mwen nan Pueblo", "Puebla, Puebla"),
        ("I'm at tapachulla", "Tapachula, Chiapas"),
        ("cd juarez", "Ciudad Juárez, Chihuahua"),
        ("siudad huares", "Ciudad Juárez, Chihuahua"),
        ("tihuana", "Tijuana, Baja California"),
        ("estoy en tijuna", "Tijuana, Baja California"),
        ("tijouana svp", "Tijuana, Baja California"),
        ("m nan palenke", "Palenque, Chiapas"),
        ("wixtla", "Huixtla, Chiapas"),
        ("nou nan akayukan kounye a", "Acayucan, Veracruz"),
        ("bilaermosa", "Villahermosa, Tabasco"),
        ("estoy en coatsacualcos", "Coatzacoalcos, Veracruz"),
        ("je suis à Monterey", "Monterrey, Nuevo León"),
        ("nvo laredo", "Nuevo Laredo, Tamaulipas"),
        ("matamowos", "Matamoros, Tamaulipas"),
    ],
)
def test_a_town_is_found_with_its_typos(text: str, place: str) -> None:
    assert _found(text) == [place]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Hola, estoy en Palenque con mis dos hijos, ¿dónde hay un centro?", "Palenque, Chiapas"),
        ("somos de Honduras, vivimos en Tapachula y queremos ir a Monterrey", "Tapachula, Chiapas"),
        ("we are stuck in Reynosa since Monday, where can we go", "Reynosa, Tamaulipas"),
        ("I am from Lagos, living in Tenosique now", "Tenosique, Tabasco"),
        ("je suis à Saltillo, quel centre est le plus proche ?", "Saltillo, Coahuila"),
        ("nous venons de Port-au-Prince, ici à Mexicali", "Mexicali, Baja California"),
        ("m ap viv nan Tijuana, ki sant ki pi pre m", "Tijuana, Baja California"),
        ("mwen soti Ayiti, m nan Huixtla kounye a", "Huixtla, Chiapas"),
        ("quiero una cita tijuana por favor", "Tijuana, Baja California"),
        ("vivo en un pueblo cerca de Comitán", "Comitán, Chiapas"),
    ],
)
def test_a_town_is_found_inside_a_sentence(text: str, place: str) -> None:
    assert _found(text) == [place]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("CDMX", "Ciudad de México"),
        ("df", "Ciudad de México"),
        ("vivo en el D.F.", "Ciudad de México"),
        ("edo mex", "Estado de México"),
        ("m nan Chiapas", "Chiapas"),
        ("estado de Oaxaca", "Oaxaca"),
        ("in the state of Veracruz", "Veracruz"),
        ("Sonora", "Sonora"),
    ],
)
def test_a_whole_state_is_found(text: str, state: str) -> None:
    (place,) = find_places(text)

    assert (place.name, place.whole_state) == (state, True)


def test_a_capital_is_meant_before_the_state_of_its_name() -> None:
    (place,) = find_places("estoy en Puebla")

    assert not place.whole_state


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("guadalupe", ["Guadalupe, Nuevo León", "Guadalupe, Zacatecas"]),
        ("estoy en Ciudad Hidalgo", ["Ciudad Hidalgo, Michoacán", "Ciudad Hidalgo, Chiapas"]),
        ("¿es mejor en Juárez o en Reynosa?", ["Ciudad Juárez, Chihuahua", "Reynosa, Tamaulipas"]),
    ],
)
def test_of_several_places_all_are_asked_back(text: str, places: list[str]) -> None:
    assert _found(text) == places


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Nogales, Veracruz", "Nogales, Veracruz"),
        ("nogales", "Nogales, Sonora"),
        ("vivo en Ciudad Hidalgo, Chiapas", "Ciudad Hidalgo, Chiapas"),
        ("matamoros coah", "Matamoros, Coahuila"),
        ("Progreso Yucatán", "Progreso, Yucatán"),
        ("emiliano zapata tab", "Emiliano Zapata, Tabasco"),
    ],
)
def test_the_state_tells_which_of_several_is_meant(text: str, place: str) -> None:
    assert _found(text) == [place]


@pytest.mark.parametrize(
    "text",
    [
        "quiero vivir en paz con mi familia",
        "no tengo paz en mi casa desde hace un año",
        "trabajo en el centro y no me pagan",
        "la union de mi familia es lo que más quiero",
        "quiero ver algún progreso en mi trámite de refugio",
        "estoy en el refugio con mi hijo",
        "mi hijo León tiene fiebre",
        "soy san cristobalense de Venezuela",
        "mi madero se rompió",
        "quiero pedir refugio en México",
        "estoy en México",
        "me dieron la constancia en la ventanilla",
        "los de chaleco naranja me pueden detener",
        "¿me pueden ayudar en el Leona Vicario?",
        "my case is in progress and there is no union here",
        "I want to live in peace at home",
        "je suis allé là-bas et la porte est fermée",
        "un peu de paix dans la maison, en casa",
        "m ap travay nan kay yon dam",
        "lapolis la migra kenbe m nan lari a",
        "menaj mwen mexicano depote",
        "vengo de San Pedro Sula",
        "soy de Santiago de Chile",
        "crucé por Costa Rica y Panamá",
        "m soti Okay, Ayiti",
        "",
        "!!!",
    ],
)
def test_ordinary_words_and_places_abroad_are_no_towns(text: str) -> None:
    assert _found(text) == []


def test_of_a_name_that_many_towns_have_four_are_asked_back() -> None:
    found = find_places("Emiliano Zapata")

    assert [place.name for place in found] == ["Emiliano Zapata"] * 4
    assert [place.population for place in found] == sorted((one.population for one in found), reverse=True)


def test_a_bare_name_is_a_town_even_if_it_is_a_word() -> None:
    assert _found("León") == ["León, Guanajuato"]
    assert _found("La Paz") == ["La Paz, Baja California Sur"]
    assert _found("progreso") == ["Progreso, Yucatán"]
