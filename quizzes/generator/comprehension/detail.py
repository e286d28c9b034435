"""Who, what, where, when, how and how many, where it matters to the article."""

import re
from collections.abc import Iterator
from dataclasses import replace

from lemminflect import getInflection
from spacy.tokens import Token

from quizzes.generator.asks import FACT, Ask, Form
from quizzes.generator.clause import Clause, Unit
from quizzes.generator.drafts import Bloom, Kind, Skill
from quizzes.generator.lexicon import words
from quizzes.generator.phrasing import (
    bare_predicate,
    counted,
    finish,
    is_country,
    predicate_question,
    question,
    subject_question,
    wh_for,
)
from quizzes.generator.reading import Reading, is_body, is_person
from quizzes.generator.wording import full_form, join, noun_tokens, phrase_text
from quizzes.generator.wordnet import supersense

from .common import (
    WISHING,
    acts,
    as_answer,
    attributed,
    complement_of,
    content_count,
    cut,
    dangling,
    open_pronoun,
    prefixed,
    pronoun_for,
    reports,
    says_something,
    sure_person,
    usable,
    what_is,
)

LIGHT = frozenset(
    {
        *("be", "have", "do", "make", "take", "get", "give", "go", "come", "put", "let", "seem", "become", "remain"),
        # What they occupy is so much room, what lasts lasts so long, and what is played is a role.
        *("occupy", "last", "play", "leave"),
    }
)
# "Almost 60 years" of "almost 60 years ago".
SPAN = re.compile(r"^(?!last|next|this|every|each).*\b(years?|months?|weeks?|days?|hours?)$")
# What is blamed is blamed for something, which the question must name.
BLAMING = frozenset({"blame", "accuse", "praise", "thank", "credit", "criticise", "criticize", "compare", "liken"})
# What these do to is people's minds, and "What does it worry?" is no question.
MOVING = frozenset({"worry", "concern", "please", "surprise", "shock", "frighten", "anger", "annoy", "delight"})
# What people do while a reporter looks on tells nothing.
SCENE = frozenset(
    {"sit", "stand", "walk", "wear", "look", "smile", "laugh", "wait", "talk", "speak", "drink", "eat", "lie"}
)
# Nobody "does" these.
NO_DEED = frozenset(
    {
        "die",
        "fall",
        "happen",
        "receive",
        "get",
        "lose",
        "suffer",
        "need",
        "want",
        "know",
        "like",
        "own",
        "face",
        "hold",
        "contain",
        "lack",
        "earn",
    }
)
CHANGES = {
    "drop": "drop",
    "fall": "fall",
    "rise": "rise",
    "increase": "increase",
    "decline": "decline",
    "decrease": "decrease",
    "growth": "grow",
    "reduction": "fall",
    "jump": "jump",
}
# These are so wherever one is.
NOWHERE = frozenset({"involve", "include", "contain", "mean", "cost", "own", "list", "describe"})
LONGEST_WHO, LONGEST_OBJECT = 20, 16
TIME_ENTITIES = frozenset({"DATE", "TIME"})
PLACE_ENTITIES = frozenset({"GPE", "LOC", "FAC"})


def ask(_reading: Reading, clauses: tuple[Clause, ...]) -> Iterator[Ask]:
    """Asks for details of the article's own facts and of what named people report."""
    for clause in clauses:
        if not usable(clause) or clause.how == "apposition" or reports(clause):
            continue
        yield from _what_is(clause)
        yield from _leaned_on(clause)
        if clause.subject_head.lemma_.lower() in words("relational"):
            continue
        yield from _intended(clause)
        yield from _done(clause)
        yield from _object(clause)
        yield from _required(clause)
        yield from _doing(clause)
        yield from _become(clause)
        yield from _spent(clause)
        yield from _compared(clause)
        yield from _happened(clause)
        yield from _subject(clause)
        yield from _agent(clause)
        yield from _manner(clause)
        yield from _share(clause)
        yield from _change(clause)
        yield from _how_many(clause)
        yield from _how_long(clause)
        yield from _when_where(clause)
        yield from _what_deed(clause)
    for clause in clauses:
        if clause.attribution is None or clause.attribution.speaker:
            yield from _fact(clause)


def _ask(clause: Clause, rule: str, stem: str, answer: str, form: Form, worth: float) -> Ask:
    return Ask(
        kind=Kind.DETAIL,
        rule=rule,
        stem=prefixed(clause, stem),
        answer=as_answer(answer),
        form=form,
        statement=attributed(clause, clause.statement),
        clause=clause,
        sentences=(clause.sentence,),
        worth=worth,
        skill=Skill.LOCATE,
        bloom=Bloom.REMEMBER,
        plural=clause.plural,
    )


