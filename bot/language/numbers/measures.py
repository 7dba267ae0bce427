"""What a figure measures: currencies (ISO 4217), per cent, and the noun that is counted.

Per cent is the unit "%", money its ISO code. What is counted (soldiers, miles, years) is no
unit: it stands in `Quantity.counted`, and so do percentage points.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.numbers.tokens import Kind, Token, is_dash, size_word, word_at, word_list

PERCENT = "%"

SIGNS = {
    "$": "USD", "us$": "USD", "$us": "USD", "c$": "CAD", "ca$": "CAD", "a$": "AUD",
    "au$": "AUD", "$au": "AUD", "$nz": "NZD", "$hk": "HKD", "$ca": "CAD", "nz$": "NZD",
    "hk$": "HKD", "s$": "SGD", "r$": "BRL", "£": "GBP", "€": "EUR", "¥": "JPY", "￥": "JPY",
    "₹": "INR", "₽": "RUB", "₩": "KRW", "₺": "TRY", "₪": "ILS", "₴": "UAH", "฿": "THB",
    "₫": "VND", "₦": "NGN", "₱": "PHP",
}  # fmt: skip
# Codes that are no English words, so that upper case alone tells them.
CODES = frozenset(
    "USD EUR GBP JPY CNY RMB CHF CAD AUD NZD HKD SGD INR RUB KRW UAH BRL MXN ZAR SEK NOK DKK PLN "
    "CZK HUF ILS AED SAR THB IDR MYR PHP VND PKR BDT NGN KES EGP ARS CLP TWD RON".split()
)
_NOUNS = {
    "dollar": "USD", "buck": "USD", "euro": "EUR", "pound": "GBP", "quid": "GBP", "yen": "JPY",
    "yuan": "CNY", "renminbi": "CNY", "won": "KRW", "ruble": "RUB", "rouble": "RUB",
    "rupee": "INR", "rupiah": "IDR", "lira": "TRY", "hryvnia": "UAH", "shekel": "ILS",
    "zloty": "PLN", "franc": "CHF", "krona": "SEK", "kronor": "SEK", "real": "", "reais": "BRL",
    "baht": "THB", "naira": "NGN", "ringgit": "MYR", "rand": "ZAR", "riyal": "SAR",
    "dirham": "AED", "forint": "HUF", "dong": "VND",
}  # fmt: skip
_QUALIFIED = {
    ("canadian", "dollar"): "CAD", ("australian", "dollar"): "AUD", ("aussie", "dollar"): "AUD",
    ("hong", "kong", "dollar"): "HKD", ("singapore", "dollar"): "SGD",
    ("new", "zealand", "dollar"): "NZD", ("us", "dollar"): "USD", ("american", "dollar"): "USD",
    ("u", ".", "s", ".", "dollar"): "USD", ("swiss", "franc"): "CHF",
    ("british", "pound"): "GBP", ("egyptian", "pound"): "EGP", ("russian", "ruble"): "RUB",
    ("russian", "rouble"): "RUB", ("japanese", "yen"): "JPY", ("chinese", "yuan"): "CNY",
    ("south", "korean", "won"): "KRW", ("korean", "won"): "KRW", ("turkish", "lira"): "TRY",
    ("indian", "rupee"): "INR", ("pakistani", "rupee"): "PKR", ("mexican", "peso"): "MXN",
    ("argentine", "peso"): "ARS", ("philippine", "peso"): "PHP", ("chilean", "peso"): "CLP",
    ("norwegian", "kroner"): "NOK", ("danish", "kroner"): "DKK", ("swedish", "krona"): "SEK",
    ("swedish", "kronor"): "SEK", ("ukrainian", "hryvnia"): "UAH", ("saudi", "riyal"): "SAR",
    ("brazilian", "real"): "BRL", ("brazilian", "reais"): "BRL", ("israeli", "shekel"): "ILS",
    ("south", "african", "rand"): "ZAR",
}  # fmt: skip
_QUALIFIERS = frozenset(names[0] for names in _QUALIFIED)
_POUND_IS_WEIGHT = frozenset(
    word_list("weigh weighs weighed weighing weight lost lose losing gained gain heavier lighter")
)

# Nouns that are counted although they do not end in "s".
IRREGULAR = frozenset(
    word_list("""people men women children police personnel staff troops dead wounded injured
    feet mice teeth geese cattle sheep fish aircraft spacecraft warships species persons folk
    youth crew km kg mph kph lb lbs ft cm mm mi oz hr hrs min mins gb mb tb mw gw kw kwh mwh
    gwh hp bpm""")
)
# Nouns before which a four-digit number counts and is no year ("2000 people").
COUNTABLE = frozenset(
    word_list("""people men women children persons soldiers troops fighters militants
    civilians officers policemen firefighters police personnel prisoners hostages refugees
    migrants voters workers employees jobs students pupils teachers patients doctors nurses
    passengers residents protesters demonstrators homes houses households families buildings
    cars vehicles tanks drones missiles rockets shells aircraft ships deaths dead casualties
    wounded injured killed cases infections victims survivors votes seats miles km kilometres
    kilometers metres meters feet inches acres hectares tons tonnes kg pounds barrels gallons
    litres liters hours minutes seconds days weeks months years times calories points degrees
    dollars euros rubles roubles yen yuan copies tickets bags members delegates scientists
    experts journalists guns weapons rounds businesses companies firms schools hospitals beds
    tests doses animals dogs birds trees cows sheep followers customers users websites
    signatures""")
)
# Irregular nouns that also stand before another noun ("police officers", "women voters").
_ALSO_ADJECTIVES = frozenset(
    word_list("police staff personnel youth crew women fish sheep aircraft species dead sports")
) | {"arms", "sales"}
_STOP = frozenset(
    word_list("""a an the this that these those its it his her their our your my he she they
    we i you who whom which what when where why how is are was were be been being am has have
    had do does did will would can could may might must shall should and or but nor so yet if
    than then as at by for from in into of off on onto out over per since through to toward
    towards under until up upon via with within without while because about above across after
    against along among around before behind below beneath between beyond during despite down
    inside near outside not no said says say more less fewer most least us yes plus perhaps
    always across each every all both today yesterday tomorrow ago now also just only simply
    times' unless whereas later earlier worse""")
)
_OWNERS = frozenset(word_list("the its their his her our your my all these those such"))
_NO_NOUN = frozenset({"plus", "odd", "ish", "strong", "figure", "fold", "some"})
_LOOK_AHEAD = 6


