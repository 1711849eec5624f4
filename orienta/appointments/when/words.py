"""The words of four languages for days and hours, each with its meaning in one small common language.

The common language has the words that the rules of days and hours read: monday, january, next, in,
at, oclock… A variant is written as people write it: case, accents, hyphens and apostrophes make no difference.
A meaning of several words is read as these words; an empty one is passed over.
"""

NUMBERS = {
    "es": "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis"
    " diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco"
    " veintiséis veintisiete veintiocho veintinueve treinta treinta-y-uno",
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen twenty twenty-one twenty-two twenty-three twenty-four twenty-five"
    " twenty-six twenty-seven twenty-eight twenty-nine thirty thirty-one",
    "fr": "- deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept"
    " dix-huit dix-neuf vingt vingt-et-un vingt-deux vingt-trois vingt-quatre vingt-cinq vingt-six"
    " vingt-sept vingt-huit vingt-neuf trente trente-et-un",
    "ht": "- - twa kat senk sis sèt uit nèf dis onz douz trèz katòz kenz sèz disèt dizuit diznèf ven"
    " venteyen vennde venntwa vennkat vennsenk vennsis vennsèt ventuit ventnèf trant tranteyen",
}
"""One to thirty-one; "-" where the word means something else in most sentences."""

ORDINALS = {
    "es": "primero/primer/primera segundo/segunda tercero/tercer/tercera cuarta",
    "en": "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth",
    "fr": "premier/première/1ère deuxième troisième quatrième",
    "ht": "premye dezyèm twazyèm katriyèm",
}

WEEKDAYS = {
    "es": "lunes martes miércoles/miercole/mierc jueves/juebes viernes/biernes sábado/savado/sábados"
    " domingo/domingos",
    "en": "monday/mondays tuesday/tuesdays wednesday/wensday/wendsday/weds thursday/thursdays/thurs"
    " friday/fridays saturday/saterday sunday/sundays",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "ht": "lendi madi mèkredi jedi vandredi samdi dimanch",
}
MONTHS = {
    "es": "enero/ene febrero/feb marzo abril/abr mayo junio julio agosto septiembre/setiembre/sep"
    " octubre/oct noviembre/nov diciembre/dic",
    "en": "january/jan february/feb march april/apr may june/jun july/jul august/aug september october"
    " november december/dec",
    "fr": "janvier/janv février/fév/fevr mars avril/avr mai juin juillet/juil août septembre octobre"
    " novembre décembre/déc",
    "ht": "janvye fevriye - avril - - jiyè/jiye - septanm oktòb novanm desanm",
}

OWN = {
    "es": {
        "monday": "lun", "tuesday": "mar", "wednesday": "mie", "thursday": "jue", "friday": "vie",
        "saturday": "sab", "sunday": "dom", "august": "ago", "": "pa",
    },
    "en": {
        "monday": "mon", "tuesday": "tue/tues", "wednesday": "wed", "thursday": "thu/thur", "friday": "fri",
        "saturday": "sat", "sunday": "sun", "march": "mar", "_": "once/set",
    },
    "fr": {
        "monday": "lun", "tuesday": "mar", "wednesday": "mer", "thursday": "jeu", "friday": "ven",
        "saturday": "sam", "sunday": "dim", "weekend": "we",
    },
    "ht": {
        "tomorrow": "dem", "march": "mas", "may": "me", "june": "jen", "august": "out", "saturday": "sam", "sunday": "dim",
    },
}  # fmt: skip
"""Words that mean something else in one of the other languages: read in a talk in their own one only."""