def _shown(clause: Clause) -> tuple[Unit, ...]:
    return tuple(unit for unit in clause.units if not unit.set_off)


def _is_time(unit: Unit) -> bool:
    if unit.head.lower_ == "compared":
        return False
    return any(token.ent_type_ in TIME_ENTITIES for token in unit.tokens) or unit.head.lemma_.lower() in words("times")


def _is_place(unit: Unit) -> bool:
    noun = next((child for child in unit.head.children if child.dep_ == "pobj"), None)
    if unit.role != "prep" or unit.head.lower_ not in {"in", "at"} or noun is None:
        return False
    # "In a barn near Lyon" is a place, "in charge of Lyon" is none.
    solid = supersense(noun.lemma_.lower(), "NOUN") in {"artifact", "location", "object"}
    near = solid and any(token.ent_type_ in PLACE_ENTITIES for token in unit.tokens)
    place = noun.ent_type_ in PLACE_ENTITIES or noun.lemma_.lower() in words("sites") or near
    return place and not _is_time(unit)


def _intended(clause: Clause) -> Iterator[Ask]:
    """ "The council plans to repair the bridge": what does the council plan to do?"""
    unit = clause.unit("xcomp")
    used_to = clause.verb.lemma_ == "use" and clause.verb.tag_ == "VBD" and not clause.auxiliaries
    intends = clause.verb.lemma_ in words("intending") or used_to
    if unit is None or unit.head.tag_ != "VB" or not intends or clause.passive or clause.verb.lemma_ == "continue":
        return
    if unit.tokens[0].lower_ != "to" or content_count(unit.tokens) < (1 if clause.attribution else 2):
        return
    if clause.negated or content_count(clause.subject_tokens) < 1:
        return
    when = (other.text for other in _shown(clause) if other is not unit and _is_time(other))
    stem = question("What", clause, unit, keep=(), tail=join(["to do", *when]))
    answer = phrase_text(unit.tokens[1:])
    yield _ask(clause, "detail.intended", stem, answer, Form.BARE, 0.85)


def _done(clause: Clause) -> Iterator[Ask]:
    """ "Putin visited North Korea in June": what did Putin do in June?"""
    if clause.passive or clause.verb.lemma_ in {"be", "have", "seem", "appear", "become"} or clause.negated:
        return
    if clause.unit("ccomp") is not None or (
        clause.unit("xcomp") is not None and clause.verb.lemma_ in words("intending")
    ):
        return
    when = tuple(unit for unit in _shown(clause) if _is_time(unit) and unit.role in {"prep", "npadvmod"})
    going_on = any(token.lemma_ == "be" for token in clause.auxiliaries) and clause.verb.tag_ == "VBG"
    if not when and not clause.leading and clause.modal is None and not going_on:
        return
    if going_on and not when and not clause.leading:
        # "What is she doing?" leaves open when and what about.
        return
    # "Almost 60 years", or a bare "2015" whose "in" the parser lost.
    spans = (*when, *clause.leading)
    if any(unit.role == "npadvmod" and (SPAN.search(unit.text) or unit.text.isdigit()) for unit in spans):
        return
    rest = clause.without(*when)
    if not any(unit.role in {"dobj", "prep", "xcomp"} and content_count(unit.tokens) >= 1 for unit in _shown(rest)):
        return
    if sum(len(unit.tokens) for unit in _shown(rest)) < 3 or len(rest.predicate.split()) > 22:
        return
    if not acts(clause) or clause.verb.lemma_ in words("saying") | NO_DEED:
        return
    plain = replace(rest, leading=())
    if clause.auxiliaries:
        perfect = clause.auxiliaries[0].lemma_ == "have" and len(clause.auxiliaries) == 1
        answer, form = bare_predicate(plain), Form.DONE if perfect else Form.BARE
    else:
        answer, form = plain.predicate, Form.PAST if clause.verb.tag_ == "VBD" else Form.PRESENT
    yield _ask(clause, "detail.done", predicate_question(clause, when), answer, form, 0.8)


