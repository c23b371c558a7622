"""Nouns that stand for places, for parts of places, and for sites that are places of their own."""

from __future__ import annotations

SETTLEMENT_NOUNS = frozenset(
    """
    city town village hamlet settlement capital cities towns villages hamlets settlements municipality stronghold
    bastion enclave township seat locality localities hub hubs gateway
    """.split()
)
"""Common nouns for a settlement: "the town of X", "the villages of X and Y", or an earlier name again."""

AREA_NOUNS = frozenset(
    """
    region province governorate district state county countryside oblast territory valley peninsula island area zone
    regions provinces governorates districts areas division subdistrict suburb suburbs sector corridor canton
    """.split()
)

SITE_NOUNS = frozenset(
    """
    base bases airbase airport airfield aerodrome crossing crossings prison jail dam bridge barracks palace hill
    hills mountain ridge heights mount camp camps refinery field oilfield oilfields gasfield plant station
    headquarters university hospital mosque citadel castle factory port harbour harbor terminal checkpoint
    checkpoints junction intersection roundabout academy quarter neighbourhood neighborhood district suburb silo
    silos mine tunnel road highway motorway depot depots warehouse runway compound fortress outpost outposts post
    posts position positions garrison command building buildings ministry centre center square complex farm farms
    garage market school tower island monastery church stadium peak summit pass gate gates border frontier reservoir
    well wells facility steelworks shipyard
    """.split()
)
"""Nouns for a named or unnamed site: with a name of its own it is its own place, never the city it stands in."""

PART_NOUNS = frozenset(
    """
    most half part parts some majority much bulk third thirds quarter quarters percent % portion portions swathe
    swathes swath swaths section sections chunk chunks remainder rest neighbourhoods neighborhoods districts streets
    street corner area areas side sides centre center center-city heart edge suburbs positions outskirts fifth
    fifths tenth tenths fourth fourths sixth eighth three-quarters two-thirds dozens villages towns hamlets
    settlements localities pocket pockets stretches stretch lot number handful everything sector sectors portion
    share patches inch fraction tract tracts strip suburbs north south east west countryside block blocks
    """.split()
)

WHOLE_NOUNS = frozenset("all whole entirety entire inch rest totality everything".split())

EDGE_NOUNS = frozenset(
    """
    outskirts gates gate edge edges entrance entrances doorstep vicinity approaches limits periphery fringes fringe
    perimeter threshold suburbs range sight reach door doors
    """.split()
)
"""Being there is near the place and not in it."""

FIRST_PARTS = frozenset("eastern western northern southern central north south east west upper lower downtown".split())
