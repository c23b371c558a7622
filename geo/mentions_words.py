"""The words around a name that tell what it is: general English, of no war or country."""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PARTICLES = _words(
    """
    al el as ash ad ar at az an ez es ed et en ul de del della di da do dos das du la le les los las van von der den
    bin ibn abu umm bani of the and y i sur on upon am im aux sous 's ne-
    """
)
JOINERS = PARTICLES - _words("of the and y i sur on upon am im en aux sous")
GENERICS = _words(
    """
    jabal jebel jabel djebel khan tal tall tell tel talat tallat tulul deir dayr beit bayt bir beer bi'r kafr kafar
    kfar hawsh hosh wadi ain ayn umm nahr mount mt lake fort camp port cape villa puerto santa santo rio ras
    qalaat qala kherbet khirbet kherbat mazraat burj borj bab marj maarat ma'arat maaret khirbat qasr souq
    suq jisr novo nova nove novyi stara staryi velyka verkhnie nyzhnie wad shatt hill point
    """
)
LOCATIVE = _words(
    """
    in near at into inside outside within across around towards toward throughout over above along amid between beyond
    via through past reached reach reaching left leave leaving visited visiting neighbouring neighboring downtown
    """
)
WAR = _words(
    """
    entered enter enters entering captured capture captures capturing recaptured recapture recapturing seized seize
    seizes seizing retook retake retakes retaking took take takes taking besieged besiege besieging encircled
    surrounded bombed bombing bombarded shelled shelling hit struck striking strikes attacked attacking stormed
    storming controls control controlled controlling liberated liberating surrounding overran overrun lost losing
    lose loses held holds hold holding defended defending occupied occupying occupies abandoned evacuated besieges
    fled fleeing raided raiding cleared clearing regained regain reclaimed reclaim approached approaching penetrated
    targeted targeting pounded pounding handed
    """
)
LOOSE = _words("of from to on and or by against off")
DIRECTIONS = _words(
    """
    north south east west northern southern eastern western northeast northwest southeast southwest north-east
    north-west south-east south-west northeastern northwestern southeastern southwestern north-eastern north-western
    south-eastern south-western central upper lower greater rural downtown mainland
    """
)
PLACE_NOUNS = _words(
    """
    city town village towns villages cities hamlet municipality settlement suburb suburbs district districts
    province provinces governorate governorates region regions oblast state states county counties capital port
    island islands area areas peninsula valley neighbourhood neighborhood neighbourhoods neighborhoods outskirts
    countryside parish department prefecture emirate territory republic kingdom commune township locality stronghold
    enclave settlements hamlets farms quarters quarter camps camp hills hill base checkpoints checkpoint
    """
)
TITLES = _words(
    """
    mr mrs ms dr sir lord lady king queen prince princess president premier prime minister chancellor senator sen
    rep representative congressman congresswoman gov governor mayor sheriff judge justice attorney general gen col
    colonel lt lieutenant capt captain sgt sergeant maj major cpl commander chief officer spokesman spokeswoman
    spokesperson ambassador secretary director chairman chairwoman professor prof rev reverend father sister saint
    pope coach imam sheikh ayatollah mullah emir sultan detective deputy trooper councilman commissioner leader
    founder ceo author actor actress singer lawyer journalist reporter correspondent analyst manager editor
    defendant witness
    """
)
SAYING = _words(
    """
    said says saying told tells added adds noted notes explained asked asks testified wrote writes recalled replied
    argued pleaded died who whose
    """
)
SPEAKING = _words(
    """
    said says denied denies warned warns accused accuses rejected rejects supports supported backs backed vowed vows
    announced announces wants wanted insists insisted continues considers considered regards demanded demands claims
    claimed called calls condemned condemns urged urges hopes fears believes agreed agrees refused refuses pledged
    responded expects plans seeks sought has had would will may is sees saw sent ordered hit offered signed
    """
)
STREETS = _words(
    """
    street st road rd avenue ave drive dr lane ln boulevard blvd highway hwy route parkway way court place terrace
    circle
    """
)
CAPITAL_SITES = _words(
    """
    airport airfield airbase base bridge dam refinery field fields camp crossing hospital prison square castle
    citadel port harbour harbor mosque church cathedral temple school academy barracks hill hills mountain mountains
    mount ridge river creek stream lake bay beach cape canal strait sea valley plain plateau desert forest park
    island islands peninsula reservoir falls springs roundabout junction checkpoint factory plant station stadium
    arena theater theatre museum library mall tower cemetery farm ranch zoo terminal tunnel pass gate palace
    monastery fort district quarter neighbourhood neighborhood countryside governorate province region county parish
    township oblast raion prefecture territory reservation wilderness trail
    """
)
SITES = _words(
    """
    district quarter neighbourhood neighborhood suburb hill hills mountain mountains ridge heights valley plain plains
    forest forests island islands river dam bridge base airbase airport airfield crossing camp barracks checkpoint
    roundabout junction field fields refinery prison farms countryside
    """
)
OFFICES = _words(
    """
    police council government authorities army forces sheriff department fire court mayor governor ministry
    parliament assembly senate office officials residents resident men man woman native school schools schoolboard
    district board commission commissioners administration military health public county city state coroner attorney
    jail hospital
    """
)
EMBEDDERS = _words(
    """
    university college institute center centre foundation times post herald tribune news journal gazette daily press
    telegraph guardian independent observer bank airlines airways club united fc league cup games open festival
    agreement accord accords treaty convention declaration protocol protocols group company corp corporation inc ltd
    observatory network society association symphony orchestra motors oil energy insurance brigade brigades
    battalion division regiment front movement party liberation tv radio television magazine review bulletin
    chronicle sun star mail examiner sentinel courier dispatch globe leader record register monitor democrat
    republican prize award
    """
)
FORCES = _words(
    """
    group groups brigade brigades militia militias fighters forces force troops battalion battalions movement
    faction factions party rebels insurgents militants gunmen soldiers army command division corps regiment
    militiamen
    """
)
BODIES = _words(
    """
    department departments ministry minister ministers secretary bureau office institute academy faculty school college
    board commissioner commission directorate agency council
    """
)
ILLNESSES = _words("virus viruses ebolavirus fever disease syndrome flu strain influenza")
HILLS = _words(
    """
    jabal jebel jabel djebel tal tall tell tel talat tallat tulul deir dayr beit bayt kafr kafar kfar hawsh hosh wadi
    nahr mount lake kherbet khirbet kherbat mazraat qalaat qala maarat ma'arat maaret khirbat qasr
    """
)
HOSTS = _words(
    """
    liwa liwaa jaysh jaish jabhat jebhat harakat haraka faylaq failaq kataib kata'ib katibat katiba hayat hay'at hayaat
    saraya asaib asa'ib quwat firqat ahrar suqour jund junud ajnad hizb tanzim fatah fath ansar nusrat usud suqur
    """
)
"""Arabic words for forces, which precede their names: Liwa al-Quds, Jaysh al-Islam."""
PEOPLES = _words("arab arabs jewish jew jews kurd kurds kurdish muslim muslims islamic christian christians olympic")
MOVEMENTS = _words(
    """
    taliban hamas hezbollah hizbullah hizballah houthi houthis fatah isis isil daesh qaeda shabaab hashd haqqani
    polisario janjaweed mujahideen peshmerga wagner azov akhmat junta
    """
)
"""Forces whose names are also those of towns somewhere; a text means the town where it says village or town."""
LOOSE_NOUNS = _words(
    """
    province provinces region regions state states city town village county area areas territory border borders
    capital municipality oblast prefecture government governorates districts coast
    """
)
ARABIC_WORDS = _words(
    """
    مدينه محافظه قريه بلده منطقه ريف حي جبل تل طريق معبر مطار قاعده قوات جيش حرب يوم اليوم في من على الى عن بعد قبل
    المعارضه الجيش النظام الحكومه شمال جنوب شرق غرب وسط نحو بين كان قال
    """
)
NO_PLACES = frozenset(
    {
        "islamic state",
        "united nations",
        "security council",
        "white helmets",
        "white house",
        "city hall",
        "red crescent",
        "red cross",
    }
)
MONTHS = _words(
    """
    january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday spring summer autumn winter
    """
)
LISTED = re.compile(r",?\s(?:and|or)\s(?:the\s)?|,\s")
"""What divides the names of a list."""
FATE = re.compile(
    r"\s(?:(?:is|was|are|were|has\sbeen|had\sbeen|remains?|remained|came|comes)\s(?:\w+\s){0,2}?"
    r"(?:(?:in|into)\s(?:the\s)?hands\sof|under\s(?:\w+\s){0,2}(?:control|siege|attack|fire|bombardment)|besieged|"
    r"encircled|surrounded|recaptured|retaken|liberated|overrun|shelled|bombed|bombarded|stormed|in\sruins)|"
    r"fell\sto|(?:has|had|have)\sfallen|changed\shands)\b"
)
"""What befalls a place, in the words after its name."""
