"""Fact-checks made elsewhere, in the three forms in which they are published.

These are a page or file with schema.org ClaimReview (JSON-LD), a Data Commons feed file
(`dataFeedElement`), and an answer of the Fact Check Tools API (`claims[].claimReview[]`).

The publisher's own words for the rating are kept verbatim and are the ones shown. The numbers
beside them are kept only if they are consistent; if not (best and worst exchanged or equal, a value
outside), they are dropped with a remark.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from bot import i18n
from bot.i18n import gettext
from bot.ingest import jsonld
from bot.ingest.addresses import brief, canonical, domain_of, is_foreign, joined
from bot.ingest.decoding import decode, refuse_binary
from bot.ingest.described import language_code
from bot.ingest.documents import IngestError, Reviewed, at_least_one, unforeseen
from bot.ingest.pages import parsed
from bot.language.web_addresses import web_address

MAX_REVIEWS_BYTES = 300_000_000
"""Size limit of one feed file, in bytes; the Data Commons feed had about 150 MB."""

_LONGEST_CLAIM = 5_000  # code points


def read_reviews(data: bytes) -> list[Reviewed | IngestError]:
    """The reviews in a JSON file of any of the three forms; behind them an error for each item that
    lacks its claim, its rating or its publisher. The same review twice is given once.

    Raises IngestError if no review can be read, or the file as a whole cannot.
    """
    found, problems = _sorted(_json_items(data))
    return at_least_one(found, problems, gettext("The file has no ClaimReview in it."))


def reviews_in_page(
    data: bytes, *, url: str | None = None, charset: str | None = None
) -> list[Reviewed | IngestError]:
    """The reviews that a web page describes in its JSON-LD, and an error for each that lacks
    something. A page without any gives an empty list. Raises IngestError if all of them lack
    something."""
    tree = parsed(decode(data, charset, html=True).text, gettext("The page"))
    scripts = tree.xpath("//script[contains(translate(@type, 'LDJSON', 'ldjson'), 'ld+json')]")
    values = jsonld.blocks([script.text or "" for script in scripts])
    found, problems = _sorted(_in_json_ld(values), url)
    return at_least_one(found, problems, "") if found or problems else []


def looks_like_reviews(data: bytes) -> bool:
    """Whether the bytes are JSON with reviews of claims."""
    head = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head[:1] in (b"{", b"[") and (b"ClaimReview" in data or b"claimReview" in data)


Item = tuple[str, dict[str, Any], dict[str, Any]]
"""The item's place, the ClaimReview, and the claim around it (Fact Check Tools), if any."""


def _sorted(
    items: Iterator[Item], url: str | None = None
) -> tuple[list[Reviewed], list[IngestError]]:
    found: dict[tuple[str | None, str, str], Reviewed] = {}
    problems: list[IngestError] = []
    for place, review, claim in items:
        try:
            one = _reviewed(place, review, claim, url)
        except IngestError as problem:
            problems.append(problem)
        except Exception as error:  # noqa: BLE001 - one bad item must not lose the others
            problems.append(unforeseen(error, place))
        else:
            found.setdefault((canonical(one.url), one.claim, one.publisher), one)
    return list(found.values()), problems


def _json_items(data: bytes) -> Iterator[Item]:
    if len(data) > MAX_REVIEWS_BYTES:
        raise IngestError(
            gettext(
                "The file is larger than {max_reviews_bytes} MB. Split it.",
                max_reviews_bytes=format(MAX_REVIEWS_BYTES / 1e6, "g"),
            )
        )
    refuse_binary(data, gettext("The file"))
    try:
        whole = jsonld.loads(decode(data).text)
    except ValueError as error:
        line = getattr(error, "lineno", None)
        raise IngestError(
            gettext("the file is no JSON ({getattr}).", getattr=getattr(error, "msg", error)),
            place=f"line {line}" if line else "",
        ) from None
    if isinstance(whole, dict):
        if isinstance(whole.get("dataFeedElement"), list):
            return _in_feed(whole["dataFeedElement"])
        if isinstance(whole.get("claims"), list):
            return _in_api(whole["claims"])
    return _in_json_ld([whole])


def _in_feed(elements: list[Any]) -> Iterator[Item]:
    for number, element in enumerate(elements, start=1):
        place = f"item {number}"
        inner = element.get("item", element) if isinstance(element, dict) else None
        things = inner if isinstance(inner, list) else [inner]
        for thing in things:
            if isinstance(thing, dict) and (
                "ClaimReview" in jsonld.types(thing) or "claimReviewed" in thing
            ):
                yield place, thing, {}


def _in_api(claims: list[Any]) -> Iterator[Item]:
    for number, claim in enumerate(claims, start=1):
        reviews = claim.get("claimReview") if isinstance(claim, dict) else None
        if not isinstance(reviews, list) or not reviews:
            yield f"claim {number}", {}, claim if isinstance(claim, dict) else {}
            continue
        for order, review in enumerate(reviews, start=1):
            place = (
                gettext("claim {number}, review {order}", number=number, order=order)
                if len(reviews) > 1
                else f"claim {number}"
            )
            yield place, review if isinstance(review, dict) else {}, claim


def _in_json_ld(values: list[Any]) -> Iterator[Item]:
    number = 0
    for thing in jsonld.objects(values):
        if "ClaimReview" in jsonld.types(thing):
            number += 1
            yield f"item {number}", thing, {}


