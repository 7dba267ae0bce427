"""The lexicon: which words mean the same, the opposite, or the same from the other side.

Most of it is WordNet's (`wordnet.txt`, made by benchmarks.wordnet_table, which says what is taken
from it); `added_words`, `converses` and `phrase_words` have what WordNet lacks. It is read on the
first question, not on import.
"""

from bot.language.lexicon.converses import Converse, converses, has_converse
from bot.language.lexicon.relations import (
    Kind,
    derived,
    near_meaning,
    near_stems,
    opposite,
    opposite_stems,
    same_deed,
    same_meaning,
    same_toll,
    way_of,
)
from bot.language.lexicon.verb_phrases import VerbPhrase, verb_phrase, verb_phrases

__all__ = [
    "Converse",
    "Kind",
    "VerbPhrase",
    "converses",
    "derived",
    "has_converse",
    "near_meaning",
    "near_stems",
    "opposite",
    "opposite_stems",
    "same_deed",
    "same_meaning",
    "same_toll",
    "verb_phrase",
    "verb_phrases",
    "way_of",
]
