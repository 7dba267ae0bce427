"""Records of any shape, for property tests of the exchange format."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from bot.ingest.documents import Basis

_words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)


_filled = _words.filter(lambda text: bool(text.strip()))


_maybe = st.none() | _filled


_bounds = st.tuples(
    st.none() | st.integers(-(10**9), 10**9), st.none() | st.floats(10**9, 1e300)
).filter(lambda pair: pair != (None, None))


_day = st.none() | st.dates().map(lambda day: day.isoformat())


@st.composite
def records(draw: st.DrawFn) -> dict[str, Any]:
    """Any record: forward references, cycles of origins, every optional key."""
    text = draw(_filled)
    visible = [n for n, letter in enumerate(text) if letter.strip()]
    start = draw(st.sampled_from(visible))
    end = draw(st.integers(start + 1, len(text)))
    sources = [f"s{n}" for n in range(draw(st.integers(1, 4)))]
    claims = [f"c{n}" for n in range(draw(st.integers(1, 4)))]
    keys = [f"a{n}" for n in range(draw(st.integers(0, 5)))]
    return {
        "format": "on-record/1",
        "outlets": [
            {"key": "o", "name": draw(_filled), "notes": draw(_maybe)}
            | {"timezone": draw(st.sampled_from([None, "Europe/Oslo", "America/St_Johns"]))}
        ],
        "sources": [
            {
                "key": key,
                "name": draw(_filled),
                "kind": draw(st.sampled_from(["person", "government", "record"])),
                "parent": draw(st.sampled_from([None, *sources[n + 1 :]])),
                "side": draw(_maybe),
                "aliases": draw(st.lists(_filled, max_size=2)),
                "confidential": draw(st.booleans()),
            }
            for n, key in enumerate(sources)
        ],
        "documents": [
            {"key": "d", "text": text, "outlet": "o", "title": draw(_maybe)}
            | {"topic": draw(_maybe), "published_on": draw(_day)}
            | {"published_basis": draw(st.none() | st.sampled_from(list(Basis)))}
        ],
        "claims": [
            {
                "key": key,
                "text": draw(_filled),
                "kind": draw(st.sampled_from(["fact", "quantity", "position"])),
                "figure": draw(st.none() | _bounds.map(list)),
                "merged_into": draw(st.sampled_from([None, *claims[n + 1 :]])),
            }
            for n, key in enumerate(claims)
        ],
        "attributions": [
            {
                "key": key,
                "claim": draw(st.sampled_from(claims)),
                "source": draw(st.sampled_from([None, *sources])),
                "document": "d",
                "content": [[start, end]],
                "verbatim": draw(st.booleans()),
                "stance": draw(st.sampled_from(["asserts", "denies", "hedges", "declines"])),
                "origin": draw(st.sampled_from([None, "unknown", *keys])),
                "said_on": draw(_day),
                "said_precision": draw(st.sampled_from([None, "month", "season", "year"])),
                "figure": draw(st.none() | _bounds.map(list)),
                "figure_computed": True,
                "retracted": draw(st.booleans()),
                "embargo_until": draw(st.sampled_from([None, "2024-11-09", "2024-12-01"])),
            }
            for key in keys
        ],
    }
