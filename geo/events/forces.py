"""Which actor a noun phrase means: a name, a common noun read by the article's war, a pronoun, or a name unknown."""

from __future__ import annotations

from spacy.tokens import Token

from geo.actor_names import Named, NameKind
from geo.events import actor_refs, actor_words, tree
from geo.events.actor_refs import ActorRef
from geo.events.marking import PERSON_WORD
from geo.events.parsed import Parsed
from geo.events.strangers import of_country, of_nobodys_war
from geo.lexicon_forces import FORCE_WORDS, RANK_WORDS, WEAPON_WORDS
from geo.lexicon_speech import REPORT_NOUNS, SAYS

_DEPTH = 5


def actors_in(parsed: Parsed, token: Token) -> list[ActorRef]:
    """Return the actors that a noun phrase means, given its head word; none when it is about something else."""
    return list(dict.fromkeys(ref for one in tree.conjuncts(token) if (ref := actor_of(parsed, one)) is not None))


def actor_of(parsed: Parsed, token: Token, depth: int = 0) -> ActorRef | None:  # noqa: PLR0911  one return a reading
    """Return the actor that one noun with what hangs on it means."""
    if depth > _DEPTH:
        return None
    word = token.lower_
    if (word in actor_words.SPEAKERS or any(c.lower_ == "our" for c in token.children)) and parsed.item(token) is None:
        return pronoun(parsed, token) or ActorRef(None, known=False, vague=True, speaker=True)
    if word in actor_words.PRONOUNS and parsed.item(token) is None:
        asked = word == "who" and token.head.dep_ in {"ccomp", "pcomp", "csubj"}
        return None if asked else pronoun(parsed, token)
    item = parsed.item(token)
    if item is not None and item.actor is not None:
        return _of_item(parsed, token, item.actor, depth)
    if item is not None and not item.unknown:
        return None
    if item is not None:
        return actor_refs.bare_name(parsed, token)
    if word in actor_words.ACTS:
        return _owner(parsed, token, depth) or possessor(parsed, token) or _launcher(parsed, token)
    if (
        word in FORCE_WORDS
        or word in actor_words.BODIES
        or word in WEAPON_WORDS
        or word in RANK_WORDS
        or actor_refs.of_force(token)
    ):
        return _force(parsed, token, depth)
    return actor_refs.bare_name(parsed, token)


def _of_item(parsed: Parsed, token: Token, named: Named, depth: int) -> ActorRef | None:
    """Return whom a name or a common noun of the actors files means here."""
    code = actor_refs.backed(parsed, token) or parsed.scene.code(named)
    if named.kind is NameKind.SPEAKER and token.text.islower():
        owner = actor_refs.seated(parsed, token) or _owner(parsed, token, depth)
        return owner or (ActorRef(code) if code is not None else None)
    if named.kind is NameKind.GENERIC:
        return _of_common(parsed, token, named, depth, code)
    if code is not None:
        return ActorRef(code)
    if named.kind is NameKind.SPEAKER:
        return None
    start, end = parsed.span(token)
    return of_country(parsed, token) or ActorRef(parsed.words(start, end), known=False)


def _of_common(parsed: Parsed, token: Token, named: Named, depth: int, code: str | None) -> ActorRef:
    """Return whom a common noun of the actors files means here ("the rebels", "troops")."""
    stranger = of_country(parsed, token)
    if stranger is not None:
        return stranger
    bare = parsed.words(named.start, named.end).lower() in actor_words.OWN_TROOPS
    if bare and not any(c.dep_ in {"det", "poss", "amod", "compound"} for c in token.children):
        above = _speaker_above(parsed, token)
        if above is not None:
            return above
    other = _leader(parsed, token, depth) or possessor(parsed, token) or _owner(parsed, token, depth)
    other = other or _of_movement(parsed, token, depth)
    if other is not None and other.value is not None:
        return other
    code = actor_refs.named_before(parsed, token, named) or code
    if code is None:
        vague = token.lower_ in actor_words.VAGUE
        return (
            of_nobodys_war(parsed, token)
            or again(parsed, token)
            or (_force(parsed, token, depth + 1) if not vague else None)
            or ActorRef(None, known=False, vague=vague)
        )
    return ActorRef(code)