def currency_before(tokens: Sequence[Token], index: int) -> tuple[str, int] | None:
    """A currency sign or code that leads an amount, with the index after it."""
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

    Adjectives are passed over ("10,000 North Korean soldiers"). `share` looks only behind "of".
    """
    if is_dash(tokens, index) and tokens[index].glued:
        follow = index + 1
        noun = word_at(tokens, follow)
        joined = noun and tokens[follow].glued and tokens[follow].kind is Kind.WORD
        known = joined and noun not in _NO_NOUN and noun not in _STOP
        return (noun, follow + 1) if known else (None, index)
    if word_at(tokens, index) == "of":
        index += 1
        while word_at(tokens, index) in _OWNERS:
            index += 1
    elif share:
        return None, index
    best: tuple[str | None, int] = (None, index)
    for at in range(index, min(index + _LOOK_AHEAD, len(tokens))):
        token = tokens[at]
        if is_dash(tokens, at) and token.glued:
            continue
        if token.kind is not Kind.WORD or token.low in _STOP:
            break
        adjective = is_dash(tokens, at + 1) and tokens[at + 1].glued
        if not adjective and is_plural(token.low):
            best = (token.low, at + 1)
            if not token.capital and token.low not in _ALSO_ADJECTIVES:
                break
        elif best[0] is not None:
            break
    return best


def is_plural(word: str) -> bool:
    """Whether a lower-case word looks like a noun in the plural, or is counted like one."""
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
    if token.low in _QUALIFIERS:
        for names, qualified in _QUALIFIED.items():
            if names[0] == token.low:
                stop = index + len(names)
                given = [word_at(tokens, at) for at in range(index, stop)]
                if (*given[:-1], _singular(given[-1])) == names:
                    return qualified, None, stop
    noun = _singular(token.low)
    unit = _NOUNS.get(noun)
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
    """Amounts like "200 pounds of fish", "a 200-pound man", "lost 20 pounds" are no money."""
    if word_at(tokens, index + 1) in ("of", "heavier", "lighter", "overweight"):
        return True
    if start != index and tokens[index].low == "pound":
        return True
    return any(word_at(tokens, at) in _POUND_IS_WEIGHT for at in range(max(0, start - 6), start))


def _is_won(tokens: Sequence[Token], index: int, amount: float) -> bool:
    """In "260 won their seats" it is a verb; money ends there or a preposition follows."""
    after = word_at(tokens, index + 1)
    return amount >= 100 and (
        index + 1 >= len(tokens)
        or tokens[index + 1].kind is Kind.MARK
        or after in ("in", "for", "to", "from", "per", "and", "or", "on", "of", "worth", "each")
    )
