"""Words of other languages, by ISO 639-1 code: comparators, numbers, measures and negations."""

from __future__ import annotations

NEGATORS = {
    code: frozenset(words.split())
    for code, words in {
        "ar": "لا لم لن ليس ليست ليسوا بدون دون غير",
        "de": "nicht kein keine keinen keiner keines keinem nie niemals niemand nichts ohne",
        "es": "no nunca jamás ningún ninguno ninguna nadie nada sin tampoco",
        "fr": "ne n pas jamais aucun aucune rien sans",
        "it": "non mai nessuno nessuna nessun niente senza",
        "nl": "niet geen nooit niemand niets zonder",
        "pt": "não nunca jamais nenhum nenhuma ninguém nada sem",
        "ru": "не нет ни никогда никто ничего без нельзя",
    }.items()
}
"""Words that deny. Only in these languages are differences looked for."""

NOT_REALLY = {
    code: frozenset(words.split())
    for code, words in {
        "de": "nur weniger mehr zuletzt",
        "es": "solo sólo solamente menos más",
        "fr": "seulement moins plus que",
        "it": "solo soltanto meno più",
        "nl": "alleen minder meer",
        "pt": "só somente apenas menos mais",
        "ru": "менее более меньше больше только позднее",
        "ar": "يقل تقل يزيد تزيد",
    }.items()
}
"""Words before which a negator denies nothing: "not only", "no less than"."""

# By language: its words | the English words for them. Longer phrases come first.
COMPARATORS = {
    "ar": "ما لا يقل عن|at least; أكثر من|more than; أقل من|less than; على الأقل|at least; "
    "حوالي|about; نحو|about",
    "de": "nicht weniger als|at least; nicht mehr als|at most; mehr als|more than; "
    "weniger als|less than; über|more than; unter|less than; mindestens|at least; "
    "höchstens|at most; rund|about; etwa|about; ungefähr|about; fast|nearly",
    "es": "no menos de|at least; no más de|at most; más de|more than; menos de|less than; "
    "al menos|at least; por lo menos|at least; como máximo|at most; alrededor de|about; "
    "cerca de|about; unos|about; unas|about; casi|nearly",
    "fr": "pas moins de|at least; pas plus de|at most; plus de|more than; moins de|less than; "
    "au moins|at least; au plus|at most; environ|about; près de|nearly; quelque|about",
    "it": "più di|more than; meno di|less than; almeno|at least; al massimo|at most; "
    "oltre|more than; circa|about; quasi|nearly",
    "nl": "meer dan|more than; minder dan|less than; minstens|at least; ten minste|at least; "
    "hoogstens|at most; ongeveer|about; bijna|nearly",
    "pt": "mais de|more than; menos de|less than; pelo menos|at least; no máximo|at most; "
    "cerca de|about; quase|nearly",
    "ru": "не менее|at least; не меньше|at least; не более|at most; не больше|at most; "
    "более чем|more than; больше чем|more than; более|more than; больше|more than; "
    "свыше|more than; менее|less than; меньше|less than; около|about; примерно|about; "
    "почти|nearly",
}

SCALES = {
    "ar": "ملايين|million; مليونا|million; مليون|million; مليارات|billion; مليار|billion; "
    "آلاف|thousand; ألفا|thousand; ألف|thousand",
    "de": "Tausend|thousand; Millionen|million; Million|million; Mio|million; "
    "Milliarden|billion; Milliarde|billion; Mrd|billion",
    "es": "mil millones|billion; millones|million; millón|million; mil|thousand",
    "fr": "milliards|billion; milliard|billion; millions|million; million|million; mille|thousand",
    "it": "miliardi|billion; miliardo|billion; milioni|million; milione|million; mila|thousand",
    "nl": "miljard|billion; miljoen|million; duizend|thousand",
    "pt": "bilhões|billion; mil milhões|billion; milhões|million; milhão|million; mil|thousand",
    "ru": "миллиардов|billion; миллиарда|billion; миллиард|billion; млрд|billion; "
    "миллионов|million; миллиона|million; миллион|million; млн|million; тысячи|thousand; "
    "тысяча|thousand; тысяч|thousand; тыс|thousand",
}

UNITS = {
    "ar": "بالمئة|%; بالمائة|%; في المئة|%; في المائة|%; دولار|$; يورو|€",
    "de": "Prozent|%; Dollar|$; Euro|€",
    "es": "por ciento|%; dólares|$; euros|€",
    "fr": "pour cent|%; dollars|$; euros|€; euro|€",
    "it": "per cento|%; dollari|$; euro|€",
    "nl": "procent|%; dollar|$; euro|€",
    "pt": "por cento|%; dólares|$; euros|€",
    "ru": "процентов|%; процента|%; процент|%; долларов|$; доллара|$; евро|€",
}

STEMMED = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
}
"""Languages for which the index has a Snowball stemmer, by ISO 639-1 code."""

# Function words of languages for which the index has no list of stopwords.
MORE_FUNCTION_WORDS = {
    "ar": """في من إلى الى على عن مع أن ان إن أنه أنها إنه إنها كان كانت قد لقد هذا هذه ذلك تلك التي
    الذي الذين ما هو هي هم بعد قبل بين حتى كل أو او ثم و ف ب ل ك خلال منذ حول عند لدى أي كما لكن
    بل إذا اذا حيث أمام تم يتم سوف""",
    "uk": """в у на до з із зі за від про та і й а але що як це цей ця ці той та те який яка які
    для по при під над між через був була було були є бути його її їх він вона вони ми ви""",
}
