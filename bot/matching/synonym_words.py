"""Words that news use for one another: a short list of the nouns and verbs on which claims turn,
a group a line."""

from __future__ import annotations

SYNONYMS = """
troop soldier force servicemen servicewomen fighter military
people person individual resident inhabitant civilian
dead death fatality killed died perished
injured wounded hurt
child kid
car vehicle automobile
deploy send sent dispatch station
sign ink
attack assault raid strike
missile rocket
plane aircraft jet
ship vessel boat
company firm corporation business
job position post
worker employee staff
police officer cop
protester demonstrator
protest demonstration rally
law legislation act
election vote poll ballot
pact treaty agreement accord
talk negotiation
rise increase grow climb
fall decrease drop decline
cut reduce reduction slash
buy purchase acquire
sell sale
begin start commence launch
end finish stop halt
shut close closure
say state claim tell
ask request urge
want demand seek
ban prohibit forbid outlaw
allow permit authorise authorize
destroy demolish
build construct erect
hit struck
leader head chief
minister secretary
big bigger biggest large larger largest huge greatest
unemployment unemployed jobless joblessness
rate level
small little
nearly almost
fake false bogus
money fund cash
doctor physician
school college
house home
city town
region oblast province area
war conflict
country nation
ill sick
illness disease
vaccine jab shot
lift remove scrap
limit restriction curb
resign quit
win won victory
arrest detain
jail imprison prison
talk speak
show reveal
help aid assist
border frontier
gop republican
pm premier
explosion blast
insurgent militant rebel
release free
approve confirm
prisoner detainee inmate
capture seize
donate give
photo photograph picture image
bike bicycle
plane airplane airliner
quake earthquake
ceasefire truce armistice
immigrant migrant
""".strip()