def _reviewed(
    place: str, review: dict[str, Any], claim: dict[str, Any], page: str | None
) -> Reviewed:
    text = jsonld.words(claim.get("text") if claim else review.get("claimReviewed"))
    if text is None:
        raise _lacking(
            place, "text" if claim else "claimReviewed", gettext("the claim it is about")
        )
    if len(text) > _LONGEST_CLAIM:
        raise IngestError(
            gettext(
                "the claim is longer than {longest_claim} characters.",
                longest_claim=i18n.grouped(_LONGEST_CLAIM),
            ),
            place=place,
        )
    rating = _first(review.get("reviewRating"))
    verbatim = jsonld.words(review.get("textualRating")) or next(
        filter(None, (jsonld.words(rating.get(name)) for name in ("alternateName", "name"))), None
    )
    remarks: list[str] = []
    numbers = _numbers(rating, remarks)
    if verbatim is None and numbers[0] is not None and not remarks:
        verbatim = jsonld.words(rating.get("ratingValue"))
        if verbatim and None not in numbers:
            verbatim = f"{verbatim} ({rating['worstRating']} to {rating['bestRating']})"
        remarks.append(gettext("The rating has no words of its own; its number stands for them."))
    if verbatim is None:
        raise _lacking(place, "reviewRating.alternateName", gettext("the words of its rating"))
    url = _address(place, "url", page, review.get("url")) or page
    author = _first(review.get("publisher") if claim else review.get("author"))
    publisher = jsonld.words(author) or jsonld.words(author.get("site"))
    publisher = publisher or jsonld.words(review.get("publisher")) or domain_of(url)
    if publisher is None:
        raise _lacking(place, "author.name", gettext("who made the review"))
    appearance, claimant, said = _appearance(review, claim)
    site = jsonld.words(author.get("site"))
    publisher_url = _address(place, "author.url", url, author.get("url", author.get("@id")))
    if publisher_url is None and site and domain_of(f"https://{site}/"):
        publisher_url = web_address(f"https://{site}/")
    return Reviewed(
        claim=text,
        rating=verbatim,
        publisher=publisher,
        publisher_url=publisher_url,
        url=url,
        reviewed_on=jsonld.day(review.get("datePublished", review.get("reviewDate"))),
        claimant=claimant,
        appearance_url=_address(place, "itemReviewed.appearance", url, appearance),
        said_on=jsonld.day(said),
        title=jsonld.words(review.get("title", review.get("headline"))),
        language=language_code(jsonld.words(review.get("languageCode", review.get("inLanguage")))),
        rating_value=numbers[0],
        best_rating=numbers[1],
        worst_rating=numbers[2],
        remarks=tuple(remarks),
        place=place,
    )


def _address(place: str, name: str, base: str | None, value: Any) -> str | None:
    """The address of a property; None if there is none, or only a relative one without a base.
    Raises IngestError if it names something that is not on the web."""
    link = jsonld.link(value)
    if link is None:
        return None
    found = joined(base, link)
    if found is None and is_foreign(link):
        raise IngestError(
            gettext("`{name}` is no web address: {brief}", name=name, brief=brief(link)),
            place=place,
        )
    return found


def _appearance(
    review: dict[str, Any], claim: dict[str, Any]
) -> tuple[str | None, str | None, Any]:
    """Where the claim was made, by whom and when."""
    if claim:
        return None, jsonld.names(claim.get("claimant")), claim.get("claimDate")
    reviewed = _first(review.get("itemReviewed"))
    spoken = _first(reviewed.get("itemReviewed")) or reviewed  # some nest it twice
    where = next(
        (
            found
            for name in ("firstAppearance", "appearance", "sameAs", "url")
            if (found := jsonld.link(spoken.get(name)))
        ),
        None,
    )
    who = jsonld.names(spoken.get("author"))
    return where, who, spoken.get("datePublished", spoken.get("dateCreated"))


def _numbers(
    rating: dict[str, Any], remarks: list[str]
) -> tuple[float | None, float | None, float | None]:
    """Value, best and worst; three times None if they contradict each other."""
    value, best, worst = (
        _number(rating.get(name)) for name in ("ratingValue", "bestRating", "worstRating")
    )
    why = ""
    if best is not None and worst is not None and best <= worst:
        why = (
            gettext("the best rating equals the worst")
            if best == worst
            else gettext("the best rating is below the worst")
        )
    elif value is not None and (
        (best is not None and value > best) or (worst is not None and value < worst)
    ):
        why = gettext("the rating lies outside of its own scale")
    if not why:
        return value, best, worst
    given = ", ".join(
        f"{name} {jsonld.words(rating.get(name))}"
        for name in ("ratingValue", "bestRating", "worstRating")
        if jsonld.words(rating.get(name))
    )
    remarks.append(
        gettext(
            "The numbers were dropped, since {why} ({given}); its words are kept.",
            why=why,
            given=given[:200],
        )
    )
    return None, None, None


def _number(value: Any) -> float | None:
    text = jsonld.words(value)
    try:
        number = float((text or "").replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _first(value: Any) -> dict[str, Any]:
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, str):
        return {"name": value}
    return value if isinstance(value, dict) else {}


def _lacking(place: str, name: str, what: str) -> IngestError:
    return IngestError(gettext("`{name}` is missing: {what}.", name=name, what=what), place=place)
