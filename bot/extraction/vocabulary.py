"""Closed classes of English words: enough grammar to find a subject and the end of a clause."""

from __future__ import annotations

AUXILIARIES = frozenset(
    """is are was were am be been being has have had having do does did will would can
    could may might must should shall 's 're 've 'd 'll isn't aren't wasn't weren't
    hasn't haven't hadn't doesn't don't didn't won't wouldn't can't cannot couldn't
    shouldn't mustn't ain't""".split()
)
FINITE_AUXILIARIES = AUXILIARIES - {"be", "been", "being", "having"}
MODALS = frozenset(
    """will would can could may might must should shall won't wouldn't can't cannot
    couldn't shouldn't mustn't""".split()
)
NEGATIONS = frozenset(
    """not never neither nor hardly barely isn't aren't wasn't weren't hasn't haven't
    hadn't doesn't don't didn't won't wouldn't can't cannot couldn't shouldn't
    without""".split()
)
CONTRACTED = ("'s", "'re", "'ve", "'d", "'ll", "'m", "n't")
SUBJECT_PRONOUNS = frozenset("he she they it we i you who".split())
OBJECT_PRONOUNS = frozenset("him her them me us you it".split())
DETERMINERS = frozenset(
    """the a an this that these those his her its their our my your some many several
    most all both another other any no each every two three four five six seven
    eight nine ten few more one""".split()
)
PREPOSITIONS = frozenset(
    """of in on at to for with from by about against during between among over under
    into through across behind inside outside near within per via like around toward
    towards upon alongside aboard off amid""".split()
)
SUBORDINATORS = frozenset(
    """that which who whom whose because if when while although though after before as
    since until unless where whether how why what whereas once so than but or yet
    nor""".split()
)
ADVERBS = frozenset(
    """also still now then later earlier again already just even only once often always
    never ever soon today yesterday tonight recently meanwhile however too instead
    rather perhaps maybe thus hence therefore nevertheless nonetheless moreover
    furthermore afterward afterwards though indeed here there yet not first further
    frequently long well further simply previously repeatedly apparently reportedly
    allegedly largely nearly almost""".split()
)
WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
MONTHS = frozenset(
    """january february march april may june july august september october november
    december jan feb mar apr aug sept sep oct nov dec""".split()
)
TIME_WORDS = WEEKDAYS | frozenset(
    """today yesterday tonight tomorrow earlier later recently week month year morning
    afternoon evening night weekend summer spring winter fall autumn last this next
    past ago""".split()
)
# Finite verbs that are common in news and are not cues; they show that words are a clause.
_COMMON_PAST = """went came took made got gave became began left kept held brought met
    lost won led ran saw set put sent spent paid bought sold built cut fell
    rose grew drew flew stood sat broke chose drove ate fought hit hurt let
    lay lied lived looked moved needed opened played passed raised received
    released remained returned served signed started stayed stopped
    supported tried turned used visited voted wanted watched worked killed
    helped hosted happened caused failed followed forced joined launched
    launched managed marked carried changed claimed closed created cited
    died earned ended entered faced filed gained appeared attended arrived
    asked avoided backed barred beat""".split()
_COMMON_PRESENT = """goes comes takes makes gets gives becomes begins leaves keeps holds
    brings meets loses wins leads runs sees sets puts sends spends pays buys
    sells builds cuts falls rises grows draws stands sits breaks seems
    appears remains needs wants likes works looks uses turns means includes
    contains requires allows helps faces plays lives continues fails tries
    serves follows supports opposes represents exists happens matters
    deserves belongs""".split()
_COMMON_BASE = """go come take make get give become keep hold want need know think believe
    seem appear mean include require remain work support oppose have agree
    like hope feel live face""".split()
FINITE_VERBS = frozenset((*_COMMON_PAST, *_COMMON_PRESENT))
PLURAL_VERBS = frozenset(_COMMON_BASE)
PUNCTUATION = frozenset((*'.,;:!?…—–()[]"“”„«»', "''", "``", "--"))
DASHES = frozenset(("—", "–", "--", "-", "―"))
REPORT_NOUNS = frozenset(
    """statement interview briefing conference call email e-mail letter speech address
    tweet post message memo report blog op-ed column release appearance rally event
    hearing debate phone telephone testimony article essay filing telegram facebook
    twitter television tv video radio forum visit stop""".split()
)
ADVERBS_WITHOUT_SOURCE = frozenset(("reportedly", "allegedly", "supposedly", "purportedly"))


def is_adverb(low: str) -> bool:
    return low in ADVERBS or (low.endswith("ly") and low not in _NOT_ADVERBS)


_NOT_ADVERBS = frozenset(
    """family italy july rally ally reply supply only daily weekly early likely
    assembly kelly sally billy molly elderly friendly deadly costly lovely lonely
    ugly holy anomaly monopoly bully apply rely fly imply multiply comply reilly
    connelly""".split()
)
