"""The patterns of words, and of words and marks that end a sentence. Data only; `sentences`
reads them."""

from __future__ import annotations

import re

WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S.
    r"|(?:Mr|Mrs|Ms|Dr|Prof|Sens?|Reps?|Govs?|Gen|Lt|Col|Sgt|Capt|Adm|Cmdr|Rev|Hon|St|Jr|Sr)\.(?=\s)"
    r"|[A-Z]\.(?=\s[A-Z])"  # Jane Q. Roe
    r"|@\w+"
    r"|[^\W_]+(?:(?:['’‑‐-]|(?<=\d)[.,:/](?=\d))[^\W_]+)*"  # Ha-kyou, Russia's, 10,000
    r"|''|``|--+|[^\w\s]|_"
)
ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof sen sens rep reps gov govs gen lt col sgt capt maj adm cmdr rev hon st jr
    sr inc corp co ltd no vs jan feb mar apr aug sept sep oct nov dec d-calif r-la u.s u.k u.n
    d-mass d-vt d-nev r-ky r-ala r-s.c messrs pres atty supt mt ft det""".split()
)
TERMINAL = frozenset(".!?…")
CLOSERS = frozenset("\"”’'»)]")
STARTERS = frozenset(
    """the a an he she it they we i but and in on at for this that these those his her their its
    when while if as after mr mrs ms however some many most there what""".split()
)
