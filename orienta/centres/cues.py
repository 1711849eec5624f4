"""What the words around a name say: whether the text speaks of a place, and of where someone is."""

from orienta.centres.spelling import is_usual


def _set(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


WHERE = _set("en desde", "in at near around", "depuis", "nan bo toupre")
"""Words before the place where something is."""
TOWARDS = _set("a de hacia", "from to", "vers au", "soti sot pou ale al rive")
"""Words before the place that someone comes from or goes to."""
BEING = _set(
    "estoy estamos toy vivo vivimos ando andamos encuentro quede aqui cerca",
    "am im m are live living staying stuck here near close",
    "suis sommes habite habitons vis ici pres loge trouve",
    "mwen mwn mw nou rete viv ye isit kounya toupre",
)
"""Words that say where someone is, a few words before the place."""
BEING_IN_FRENCH = _set("suis sommes habite habitons vis loge pres")
SELF = _set("mwen mwn mw m nou rete habite")
"""Words that Creole and hasty French put right before a place."""
TITLES = _set("la el los las de del")
BETWEEN = TITLES | _set("l le the vil ville city town ciudad municipio of state eta etat")
"""Words that may stand between such a word and the name."""
AROUND = (
    BETWEEN
    | BEING
    | SELF
    | WHERE
    | TOWARDS
    | _set(
        "hola hello hi bonjour bonjou yo i je j soy por favor please svp tanpri ahora now maintenant",
        "mx mexico mexique meksik es it is se",
    )
)
"""Words that a text may have beside a name and still be only a name."""
NEVER_FIRST = WHERE | TOWARDS | SELF | BEING
SHORT = {
    "cd": "ciudad",
    "ciuda": "ciudad",
    "suidad": "ciudad",
    "sta": "santa",
    "sto": "santo",
    "nvo": "nuevo",
    "gpe": "guadalupe",
}
CITIES_THAT_ARE_WORDS = frozenset(
    (
        "leon",
        "la paz",
        "victoria",
        "carmen",
        "soledad",
        "guadalupe",
        "madero",
        "benito juarez",
        "hidalgo",
        "pueblo",
    )
)
"""Cities and states whose names are words, persons or streets too."""
ORDINARY = 20
"""How usual a word is, in tenths of a power of ten, that a town's name may stand for something else."""


def cue(words: list[str], start: int) -> int:
    """Tell how surely the words before a name speak of where someone is.

    3: they are there; 2: something is there; 1: from or to it; 0: nothing says that it is a place.
    """
    before = start
    while before and words[before - 1] in BETWEEN - {"de"}:
        before -= 1
    if before < 1:
        return 0
    word, earlier = words[before - 1], words[max(0, before - 5) : before - 1]
    if word in SELF or (word in ("a", "au", "de") and not BEING_IN_FRENCH.isdisjoint(earlier)):
        return 3
    if word in WHERE:
        return 2 if BEING.isdisjoint(earlier) else 3
    return 1 if word in TOWARDS else 0


def is_ordinary(name: str, *, big: bool) -> bool:
    """Tell whether a name may well stand for something else than the town, which is less so for a big city."""
    words = [word for word in name.split() if word not in TITLES]
    return name in CITIES_THAT_ARE_WORDS or (
        not big and all(is_usual(word, tenths=ORDINARY) for word in words)
    )