def _launcher(parsed: Parsed, token: Token) -> ActorRef | None:
    """Return who launched the offensive that did something: "the rebels launched an attack that captured the town"."""
    verb = token.head
    if token.dep_ != "dobj" or tree.lemma(verb) not in _LAUNCHES:
        return None
    found = [a for s in tree.subjects(verb) for a in actors_in(parsed, s)]
    return found[0] if found else None


_LAUNCHES = frozenset("launch start begin mount open lead unleash stage".split())


def _of_movement(parsed: Parsed, token: Token, depth: int) -> ActorRef | None:
    """Return whose "militants from the March 23 Movement", "special forces from the Amhara region" are."""
    for word, noun in tree.prepositions(token):
        item = parsed.item(noun)
        if word not in {"of", "from"} or (item is None and word == "of"):
            continue
        if item is not None and item.actor is not None and item.actor.kind is NameKind.NAME:
            return actor_of(parsed, noun, depth + 1)
        places = [i for c in [noun, *noun.children] if (i := parsed.item(c)) is not None and i.place is not None]
        for place in places if word == "from" else []:
            named = parsed.scene.actors.find_in(f"{parsed.words(place.start, place.end)} forces")
            if named and named[0].kind is NameKind.NAME and (code := parsed.scene.code(named[0])) is not None:
                return ActorRef(code)
    return None


def _owner(parsed: Parsed, token: Token, depth: int, deps: frozenset[str] = actor_words.OWNERS) -> ActorRef | None:
    """Return whose force it is: "Moscow's troops", "SNA units", "its ally, the SNA"."""
    for child in token.children:
        if child.dep_ in deps:
            inner = parsed.item(child)
            if inner is not None and inner.actor is not None and not actor_refs.backs(parsed, inner.end):
                found = actor_of(parsed, child, depth + 1)
                if found is not None:
                    return found
    return None


def again(parsed: Parsed, token: Token) -> ActorRef | None:
    """Return whom "the group", "the same force" or "troops" means again: the actor told last."""
    if any(c.lower_ in {"a", "an", "another", "some"} for c in token.children if c.dep_ == "det"):
        return None
    if token.text[:1].isupper() and any(c.dep_ == "compound" for c in token.children):
        return None
    if (
        token.lower_ not in actor_words.GROUPS
        or actor_refs.restricted(token)
        or any(c.dep_ == "amod" and c.lower_ not in {"same", "own"} for c in token.children)
    ):
        return None
    at, scene = parsed.span(token)[0], parsed.scene
    if any(c.lower_ == "same" for c in token.children):
        return actor_refs.same_as_before(parsed, token)
    above = _subject_above(parsed, token) if token.lower_ not in actor_words.IRREGULARS else None
    if above is not None:
        return above
    army = scene.generic("the army") if token.lower_ in actor_words.IRREGULARS else None
    last = scene.subject_before(at, besides=army)
    if token.lower_ == "group" and last in {"COAL", "UN"}:
        last = scene.subject_before(at, besides=last)
    return ActorRef(last, known=scene.actors.get(last) is not None) if last is not None else None


