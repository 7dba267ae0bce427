"""Words of remarks: what people say around a statement and that says nothing of what happened.

One module of word lists, since they are read together; it is longer than others.
"""

from __future__ import annotations

EVALUATIVE = frozenset(
    """absurd abysmal alarming amazing angry appalled appalling appallingly ashamed astonishing
    atrocious awesome awful awfully bad baffling barbaric beautiful bizarre bonkers breathtaking
    brilliant chilling classic concerned concerning crazy creepy criminal cruel damning dark
    deafening delighted deplorable depressing despicable devastated devastating disappointed
    disappointing disaster disgrace disgraceful disgust disgusted disgusting dismal distressing
    disturbing dreadful embarrassing enough epic evil excellent fantastic fascinating finally
    frightening furious glad good gross gutted happy harrowing heartbreak heartbreaking
    heartbroken hideous hilarious historic honest horrible horrid horrific horrified horrifying
    huge hypocrisy hypocrites idiotic idiots impressive incredible incredibly infuriating
    inexcusable insane insanity interesting joke ludicrous lunacy mad madness massive
    mental mess mindblowing monstrous nasty nightmare nonsensical numb nuts obscene obvious odd
    outrage outraged outrageous pathetic perfect pity proud rage relieved repulsive revolting
    ridiculous sad sadly sadness scandal scandalous scared scary scum shame shameful shameless
    shock shocked shocker shocking sick sickened sickening sobering sorry speechless staggering
    strange stunned stunning stupid surprised surprising telling terrible terrified
    terrifying tragedy
    tragic travesty ugly unacceptable unbelievable uncanny unforgivable unfortunate unreal
    unspeakable unthinkable upset upsetting vile weird wicked wild wonderful worried worrying
    worst wow wrong yikes""".split()
)
"""How the writer judges what he passes on; not how likely it is."""

INTERJECTIONS = frozenset(
    """aargh ah aha alas alert argh attention bingo blimey boom  bravo breaking
    congrats congratulations cmon come crikey damn dang dear developing  er exactly exclusive
    ffs folks  fuck fucking geez gosh great guys ha haha hahaha heck hell hello hey hmm
    huh hurray imo imho ikr indeed jeez jesus kudos lmao lol look   meh nah no nope oh ok
    okay omg oops ouch  phew pfft please right rip rofl scoop shh shit sigh smh sure tbh
    thanks thread tsk ugh uh um update urgent video viral watch well welp what whoa whoah wtf yay
    yeah yep yes yup""".split()
)

ATTENTION = frozenset(
    """account accountable answer answers anyone anymore article attention believe
    believing blame bother
    breath care cares channel cry crying comment comments count cover coverage day
    details discuss dont eyes
    explain face feel feeling feelings folk follow forget forgive forgotten form full go god goes
    going guess happen happened happening happens hate hear heard hearing heart hearts
    hell help hiding hope hoping ignore ignoring imagine important justify kidding knew know
    knowing known knows let lets letting like link listen lord lost love luck mainstream matter
    matters mean means media mention mind minds minute miss missed moment moments morning msm need
    needs news night notice opinion outlets picture pictures pinned post posts
    pray prayer prayers praying question questions react reaction read reading reads
    ready repeat repost report reported reporting respect responsible retweet rt safe scene scenes
    screen see seeing seen seriously share sharing silence silent sink sleep slow somebody someone
    source sources speak spread spreading start stay stop story stories strength stuff subscribe
    support take taken talk talked talking talks tell tells thing things think thinking thought
    thoughts time times tonight truth tune tweet tweets understand wait waiting wake want wants
    watch watching way weep wish wonder wondering word words world worse write wrote""".split()
)
"""Of looking, telling and minding: what writers and readers of posts do."""

REQUESTS = frozenset(
    """check click donate download follow forward help join let like listen look please pray read
    rt retweet see share sign spread stay subscribe support swipe tag tap tell tune turn visit
    wake watch write""".split()
)
"""Verbs with which posts ask their readers to do something."""

ASKED_FOR = frozenset(
    """all and another any as before below everybody everyone far for here her him if in it its me
    more my now on our out please some that the their them these this those tuned up us via what
    when where why wide widely with you your""".split()
)
"""What follows such a verb in a request ("share this", "watch our video"); "share prices" and
"help centre" are no requests."""

