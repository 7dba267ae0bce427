"""Words and signs for what a figure measures: currencies (ISO 4217) and nouns that are counted."""

from __future__ import annotations

from bot.language.numbers.tokens import word_list

PERCENT = "%"

SIGNS = {
    "$": "USD", "us$": "USD", "$us": "USD", "c$": "CAD", "ca$": "CAD", "a$": "AUD",
    "au$": "AUD", "$au": "AUD", "$nz": "NZD", "$hk": "HKD", "$ca": "CAD", "nz$": "NZD",
    "hk$": "HKD", "s$": "SGD", "r$": "BRL", "£": "GBP", "€": "EUR", "¥": "JPY", "￥": "JPY",
    "₹": "INR", "₽": "RUB", "₩": "KRW", "₺": "TRY", "₪": "ILS", "₴": "UAH", "฿": "THB",
    "₫": "VND", "₦": "NGN", "₱": "PHP",
}  # fmt: skip

# Codes that are not English words, so that upper case is enough to know them.
CODES = frozenset(
    "USD EUR GBP JPY CNY RMB CHF CAD AUD NZD HKD SGD INR RUB KRW UAH BRL MXN ZAR SEK NOK DKK PLN "
    "CZK HUF ILS AED SAR THB IDR MYR PHP VND PKR BDT NGN KES EGP ARS CLP TWD RON".split()
)

CURRENCY_NOUNS = {
    "dollar": "USD", "buck": "USD", "euro": "EUR", "pound": "GBP", "quid": "GBP", "yen": "JPY",
    "yuan": "CNY", "renminbi": "CNY", "won": "KRW", "ruble": "RUB", "rouble": "RUB",
    "rupee": "INR", "rupiah": "IDR", "lira": "TRY", "hryvnia": "UAH", "shekel": "ILS",
    "zloty": "PLN", "franc": "CHF", "krona": "SEK", "kronor": "SEK", "real": "", "reais": "BRL",
    "baht": "THB", "naira": "NGN", "ringgit": "MYR", "rand": "ZAR", "riyal": "SAR",
    "dirham": "AED", "forint": "HUF", "dong": "VND",
}  # fmt: skip

QUALIFIED_CURRENCIES = {
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

CURRENCY_QUALIFIERS = frozenset(names[0] for names in QUALIFIED_CURRENCIES)

POUND_IS_WEIGHT = frozenset(
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

# Irregular nouns that are also used before another noun ("police officers", "women voters").
ALSO_ADJECTIVES = frozenset(
    word_list("police staff personnel youth crew women fish sheep aircraft species dead sports")
) | {"arms", "sales"}

ENDS_THE_NOUN = frozenset(
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

BEFORE_OWNED = frozenset(word_list("the its their his her our your my all these those such"))

NEVER_COUNTED = frozenset({"plus", "odd", "ish", "strong", "figure", "fold", "some"})

# A measure after "half" or "quarter": "half a mile" is 0.5 miles, not a share.
_MEASURE = frozenset(
    word_list("""mile hour minute second day week month year decade century inch foot metre meter
    kilometre kilometer km acre ton tonne pound kilo gram litre liter gallon pint cup point
    teaspoon tablespoon mph barrel""")
)

MEASURES = _MEASURE | {f"{word}s" for word in _MEASURE} | {"inches", "centuries", "feet"}

# "2 tonnes annually" says "a year".
PERIOD_ADVERBS = {
    "hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month", "yearly": "year",
    "annually": "year",
}  # fmt: skip
