"""Units of measure by their names, and how figures in them are converted into each other.

This is a table, not a library. It has the units in which news gives figures, its factors are exact
by definition, and reading it costs nothing at start. `pint` takes 0.3 s to load, its barrel and ton
are not those of the news, and it would need all these names as well.

Metric units follow the SI brochure (9th edition) and ISO 80000. The mile, foot, inch, yard and
pound follow the agreement of 1959. An acre is 4,840 square yards, a nautical mile 1,852 metres. The
barrel is that of oil, 42 US gallons. A ton is taken for a tonne, which most writers mean. A year is
the mean Gregorian year, 365.2425 days, and a month a twelfth of it. Gallons and pints differ
between countries by a fifth, so they are not converted. Currencies are no units.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from math import floor, isclose, isfinite, log10
from typing import NamedTuple


class Unit(NamedTuple):
    """One unit: `value * factor + offset` is the same amount in the base unit of its `dimension`.

    People convert exactly between two units of one `system`, and round between two systems.
    """

    dimension: str
    system: str
    factor: float
    offset: float = 0.0


METRIC, IMPERIAL, CLOCK, CALENDAR = "metric", "imperial", "clock", "calendar"

_MILE, _FOOT, _POUND, _BARREL = 1609.344, 0.3048, 0.45359237, 158.987294928
_DAY, _YEAR = 86_400.0, 365.2425 * 86_400.0

# Spellings between bars. "kilometre(s)" means both numbers; "metre" also means "meter".
_UNITS: tuple[tuple[Unit, str], ...] = (
    (Unit("length", METRIC, 1e-9), "nanometre(s)|nm"),
    (Unit("length", METRIC, 1e-6), "micrometre(s)|micron(s)|µm"),
    (Unit("length", METRIC, 1e-3), "millimetre(s)|mm"),
    (Unit("length", METRIC, 1e-2), "centimetre(s)|cm|cms"),
    (Unit("length", METRIC, 1.0), "metre(s)|m"),
    (Unit("length", METRIC, 1e3), "kilometre(s)|km|kms"),
    (Unit("length", IMPERIAL, 0.0254), "inch|inches"),
    (Unit("length", IMPERIAL, _FOOT), "foot|feet|ft"),
    (Unit("length", IMPERIAL, 0.9144), "yard(s)|yd|yds"),
    (Unit("length", IMPERIAL, _MILE), "mile(s)|mi"),
    (Unit("length", "sea", 1852.0), "nautical mile(s)|nm|nmi"),
    (Unit("area", METRIC, 1e-4), "square centimetre(s)|sq cm|cm2|cm²"),
    (Unit("area", METRIC, 1.0), "square metre(s)|sq m|sq. m|sqm|m2|m²"),
    (Unit("area", METRIC, 1e4), "hectare(s)|ha"),
    (Unit("area", METRIC, 1e6), "square kilometre(s)|sq km|sq. km|sqkm|km2|km²"),
    (Unit("area", IMPERIAL, _FOOT**2), "square foot|square feet|sq ft|sq. ft|sqft|ft2|ft²"),
    (Unit("area", IMPERIAL, 4840 * 0.9144**2), "acre(s)"),
    (Unit("area", IMPERIAL, _MILE**2), "square mile(s)|sq mi|sq. mi|sq mile(s)|mi2|mi²"),
    (Unit("mass", METRIC, 1e-6), "milligram(s)|milligramme(s)|mg"),
    (Unit("mass", METRIC, 1e-3), "gram(s)|gramme(s)|g"),
    (Unit("mass", METRIC, 1.0), "kilogram(s)|kilogramme(s)|kilo(s)|kg|kgs"),
    (Unit("mass", METRIC, 1e3), "tonne(s)|ton(s)|metric ton(s)|metric tonne(s)|t"),
    (Unit("mass", METRIC, 1e6), "kilotonne(s)|kiloton(s)|kt"),
    (Unit("mass", METRIC, 1e9), "megatonne(s)|megaton(s)|mt"),
    (Unit("mass", IMPERIAL, _POUND / 16), "ounce(s)|oz"),
    (Unit("mass", IMPERIAL, _POUND), "pound(s)|lb|lbs"),
    (Unit("mass", IMPERIAL, 2000 * _POUND), "short ton(s)"),
    (Unit("mass", IMPERIAL, 2240 * _POUND), "long ton(s)|imperial ton(s)"),
    (Unit("volume", METRIC, 1e-3), "millilitre(s)|ml|cubic centimetre(s)|cc|cm3|cm³"),
    (Unit("volume", METRIC, 1e-2), "centilitre(s)|cl"),
    (Unit("volume", METRIC, 1.0), "litre(s)|l|cubic decimetre(s)"),
    (Unit("volume", METRIC, 1e3), "cubic metre(s)|cu m|cu. m|m3|m³"),
    (Unit("volume", METRIC, 1e12), "cubic kilometre(s)|cu km|km3|km³"),
    (Unit("volume", IMPERIAL, _FOOT**3 * 1e3), "cubic foot|cubic feet|cu ft|cu. ft|ft3|ft³"),
    (Unit("volume", IMPERIAL, _BARREL), "barrel(s)|bbl|bbls"),
    (Unit("gallons", IMPERIAL, 1.0), "gallon(s)"),
    (Unit("gallons", IMPERIAL, 0.125), "pint(s)"),
    (Unit("temperature", "celsius", 1.0, 273.15),
     "°c|° c|degrees celsius|degree celsius|degrees centigrade|degrees c|celsius|centigrade"),
    (Unit("temperature", "fahrenheit", 5 / 9, 459.67 * 5 / 9),
     "°f|° f|degrees fahrenheit|degree fahrenheit|degrees f|fahrenheit"),
    (Unit("time", CLOCK, 1e-3), "millisecond(s)|ms"),
    (Unit("time", CLOCK, 1.0), "second(s)|sec|secs"),
    (Unit("time", CLOCK, 60.0), "minute(s)|min|mins"),
    (Unit("time", CLOCK, 3600.0), "hour(s)|hr|hrs|h"),
    (Unit("time", CLOCK, _DAY), "day(s)"),
    (Unit("time", CLOCK, 7 * _DAY), "week(s)"),
    (Unit("time", CLOCK, 14 * _DAY), "fortnight(s)"),
    (Unit("time", CALENDAR, _YEAR / 12), "month(s)"),
    (Unit("time", CALENDAR, _YEAR), "year(s)|yr|yrs"),
    (Unit("time", CALENDAR, 10 * _YEAR), "decade(s)"),
    (Unit("time", CALENDAR, 100 * _YEAR), "century|centuries"),
    (Unit("speed", METRIC, 1.0), "metre(s) per second|metre(s) a second|m/s"),
    (Unit("speed", METRIC, 1 / 3.6),
     "kilometre(s) per hour|kilometre(s) an hour|km per hour|km an hour|km/h|kmh|km/hr|kph|kmph"),
    (Unit("speed", IMPERIAL, _MILE / 3600), "mile(s) per hour|mile(s) an hour|mph"),
    (Unit("speed", "sea", 1852 / 3600), "knot(s)"),
    (Unit("energy", METRIC, 1.0), "joule(s)"),
    (Unit("energy", METRIC, 1e6), "megajoule(s)|mj"),
    (Unit("energy", METRIC, 1e9), "gigajoule(s)|gj"),
    (Unit("energy", METRIC, 3.6e6), "kilowatt hour(s)|kilowatt-hour(s)|kwh"),
    (Unit("energy", METRIC, 3.6e9), "megawatt hour(s)|megawatt-hour(s)|mwh"),
    (Unit("energy", METRIC, 3.6e12), "gigawatt hour(s)|gigawatt-hour(s)|gwh"),
    (Unit("energy", METRIC, 3.6e15), "terawatt hour(s)|terawatt-hour(s)|twh"),
    (Unit("power", METRIC, 1.0), "watt(s)"),
    (Unit("power", METRIC, 1e3), "kilowatt(s)|kw"),
    (Unit("power", METRIC, 1e6), "megawatt(s)|mw"),
    (Unit("power", METRIC, 1e9), "gigawatt(s)|gw"),
    (Unit("data", METRIC, 1e3), "kilobyte(s)|kb"),
    (Unit("data", METRIC, 1e6), "megabyte(s)|mb"),
    (Unit("data", METRIC, 1e9), "gigabyte(s)|gb"),
    (Unit("data", METRIC, 1e12), "terabyte(s)|tb"),
)  # fmt: skip


@lru_cache(maxsize=4_096)
def unit_named(name: str | None) -> Unit | None:
    """The unit with that name, in either number and spelling; None if there is none."""
    return None if not name else unit_names().get(" ".join(name.lower().split()))


def convert(value: float, one: Unit, other: Unit) -> float:
    """Convert an amount of unit `one` into `other`, which must have the same dimension."""
    if one == other:
        return value
    return (value * one.factor + one.offset - other.offset) / other.factor


@cache
def unit_names() -> Mapping[str, Unit]:
    """Every unit by each of its names, in lower case. If two units have a name, the first gets
    it."""
    names: dict[str, Unit] = {}
    for unit, written in _UNITS:
        for name in written.split("|"):
            for spelling in _spellings(name):
                names.setdefault(spelling, unit)
    return names


def _spellings(name: str) -> list[str]:
    numbers = [name.replace("(s)", ""), name.replace("(s)", "s")] if "(s)" in name else [name]
    american = [n.replace("metre", "meter").replace("litre", "liter") for n in numbers]
    return [*dict.fromkeys((*numbers, *american))]


# --- rounded as people do -----------------------------------------------------------------------

_FARTHEST = 0.04
"""How far off a converted figure may be rounded: 5 km for 3 miles is 3.5%, 30 for 20 is 7%."""


def roughly(value: float, one: Unit, given: float, other: Unit) -> bool:
    """Whether a figure in one unit is the figure in the other unit, rounded as people round.

    One of them, converted, has to round to the other at the precision of the other: 500 miles are
    800 km, 3 miles are 5 km. Within one system people do not round: 2.9 km are not 3,000 metres.
    """
    if one.dimension != other.dimension or one.system == other.system:
        return False
    there, back = convert(value, one, other), convert(given, other, one)
    if not isclose(there, given, rel_tol=_FARTHEST) or not isclose(back, value, rel_tol=_FARTHEST):
        return False
    return _rounds(there, given) or _rounds(back, value)


def _rounds(exact: float, given: float) -> bool:
    """Whether `exact`, rounded to the last place that `given` uses, is `given`."""
    if given == 0 or not isfinite(given):
        return exact == given
    place = 10.0 ** floor(log10(abs(given)))
    while not isclose(round(given / place) * place, given, rel_tol=1e-9) and place > 1e-9:
        place /= 10
    return isclose(round(exact / place) * place, given, rel_tol=1e-9)
