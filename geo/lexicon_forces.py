"""Words for armed forces, their arms and their people."""

from __future__ import annotations

FORCE_WORDS = frozenset(
    """
    alliance allies armies army battalion battalions brigade brigades coalition column columns commandos contingent
    contingents corps detachment detachments division divisions faction factions fighters fighter force forces
    garrison group groups guard guards guerrilla guerrillas gunmen infantry infantrymen insurgents jihadists jihadis
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
    warship warships navy airplanes mlrs frigate frigates submarine submarines destroyer destroyers corvette corvettes
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

MUNITIONS = frozenset(
    """
        fire shell shells rocket rockets missile missiles bomb bombs strike strikes airstrike airstrikes raid raids
        drone drones attack attacks mortar mortars mortars barrage salvo bombardment shelling bombardments barrages
        munitions sorties artillery
    """.split()
)