WORDS = {
    "es": {
        "_": "más tarde/mas tardecito/muy tarde/demasiado tarde/llegar tarde/llego tarde/buenas tardes/buenos días"
        "/buenas noches/buen día/primera vez/primero que nada",
        "": "la/los/un/una/por/para/por favor/porfa/porfavor/mismo/misma/del día/como/eso de/mas o menos/y nada",
        "on": "el/día/el día/fecha",
        "of on": "del/del día",
        "to on": "al/al día",
        "of": "de/d",
        "in": "en/dentro de/de aquí a/de acá a",
        "in 1": "en un/en una/dentro de un/dentro de una",
        "in 2": "en un par de/dentro de un par de",
        "in few": "en unos/en unas/en algunos/en pocos/dentro de unos/dentro de unas/dentro de algunos",
        "in 30 minute": "en media hora",
        "ago": "hace",
        "ago 1": "hace un/hace una",
        "today": "hoy/hoi/ahora/ahorita/ahora mismo/ahorita mismo/ya mismo/hoy día",
        "today afternoon": "hoy tarde",
        "today morning": "esta mañana",
        "tomorrow": "mañana/mañna/maana/manaña/mñna/mñana/el día de mañana",
        "overmorrow": "pasado mañana/pasado mañna/pasadomañana/pasao mañana/después de mañana",
        "yesterday": "ayer",
        "yesterday evening": "anoche",
        "ereyesterday": "antier/anteayer/antes de ayer/antes de antier",
        "in 1 week": "de hoy en ocho/de hoy en ocho días/en ocho días/en 8 días/dentro de ocho días/dentro de 8 días",
        "in 2 week": "en quince días/en 15 días/dentro de quince días/dentro de 15 días/de hoy en quince",
        "tomorrow afternoon": "tarde de mañana/mañana tarde/mañana tardecita",
        "morning": "la mañana/las mañanas/mañanas/mañanita/temprano/tempranito/temprano en la mañana/a primera hora"
        "/primera hora",
        "tomorrow morning": "mañana temprano/mañana temprano en la mañana/mañana mañana/mañana por mañana"
        "/mañana en mañana",
        "afternoon": "tarde/tardes/tardecita/después de comer/después del almuerzo/después de almorzar",
        "late": "final de la tarde/finales de la tarde/fin de la tarde/tarde tarde/a última hora/última hora",
        "evening": "noche/noches/nochecita",
        "am": "madrugada",
        "noon": "mediodía/medio día",
        "day": "días/dia s", "week": "semana/semanas/sem", "month": "mes/meses",
        "hour": "hora/horas", "minute": "minuto/minutos",
        "oclock": "hs/hrs/hr/en punto",
        "next": "próximo/próxima/prox/que viene/q viene/k viene/qe viene/que entra/entrante/siguiente/otra/otro"
        "/que sigue",
        "last": "pasado/pasada/último/última",
        "this": "este/esta/ese/esa/presente",
        "a": "a",
        "at": "a las/a la/alas/ala/a eso de las/como a las/tipo/tipo las/sobre las/las",
        "at 1": "a la una/la una/a la 1/la 1",
        "half": "y media/i media", "quarter": "y cuarto/y quarto",
        "lessquarter": "menos cuarto", "quarterto": "cuarto para las/un cuarto para las/cuarto para la",
        "after": "después/después de/dsp de/dps de/luego de/pasando/pasadas/pasado las",
        "before": "antes/antes de",
        "from": "desde/a partir/a partir de/apartir de",
        "until": "hasta/asta",
        "between": "entre", "and": "y", "or": "o/u/ni",
        "no": "no/menos/excepto/salvo/pero no/tampoco",
        "cannot": "no puedo/no podría/no podemos/no se puede/no me queda/imposible/estoy ocupado/estoy ocupada/tengo trabajo",
        "start": "principio/principios/inicio/inicios/comienzo/comienzos",
        "middle": "mediados/mitad", "end": "fin/final/finales/fines",
        "weekend": "fin de semana/finde/fines de semana/finde semana/fin de sem/finales de semana",
        "weekdays": "entre semana/día de semana/días de semana/día hábil/días hábiles",
        "asap": "lo antes posible/lo más antes posible/lo más pronto posible/cuanto antes/lo más rápido posible"
        "/lo mas pronto/lo más antes/tan pronto como se pueda/urgente/en cuanto se pueda/lo antes que se pueda"
        "/lo más rápido/lo más temprano posible/la primera que haya/primera cita/cuanto antes mejor/el primer día",
        "anyday": "cualquier día/cualquiera día/cualquier fecha/cuando sea/cuando pueda/cuando puedan/cuando haya"
        "/cuando se pueda/cuando quieran/cuando quiera/el día que sea/me da igual/todos los días/cualquier momento",
        "anyhour": "cualquier hora/la hora que sea/todo el día/a toda hora",
        "25 december": "navidad", "24 december": "nochebuena", "1 january": "año nuevo",
        "th": "ro/er/mo/º",
    },
    "en": {
        "_": "good morning/good afternoon/good evening/good night/later/too late/i am late/first time/second time"
        "/first of all",
        "": "an/please/pls/plz/for/or so",
        "the": "the", "on": "on/on the/date", "of": "of", "in": "in/within",
        "in 1": "in a/in an/within a",
        "in 2": "in a couple of/in a couple/in couple",
        "in few": "in a few/in few/in some",
        "1 week": "a week", "1 month": "a month",
        "in 30 minute": "in half an hour",
        "fromnow": "from now/from today", "ago": "ago",
        "today": "today/2day/tdy/now/right now/right away/todays",
        "today evening": "tonight/2nite/tonite/2night",
        "tomorrow": "tomorrow/tomorow/tommorow/tommorrow/tomorro/tmrw/tmr/tmw/2moro/2morrow/2mrw/tmmrw/tomoro",
        "overmorrow": "day after tomorrow/day after tmrw/day after tomorow/overmorrow/after tomorrow/day after tmr",
        "yesterday": "yesterday", "ereyesterday": "day before yesterday", "yesterday evening": "last night",
        "morning": "morning/mornings/mornin/early morning/early in the morning/first thing in the morning",
        "afternoon": "afternoon/afternoons/aftrnoon/after noon/arvo/after lunch",
        "early": "early/first thing", "late": "late afternoon", "evening": "evening/evenings/night/nights/nite",
        "noon": "noon/midday/noontime",
        "day": "day/days", "week": "week/weeks/wk/wks", "month": "month/months",
        "hour": "hour/hours", "minute": "minutes/mins",
        "oclock": "o'clock/oclock/ish/o clock", "am": "am", "pm": "pm",
        "next": "next/nxt/coming/upcoming/following", "last": "last", "this": "this",
        "next next week": "week after next/week after the next",
        "at": "at", "around": "around/about/maybe at",
        "halfpast": "half past/half", "quarterpast": "quarter past/quarter after",
        "quarterto": "quarter to/quarter till/quarter of",
        "after": "after", "before": "before/b4", "from": "from/since/starting/starting on/as of/no earlier than/not earlier than",
        "until": "until/till/til/by/no later than/not later than", 
        "between": "between/btw/btwn", "and": "and/n", "or": "or/nor", "to": "to/through/thru",
        "no": "not/except/but not/no",
        "cannot": "can't/cant/cannot/can not/couldn't/not available/i work/not possible/busy/don't want",
        "start": "start/beginning/early in", "middle": "middle/mid", "end": "end/late",
        "weekend": "weekend/weekends/week-end",
        "weekdays": "weekday/weekdays/working day/business day/during the week/working days",
        "asap": "as soon as possible/asap/soonest/earliest/as early as possible/earliest possible/as fast as possible"
        "/first available/soon/sooner the better/the earliest/first appointment/urgent/urgently/as soon as you can",
        "anyday": "any day/anyday/whenever/anytime/any time/any date/when you can/every day/all days/does not matter"
        "/doesn't matter/any of them",
        "anyhour": "any hour/all day/whole day",
        "25 december": "christmas/xmas", "24 december": "christmas eve", "1 january": "new year/new years day",
        "th": "st/nd/rd/th",
    },
    "fr": {
        "_": "plus tard/trop tard/bonne journée/bonne soirée/bon après-midi/première fois/en retard",
        "": "la/les/l/un/une/pour/par/svp/stp/s'il vous plaît/s'il te plaît/environ/même",
        "on": "le/date", "of on": "du", "to on": "au", "of": "de/des",
        "in": "en/dans/d'ici",
        "in 1": "dans un/dans une/d'ici une/d'ici un",
        "in few": "dans quelques/d'ici quelques",
        "in 30 minute": "dans une demi-heure",
        "ago": "il y a/y a", "ago 1": "il y a un/il y a une",
        "today": "aujourd'hui/aujourdhui/ajd/auj/aujourdui/ojd/aujourdh'ui/maintenant/tout de suite/ce jour",
        "today afternoon": "c't aprem",
        "tomorrow": "demain/dem1/2main/dmain/demin/dmin/de main",
        "overmorrow": "après-demain/apres dem1/aprè demain/apredemain/après 2main/aprèsdemain",
        "yesterday": "hier", "ereyesterday": "avant-hier",
        "in 1 week": "dans huit jours/dans 8 jours", "in 2 week": "dans quinze jours/dans 15 jours/dans une quinzaine",
        "morning": "matin/matinée/mat/matins/tôt/de bonne heure/mat1",
        "afternoon": "après-midi/aprem/aprèm/apresmidi/après-midis/aprm/après manger/après le déjeuner/aprés midi",
        "late": "fin d'après-midi/fin de l'après-midi/fin de journée/fin d'aprem",
        "evening": "soir/soirée/soirs/nuit",
        "noon": "midi/ce midi",
        "day": "jour/jours", "week": "semaine/semaines/smaine/sem", "month": "mois",
        "minute": "minutes",
        "oclock": "h/heure/heures/heur", "1 oclock": "une heure",
        "next": "prochain/prochaine/qui vient/proch/suivant/suivante/d'après/qui arrive",
        "last": "dernier/dernière", "past": "passé/passée",
        "this": "ce/cet/cette",
        "a": "a",
        "at": "vers/vers les/aux environs de",
        "half": "et demie/et demi", "quarter": "et quart", "lessquarter": "moins le quart/moins quart",
        "after": "après", "before": "avant",
        "from": "à partir/à partir de/apartir de/dès/depuis/a compter de",
        "until": "jusqu'à/jusqu'au/jusque/jusqua/jusqu'en",
        "between": "entre", "and": "et", "or": "ou/ou bien/soit/ni",
        "no": "pas/pas le/sauf/non/hormis",
        "cannot": "peux pas/ne peux/pourrai pas/pourrais pas/impossible/pas disponible/pas libre/pas dispo"
        "/je travaille/peut pas/pourrons pas/pouvons pas",
        "start": "début/commencement", "middle": "milieu/mi", "end": "fin",
        "weekend": "week-end/weekend/wk-end/fin de semaine",
        "weekdays": "en semaine/jour ouvrable/jours ouvrables/jour de semaine",
        "asap": "le plus tôt possible/plus tôt possible/le plus vite possible/plus vite possible/dès que possible"
        "/au plus vite/au plus tôt/le plus rapidement possible/plus rapidement possible/le plus rapide/rapidement"
        "/premier rendez-vous/le plus tôt/urgent/dès que vous pouvez/le plus rapide possible",
        "anyday": "n'importe quel jour/nimporte quel jour/n'importe quand/nimporte quand/peu importe/ça m'est égal"
        "/quand vous voulez/quand vous pouvez/tous les jours/quand c'est possible/quand il y a de la place"
        "/quelle que soit la date/n'importe quelle date/n'importe",
        "anyhour": "n'importe quelle heure/nimporte quelle heure/toute la journée",
        "25 december": "noël", "1 january": "nouvel an/jour de l'an",
        "th": "er/ère/ème/ième",
    },
    "ht": {
        "_": "pita/premye fwa/bon apremidi/bon maten/an reta",
        "": "an/tanpri/silvouplè/souple/pou/konsa/anviwon/menm",
        "on": "jou ki/dat/jou ki le/dat ki",
        "of on": "soti jou ki",
        "in": "nan/nan yo/lan",
        "in 1": "nan yon/nan youn/nan en", "in 2": "nan de/nan dezoutwa",
        "in few": "nan kèk/nan yon kèk",
        "ago": "sa gen/sa fè", "ago 1": "sa gen yon/sa fè yon", "ago 2": "sa gen de/sa fè de",
        "today": "jodi a/jodia/jodiya/jodi ya/jodi/kounye a/kounyea/koulye a/touswit/jou jodi a",
        "today evening": "aswè a/aswe a", "today morning": "maten an jodi a",
        "tomorrow": "demen/demin", "overmorrow": "apre demen/aprè demen/apredemen/après demen",
        "ereyesterday": "avan yè/avanyè",
        "in 1 week": "nan uit jou/nan 8 jou", "in 2 week": "nan kenz jou/nan 15 jou",
        "morning": "maten/granmaten/gran maten/bonè/bone/maten an/matenn",
        "afternoon": "apremidi/aprèmidi/apre midi/aprè midi/apremidi a/apmidi/lapremidi/apre manje",
        "late": "fen apremidi/nan fen apremidi",
        "evening": "aswè/swa/leswa/diswa/lannwit/aswe",
        "noon": "midi/amidi",
        "day": "jou", "week": "semèn/semenn/semn/lasemèn/semenn nan/simèn", "month": "mwa",
        "minute": "minit", "hour": "èdtan",
        "oclock": "zè",
        "1 oclock": "inè/enè/ine/yonè", "2 oclock": "dezè", "3 oclock": "twazè/twaz è", "4 oclock": "katrè/katè/kat trè",
        "5 oclock": "senkè/senk trè", "6 oclock": "sizè", "7 oclock": "setè", "8 oclock": "uitè/witè",
        "9 oclock": "nevè/nèvè", "10 oclock": "dizè", "11 oclock": "onzè", "12 oclock": "douzè",
        "next": "pwochen/pwochèn/pwochenn/k ap vini an/k ap vini/kap vini an/kap vini/ki ap vini an/ki ap vini"
        "/ki vini an/ap vini an/k ap vini la/kap vini la/k vini an/lòt/swivan/k ap vin an",
        "last": "dènye", "past": "pase/ki pase/ki sot pase/ki te pase/pase a",
        "this": "sa a/sila a/saa",
        "a": "a",
        "at": "vè/ozanviwon",
        "half": "edmi/e demi/edemi", "quarter": "eka/e ka", "lessquarter": "mwen ka/mwens ka/mwenka",
        "after": "apre/aprè", "before": "anvan/avan",
        "from": "apati/apatide/apati de/depi/kòmanse/a pati",
        "until": "jiska/jis/jouk/jiskaske/jis nan",
        "between": "ant", "and": "ak/epi/avèk", "or": "oswa/oubyen/osnon", "to": "rive",
        "from on": "soti",
        "no": "pa/sof/eksepte/men pa",
        "cannot": "pa kapab/pa ka/paka/pap kapab/p ap kapab/pap ka/pa disponib/mwen travay/m travay/pa lib/pa p kapab",
        "start": "kòmansman/debi", "middle": "mitan", "end": "fen/finisman/lafen",
        "weekend": "wikenn/wikend/fen semèn/fen semenn/wikenn nan/wiken",
        "weekdays": "jou lasemèn/jou travay/nan jou lasemèn",
        "asap": "pi vit posib/pi vit ke posib/pi vit mwen kapab/pi bonè posib/pi vit/pi bone posib/touswit posib"
        "/pi rapid posib/pi vit ou kapab/pi rapid/prese/ijan/premye randevou/le pli vit posib",
        "anyday": "nenpòt jou/nenpòt ki jou/nenpòt kilè/nenpòt lè/nenpòt ki lè/kèlkeswa jou/chak jou/tout jou"
        "/nenpòt dat/lè ou vle/le ou kapab/lè ou kapab/lè gen plas/sa pa fè anyen",
        "anyhour": "nenpòt è/nenpòt ki è/kèlkeswa lè/tout jounen an",
        "25 december": "nwèl", "1 january": "premye janvye/joudlan",
        "th": "yèm",
    },
}  # fmt: skip

LOOKALIKES = {"vienes", "sabido", "jueces", "domino", "lunas", "sabana"}
"""Words one letter away from the name of a weekday that are no misspelling of it."""
