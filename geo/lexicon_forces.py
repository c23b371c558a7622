"""Words for armed forces, their arms and their people."""

from __future__ import annotations

FORCE_WORDS = frozenset(
    """
    alliance allies armies army battalion battalions brigade brigades coalition column columns commandos contingent
    contingents corps detachment detachments division divisions faction factions fighters fighter force forces
    garrison group groups guard guards guerrilla guerrillas gunmen infantry infantrymen insurgents jihadists
    loyalists marines men militants military militia militiamen militias movement paramilitaries paratroopers
    partisans patrol patrols police policemen rebels recruits regiment regiments reservists regulars servicemen
    soldier soldiers squad squads troop troops unit units vanguard volunteers warriors defenders advisers advisors
    mercenaries personnel contractors combatants irregulars separatists command peshmerga gunners pilots attackers
    assailants besiegers comrades tribesmen snipers
    """.split()
)
"""Nouns that make a group of armed people of what stands before them ("Russian infantry", "rebel columns")."""

UNIT_WORDS = frozenset("division brigade battalion regiment corps army infantry garrison".split())
"""Nouns of units, which often bear a number ("the 1st Division")."""

WEAPON_WORDS = frozenset(
    """
    air aircraft airforce airstrike airstrikes armor armour artillery barrage barrages batteries battery bomb
    bombardment bombardments bomber bombers bombing bombs cannon convoy convoys drone drones fighter-jets fire
    gunboats gunships guns gunners helicopter helicopters howitzers jet jets missile missiles mortar mortars plane
    planes raid raids rocket rockets shell shelling shells strike strikes tank tanks vehicles warplane warplanes
    warship warships navy airplanes mlrs
    """.split()
)
"""Arms and what they do; before one of them an actor's name says whose it is."""

RANK_WORDS = frozenset(
    """
    adviser advisor ambassador analyst authorities chief colonel commander commanders commander-in-chief diplomat
    general governor leader leaders lieutenant major mayor minister ministers ministry officer officers official
    officials president premier presidency secretary source sources spokesman spokesmen spokesperson spokeswoman
    statement parliament lawmakers envoy deputy council television media agency
    """.split()
)
"""People and bodies that speak for others."""

GROUP_NOUNS = frozenset(FORCE_WORDS - {"command", "police", "policemen", "personnel", "contractors", "movement"})

UNDERTAKINGS = frozenset("offensive campaign advance assault push operation attack onslaught".split())
"""What a force undertakes; whose it is acts."""

BODIES = frozenset("administration authorities government officials staff side delegation council ally allies".split())
"""People and bodies that act for a force or a government."""

GROUPS = frozenset(
    """
        group force faction militia movement alliance organisation organization army brigade coalition militants
        fighters ministry troops militiamen
    """.split()
)
"""Nouns that mean a force told before ("the group")."""

OWN_TROOPS = frozenset("troops forces units men".split())
"""Bare nouns that mean the troops of whoever speaks."""

IRREGULARS = frozenset("fighters militants gunmen militiamen militia faction factions movement group groups".split())
"""Nouns for fighters of no army."""

VAGUE_FORCES = frozenset("troops soldiers fighters forces men units servicemen military army".split())
"""Nouns that do not tell which force is meant."""

OF_TOWNS = frozenset("mayor governor residents inhabitants people hospital streets".split())
"""People and things of a town that bears its name before them."""

LED_BY = frozenset("led commanded headed loyal allied aligned sent dispatched fielded deployed".split())
"""Words before who leads or sends a force."""

PRONOUNS = frozenset("they it them he she who we i us".split())
"""Pronouns that may mean a force or who speaks for it."""
