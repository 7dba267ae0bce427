"""The pattern of a phrase for a day or another time. Data only; `day_phrases` reads it."""

from __future__ import annotations

import re

from bot.extraction.vocabulary import MONTHS, TIME_WORDS

_NUMBER = (
    r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|some"
    r"|many|(?:a\s+)?few|a\s+couple(?:\s+of)?)"
)
_UNIT = r"(?:minute|hour|day|night|week|weekend|fortnight|month|year|decade)s?"
_MONTHS = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_WEEKDAY = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|(?:Mon|Tues|Tue|Wed|Thurs|Thur|Thu|Fri|Sat|Sun)\b\.)"
)
_PART = r"(?i:night|morning|afternoon|evening|lunchtime)"
_SEASON = r"(?i:spring|summer|autumn|fall|winter)"
_YEAR = r"(?:,?\s+(?:of\s+)?(?:19|20)\d\d(?![\d,.]\d|\w))"
_NTH = r"\d{1,2}(?:st|nd|rd|th)"
_AFTER_DAY = "that|it|he|she|they|we|the|and|but|in|at|of|there|his|her|their|no"
_DATE = (
    rf"(?:(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTHS}\b{_YEAR}?"
    rf"|{_MONTHS}\s*\d{{1,2}}(?:st|nd|rd|th)?(?![\w%]|[,.]\d){_YEAR}?"
    rf"|(?:19|20)\d\d-\d\d-\d\d(?!\d)"
    r"|\d{1,2}(?:/\d{1,2}/|\.\d{1,2}\.)(?:19|20)?\d\d(?!\d)"
    rf"|the\s+{_NTH}(?!\w)(?!\s+(?!(?:{_AFTER_DAY})\b)\w)"
    rf"|{_MONTHS}{_YEAR})"
)
_CLOCK = (
    r"(?:\d{1,2}(?:[:.]\d\d)?\s*(?i:[ap]\.?\s?m\b\.?|o['’]clock|gmt|utc)|\d{1,2}:\d\d"
    r"|(?i:midnight|noon|midday|dawn|dusk|sunrise|sunset|daybreak|nightfall))"
)
_ROUNDED = (
    r"(?i:(?:nearly|almost|about|around|roughly|some|just|only|over|exactly"
    r"|(?:more|less|fewer)\s+than|just\s+(?:over|under))\s+)?"
)
_FEAST = (
    r"(?:(?:[A-Z][\w'’]+\s+){1,3}(?:Day|Eve)"
    r"|(?:Good|Easter|Ash|Palm|Whit|Holy|Maundy|Shrove|Black|Cyber|Super)\s+[A-Z][a-z]+day)\b"
)
_SEVERAL = (
    rf"(?:(?i:between|from)\s+)?(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?\s*(?:(?i:and|or|to)|[-–])\s*"
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTHS}\b{_YEAR}?"
)
_POINTED = (
    rf"(?i:(?:the\s+|that\s+|this\s+)?(?:last|next|past|previous|same|following|coming)|this|that"
    rf"|earlier\s+(?:this|that|in\s+the)|later\s+(?:this|that|in\s+the))\s+"
    rf"(?:{_PART}|{_SEASON}|(?i:{_UNIT})|{_WEEKDAY}|{_MONTHS})\b"
)
_CORE = (
    rf"(?:{_FEAST}|{_SEVERAL}"
    rf"|(?i:(?:the\s+)?(?:first|second|third|fourth|fifth|last|final)\s+(?:{_UNIT}|\w{{3,6}}day)"
    rf"\s+(?:of|in))\s+(?:the\s+)?(?:{_MONTHS}|(?i:{_UNIT})|{_SEASON})"
    rf"|(?i:the\s+)?(?:{_WEEKDAY}|(?i:{_UNIT}))(?i:\s+before\s+last)\b"
    rf"|{_WEEKDAY}(?:\s+{_PART})?(?:(?:,|\s[-–—])?\s+{_DATE}|\s+\({_DATE}\))?"
    rf"|(?i:a\s+week\s+last)\s+{_WEEKDAY}|(?i:(?:every|each)\s+(?:other\s+)?){_WEEKDAY}"
    r"|(?i:the\s+other\s+(?:day|night|week|morning|evening))\b"
    rf"|{_DATE}"
    rf"|{_ROUNDED}(?i:{_NUMBER}\s+{_UNIT}\s+(?:ago|earlier|later|before|after(?:wards?)?|previously|back))\b"
    r"|(?i:(?:minutes|hours|days|weeks|months|years)\s+(?:ago|earlier|later|before|after))\b"
    r"|(?i:the\s+(?:eve|day|night|morning|afternoon|evening|week|month|year)\s+(?:of|before|after"
    r"|that))\b"
    rf"|{_POINTED}"
    rf"|(?i:(?:the\s+)?day\s+(?:before|after)(?:\s+yesterday)?|yesterday|today|tonight|tomorrow)\b"
    rf"(?:\s+{_PART})?"
    rf"|{_CLOCK})"
)
_LED = (
    r"(?i:(?:on|in|at|since|until|till|by|during|over|around|about|of|from)\s+(?:the\s+)?"
    r"(?:early\s+|late\s+|mid-?\s*|end\s+of\s+|start\s+of\s+|beginning\s+of\s+)?)"
)
_NIGHT = r"(?i:(?:over|at|on|during)\s+the\s+(?:weekend|night)|overnight)"
_IN = r"(?i:(?:in|since|during|of|by)\s+(?:early\s+|late\s+|mid-?)?)"
_BEFORE = (
    r"(?i:(?:(?:late|later|early|earlier|shortly|just|soon|again|back|as\s+(?:recently|early"
    r"|late)\s+as)\s+(?:before\s+|after\s+)?)?)"
)
_ONE = (
    rf"(?:{_LED})?{_CORE}|{_NIGHT}"
    rf"|{_IN}(?:(?:the\s+)?{_SEASON}|{_MONTHS}|(?:19|20)\d\d)(?![\w-]|[,.]\d)"
)
PHRASE = re.compile(rf"{_BEFORE}(?:{_ONE})(?:,?\s+(?:{_ONE})){{0,3}}(?!\w|['’]s\b|-\w)")
OPENING = (
    TIME_WORDS
    | MONTHS
    | frozenset(
        """late later early earlier shortly just soon again back as on in at since until till by
    during over
    around about of from between
    every each nearly almost roughly only exactly more less fewer mid the this that
    last next past previous same following coming today
    tonight tomorrow day before after midnight noon midday dawn dusk sunrise sunset daybreak
    nightfall overnight minutes hours days weeks months years a an one two three four five six seven
    eight nine ten eleven twelve several some many few mon tues tue wed thurs thur thu fri sat
    sun""".split()
    )
)
"""Words with which such a phrase may begin, beside figures."""
