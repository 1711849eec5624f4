"""The words by which people name what they need, what helps them and who they are, in four languages.

Plain, as words_of() gives them; a star stands for any ending; commas part them.
"""

NEEDS = {
    "mental_health": (
        "salud mental, mental health, sante mentale, sante mantal, sante tet, psicolog*, sicolog*, psiqui*, psycho*,"
        " psychiatr*, sikolog*, siko, ansiedad*, ansioso, ansiosa, anxiety, anxious, angoiss*, anxieu*, depres*,"
        " deprim*, depim*, triste*, tristes*, stress*, estres*, no puedo dormir, can t sleep, cannot sleep, tet chaje,"
        " tet cho, ka domi, terapia, terapeut*, therap*, trauma*, sad"
    ),
    "health": (
        "salud, medico, medica, medicos, medicina*, medicament*, medikaman*, doctor*, dokte, hospital*, hopital*,"
        " lopital, enferm*, health*, clinic*, klinik, sick*, ill, pregnan*, embaraz*, enceinte*, ansent, sante,"
        " medecin*, medic*, malad*, vacun*, vaccin*, vaksen, dent*, dolor, pain, diabet*, herid*, fiebre, fever, fievre, fyev, nurse*, centro de salud"
    ),
    "documents": (
        "document*, papel, papeles, papers, paperwork, papier*, papye, dokiman*, curp, rfc, acta*, pasaport*,"
        " passport*, passeport*, paspo, identi*, identifikasyon, visa, viza, constancia, permiso*, permit*, permis,"
        " birth certificate, acte de naissance, batiste, ekstre, kat idantite, idantite, tramite*, carte*"
    ),
    "legal": (
        "legal*, abogad*, lawyer*, attorney*, avocat*, avoka*, asilo, asylum, asile, azil, refugi*, comar, derechos,"
        " my rights, mes droits, dwa mwen, dwa m, jurid*, denuncia*, demanda, lwa, ley, law"
    ),
    "work": (
        "trabaj*, empleo*, chamba*, chambear, jale, job*, work*, employ*, travail*, emploi*, travay*, djob, boulot,"
        " taf, ganarme la vida"
    ),
    "education": (
        "escuel*, school*, ecol*, lekol, estudi*, study*, student*, studies, etud*, etid*, educa*, edikasyon, clase*,"
        " class*, course*, cours, curso*, kou panyol, kou espanyol, aprend*, learn*, apprend*, aprann*, universi*,"
        " inivesite, kinder, preescolar, prepa, guarderia"
    ),
    "social_programmes": (
        "programa*, program, programs, programme*, pwogram*, apoyo*, bienestar, welfare, benefit*, beca*, scholarship*,"
        " ayuda social, ayudas sociales, aide sociale, aides sociales, social, sociales, sosyal, alloca*, subsid*,"
        " despensa"
    ),
    "bank_account": (
        "banc*, bank*, labank, banque*, banka*, cuenta*, account*, compte*, kont bank, kont labank, tarjeta*,"
        " debit, finabien"
    ),
    "return": (
        "regres*, volver*, volverme, retorn*, repatria*, return*, go back, going back, go home, back home, rentrer,"
        " retour*, retounen, tounen, lakay mwen, lakay m, peyi m, peyi mwen"
    ),
    "protection": (
        "protec*, proteg*, protej*, pwotek*, pwoteje, seguridad, insegur*, estar seguro, estar segura, safe*, securite, sekirite, peligro*, danger*,"
        " danje, amenaz*, threat*, menac*, menas*, violen*, vyolans, miedo, afraid, scared, fear, peur, persecu*,"
        " persegu*, persig*, viktim, victim*"
    ),
}
HELPS = {
    "interpreter": (
        "interpret*, entepret*, traduc*, traduct*, translat*, tradui*, tradikt*, tradwi*, hablo espanol,"
        " hablo bien espanol, speak spanish, parle pas espagnol, parle espagnol, pale panyol, pale espanyol"
    ),
    "mobility": (
        "silla de ruedas, silla, ruedas, wheelchair*, wheel, caminar, camino, walk*, movil*, mobil*, discapac*, disab*,"
        " handicap*, andikap*, enfim, fauteuil, chez woulant, chez ruedas, mache, marcher, rampa*, ramp, muletas,"
        " crutch*, bequill*, beki*, moverme, moverse, escaleras, stairs, escalier*, mwen ka mache"
    ),
    "woman_attendant": (
        "mujer, mujeres, woman, women, female, femme*, fanm, lady, dame, doctora, senora, senorita"
    ),
}
ABOUT_THEMSELVES = (
    "soy mujer, soy una mujer, i am a woman, i m a woman, je suis une femme, je suis femme, mwen se fanm, mwen se yon fanm,"
    " m se fanm, m se yon fanm"
)
"""Says nothing about whom a person prefers to be attended by."""
NOT_NEEDED = (
    "no necesit*, no ocup*, no quier*, don t need, do not need, don t want, dont need, pas besoin, veux pas,"
    " pa bezwen, pa vle"
)
"""Begins what a person does not want."""
NONE = (
    "no, no gracias, nada, ningun*, none, nothing, no thanks, no thank you, nope, not any, aucun*, rien, non, non rien, non merci,"
    " anyen, okenn, non mesi"
)
STATUS = {
    "returned_mexican": "mexican*, mejican*, mexicain*, meksiken*, meksikan*",
    "foreign": "extranjer*, foreign*, etrang*, etranje*, otro pais, another country, other country, autre pays, lot peyi",
}
NOT_MEXICAN = "no soy mexican*, not mexican, not a mexican, pas mexicain*, pa meksiken, pa yon meksiken, no somos mexican*"
HERE = "aqui, este chat, por chat, chat, here, ici, isit, la a, whatsapp, wasap, wsp, telegram, mensaje*, message*, mesaj*"
YES = (
    "si, sip, claro, vale, acepto, de acuerdo, estoy de acuerdo, esta bien, ok, okay, oki, sale, yes, yeah, yep, yup, sure, agree,"
    " i agree, accept, i accept, of course, fine, alright, oui, ouais, d accord, je suis d accord, daccord, dac, j accepte, accepte,"
    " bien sur, wi, dako, dakor, mwen dako, m dako, mwen aksepte, m aksepte, aksepte"
)
NO = (
    "no, nop, nel, nope, nah, no acepto, no quiero, no thanks, i don t, don t agree, non, pas d accord, refuse, je refuse, je ne suis pas, je suis pas,"
    " pa dako, mwen pa dako, m pa dako, no gracias, mejor no, please don t, please no, don t, dont, ne m ecri*, pa ekri, nunca, never, jamais, janm, nanpwen, mwen refize"
)
RATHER_NOT = (
    "prefiero no decir, prefiero no decirlo, prefiero no contestar, prefiero no responder, prefiero no, no quiero decir*, no lo digo, omitir, saltar, saltear, paso, siguiente, skip, rather not, d rather not,"
    " prefer not, pass, next, don t want to say, passer, suivant, je prefere pas, je prefere ne pas, prefere pas,"
    " veux pas dire, sote, pase, pa vle di, swivan, pito pa di, no se, no contesto, no tengo, don t have, n ai pas,"
    " pa genyen, pa gen youn"
)