def _object(clause: Clause) -> Iterator[Ask]:
    """ "The pact pledges mutual aid": what does the pact pledge?"""
    unit = clause.unit("dobj")
    if unit is None or clause.passive or clause.verb.lemma_ in LIGHT | MOVING or unit.head.pos_ == "PRON":
        return
    if len(unit.tokens) > LONGEST_OBJECT:
        # "A method with ... that could soon be in use": a long answer can do without what is told of it besides.
        besides = {token for verb in unit.tokens if verb.dep_ == "relcl" for token in verb.subtree}
        clause = cut(clause, besides)
        unit = clause.unit("dobj")
    if unit is None or content_count(unit.tokens) < 2 or open_pronoun(unit.tokens) or len(unit.tokens) > LONGEST_OBJECT:
        return
    if "no" in {clause.subject_tokens[0].lower_, unit.tokens[0].lower_} or re.match(r"\d", unit.tokens[0].text):
        # "What does no region hold?"; and "221g per adult" is how much.
        return
    if unit.head.ent_type_ in TIME_ENTITIES | PLACE_ENTITIES | {
        "CARDINAL",
        "MONEY",
        "PERCENT",
        "QUANTITY",
    } or unit.head.lemma_.lower() in words("times"):
        return
    if clause.verb.lemma_.lower() in words("changing") and any(token.like_num for token in unit.tokens):
        # "What will sea levels rise?"
        return
    others = tuple(other for other in _shown(clause) if other is not unit)
    if clause.unit("oprd", "xcomp", "ccomp", "acomp") is not None:
        return
    after = next((other for other in others if other.head.i > unit.head.i), None)
    if after is not None and after.head.lower_ == "to" and unit.tokens[-1].lemma_.lower() in words("taking_to"):
        # "An award for services to banking": they are services to it.
        return
    if any(other.tokens[0].lower_ == "for" and any(t.tag_ == "TO" for t in other.tokens) for other in others):
        # "It prompted calls for the government to act": they are calls for that.
        return
    if clause.verb.lemma_.lower() in words("speech"):
        return
    if len(clause.verb.lemma_) > 3 and clause.subject_head.lemma_.lower().startswith(clause.verb.lemma_):
        # "What do leaders lead?"
        return
    if clause.verb.lemma_ in BLAMING and not any(other.role == "prep" for other in others):
        return
    if (
        not others
        and not clause.leading
        and content_count(clause.subject_tokens) < 2
        and clause.subject_head.pos_ != "PROPN"
    ):
        return
    wh = wh_for(unit.head)
    if wh == "Who" and any(token.like_num for token in unit.tokens):
        return
    stem = question(wh, clause, unit)
    form = Form.PERSON if wh == "Who" else Form.THING
    yield _ask(clause, "detail.object", stem, phrase_text(unit.tokens), form, 0.75)


def _required(clause: Clause) -> Iterator[Ask]:
    """ "An aircraft has to prove a low rate of failure to be allowed": what does it have to prove to be allowed?"""
    unit = clause.unit("xcomp")
    if clause.verb.lemma_ not in {"have", "need"} or unit is None or clause.negated or clause.passive:
        return
    asked = next((child for child in unit.head.children if child.dep_ == "dobj"), None)
    if unit.tokens[0].lower_ != "to" or asked is None or asked.pos_ != "NOUN" or clause.resolved:
        return
    thing = tuple(token for token in noun_tokens(asked) if token in unit.tokens)
    rest = tuple(token for token in unit.tokens if token not in asked.subtree)
    if content_count(thing) < 2 or dangling((*clause.subject_tokens, *unit.tokens)) or len(thing) > LONGEST_OBJECT:
        return
    if unit.head.lemma_ in LIGHT or is_person(asked) or content_count(clause.subject_tokens) < 1:
        return
    left = replace(unit, tokens=rest)
    asking = replace(clause, units=tuple(left if other is unit else other for other in clause.units))
    yield _ask(clause, "detail.required", question("What", asking), phrase_text(thing), Form.THING, 0.8)


def _doing(clause: Clause) -> Iterator[Ask]:
    """ "The method involves watching the whole body": what does the method involve?"""
    unit = clause.unit("xcomp", "ccomp", "pcomp")
    if unit is None or unit.head.tag_ != "VBG" or clause.passive or clause.verb.lemma_ not in words("taking_doing"):
        return
    if any(child.dep_ in {"nsubj", "nsubjpass", "mark"} for child in unit.head.children):
        return
    if open_pronoun(unit.tokens) or content_count(unit.tokens) < 2 or clause.negated:
        return
    yield _ask(clause, "detail.doing", question("What", clause, unit), phrase_text(unit.tokens), Form.DOING, 0.85)


