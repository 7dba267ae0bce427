"""Posts pasted as people paste them: `python -m benchmarks.posts DIR [--split dev]`.

DIR is as for `benchmarks.retrieval`. Every post with a relevant claim is pasted twice, as a Slack
message that is split into statements: once with all claims on record (answerable), and once with
the claims of its half of the posts taken off the record (unanswerable; every second post by id is
in the other half). A claim is shown by `match`, `differs` and `about`. Prints

- `shown_recall`: answerable posts that get a right card; `offered_recall` counts those that are
  offered it to choose from as well;
- `shown_precision`: of all posts that get a card, either way, those whose first card is right;
- `cards_per_post`, `wrong_cards_per_post`: over the answerable posts; `unanswerable_cards` is how
  many cards the others get, all of them wrong;
- `answers_per_post`: what else is said counts too;
- how many answerable posts get each outcome as their first;
- the reliability of the score of the first card, in tenths.

With `--differences N` the first N named differences of answerable posts are printed, to be read.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from benchmarks.desk import ASKED_AT, empty_desk, fill, with_vectors
from benchmarks.rankings import mean, reliability
from benchmarks.report import Row, emit, guarded
from benchmarks.retrieval import Query, folder_parser, print_curve, read_folder, set_state
from bot.check.answer import Answer
from bot.check.checker import Checker
from bot.matching.outcome import Outcome
from bot.settings import load
from models.record import ClaimState


@dataclass(frozen=True, slots=True)
class Pasted:
    """A post and what it got; `relevant` are the claims on record that it means."""

    post: Query
    relevant: frozenset[int]
    answers: Sequence[Answer]

    @property
    def cards(self) -> list[int]:
        """The claims that are shown, in order."""
        return [answer.claim.id for answer in self.answers if answer.claim is not None]

    @property
    def first(self) -> Answer | None:
        """The first answer that shows a claim."""
        return next((answer for answer in self.answers if answer.claim is not None), None)

    @property
    def offered(self) -> frozenset[int]:
        """The claims that are shown or can be chosen."""
        return frozenset(self.cards) | {a.id for one in self.answers for a in one.alternatives}

    @property
    def wrong(self) -> list[int]:
        return [claim for claim in self.cards if claim not in self.relevant]


def main(argv: Sequence[str] | None = None) -> int:
    """The benchmark's command line; the exit code."""
    arguments = _arguments(argv)
    return guarded(lambda: _run(arguments))


def _run(arguments: argparse.Namespace) -> int:
    numbers, claims, queries = read_folder(arguments)
    posts = [query for query in queries if query.relevant][: arguments.limit]
    with empty_desk() as (engine, workspace_id):
        fill(engine, workspace_id, claims, per_document=1)
        checker = Checker(engine, load(os.environ), with_vectors(engine))
        answerable = [_paste(checker, workspace_id, post, ()) for post in posts]
        unanswerable: list[Pasted] = []
        for half in (posts[0::2], posts[1::2]):
            gone = frozenset[int]().union(*(post.relevant for post in half))
            set_state(engine, workspace_id, gone, ClaimState.DRAFT)
            unanswerable += [_paste(checker, workspace_id, post, gone) for post in half]
            set_state(engine, workspace_id, gone, ClaimState.APPROVED)
    curve = reliability(
        (one.first.score, one.cards[0] in one.relevant)
        for one in (*answerable, *unanswerable)
        if one.first is not None
    )
    names = {number: name for name, number in numbers.items()}
    rows = [_row(one, names) for one in (*answerable, *unanswerable)]
    if not arguments.json:
        print_curve(curve)
    if arguments.differences:
        _print_differences(answerable, arguments.differences)
    return emit(
        rows if arguments.json else [],
        metrics={k: round(v, 4) for k, v in _metrics(answerable, unanswerable).items()},
        as_json=arguments.json,
        gate=False,
        more={"reliability": curve},
    )


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = folder_parser("benchmarks.posts", "Posts pasted as people paste them.")
    parser.add_argument("--differences", type=int, metavar="N", help="print N named differences")
    return parser.parse_args(argv)


def _paste(checker: Checker, workspace_id: int, post: Query, gone: Collection[int]) -> Pasted:
    answers, _ = checker.answers(workspace_id, post.text, now=ASKED_AT)
    return Pasted(post, post.relevant - set(gone), answers)


def _metrics(answerable: Sequence[Pasted], unanswerable: Sequence[Pasted]) -> dict[str, float]:
    shown = [one for one in (*answerable, *unanswerable) if one.cards]
    first = Counter(one.answers[0].outcome for one in answerable)
    return {
        "posts": len(answerable),
        "shown_recall": mean(bool(set(one.cards) & one.relevant) for one in answerable),
        "shown_precision": mean(one.cards[0] in one.relevant for one in shown),
        "offered_recall": mean(bool(one.offered & one.relevant) for one in answerable),
        "cards_per_post": mean(len(one.cards) for one in answerable),
        "wrong_cards_per_post": mean(len(one.wrong) for one in answerable),
        "unanswerable_cards": mean(len(one.cards) for one in unanswerable),
        "answers_per_post": mean(len(one.answers) for one in answerable),
        **{outcome.value: first[outcome] for outcome in Outcome},
    }


def _row(one: Pasted, names: dict[int, str]) -> Row:
    got = [
        {
            "statement": answer.statement,
            "outcome": answer.outcome.value,
            "claim": names[answer.claim.id] if answer.claim else None,
            "differences": [
                {"kind": d.kind.value, "statement": d.statement, "record": d.record}
                for d in answer.differences
            ],
            "score": round(answer.score, 4),
        }
        for answer in one.answers
    ]
    expected = sorted(names[claim] for claim in one.relevant)
    ok = not one.wrong and bool(one.cards) == bool(expected)
    return Row({"id": one.post.id, "text": one.post.text}, {"relevant": expected}, got, ok)


def _print_differences(pasted: Sequence[Pasted], most: int) -> None:
    told = (
        (answer, difference)
        for one in pasted
        for answer in one.answers
        if answer.outcome is Outcome.DIFFERS
        for difference in answer.differences
    )
    for (answer, difference), _ in zip(told, range(most), strict=False):
        print(f"{difference.kind.value}: {difference.statement!r} / {difference.record!r}")
        print(f"    {answer.statement}\n    {answer.claim.text if answer.claim else ''}")


if __name__ == "__main__":
    sys.exit(main())
