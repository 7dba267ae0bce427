"""One build under measurement: a process that does what `benchmarks.latency` tells it.

Run as a script, with the build's root first on PYTHONPATH, by builds that do not know this file:
it uses only what they have had since claims have vectors (migration 0003), and finds the checker
under either of its names. It is told one JSON object a line on its input, and answers one line:

- `{"do": "fill", "claims": FILE}`: a desk with FILE's texts (a JSON string a line), each with an
  attribution and a vector (`Words`);
- `{"do": "build"}`: a checker, ready; `s` is how long that takes;
- `{"do": "check", "texts": [...]}`: each text answered; `ms`, and for each answer its `outcome`,
  the claim that is shown (`shown`), and those offered (`offered`);
- `{"do": "fresh", "n": 0}`: a claim committed, and asked for; `s` until it is found;
- `{"do": "memory"}`: `mb`, the most that this process had in memory so far.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Engine, insert, select
from sqlmodel import Session, col

from benchmarks.desk import ASKED_AT, Given, bump, embedder, fill
from bot.record.vectors import words_of
from bot.record.workspaces import local_workspace
from bot.settings import load
from models import Claim, ClaimVector, Workspace
from models.database import migrate, open_engine, writing

_CHECKERS = "bot.check.checker", "bot.checking"
_BATCH = 5_000
_DIMENSIONS = 384
_WITHOUT_MODEL = "words"

_NEWCOMER = "Zanzibar's lighthouse keepers painted {n} lanterns {colour}."
COLOURS = ("purple", "orange", "turquoise")


class Words:
    """Stands in for the semantic model, which takes a hundred times as long and is the same in all
    builds: a text's vector is the sum of a random one for each of its words, so texts that share
    words are near each other, and a claim is near what is asked about it."""

    dimensions = _DIMENSIONS

    def __init__(self, model: str) -> None:
        self.model = model

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """One row of length 1 per text."""
        rows = np.stack(
            [np.sum([_common(), *map(_of_word, _words(text))], axis=0) for text in texts]
        )
        unit: npt.NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit.astype(np.float32)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


@cache
def _of_word(word: str) -> npt.NDArray[np.float32]:
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
    return np.random.default_rng(seed).standard_normal(_DIMENSIONS).astype(np.float32)


@cache
def _common() -> npt.NDArray[np.float32]:
    """What all texts share, as they do in the model: so no two are at right angles."""
    return 2 * _of_word("")


class Build:
    """The desk in one database file, and a checker for it."""

    def __init__(self, engine: Engine, lexical: bool) -> None:
        self._engine = engine
        self._lexical = lexical
        self._checker: Any = None
        self._desk = 0

    def fill(self, claims: str) -> dict[str, Any]:
        begin = time.perf_counter()
        migrate(self._engine)
        with Session(writing(self._engine)) as session, session.begin():
            desk = local_workspace(session, ASKED_AT).id or 0
        fill(self._engine, desk, (Given(text) for text in _texts(claims)))
        if not self._lexical:
            # Under the real model's name, so that the command line looks at them too.
            known = embedder()
            self._keep_vectors(desk, _texts(claims), known.model if known else _WITHOUT_MODEL)
        return {"s": time.perf_counter() - begin}

    def build(self) -> dict[str, Any]:
        with Session(self._engine) as session:
            self._desk = session.scalar(select(col(Workspace.id))) or 0
            model = session.scalar(select(col(ClaimVector.model)).limit(1))
        known = None if model is None or self._lexical else Words(model)
        self._checker = _checker()(self._engine, load({}), lambda: known)
        begin = time.perf_counter()
        self._checker.refresh(self._desk)
        return {"s": time.perf_counter() - begin}

    def check(self, texts: Sequence[str]) -> dict[str, Any]:
        taken, found = [], []
        for text in texts:
            begin = time.perf_counter()
            answers, _ = self._checker.answers(self._desk, text, now=ASKED_AT)
            taken.append((time.perf_counter() - begin) * 1000)
            found.append([_told(one) for one in answers])
        return {"ms": taken, "answers": found}

    def fresh(self, n: int) -> dict[str, Any]:
        text = _NEWCOMER.format(n=17 + n, colour=COLOURS[n])
        with Session(writing(self._engine)) as session, session.begin():
            bump(session, self._desk)
            revision = session.scalar(
                select(col(Workspace.revision)).where(col(Workspace.id) == self._desk)
            )
            session.execute(
                insert(Claim),
                [{"workspace_id": self._desk, "key": f"new{n}-{time.time_ns()}", "text": text,
                  "kind": "fact", "state": "approved", "revision": revision,
                  "created_at": ASKED_AT}],
            )  # fmt: skip
        found = self.check([text])
        if found["answers"][0][0]["shown"] != text:
            raise RuntimeError("a claim just committed was not found")
        return {"s": found["ms"][0] / 1000}

    def memory(self) -> dict[str, Any]:
        # Not getrusage's: that begins with what the process had that started this one.
        told = Path("/proc/self/status").read_text("ascii")
        return {"mb": int(told.partition("VmHWM:")[2].split()[0]) / 1024}

    def _keep_vectors(self, desk: int, texts: Iterator[str], model: str) -> None:
        numbered = enumerate(texts, 1)
        while some := list(islice(numbered, _BATCH)):
            vectors = Words(model).embed([text for _, text in some])
            with Session(writing(self._engine)) as session, session.begin():
                session.execute(
                    insert(ClaimVector),
                    [
                        {"workspace_id": desk, "claim_id": number, "model": model,
                         "words": words_of(text, None), "revision": 1, "text": vector.tobytes()}
                        for (number, text), vector in zip(some, vectors, strict=True)
                    ],
                )  # fmt: skip


def _checker() -> Any:
    for name in _CHECKERS:
        try:
            return importlib.import_module(name).Checker
        except ModuleNotFoundError as missing:
            if missing.name is None or not name.startswith(missing.name):
                raise
    raise RuntimeError("this build has no checker under a name that is known here")


def _told(answer: Any) -> dict[str, Any]:
    return {
        "outcome": str(answer.outcome.value),
        "shown": answer.claim.text if answer.claim else None,
        "offered": [one.text for one in answer.alternatives],
    }


def _texts(claims: str) -> Iterator[str]:
    with Path(claims).open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def main() -> int:
    """Obey until the input ends."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("database", help="the SQLite file")
    parser.add_argument("--lexical", action="store_true", help="without vectors")
    arguments = parser.parse_args()
    engine = open_engine(f"sqlite:///{arguments.database}")
    build = Build(engine, arguments.lexical)
    known: Mapping[str, Callable[..., dict[str, Any]]] = {
        "fill": build.fill,
        "build": build.build,
        "check": build.check,
        "fresh": build.fresh,
        "memory": build.memory,
    }
    for line in sys.stdin:
        order = json.loads(line)
        print(json.dumps(known[order.pop("do")](**order)), flush=True)
    engine.dispose()
    return 0


if __name__ == "__main__":
    sys.exit(main())
