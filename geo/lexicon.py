"""The words by which reports tell of control, and the shape of the clause each of them asks for.

A shape says which part of the clause is the actor, the place and the opponent; `geo.events.shapes` reads it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from geo.model import Action


class Shape(StrEnum):
    """Which part of a clause plays which part in the event."""

    TAKES = "actor takes place from opponent"
    CLEARS = "actor clears place of opponent, or opponent from place"
    EXPELS = "actor drives opponent out of place"
    FALLS = "place falls to actor"
    LOSES = "opponent loses place to actor"
    LEAVES = "actor leaves place"
    RETREATS = "actor retreats from place"
    GIVES = "opponent gives place to actor"
    ENTERS = "actor enters place"
    ENTERS_INTO = "actor moves into place"
    BESIEGES = "actor besieges place"
    NEARS = "actor nears place"
    NEARS_ON = "actor advances on place"
    REPELS = "actor repels an attack on place"
    HOLDS = "actor holds place"
    FIGHTS = "actor fights opponent at place"
    STRIKES = "actor strikes place"
    FIRES = "actor fires at place"
    DEPLOYS = "actor deploys to place"
    SENDS = "actor sends forces to place"


@dataclass(frozen=True, slots=True)
class Frame:
    """A verb's meaning: with `particle` when it has one ("take over", "pull out")."""

    action: Action
    shape: Shape
    particle: str = ""


def _frames(rows: str, action: Action, shape: Shape) -> dict[str, tuple[Frame, ...]]:
    made: dict[str, tuple[Frame, ...]] = {}
    for word in rows.split():
        lemma, _, particle = word.partition("+")
        made[lemma] = (*made.get(lemma, ()), Frame(action, shape, particle))
    return made


HARMS = frozenset("kill wound injure hurt damage".split())
"""What missiles and shells do where they fall; by whom is a strike only if by them."""

_TABLE = (
    (Action.CAPTURE, Shape.TAKES, (
        "capture seize take retake recapture overrun liberate conquer occupy reconquer free secure regain reclaim grab "
        "snatch wrest take+over win+back take+back capture+back reoccupy re-take re-capture gain overwhelm claim add "
        "overpower subdue win recover reseize retake+over commandeer cleanse+of"
    )),
    (Action.CAPTURE, Shape.CLEARS, "clear cleanse purge rid sweep+clear sweep comb"),
    (Action.CAPTURE, Shape.EXPELS, (
        "drive push force expel oust eject evict dislodge rout chase flush drive+out push+out force+out flush+out "
        "chase+out kick+out kick throw+out root+out push+back drive+back"
    )),
    (Action.CAPTURE, Shape.FALLS, "fall succumb belong pass revert capitulate go give+in surrender yield"),
    (Action.CAPTURE, Shape.LOSES, "lose"),
    (Action.WITHDRAW, Shape.LEAVES, "abandon vacate evacuate leave quit exit flee relinquish desert give+up"),
    (Action.WITHDRAW, Shape.RETREATS, (
        "withdraw retreat pull+out pull+back pull withdraw+back fall+back redeploy regroup reposition retire back+out "
        "move+out depart disengage decamp evacuate flee draw+back slip+out drive+away step+back melt vanish clear+out "
        "take+out bring+out drive+out march+out ride+out roll+out stream+out file+out cross+back"
    )),
    (Action.TRANSFER, Shape.GIVES, (
        "hand+over hand turn+over cede surrender give+back give+over transfer relinquish return deliver concede give "
        "sign+over pass yield hand+back"
    )),
    (Action.ENTER, Shape.ENTERS, "enter storm penetrate breach invade infiltrate re-enter reenter raid"),
    (Action.ENTER, Shape.ENTERS_INTO, (
        "break sweep march push advance move pour roll press drive fight burst thrust surge stream punch charge "
        "break+through stride swarm flood walk ride cruise parade storm file penetrate blast crash enter "
        "infiltrate return rush get come"
    )),
    (Action.BESIEGE, Shape.BESIEGES, (
        "besiege encircle surround blockade ring cut+off envelop cut encircle+off seal+off hem+in pen+in"
    )),
    (Action.APPROACH, Shape.NEARS, "near approach menace threaten"),
    (Action.APPROACH, Shape.NEARS_ON, (
        "advance push march close+in close bear+down bear inch move press creep drive converge edge mass head gain"
    )),
    (Action.REPEL, Shape.REPELS, (
        "repel repulse foil thwart beat+back beat+off fend+off fend fight+off ward+off push+back halt stop block "
        "drive+back throw+back turn+back drive+off hold+off rebuff frustrate defeat absorb withstand resist"
    )),
    (Action.HOLD, Shape.HOLDS, (
        "hold retain keep control hold+on hold+out cling hang+on defend dominate rule guard garrison administer govern"
    )),
    (Action.CLASH, Shape.FIGHTS, "fight clash battle skirmish"),
    (Action.CLASH, Shape.STRIKES, "attack assault assail counter-attack counterattack ambush"),
    (Action.STRIKE, Shape.STRIKES, (
        "bomb shell hit strike pound bombard target strafe pummel batter bomb+out raid rocket blast destroy hammer"
    )),
    (Action.STRIKE, Shape.FIRES, (
        "fire fall open+fire launch drop rain land slam plough plow carry+out conduct crash mount step+up intensify "
         "fly " + " ".join(sorted(HARMS))
    )),
    (Action.DEPLOY, Shape.DEPLOYS, "deploy arrive cross redeploy patrol"),
    (Action.DEPLOY, Shape.SENDS, "send dispatch rush deploy move bring airlift ferry redeploy fly"),
)  # fmt: skip