def _leaned_on(clause: Clause) -> Iterator[Ask]:
    """ "Police rely on polygraphs as lie detectors": what do police rely on as lie detectors? Also "is critical of"."""
    for unit in _shown(clause):
        if unit.role not in {"prep", "acomp", "agent"} or clause.negated:
            continue
        link = unit.head if unit.role != "acomp" else next((c for c in unit.head.children if c.dep_ == "prep"), None)
        leans = unit.head if unit.role == "acomp" else clause.verb
        if link is None or f"{leans.lemma_.lower()} {link.lower_}" not in words("leaning"):
            continue
        asked = tuple(token for token in unit.tokens if token.i > link.i)
        noun = next((child for child in link.children if child.dep_ in {"pobj", "pcomp"}), None)
        if (
            noun is None
            or noun.pos_ == "PRON"
            or dangling((*clause.subject_tokens, *asked))
            or content_count(asked) < 1
            or len(asked) > 22
        ):
            continue
        later = [other for other in _shown(clause) if unit.head.i < other.head.i]
        if any(other.role != "prep" for other in later):
            continue
        named = clause.subject_head.pos_ == "PROPN" or content_count(clause.subject_tokens) >= 2
        if not later and noun.dep_ != "pcomp" and not named:
            continue
        if noun.ent_type_ in TIME_ENTITIES | PLACE_ENTITIES or noun.lemma_.lower() in words("times"):
            continue
        doing = noun.dep_ == "pcomp"
        if doing and (noun.tag_ != "VBG" or content_count(asked) < 2):
            continue
        if doing and any(child.dep_ == "nsubj" for child in noun.children):
            # "Popular with people looking for music": it is the people.
            continue
        gap = replace(unit, tokens=tuple(token for token in unit.tokens if token.i <= link.i))
        rest = replace(clause, units=tuple(gap if other is unit else other for other in clause.units))
        wh = "What" if doing else wh_for(noun)
        form = Form.DOING if doing else Form.PERSON if wh == "Who" and len(asked) <= 6 else Form.THING
        stem = question(wh, rest)
        if doing:
            stem = re.sub(rf" {link.lower_}(?=[ ?])", f" {link.lower_} doing", stem, count=1)
        yield _ask(clause, "detail.leaned_on", stem, phrase_text(asked), form, 0.75)


def _become(clause: Clause) -> Iterator[Ask]:
    """ "The shop has become a hub for students": what has the shop become?"""
    unit = clause.unit("attr")
    if clause.verb.lemma_ != "become" or unit is None or unit.head.pos_ != "NOUN" or clause.negated:
        return
    if (
        content_count(unit.tokens) >= 2
        and not dangling((*clause.subject_tokens, *unit.tokens))
        and len(unit.tokens) <= 20
    ):
        yield _ask(clause, "detail.become", question("What", clause, unit), phrase_text(unit.tokens), Form.THING, 0.75)


def _spent(clause: Clause) -> Iterator[Ask]:
    """ "She spends her mornings teaching children": what does she spend her mornings doing?"""
    spent = clause.unit("dobj")
    doing = next((unit for unit in _shown(clause) if unit.head.tag_ == "VBG" and unit.role in {"xcomp", "advcl"}), None)
    if clause.verb.lemma_ != "spend" or spent is None or doing is None or clause.negated or clause.passive:
        return
    if content_count(doing.tokens) >= 2 and not dangling((*clause.subject_tokens, *doing.tokens)):
        stem = question("What", clause, doing, keep=(spent,), tail="doing")
        first = next((place for place, token in enumerate(doing.tokens) if place > 5 and token.text == ","), None)
        yield _ask(clause, "detail.spent", stem, phrase_text(doing.tokens[:first]), Form.DOING, 0.8)


def _compared(clause: Clause) -> Iterator[Ask]:
    """ "Insects emit fewer gases than cows": how do insects compare with cows? They emit fewer gases."""
    pronoun = pronoun_for(clause)
    tokens = [token for token in clause.tokens if token.i > clause.verb.i]
    than = next((token for token in tokens if token.lower_ == "than" and token.dep_ == "prep"), None)
    noun = next((child for child in than.children if child.dep_ == "pobj"), None) if than is not None else None
    if pronoun is None or than is None or noun is None or clause.negated or noun.pos_ not in {"NOUN", "PROPN"}:
        return
    other = tuple(than.subtree)
    if open_pronoun(other) or content_count(other) < 1 or any(token.like_num for token in other) or len(other) > 12:
        return
    if noun.lemma_.lower() in words("times") or clause.passive or content_count(clause.subject_tokens) < 1:
        return
    rest = cut(clause, set(other))
    if clause.subject_head.dep_ == "expl" or content_count(tuple(t for u in rest.units for t in u.tokens)) < 1:
        return
    support = "do" if clause.plural else "does"
    stem = finish(["How", support, clause.subject, "compare with", phrase_text(other[1:])])
    answer = f"{pronoun} {rest.predicate}"
    yield _ask(clause, "detail.compared", stem, answer, Form.ABOUT, 0.85)