ATTITUDES = (
    "obviously",
    "clearly",
    "sadly",
    "unfortunately",
    "tragically",
    "shockingly",
    "incredibly",
    "unbelievably",
    "honestly",
    "frankly",
    "seriously",
    "literally",
    "basically",
    "surprisingly",
    "unsurprisingly",
    "remarkably",
    "amazingly",
    "thankfully",
    "mercifully",
    "luckily",
    "fortunately",
    "ironically",
    "interestingly",
    "curiously",
    "strangely",
    "disgracefully",
    "shamefully",
    "outrageously",
    "alarmingly",
    "worryingly",
    "regrettably",
    "predictably",
    "naturally",
    "undoubtedly",
    "definitely",
    "certainly",
    "surely",
    "evidently",
    "plainly",
    "of course",
    "no doubt",
    "without a doubt",
    "in fact",
    "as a matter of fact",
    "indeed",
    "wow",
    "omg",
    "oh my god",
    "my god",
    "just wow",
    "by the way",
    "btw",
    "meanwhile",
    "finally",
    "lol",
    "fyi",
    "til",
    "tbh",
    "wtf",
)
"""Words before a statement that show how its writer takes it. "Apparently" and "reportedly" are
none: they say how sure it is."""

ADDRESSES = (
    "yes",
    "guess what",
    "you guessed it",
    "hear this",
    "get this",
    "believe it or not",
    "not surprisingly",
    "to be honest",
    "imagine",
    "look",
    "listen",
    "folks",
    "friends",
    "guys",
    "people",
    "everyone",
    "everybody",
    "hmm+",
    "seriously though",
    "simply put",
    "ok so",
    "so",
    "wait",
    "oh",
    "ah",
    "yeah",
    "yep",
    "really",
    "damn",
    "jesus",
    "christ",
    "good god",
    "unreal",
    "what",
    "boom",
    "sigh",
    "ugh",
    "yikes",
    "whoa",
    "heads up",
    "attention",
    "wake up",
    "let that sink in",
    "you won['’]?t believe (?:this|it)",
    "remember",
    "for the record",
    "for those asking",
    "just so you know",
    "in case you (?:missed it|didn['’]?t know)",
    "not sure (?:if|whether) (?:this|it) is true,? but",
)
"""Words to the readers before a statement; a mark follows them ("Look, the bridge …")."""

SHOUTED = (
    "BREAKING(?: NEWS)?",
    "JUST IN",
    "EXCLUSIVE",
    "UPDATED?",
    "WATCH",
    "SCOOP",
    "LIVE",
    "ICYMI",
    "VIDEO",
    "ALERT",
    "CONFIRMED",
    "DEVELOPING",
    "URGENT",
    "FLASH",
    "REVEALED",
    "LEAKED",
    "WOW",
)
"""Labels that need no mark behind them where the sentence goes on in small letters."""

LABEL_NOUNS = (
    "watch",
    "watch live",
    "listen",
    "look",
    "read",
    "live",
    "breaking",
    "scoop",
    "exclusive",
    "video",
    "photos?",
    "pictures?",
    "pics?",
    "images?",
    "gallery",
    "audio",
    "clip",
    "update",
    "updates?",
    "updated",
    "update \\d",
    "latest",
    "the latest",
    "opinion",
    "op-ed",
    "comment",
    "editorial",
    "analysis",
    "explainer",
    "explained",
    "thread",
    "fwd?",
    "fw",
    "re",
    "correction",
    "clarification",
    "developing",
    "developing story",
    "alert",
    "news ?flash",
    "flash",
    "news",
    "headlines?",
    "top story",
    "report",
    "reminder",
    "poll",
    "interview",
    "podcast",
    "review",
    "recap",
    "summary",
    "tl;?dr",
    "icymi",
    "til",
    "in case you missed it",
    "must[- ]read",
    "must[- ]see",
    "must[- ]watch",
    "viral",
    "wow",
    "warning",
    "note",
    "nb",
    "ps",
    "p\\.s\\.",
    "edit",
    "a",
    "fact",
    "fun fact",
    "confirmed",
    "it['’]s official",
    "official",
    "big",
    "big news",
    "sad news",
    "great news",
    "bad news",
    "good news",
    "huge",
    "shock",
    "shocking",
    "unbelievable",
    "incredible",
    "insane",
    "wtf",
    "omg",
    "tw",
    "cw",
    "trigger warning",
    "nsfw",
    "leaked",
    "revealed",
    "hot take",
    "today",
    "now",
    "happening now",
    "this morning",
    "from the archives?",
    "today in history",
    "on this day",
    "daily digest",
    "bulletin",
    "morning briefing",
    "local news",
    "world news",
    "eyewitness",
    "newsletter",
)
"""Labels before a statement, as patterns: they name no speaker."""

TOPIC_LABEL_NOUNS = ("updates?", "latest", "news", "live", "live updates", "live blog", "alert")
"""Labels that may name their subject first: "Corvane update:"."""
