"""Words that mean the opposite of each other, as news claims turn on them."""

from __future__ import annotations

# Each entry: one side | the other side. Each word of one side is the opposite of each of the other.
OPPOSITES = """
accept approve allow permit authorise authorize | reject refuse forbid ban prohibit block veto;
admit confess acknowledge | deny;
confirm | deny refute retract;
agree | disagree;
win won victory victorious | lose lost defeat defeated;
rise rose risen increase increased grow grew grown climb climbed surge soar gain jump jumped up
    higher | fall fell fallen decrease decreased drop dropped decline shrink shrank plunge slump
    sink sank down lower;
raise raised hike hiked boost boosted expand expanded strengthen | cut cutting reduce reduced
    slash lower lowered weaken curb;
open opened reopen opening | close closed shut closing;
start started begin began begun launch launched | stop stopped end ended halt halted finish
    finished;
enter entered arrive arrived join joined | leave left depart departed quit exit withdraw
    withdrew withdrawn;
advance advanced | retreat retreated;
attack attacked | defend defended;
build built create created | destroy destroyed demolish demolished;
buy bought purchase purchased import imported | sell sold export exported;
support supported back backed favor favored favour favoured endorse endorsed | oppose opposed
    resist criticise criticize condemn condemned;
include included | exclude excluded;
innocent acquitted cleared exonerated | guilty convicted;
legal lawful | illegal unlawful;
alive survive survived | dead die died killed;
safe | dangerous unsafe;
success succeed succeeded successful | failure fail failed unsuccessful;
present | absent;
public | private secret classified;
rich wealthy | poor;
strong stronger | weak weaker;
true | false;
peace ceasefire truce | war;
friend ally allies | enemy enemies;
hire hired appoint appointed recruit | fire fired sack sacked dismiss dismissed;
send sent give gave given donate | receive received get took taken;
lift lifted remove removed scrap scrapped ease eased | impose imposed introduce introduced
    tighten tightened;
release released free freed | arrest arrested detain detained jail jailed imprison imprisoned
    capture captured;
major majority most | minority;
minimum | maximum;
more greater bigger larger over above | less fewer smaller under below;
best better | worst worse;
first | last;
highest tallest biggest largest most | lowest shortest smallest least;
early earlier | late later;
before | after;
male man men boy | female woman women girl;
north northern | south southern;
east eastern | west western;
all every everyone everybody always | none nobody never;
positive | negative;
democrat democrats democratic | republican republicans;
left | right;
pass passed adopt adopted | reject rejected defeat;
remain remained stay stayed keep kept | leave left abandon;
temporary temporarily | permanent permanently;
voluntary voluntarily | forced compulsory mandatory;
foreign | domestic;
liable responsible | innocent;
surplus | deficit profit;
profit | loss;
hot hotter warm warmer | cold colder cool cooler;
inside within in | outside;
with | without;
love loved like liked | hate hated dislike;
vaccinated | unvaccinated;
employed | unemployed jobless;
deploy deployed send sent station stationed | withdraw withdrawn withdrew recall recalled pulled;
sign signed | cancel cancelled tear tore torn scrap scrapped;
fast faster quick quicker | slow slower;
aggressive offensive | defensive;
outdoors outdoor | indoors indoor;
lift lifted remove removed end ended | keep kept maintain maintained;
young younger | old older elderly;
near close closer | far distant;
full | empty;
long longer | short shorter;
high | low;
wet | dry;
clean | dirty polluted;
easy easier | hard harder difficult;
cheap cheaper | expensive dearer;
allowed permitted | forbidden banned prohibited;
visible | hidden;
hope hopes hoped | fear fears feared;
begin beginning start | end ending;
win winner | loser;
for | against;
most | fewest;
more | fewer;
create created creating | eliminate eliminated eliminating;
upheld uphold | overturned overturn struck;
elected | appointed;
arriving arrives | leaving leaves;
"""

# "Legal", "illegal": a word with one of these prefixes is the opposite of the word without.
PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "anti", "mis")

# Stopwords that are compared all the same.
SMALL_OPPOSITES = frozenset(
    """before after all none over under above below with without inside outside more less first
    last most least every always never up down""".split()
)

# Degrees of "how many of them"; a quantifier of another degree makes another claim.
RUNGS = {
    word: rung
    for rung, words in enumerate(
        ("none", "few", "some several", "half", "most majority", "all every each")
    )
    for word in words.split()
}
