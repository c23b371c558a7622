"""Common words for who acts, speaks or is meant again."""

from __future__ import annotations

PRONOUNS = frozenset("they it them he she who we i us".split())
PERSONAL = frozenset("he she his her him".split())
SPEAKERS = frozenset("we our us i my ours".split())
POSSESSIVES = frozenset("their its his her our my".split())
BOUND = frozenset({"of", "from", "for", "with"})
ACTS = frozenset("offensive campaign advance assault push operation attack onslaught".split())
BODIES = frozenset("administration authorities government officials staff side delegation council ally allies".split())
GROUPS = frozenset(
    """
        group force faction militia movement alliance organisation organization army brigade coalition militants
        fighters ministry troops militiamen
    """.split()
)
OWN_TROOPS = frozenset("troops forces units men".split())
IRREGULARS = frozenset("fighters militants gunmen militiamen militia faction factions movement group groups".split())
VAGUE = frozenset("troops soldiers fighters forces men units servicemen military army".split())
OF_TOWNS = frozenset("mayor governor residents inhabitants people hospital streets".split())
LED = frozenset("led commanded headed loyal allied aligned sent dispatched fielded deployed".split())
OWNERS = frozenset({"compound", "amod", "poss", "nmod", "appos"})
