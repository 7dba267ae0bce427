"""Relations between words that WordNet lacks, or that it has only for a rare sense.

WordNet files "raze" under "destroy" and "acquire" above "buy". It keeps the votes of a council
("vote down") apart from refusals. It has no antonyms for deeds that are opposites only in a report
("approve", "reject"). Words are in their plain form; verbs of two words are joined by "_".
"""

from __future__ import annotations

# Words that say the same of the same event, one group a line. A word may be in several groups; the
# groups are not joined. News counts "injured" and "wounded" alike, so they are one group here.
SAME = """
buy purchase acquire
destroy demolish raze gut ravage wreck obliterate flatten
reject turn_down vote_down throw_out dismiss refuse
publish release make_public
announce unveil present reveal introduce disclose
rescue free
free release liberate
ram strike hit
hurt injure wound
hurt injured wounded
ill sick
ban prohibit forbid outlaw bar
allow permit authorise authorize
cancel call_off scrap axe
end call_off
go_ahead_with proceed_with
destroy wipe_out
implement carry_out
execute carry_out
postpone put_off defer delay
extinguish put_out
arrest detain
jail imprison incarcerate
resign step_down quit
win triumph
increase rise grow climb go_up
increase raise hike boost
decrease fall drop decline go_down
decrease reduce cut slash lower trim
start begin commence
end finish
stop halt
shut close
build construct erect
deploy station
unemployed jobless
unemployment joblessness
company firm corporation
car automobile
plane aircraft airplane airliner aeroplane
ship vessel
explosion blast
quake earthquake
ceasefire truce armistice
immigrant migrant
photo photograph picture
bike bicycle
doctor physician
illness disease
vaccine jab
child kid
kill slay
dead deceased
fake bogus
treaty pact accord
nearly almost
capture seize
donate give
approve endorse back pass adopt
endorse back support
claim assert maintain
sign ink
missile rocket
job position post
premier pm
fatality death
prisoner inmate
employee worker
protester demonstrator
protest demonstration
talk negotiation
insurgent rebel
country nation
frontier border
money cash
house home
accuse blame
sue take_to_court
flee escape
probe investigate
probe investigation inquiry
sack dismiss fire
hire recruit
appoint name
oust overthrow topple depose
flood inundate submerge
suspend pause
beat defeat
acquit clear exonerate
charge indict
torch burn_down
shoot_down down
establish found set_up
abolish scrap axe do_away_with
overturn quash annul reverse strike_down
approve ratify
uncover unearth
disappear vanish go_missing
elect vote_in
stand_down step_down resign
admit acknowledge concede
warn caution
call_on urge
call_for demand
contract shrink
confiscate impound seize
massacre slaughter
fire blaze
attorney lawyer
captive hostage
pupil student
lorry truck hgv heavy_goods_vehicle
gas gasoline petrol
apartment flat
pavement sidewalk
railroad railway
metro subway
poll survey
deadly fatal lethal
covert secret
gunman shooter
found establish
quarrel row dispute
snub rebuff
slam criticise criticize condemn
curb limit restrict
vow pledge promise
deny dispute
pull_out withdraw
take_over seize
break_down collapse
""".strip()

# Each entry: one side | the other side. Any word of one side is opposed to any of the other.
OPPOSITES = """
accept approve allow permit authorise authorize back_up | reject refuse forbid ban prohibit block
    veto turn_down vote_down throw_out;
approve | call_off cancel;
admit confess acknowledge | deny;
confirm | deny refute retract rule_out;
allege report find detect | rule_out;
hold organise organize stage go_ahead_with | call_off cancel scrap;
agree | disagree;
win victory victorious | lose loss defeat;
rise increase grow climb surge soar gain jump up higher go_up | fall decrease drop decline shrink
    plunge slump sink down lower go_down;
raise hike boost expand strengthen | cut reduce slash lower weaken curb;
open opened reopen opening reopening | close shut closing closure shut_down close_down;
start begin launch | stop end halt finish;
enter arrive join | leave depart quit exit withdraw pull_out;
advance | retreat;
attack | defend;
build create | destroy demolish;
buy purchase import | sell export;
support back favor favour endorse | oppose opposed resist criticise criticize condemn;
include | exclude;
innocent acquitted cleared exonerated | guilty convicted;
acquit clear exonerate | convict;
legal lawful | illegal unlawful;
alive survive | dead die killed;
safe | dangerous unsafe;
success succeed successful | failure fail unsuccessful;
present | absent;
public | private secret classified;
rich wealthy | poor;
strong | weak;
true | false;
peace ceasefire truce | war;
friend ally | enemy;
hire appoint recruit | fire sack dismiss;
send give donate | receive get take;
lift remove scrap ease | impose introduce tighten;
release free | arrest detain jail imprison capture;
major majority most | minority;
minimum | maximum;
more greater bigger larger over above | less fewer smaller under below;
best better | worst worse;
first | last;
highest tallest biggest largest most | lowest shortest smallest least;
early earlier | late later;
before | after;
male man boy | female woman girl;
north northern | south southern;
east eastern | west western;
all every everyone everybody always | none nobody never;
positive | negative;
democrat democratic | republican;
left | right;
pass adopt | reject defeat vote_down throw_out;
remain stay keep | leave abandon;
find | lose;
temporary temporarily | permanent permanently;
voluntary voluntarily | forced compulsory mandatory;
foreign | domestic;
liable responsible | innocent;
surplus | deficit profit;
profit | loss;
hot hotter warm warmer | cold colder cool cooler;
inside within in | outside;
with | without;
love like | hate dislike;
vaccinated | unvaccinated;
employed | unemployed jobless;
deploy send station | withdraw recall pulled pull_out;
sign | cancel tear scrap tear_up;
fast quick | slow;
aggressive offensive | defensive;
outdoors outdoor | indoors indoor;
lift remove end | keep maintain;
young | old elderly;
near close | far distant;
full | empty;
long | short;
high | low;
wet | dry;
clean | dirty polluted;
easy | hard difficult;
cheap | expensive dear;
allowed permitted | forbidden banned prohibited;
visible | hidden;
hope | fear;
begin beginning start | end ending;
win winner | loser;
for | against;
for against | abstain;
most | fewest;
more | fewer;
create | eliminate;
uphold | overturn strike_down struck;
elected | appointed;
arriving arrives | leaving leaves;
resign step_down quit | stay_on;
destroy wipe_out | spare;
postpone put_off | hold go_ahead_with bring_forward;
legalise legalize | ban outlaw criminalise criminalize;
nationalise nationalize | privatise privatize;
praise welcome | criticise criticize condemn;
pass | fail;
merge | split;
dissolve | form;
ratify | reject;
extend | shorten;
land | take_off;
survive intact | lose destroy;
end finish | go_on continue;
ignite | extinguish put_out;
""".strip()

PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "mis")
""" "Legal", "illegal": a word with one of these before it is the opposite, where WordNet does not
have it as a word of its own ("disease")."""

# Words that count the same people of an event. "Was killed" means "died"; "kill" does not mean
# "die".
TOLLS = """
dead death die kill killed fatality perish slay slain
injured injury injure hurt wounded wound
missing disappear disappeared unaccounted
homeless displaced
arrest arrested detain detained
""".strip()
