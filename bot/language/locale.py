"""How other languages write figures and say no: as far as differences can be told there.

Figures are turned into the English phrase for the same ("más de 10.000" → "more than 10000"),
which `quantities` reads. Where a language is not listed, digits alone are read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from bot.language.quantities import Quantity, quantities

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
"""Words that deny; the languages in which differences are told at all."""

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

# By language: what it says | the English words for it. Longer phrases first.
_COMPARATORS = {
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
_SCALES = {
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
_UNITS = {
    "ar": "بالمئة|%; بالمائة|%; في المئة|%; في المائة|%; دولار|$; يورو|€",
    "de": "Prozent|%; Dollar|$; Euro|€",
    "es": "por ciento|%; dólares|$; euros|€",
    "fr": "pour cent|%; dollars|$; euros|€; euro|€",
    "it": "per cento|%; dollari|$; euro|€",
    "nl": "procent|%; dollar|$; euro|€",
    "pt": "por cento|%; dólares|$; euros|€",
    "ru": "процентов|%; процента|%; процент|%; долларов|$; доллара|$; евро|€",
}
_NUMBER = (
    r"\d{1,3}(?:[.,'’\u066c]\d{3})+(?:[.,\u066b]\d{1,2})?(?!\d)"
    r"|(?<!\d )\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,\u066b]\d{1,2})?(?!\d)"
    r"|\d+(?:[.,\u066b]\d+)?"
)
_LONGEST_NUMBER = 30


def figures(text: str, code: str) -> Iterator[Quantity]:
    """The figures of a sentence, in order; their spans are those of the sentence."""
    for found in _pattern(code).finditer(text):
        if len(found["number"]) > _LONGEST_NUMBER:
            continue
        english = " ".join(
            (
                _english(_COMPARATORS, code, found["compared"]),
                "".join(sign for sign in (found["sign"] or "") if sign in "$€£"),
                _plain(found["number"]),
                _english(_SCALES, code, found["scale"]),
            )
        )
        unit = found["unit"] or ""
        unit = _english(_UNITS, code, unit) or unit
        english = f"{english} {unit}" if unit != "%" else f"{english.rstrip()}%"
        for one in quantities(" ".join(english.replace("$ ", "$").replace("€ ", "€").split()))[:1]:
            start, end = found.span()
            start += len(found[0]) - len(found[0].lstrip())
            shown = " ".join(text[start:end].split())
            yield replace(one, start=start, end=end, text=shown, counted=None)


@cache
def _pattern(code: str) -> re.Pattern[str]:
    compared, scale, unit = (
        "|".join(re.escape(words).replace(r"\ ", r"\s+") for words in _listed(table, code))
        for table in (_COMPARATORS, _SCALES, _UNITS)
    )
    none = r"(?!)"
    return re.compile(
        rf"(?:(?<!\w)(?P<compared>{compared or none})\s+)?(?P<sign>[$€£])?\s?"
        rf"(?<![\w.,])(?P<number>{_NUMBER})"
        rf"(?:\s?(?P<scale>{scale or none})(?!\w)\.?(?:\s+de(?=\s))?)?"
        rf"(?:\s?(?P<unit>[%$€£]|(?:{unit or none})(?!\w)))?",
        re.IGNORECASE,
    )


def _listed(table: dict[str, str], code: str) -> dict[str, str]:
    entries = (entry.split("|") for entry in table.get(code, "").split("; ") if entry)
    return {words.strip(): english for words, english in entries}


def _english(table: dict[str, str], code: str, found: str | None) -> str:
    if not found:
        return ""
    flat = " ".join(found.lower().split())
    return next((e for words, e in _listed(table, code).items() if words.lower() == flat), "")


def _plain(number: str) -> str:
    """Digits of any script as ASCII, without separators of thousands, with a decimal point."""
    digits = "".join(
        str(unicodedata.digit(char)) if char.isdigit() else char for char in number
    ).replace("\u066b", ",")
    whole, mark, rest = digits, "", ""
    last = max(digits.rfind("."), digits.rfind(","))
    if last >= 0 and len(digits) - last - 1 != 3:
        whole, mark, rest = digits[:last], ".", digits[last + 1 :]
    return "".join(char for char in whole if char.isdigit()) + mark + rest
