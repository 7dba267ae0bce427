"""What a figure measures: currencies (ISO 4217), per cent, and the noun that is counted.

The unit of per cent is "%", that of money its ISO code. A noun that is counted (soldiers, miles,
years) is no unit: it is in `Quantity.counted`, and so are percentage points.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.numbers.measure_words import (
    ALSO_ADJECTIVES,
    BEFORE_OWNED,
    CODES,
    COUNTABLE,
    CURRENCY_NOUNS,
    CURRENCY_QUALIFIERS,
    ENDS_THE_NOUN,
    IRREGULAR,
    NEVER_COUNTED,
    PERCENT,
    POUND_IS_WEIGHT,
    QUALIFIED_CURRENCIES,
    SIGNS,
)
from bot.language.numbers.tokens import Kind, Token, is_dash, size_word, word_at

_LOOK_AHEAD = 6


def currency_before(tokens: Sequence[Token], index: int) -> tuple[str, int] | None:
    """The currency sign or code before an amount, and the index after it."""
    if not 0 <= index < len(tokens):
        return None
    token = tokens[index]
    if token.kind is Kind.CURRENCY:
        return SIGNS[token.low], index + 1
    if token.kind is not Kind.WORD or not token.capital:
        return None
    if token.low == "rs":
        return "INR", index + 1 + (word_at(tokens, index + 1) == ".")
    code = token.low.upper()
    if code in CODES and token.end - token.start == 3:
        return ("CNY" if code == "RMB" else code), index + 1
    return None


def unit_after(
    tokens: Sequence[Token], index: int, *, amount: float, text: str
) -> tuple[str | None, str | None, int] | None:
    """The unit words that follow an amount: (unit, counted, index after), None if there are none.

    Percentage points carry no unit, only `counted`.
    """
    start = index
    if is_dash(tokens, index) and tokens[index].glued:
        index += 1
    word = size_word(tokens, index)
    if word in ("%", "％", "٪", "percent", "percents", "pct", "percentage"):
        if word == "percentage":
            if word_at(tokens, index + 1) not in ("point", "points"):
                return None
            return None, "percentage points", index + 2
        if word_at(tokens, index + 1) in ("point", "points"):
            return None, "percentage points", index + 2
        return PERCENT, None, index + 1
    after_per = index + 1 + is_dash(tokens, index + 1)
    if word == "per" and word_at(tokens, after_per) == "cent":
        return PERCENT, None, after_per + 1
    if word == "basis" and word_at(tokens, index + 1) in ("point", "points"):
        return None, "basis points", index + 2
    if index < len(tokens) and tokens[index].kind is Kind.CURRENCY:
        following = index + 1
        if following >= len(tokens) or tokens[following].kind is not Kind.NUMBER:
            return SIGNS[tokens[index].low], None, index + 1
    return _money_noun(tokens, index, start, amount=amount, text=text)


def counted_noun(
    tokens: Sequence[Token], index: int, *, share: bool = False
) -> tuple[str | None, int]:
    """The noun counted by the figure that ends before `index`, and the index after it.

    Adjectives are skipped ("10,000 North Korean soldiers"). For a `share` only a noun behind "of"
    counts.
    """
    if is_dash(tokens, index) and tokens[index].glued:
        noun = _hyphenated_noun(tokens, index + 1)
        return (None, index) if noun is None else (noun, index + 2)
    if word_at(tokens, index) == "of":
        index += 1
        while word_at(tokens, index) in BEFORE_OWNED:
            index += 1
    elif share:
        return None, index
    return _noun_ahead(tokens, index)


def _hyphenated_noun(tokens: Sequence[Token], index: int) -> str | None:
    """ "A 40-tonne load"."""
    noun = word_at(tokens, index)
    if not noun or not tokens[index].glued or tokens[index].kind is not Kind.WORD:
        return None
    return None if noun in NEVER_COUNTED or noun in ENDS_THE_NOUN else noun


def _noun_ahead(tokens: Sequence[Token], index: int) -> tuple[str | None, int]:
    """The last plural within a few words before the noun phrase must have ended, and the index
    after it."""
    best: tuple[str | None, int] = (None, index)
    for at in range(index, min(index + _LOOK_AHEAD, len(tokens))):
        token = tokens[at]
        if is_dash(tokens, at) and token.glued:
            continue
        if token.kind is not Kind.WORD or token.low in ENDS_THE_NOUN:
            break
        adjective = is_dash(tokens, at + 1) and tokens[at + 1].glued
        if not adjective and is_plural(token.low):
            best = (token.low, at + 1)
            if not token.capital and token.low not in ALSO_ADJECTIVES:
                break
        elif best[0] is not None:
            break
    return best


def is_plural(word: str) -> bool:
    """Whether a lower-case word looks like a plural noun, or is listed as one that is counted."""
    if word in IRREGULAR or word in COUNTABLE:
        return True
    if word.endswith(("men", "women", "people", "children")):
        return word not in ("specimen", "regimen", "acumen", "omen", "semen", "abdomen")
    return (
        len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s"))
    )


def _money_noun(
    tokens: Sequence[Token], index: int, start: int, *, amount: float, text: str
) -> tuple[str | None, str | None, int] | None:
    if index >= len(tokens) or tokens[index].kind is not Kind.WORD:
        return None
    token = tokens[index]
    code = text[token.start : token.end]
    if code in CODES:
        return ("CNY" if code == "RMB" else code), None, index + 1
    if token.low in CURRENCY_QUALIFIERS:
        for names, qualified in QUALIFIED_CURRENCIES.items():
            if names[0] == token.low:
                stop = index + len(names)
                given = [word_at(tokens, at) for at in range(index, stop)]
                if (*given[:-1], _singular(given[-1])) == names:
                    return qualified, None, stop
    noun = _singular(token.low)
    unit = CURRENCY_NOUNS.get(noun)
    if not unit:
        return None
    if noun == "pound" and amount < 1e5 and _is_weight(tokens, index, start):
        return None
    if noun in ("won", "rand", "dong") and not _is_won(tokens, index, amount):
        return None
    stop = index + 1 + (noun == "pound" and word_at(tokens, index + 1) == "sterling")
    return unit, None, stop


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and word not in ("reais",) else word


def _is_weight(tokens: Sequence[Token], index: int, start: int) -> bool:
    """Amounts like "200 pounds of fish", "a 200-pound man", "lost 20 pounds" are weights, not
    money."""
    if word_at(tokens, index + 1) in ("of", "heavier", "lighter", "overweight"):
        return True
    if start != index and tokens[index].low == "pound":
        return True
    return any(word_at(tokens, at) in POUND_IS_WEIGHT for at in range(max(0, start - 6), start))


def _is_won(tokens: Sequence[Token], index: int, amount: float) -> bool:
    """Whether "won" is the currency: then the phrase ends there or a preposition follows. In "260
    won their seats" it is a verb."""
    after = word_at(tokens, index + 1)
    return amount >= 100 and (
        index + 1 >= len(tokens)
        or tokens[index + 1].kind is Kind.MARK
        or after in ("in", "for", "to", "from", "per", "and", "or", "on", "of", "worth", "each")
    )