def _happened(clause: Clause) -> Iterator[Ask]:
    """ "The price of bread has doubled since May": what has happened to it since May? It has doubled."""
    pronoun = pronoun_for(clause)
    shown = _shown(clause)
    if clause.verb.lemma_.lower() not in words("changing") or pronoun is None or clause.passive or clause.negated:
        return
    if any(unit.role in {"dobj", "xcomp", "ccomp"} for unit in shown) or content_count(clause.subject_tokens) < 1:
        return
    if len(clause.subject_tokens) < 3:
        return
    helpers = [full_form(token) for token in clause.auxiliaries]
    asked = HAPPENING.get(helpers[0] if helpers else clause.verb.tag_)
    if asked is None:
        return
    # "From 70 to 180", which the parser may take for years, is how far it went.
    times = [unit for unit in shown if unit.head.lower_ not in {"from", "to", "by"}]
    when = [unit for unit in times if _is_time(unit) or unit.head.lower_ == "since"]
    if sum(unit.head.lower_ == "in" for unit in when) > 1:
        # "In the second quarter in 2014 in 2015": the parser lost a comparison.
        return
    rest = clause.without(*when, *clause.leading)
    tail = [unit.text for unit in (*when, *clause.leading)]
    stem = finish([asked, clause.subject, *(f"{text[:1].lower()}{text[1:]}" for text in tail)])
    yield _ask(clause, "detail.happened", stem, f"{pronoun} {rest.predicate}", Form.ABOUT, 0.85)


# How to ask for a change, by the first auxiliary or else by the tag of the verb.
HAPPENING = {
    "has": "What has happened to",
    "have": "What has happened to",
    "is": "What is happening to",
    "are": "What is happening to",
    "will": "What will happen to",
    "could": "What could happen to",
    "might": "What might happen to",
    "VBD": "What happened to",
}


def _subject(clause: Clause) -> Iterator[Ask]:
    """ "Western countries view the alliance as a threat": who views the alliance as a threat?"""
    head = clause.subject_head
    if clause.resolved or head.dep_ == "csubj" or len(clause.subject_tokens) > 12 or head.dep_ == "expl":
        return
    if clause.verb.lemma_ == "be" and not _singled_out(clause):
        return
    said = [token for unit in _shown(clause) for token in unit.tokens]
    if content_count((clause.verb, *said)) < 3 or open_pronoun(tuple(said)):
        return
    named = head.pos_ == "PROPN"
    if not named and content_count(clause.subject_tokens) < 2:
        return
    if named and head.ent_type_ not in {"PERSON", "ORG", "GPE", "NORP"}:
        return
    if head.lemma_.lower() in words("collective") and any(child.lower_ == "of" for child in head.children):
        # "17% of employers" is no who; `_share` asks for the number.
        return
    wh = wh_for(head, subject=True)
    attr = clause.unit("attr")
    if wh == "Who" and attr is not None and attr.head.lemma_.lower() in words("bodies"):
        # "What is the only firm that builds them?", not who.
        wh = "What"
    if head.ent_type_ == "GPE" and not is_country(head):
        return
    place = attr is None or attr.head.lemma_.lower() in words("sites") | {"nation", "power", "member", "one", "state"}
    if wh.startswith("Which countr") and not place:
        # "Sudan is the last male rhino": the name of no country.
        return
    blamed = clause.passive and clause.verb.lemma_ in {"blame", "link", "associate"}
    if clause.negated or (wh == "What" and clause.passive and not blamed):
        return
    if clause.verb.lemma_ in BLAMING and not any(unit.role == "prep" for unit in _shown(clause)):
        return
    # Who a figure comes from is no question about the article.
    if clause.verb.lemma_.lower() in words("speech"):
        return
    only = attr is not None and clause.verb.lemma_ == "be"
    if wh == "What" and clause.verb.lemma_ not in words("causing") | MOVING and not blamed and not only:
        return
    if head.ent_type_ == "PERSON" and not sure_person(head):
        return
    if any(token.dep_ in {"nsubj", "nsubjpass"} and token.head.dep_ in {"conj", "ROOT"} for token in said):
        # Another sentence hangs on this one.
        return
    if wh == "Who" and clause.passive and not is_person(head):
        return
    form = {"Who": Form.PERSON, "What": Form.THING}.get(wh, Form.NAME)
    if wh == "Who" and not is_person(head):
        form = Form.NAME
    if wh in {"Who", "What"} and clause.plural and not _fits_who(clause):
        return
    stem = subject_question(wh, clause)
    if len(stem.split()) > LONGEST_WHO:
        return
    if wh == "Which country":
        stem = re.sub(r"\b(the (?:first|last|only|largest|biggest|smallest)) country\b", r"\1", stem)
    yield _ask(clause, "detail.subject", stem, clause.subject, form, 0.6)