def _force(parsed: Parsed, token: Token, depth: int) -> ActorRef | None:  # noqa: PLR0911  one return a reading
    word = token.lower_
    code = actor_refs.backed(parsed, token)
    stranger = ActorRef(code) if code is not None else of_country(parsed, token)
    if stranger is not None:
        return stranger
    own = actor_refs.seated(parsed, token) if word in RANK_WORDS else None
    own = own or _owner(parsed, token, depth, frozenset({"appos"}))
    own = own or possessor(parsed, token) or _owner(parsed, token, depth)
    if own is not None:
        return own
    leader = _leader(parsed, token, depth)
    if leader is not None:
        return leader
    for preposition, noun in tree.prepositions(token):
        if preposition in actor_words.BOUND:
            found = actor_of(parsed, noun, depth + 1)
            if found is not None and (found.value is not None or preposition == "of"):
                return found
    if word not in FORCE_WORDS | WEAPON_WORDS:
        return None
    if any(c.dep_ == "det" and c.lower_ in {"the", "that", "this"} for c in token.children):
        told = again(parsed, token)
        if told is not None:
            return told
    return of_nobodys_war(parsed, token) or actor_refs.as_written(parsed, token)


def possessor(parsed: Parsed, token: Token) -> ActorRef | None:
    """Return whom a possessive pronoun before a noun means ("its fighters", "their hands")."""
    for child in token.children:
        if child.dep_ == "poss" and child.lower_ in {"country", "nation"}:
            return _speaker_above(parsed, token)
        if child.dep_ == "poss" and child.lower_ in actor_words.POSSESSIVES:
            return pronoun(parsed, child) if token.lower_ not in actor_words.OF_TOWNS else None
    return None


def _leader(parsed: Parsed, token: Token, depth: int) -> ActorRef | None:
    """Return who leads or keeps a force: "fighters led by X", "troops loyal to X"; not who backs it."""
    named = [c for c in token.children if c.dep_ in {"acl", "relcl"} and c.lower_ in {"known", "called"}]
    for _, noun in [p for c in named for p in tree.prepositions(c) if p[0] == "as"]:
        found = actor_of(parsed, noun, depth + 1)
        if found is not None:
            return found
    for child in token.children:
        if child.dep_ in {"acl", "amod", "relcl"} and child.lower_ in actor_words.LED:
            for _, noun in [
                *((p, n) for p, n in tree.prepositions(child) if p in {"by", "to", "with"}),
                *(("by", a) for a in tree.agents(child)),
            ]:
                found = actor_of(parsed, noun, depth + 1)
                if found is not None:
                    return found
    return None


def pronoun(parsed: Parsed, token: Token) -> ActorRef | None:  # noqa: PLR0911  one return a reading
    """Return whom "they", "it" or "its" means: the subject above, else the actor named last, else the last subject."""
    if token.lower_ not in actor_words.PRONOUNS | actor_words.POSSESSIVES | actor_words.SPEAKERS:
        token = next((c for c in token.children if c.lower_ == "our"), token)
    who = tree.antecedent(token)
    if who != token and who.lower_ not in actor_words.PRONOUNS:
        return actor_of(parsed, who, 1)
    scene = parsed.scene
    if token.lower_ in actor_words.PERSONAL:
        return _person_above(parsed, token)
    above = (
        _claimant_above(parsed, token)
        or _subject_above(parsed, token)
        or _spoken_for(parsed, token)
        or _unnamed_above(parsed, token)
        or actor_refs.speaking_again(parsed, token)
    )
    if above is not None:
        return above
    if token.lower_ in actor_words.SPEAKERS:
        return None
    ahead = _subject_ahead(parsed, token)
    if ahead is not None:
        return ahead
    at = parsed.span(token)[0]
    here = [i for i in parsed.marked.items if i.actor is not None and i.start < at and actor_refs.acts(i.actor.kind)]
    here = [i for i in here if not _only_tells_whose(parsed.token_at(i.start))]
    if here:
        actor = here[-1].actor
        code = scene.code(actor) if actor else None
        if code is not None:
            return ActorRef(code)
    last = scene.subject_before(at)
    if last is None:
        before = [
            c
            for i in scene.items
            if i.actor and i.start < at and actor_refs.acts(i.actor.kind) and (c := scene.code(i.actor))
        ]
        last = before[-1] if before else None
    return ActorRef(last, known=scene.actors.get(last) is not None) if last else None


