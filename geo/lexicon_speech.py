"""Words by which a report attributes, denies, plans, demands, doubts or commemorates."""

from __future__ import annotations

SAYS = frozenset(
    """
    say tell announce report claim declare add state write admit concede acknowledge confirm insist maintain assert
    note explain recall warn boast post tweet broadcast stress reveal indicate quote describe proclaim allege affirm
    reiterate show suggest list credit publish believe accuse speak
    """.split()
)
ADMITS = frozenset("admit concede acknowledge confirm".split())
DENIES = frozenset("deny reject dismiss refute rebut disprove dispute contradict rubbish".split())
PLANS = frozenset(
    """
    vow plan intend promise pledge threaten order prepare agree decide swear undertake propose instruct command
    direct announce schedule commit
    """.split()
)
DEMANDS = frozenset(
    """
    demand urge ask call request want press invite beg implore appeal require exhort tell advise wish seek pressure
    """.split()
)
TRIES = frozenset(
    """
        try attempt seek aim hope want struggle strive battle fight work bid endeavour need like look compete race
        scramble
    """.split()
)
FAILS = frozenset("fail refuse decline struggle omit neglect forget cease".split())
DOUBTS = frozenset(
    """
    fear doubt worry hope wonder suppose imagine assume expect predict anticipate await foresee believe think ask
    dream forecast prevent avert avoid stop risk question discuss debate consider negotiate delay postpone rule
    suspect speculate oppose hinder allow
    """.split()
)
HONOURS = frozenset(
    """
    celebrate mark commemorate hail remember mourn honour honor praise welcome cheer condemn recreate depict
    """.split()
)

PLAN_NOUNS = frozenset(
    """
        plan plans order orders vow pledge threat threats decision promise intention preparations ultimatum
        announcement agreement deal
    """.split()
)
TRY_NOUNS = frozenset(
    """
        attempt attempts bid effort efforts drive campaign offensive operation operations battle push mission
        assault attack fight struggle
    """.split()
)
DOUBT_NOUNS = frozenset(
    """
    fear fears hope hopes risk risks danger possibility prospect prospects chance threat rumour rumours rumor rumors
    speculation concern concerns anniversary commemoration celebration celebrations question talk need call calls
    demand demands eve case event scenario film movie book novel play song painting video-game story tale
    expectation expectations ability failure inability refusal hypothesis aim goal objective aftermath verge brink
    talks negotiations importance impact consequence consequences effect celebration warnings warning price
    """.split()
)
REPORT_NOUNS = frozenset(
    """
        report reports claim claims news statement word account accounts suggestion suggestions allegation
        allegations footage video
    """.split()
)
RUMOURS = frozenset("rumour rumours rumor rumors speculation".split())
FALSE_WORDS = frozenset(
    """
        false untrue baseless fabricated unfounded wrong lies fabrication lie incorrect inaccurate fake nonsense
        groundless
    """.split()
)
IF_WORDS = frozenset("if unless whether lest provided supposing should".split())
PLANNED_ADJECTIVES = frozenset("set due expected scheduled about supposed bound ordered planned determined".split())
REAL_INFINITIVES = frozenset(
    """
    manage begin start continue help proceed force go allow enable compel make see let come oblige keep rush move
    order_ get succeed finish complete cause lead prompt send
    """.split()
)
NOT_MODALS = frozenset("can could may might should must ought need".split())
"""Clauses with one of these tell nothing that happened."""