def _singled_out(clause: Clause) -> bool:
    """Whether the clause says its subject is the first, the only, the most ... of its sort."""
    unit = clause.unit("attr")
    return unit is not None and any(
        token.lower_ in {"first", "only", "last", "most"} or token.tag_ in {"JJS", "RBS"} for token in unit.tokens[:4]
    )


def _fits_who(clause: Clause) -> bool:
    """Whether the plural verb form may stay after "who": "signed" may, "sign" and "were" may not."""
    finite = clause.auxiliaries[0] if clause.auxiliaries else clause.verb
    return finite.tag_ in {"MD", "VBD"} and finite.lower_ != "were"


def _what_is(clause: Clause) -> Iterator[Ask]:
    """ "One of the first problems was noise": what was one of the first problems?"""
    answer = complement_of(clause, words("relational") - {"reason", "cause", "explanation", "motive"})
    if answer is not None:
        yield _ask(clause, "detail.what_is", what_is(clause), answer[0], answer[1], 0.85)


def _what_deed(clause: Clause) -> Iterator[Ask]:
    """ "Taking holidays is a worker's right": what is a worker's right?"""
    unit = clause.unit("attr", "acomp")
    if clause.subject_head.dep_ != "csubj" or clause.verb.lemma_ != "be" or unit is None or clause.negated:
        return
    if content_count(unit.tokens) < 1 or open_pronoun(clause.subject_tokens) or len(clause.subject_tokens) < 2:
        return
    plain = replace(clause, units=tuple(_plainer(unit) for unit in clause.units))
    yield _ask(clause, "detail.what_deed", subject_question("What", plain), clause.subject, Form.DOING, 0.8)


def _plainer(unit: Unit) -> Unit:
    """The unit without the "really" and "very" of speech."""
    kept = tuple(token for token in unit.tokens if token.lower_ not in {"really", "very", "quite"})
    return replace(unit, tokens=kept or unit.tokens)


def _share(clause: Clause) -> Iterator[Ask]:
    """ "18% of users admit to it": what percentage of users admit to it?"""
    head = clause.subject_head
    if not any(token.ent_type_ == "PERCENT" or token.text == "%" for token in clause.subject_tokens):
        return
    of = next((child for child in head.children if child.dep_ == "prep" and child.lower_ == "of"), None)
    if of is None or clause.negated:
        return
    whole = phrase_text(of.subtree)
    number = [token for token in clause.subject_tokens if token.i < of.i]
    if not any(token.text == "%" or token.lower_ in {"percent", "cent"} for token in number):
        return
    stem = finish([f"What percentage {whole}", clause.predicate, *(unit.text for unit in clause.leading)])
    yield _ask(clause, "detail.share", stem, phrase_text(number), Form.NUMBER, 0.6)


def _change(clause: Clause) -> Iterator[Ask]:
    """ "There was a 6% drop in the prison population": by how much did the prison population drop?"""
    change = next(
        (unit.head for unit in clause.units if unit.role in {"attr", "dobj"} and unit.head.lemma_ in CHANGES), None
    )
    by = next((unit for unit in clause.units if unit.role == "prep" and unit.head.lower_ == "by"), None)
    rest = replace(clause, units=tuple(unit for unit in clause.units if unit.head != change and unit is not by))
    if by is not None and clause.verb.lemma_ in words("changing") and _measures(by.tokens) and not clause.negated:
        plain = clause.without(by)
        yield _ask(
            clause, "detail.change", question("By how much", plain), phrase_text(by.tokens[1:]), Form.NUMBER, 0.6
        )
    if change is None or clause.verb.lemma_ not in {"be", "see", "show", "have"} or clause.negated:
        return
    number = next((child for child in change.children if _measures(tuple(child.subtree)) and child.i < change.i), None)
    where = next((child for child in change.children if child.dep_ == "prep" and child.lower_ == "in"), None)
    if number is None or where is None or clause.auxiliaries:
        return
    thing = phrase_text([token for token in where.subtree if token != where])
    past = clause.verb.tag_ == "VBD"
    support = "did" if past else "does"
    tail = [unit.text for unit in (*rest.leading, *rest.units) if not unit.set_off]
    stem = finish(["By how much", support, thing, CHANGES[change.lemma_], *tail])
    yield _ask(clause, "detail.change", stem, phrase_text(number.subtree), Form.NUMBER, 0.65)


def _measures(tokens: tuple[Token, ...]) -> bool:
    dated = any(token.ent_type_ == "DATE" or re.fullmatch(r"(1[5-9]|20)\d\d", token.text) for token in tokens)
    return not dated and any(token.like_num or token.text == "%" for token in tokens)