def _only_tells_whose(token: Token | None) -> bool:
    """Say whether an actor only tells whose or of what kind a thing is: "military bases", "the army's post"."""
    if token is None or token.head.lower_ in FORCE_WORDS:
        return False
    return token.tag_ == "JJ" or token.dep_ in {"amod", "compound", "nmod", "poss"}


def _subject_ahead(parsed: Parsed, token: Token) -> ActorRef | None:
    """Return the subject still to come, for a pronoun in a clause put first: "After it lost X, the LNA said"."""
    for verb in tree.ancestors(token):
        if verb.dep_ in {"advcl", "pcomp"} and tree.is_verb(verb):
            head = verb.head if verb.dep_ == "advcl" else verb.head.head
            for subject in tree.own_subjects(head) if tree.is_verb(head) else []:
                if subject.i > token.i and subject.lower_ not in actor_words.PRONOUNS:
                    return actor_of(parsed, subject, 3)
    return None


def _unnamed_above(parsed: Parsed, token: Token) -> ActorRef | None:
    """Return the force without a name that is the subject above a word: "an armed group said it had ..."."""
    for subject in tree.subjects_over(token) if token.lower_ not in actor_words.SPEAKERS else ():
        if any(c.lower_ in {"a", "an"} for c in subject.children) and actor_of(parsed, subject, 3) is not None:
            return ActorRef(None, known=False)
    return None


def _claimant_above(parsed: Parsed, token: Token) -> ActorRef | None:
    """Return whose claim tells of "it": "Kyiv rejected Moscow's claim that it had taken the village"."""
    over = [t for t in tree.ancestors(token) if t.lower_ in REPORT_NOUNS][:1]
    owners = [c for t in over for c in t.children if c.dep_ in {"poss", "amod", "compound"}]
    return next((found for c in owners if (found := actor_of(parsed, c, 3)) is not None and found.value), None)


def _spoken_for(parsed: Parsed, token: Token) -> ActorRef | None:
    """Return whose the speaker is of "The rebels took X from the army, their spokesman said": who did it."""
    verb = token.head.head
    if token.dep_ != "poss" or token.head.lower_ not in RANK_WORDS or tree.lemma(verb) not in SAYS:
        return None
    told = [c for c in verb.children if c.dep_ == "ccomp" and c.i < token.i]
    for subject in [s for clause in told for s in tree.own_subjects(clause)]:
        found = actor_of(parsed, subject, 3)
        if found is not None and found.value is not None:
            return found
    return None


def _speaker_above(parsed: Parsed, token: Token) -> ActorRef | None:
    """Return who says it: bare "troops" in the statement of a party to the fight are its own."""
    for subject in tree.subjects_over(token):
        found = actor_of(parsed, subject, 3) if tree.lemma(subject.head) in SAYS else None
        if found is not None and found.value is not None:
            return found
    return None


def _person_above(parsed: Parsed, token: Token) -> ActorRef | None:
    """Return whom a person that is the subject above stands for: "the general said he had withdrawn his men"."""
    for subject in tree.subjects_over(token):
        item = parsed.item(subject)
        person = item is not None and item.actor is not None and item.actor.kind is NameKind.SPEAKER
        if person or subject.lower_ in RANK_WORDS or tree.lemma(subject.head) in SAYS:
            return actor_of(parsed, subject, 3)
    return None


def _subject_above(parsed: Parsed, token: Token) -> ActorRef | None:
    """Return the actor that is the subject of a clause above a word, before it in the sentence."""
    many = token.lower_ in {"they", "them", "their"}
    for subject in tree.subjects_over(token):
        if many and subject.text == PERSON_WORD and tree.lemma(subject.head) not in SAYS:
            continue
        found = actor_of(parsed, subject, 3)
        if found is not None and (found.value is not None or not parsed.scene.wars):
            return found
    return None