def _verbs() -> dict[str, tuple[Frame, ...]]:
    verbs: dict[str, tuple[Frame, ...]] = {}
    for action, shape, rows in _TABLE:
        for lemma, frames in _frames(rows, action, shape).items():
            verbs[lemma] = (*verbs.get(lemma, ()), *frames)
    return verbs


VERBS = _verbs()
"""Lemma -> the frames it may have, surest first."""

SURE_VERBS = frozenset(
    """
    capture seize retake recapture overrun liberate conquer reconquer occupy storm besiege encircle bomb shell
    bombard repel repulse withdraw retreat cede free reclaim regain take lose enter clear evict expel oust dislodge
    control fall drive push pull advance march sweep break hold hand push force storm attack fail reoccupy abandon
    vacate leave add evacuate cleanse purge rout flush chase eject win secure wrest relinquish desert yield surrender
    overpower encircle recover oust
    """.split()
)
"""Verbs whose place may be a name that no gazetteer knows."""

IRREGULAR_FORMS = {
    "take": "took taken taking",
    "liberate": "liberated liberating",
    "capture": "captured capturing",
    "seize": "seized seizing",
    "occupy": "occupied occupying",
    "encircle": "encircled encircling",
    "retake": "retook retaken retaking",
    "overrun": "overran overrunning",
    "win": "won winning",
    "lose": "lost losing loses",
    "fall": "fell fallen falling falls",
    "leave": "left leaving",
    "hold": "held holding",
    "keep": "kept keeping",
    "give": "gave given giving",
    "break": "broke broken breaking",
    "drive": "drove driven driving",
    "sweep": "swept sweeping",
    "withdraw": "withdrew withdrawn",
    "fight": "fought fighting",
    "go": "went gone",
    "hit": "hit hitting",
    "strike": "struck striking stricken",
    "beat": "beaten beating beat",
    "send": "sent sending",
    "bring": "brought bringing",
    "bear": "bore borne bearing",
    "flee": "fled fleeing",
    "quit": "quit quitting",
    "free": "freed freeing",
    "cut": "cut cutting",
    "pull": "pulled pulling",
    "thrust": "thrust",
    "burst": "burst",
    "rid": "rid ridding",
    "throw": "threw thrown",
    "fly": "flew flown flying",
    "draw": "drew drawn",
    "rise": "rose",
    "slip": "slipped slipping",
    "regain": "regained",
    "repel": "repelled repelling",
    "expel": "expelled expelling",
    "stop": "stopped stopping",
    "rout": "routed",
    "batter": "battered",
    "raid": "raided raiding",
    "step": "stepped stepping",
    "creep": "crept",
    "hand": "handed handing hands",
    "clear": "cleared clearing",
    "transfer": "transferred transferring",
    "ring": "ringed ringing rung",
    "defeat": "defeated",
    "carry": "carried carrying",
    "control": "controlled controlling",
    "grab": "grabbed grabbing",
    "rush": "rushed rushing",
    "get": "got getting gotten",
    "come": "came coming",
    "commit": "committed",
    "evict": "evicted",
    "purge": "purged",
    "drop": "dropped dropping",
}
"""Forms of the verbs above that no rule makes."""

BASE_FORMS = {
    form: lemma
    for lemma, forms in sorted(IRREGULAR_FORMS.items())
    for form in forms.split()
    if form not in {"left", "hands", "thrust", "ring", "rung", "leaving"} or lemma == "leave"
}

RARE_VERBS = {
    "retook": "captured",
    "retake": "capture",
    "retakes": "captures",
    "retaken": "captured",
    "retaking": "capturing",
    "overran": "captured",
    "overrun": "captured",
    "overruns": "captures",
    "overrunning": "capturing",
    "recaptured": "captured",
    "recapturing": "capturing",
    "recaptures": "captures",
    "reoccupied": "captured",
    "reconquered": "captured",
    "repulsed": "repelled",
    "reseized": "captured",
}
"""Verbs that a small model takes for nouns or names, and the plain verb of the same meaning and form."""
