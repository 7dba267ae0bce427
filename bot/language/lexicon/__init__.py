"""The lexicon: which words mean the same, which the opposite, and which the same from the other
side.

Most of it comes from WordNet (`wordnet.txt`, made by benchmarks.wordnet_table, which says what it
takes). `added_words`, `converses` and `phrase_words` have what WordNet lacks. The lexicon is read
when the first question is asked, not on import.
"""

from bot.language.lexicon.converses import Converse, converses, has_converse
from bot.language.lexicon.relations import (
    Kind,
    derived,
    is_only_noun,
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
    "is_only_noun",
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