def _how_long(clause: Clause) -> Iterator[Ask]:
    """ "SOHAY has worked there for 14 years": for how long has SOHAY worked there?"""
    for unit in (*_shown(clause), *clause.leading):
        if unit.role != "prep" or unit.head.lower_ != "for" or not 3 <= len(unit.tokens) <= 5 or clause.negated:
            continue
        if unit.tokens[-1].lemma_.lower() not in {
            "year",
            "month",
            "week",
            "day",
            "hour",
            "minute",
            "decade",
            "century",
        }:
            continue
        if not any(token.like_num for token in unit.tokens):
            continue
        rest = clause.without(unit)
        if len(rest.statement.split()) >= 5:
            answer = phrase_text(unit.tokens[1:])
            yield _ask(rest, "detail.how_long", question("For how long", rest), answer, Form.NUMBER, 0.4)


def _fact(clause: Clause) -> Iterator[Ask]:
    """The bare statement, for true or false and for a gap, where no question comes naturally."""
    if clause.how in {"apposition", "relative", "participle"} or clause.verb.lemma_ in SCENE:
        return
    if content_count(tuple(clause.tokens)) >= 4 and 6 <= len(clause.statement.split()) <= 26:
        ask = _ask(clause, FACT, clause.statement, clause.predicate, Form.FACT, _weight(clause))
        yield replace(ask, stem=ask.statement)


def _weight(clause: Clause) -> float:
    """How much a bare statement is worth: claims, reasons and firsts matter, figures and half sentences do not."""
    said = [token for unit in _shown(clause) for token in unit.tokens]
    if clause.attribution is not None and clause.attribution.lemma in WISHING:
        return 0.2
    if any(token.like_num for token in clause.tokens) or not says_something(clause) or "“" in clause.statement:
        return 0.2
    if any(token.tag_ in {"JJR", "RBR"} for token in said) and not any(token.lower_ == "than" for token in said):
        return 0.2
    claimed = clause.attribution is not None
    caused = any(token.lower_ == "because" or f"{clause.verb.lemma_} {token.lower_}" == "blame for" for token in said)
    return 0.7 if claimed or caused or _singled_out(clause) else 0.5


def _agent(clause: Clause) -> Iterator[Ask]:
    """ "The bridge was built by monks": who built the bridge?"""
    unit = clause.unit("agent")
    if unit is None or not clause.passive or clause.negated or clause.modal is not None or len(clause.auxiliaries) != 1:
        return
    if clause.verb.lemma_ in {"follow", "surround", "accompany", "outnumber"}:
        return
    noun = next((child for child in unit.head.children if child.dep_ == "pobj"), None)
    if noun is None or noun.pos_ not in {"NOUN", "PROPN"}:
        return
    tokens = noun_tokens(noun)
    when = next(
        (c for c in noun.children if c.dep_ == "prep" and any(t.ent_type_ in TIME_ENTITIES for t in c.subtree)), None
    )
    if when is not None:
        tokens = tuple(token for token in tokens if token.i < when.i)
    if content_count(tokens) < 1 or open_pronoun(tokens):
        return
    if any(other.role == "prep" and other.head.i > unit.head.i and not _is_time(other) for other in _shown(clause)):
        # "Enabled by changes to the law": they are changes to it.
        return
    tag = "VBZ" if clause.auxiliaries[0].lower_ in {"is", "are"} else "VBD"
    if not (is_person(noun) or is_body(noun) or noun.ent_type_) and clause.verb.lemma_ not in words("causing"):
        return
    active = getInflection(clause.verb.lemma_, tag=tag)
    if not active:
        return
    wh = wh_for(noun, subject=True)
    others = [other.text for other in _shown(clause) if other is not unit]
    if when is not None:
        others.insert(0, phrase_text(when.subtree))
    stem = finish([wh, active[0], clause.subject, *others, *(u.text for u in clause.leading[:1])])
    kind = Form.PERSON if is_person(noun) else Form.THING
    yield _ask(clause, "detail.agent", stem, phrase_text(tokens), kind, 0.65)


def _manner(clause: Clause) -> Iterator[Ask]:
    """ "They cut costs by sharing cars", "they prepare children for school with classes": how do they?"""
    for unit in clause.units:
        if _is_means(clause, unit):
            rest = clause.without(unit)
            yield _ask(clause, "detail.means", question("How", rest), phrase_text(unit.tokens), Form.MANNER, 0.85)
        if unit.role != "prep" or unit.head.lower_ != "by" or len(unit.tokens) < 3 or unit.tokens[1].tag_ != "VBG":
            continue
        if open_pronoun(unit.tokens) and not clause.resolved:
            continue
        rest = clause.without(unit)
        if len(rest.statement.split()) < 4 or content_count(unit.tokens) < 2:
            continue
        yield _ask(clause, "detail.manner", question("How", rest), phrase_text(unit.tokens), Form.MANNER, 0.85)


