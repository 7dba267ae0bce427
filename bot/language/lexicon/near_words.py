"""Words that help to find a claim although they do not mean the same as its words."""

from __future__ import annotations

# Words that news often uses for one another although they do not mean the same. They help to find a
# claim and to compare its words, but never show that two sentences say the same.
NEAR = """
troop soldier force servicemen servicewomen fighter military
people person individual resident inhabitant civilian
dead death fatality killed died perished
attack assault raid strike
deploy send dispatch station
business company
worker employee staff
police officer cop
protest demonstration rally
law legislation act
election vote poll ballot
treaty agreement
begin launch
end finish stop halt
closure shut
sell sale
say state claim tell
ask request urge
want demand seek
leader head chief
minister secretary
big bigger biggest large larger largest huge greatest
rate level
small little
false fake bogus
money fund
school college
city town
region oblast province area
war conflict
shot vaccine
lift remove scrap
limit restriction curb
win victory
prison jail
talk speak
show reveal
help aid assist
gop republican
militant insurgent rebel
approve confirm
detainee prisoner inmate
photo image
""".strip()
