"""Matching a statement with claims: pure, no database, no Slack, no clock."""

import os

# OpenBLAS's threads wait by spinning, and a product of a matrix and a vector is over before a
# second thread has begun: a check took twice as long with them. The setting is read when NumPy is
# first loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__all__ = [
    "account",
    "compare",
    "differences",
    "duplicates",
    "embeddings",
    "entities",
    "index",
    "index_parts",
    "known",
    "likeness",
    "measures",
    "multilingual",
    "outcome",
    "same",
    "score",
    "speakers",
    "vectors",
    "wording",
]