def _is_means(clause: Clause, unit: Unit) -> bool:
    """Whether the unit is the "with classes that ..." with which somebody does something to others."""
    noun = next((child for child in unit.head.children if child.dep_ == "pobj"), None)
    if unit.role != "prep" or unit.head.lower_ != "with" or unit.set_off or noun is None or clause.negated:
        return False
    doing = clause.verb.lemma_.lower() in words("doing_with") and clause.unit("dobj") is not None
    return doing and noun.pos_ == "NOUN" and not is_person(noun) and content_count(unit.tokens) >= 2


def _how_many(clause: Clause) -> Iterator[Ask]:
    """ "The centre helped 1,540 children": how many children did the centre help?"""
    unit = clause.unit("dobj")
    if unit is not None and not clause.passive:
        number = _number(unit.head)
        bare = not any(child.dep_ in {"relcl", "acl"} for child in unit.head.children)
        people = clause.verb.lemma_ == "have" and is_person(unit.head)
        if number is not None and bare and (people or clause.verb.lemma_ not in {"be", "have"}):
            stem = question(f"How many {counted(unit.head)}", clause, unit)
            yield _ask(clause, "detail.how_many", stem, phrase_text(number), Form.NUMBER, 0.45)
    head = clause.subject_head
    number = _number(head)
    if number is not None and not clause.resolved and len(clause.subject_tokens) <= 6:
        stem = subject_question(f"How many {counted(head)}", clause)
        yield _ask(clause, "detail.how_many", stem, phrase_text(number), Form.NUMBER, 0.45)
    if (
        unit is not None
        and unit.head.ent_type_ == "MONEY"
        and clause.verb.lemma_ in {"cost", "pay", "spend", "raise", "earn"}
    ):
        stem = question("How much", clause, unit)
        yield _ask(clause, "detail.how_much", stem, phrase_text(unit.tokens), Form.NUMBER, 0.5)


def _number(noun: Token) -> tuple[Token, ...] | None:
    """The number that counts a plural noun, as tokens; None where there is none, or it is one or a vague one."""
    if noun.tag_ != "NNS" or noun.lemma_.lower() in words("times") | {"per", "%"}:
        return None
    if any(child.dep_ == "conj" for child in noun.children):
        # "180 students and teachers": not so many students.
        return None
    count = next((child for child in noun.children if child.dep_ == "nummod"), None)
    if (
        count is None
        or count.ent_type_ in {"DATE", "TIME", "ORDINAL", "PERCENT", "MONEY"}
        or count.lower_ in {"one", "dozens"}
    ):
        return None
    tokens = tuple(count.subtree)
    return (
        tokens
        if re.search(r"\d|two|three|four|five|six|seven|eight|nine|ten|million|thousand|hundred", phrase_text(tokens))
        else None
    )


def _when_where(clause: Clause) -> Iterator[Ask]:
    """When and where, which readers seldom care about: worth little unless nothing better comes from the sentence."""
    for unit in (*_shown(clause), *clause.leading):
        rest = clause.without(unit)
        if clause.verb.lemma_.lower() in NOWHERE | words("speech") or len(rest.statement.split()) < 5:
            continue
        if content_count(tuple(t for u in _shown(rest) for t in u.tokens)) < 1:
            continue
        compared = any(token.tag_ in {"JJR", "RBR"} for token in rest.tokens)
        if compared and not any(token.lower_ == "than" for token in rest.tokens):
            # "Where is it much less popular?": less than where?
            continue
        placed = any(
            other.head.lower_ in {"in", "at", "on", "near"}
            and any(token.ent_type_ in PLACE_ENTITIES for token in other.tokens)
            for other in _shown(rest)
        )
        if placed or (rest.verb.lemma_ == "be" and rest.unit("attr") is not None):
            # "Where was she born in Alhandra?", "Where is Tarifa a crossroads?"
            continue
        if any(token.lower_ == "no" for token in rest.subject_tokens):
            # "Where can nobody be sentenced to life?" is no way to ask.
            continue
        year = (
            unit.role == "prep"
            and unit.head.lower_ == "in"
            and len(unit.tokens) == 2
            and re.fullmatch(r"(1[0-9]|20)\d\d", unit.tokens[1].text)
        )
        if year:
            tokens = unit.tokens[1:]
            yield _ask(rest, "detail.year", question("In what year", rest), phrase_text(tokens), Form.DATE, 0.4)
        elif _is_place(unit) and len(unit.tokens) <= 8:
            yield _ask(
                rest,
                "detail.where",
                question("Where", rest),
                phrase_text(unit.tokens),
                Form.PLACE,
                0.45 if len(unit.tokens) < 4 else 0.55,
            )
