"""What the article as a whole says: the clause or sentence that sums it up, against true but narrow details."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from quizzes.generator.asks import Ask, Form
from quizzes.generator.clause import CLOSERS, Clause
from quizzes.generator.drafts import Bloom, Choice, Kind, Reason, Skill
from quizzes.generator.lexicon import words
from quizzes.generator.reading import Reading, Sentence, content_lemmas, personal
from quizzes.generator.wordnet import supersense

from .common import attributed, content_count, dangling, reports, usable

WANTED = 3
# How long a sentence is that stands for itself, and a clause; and how many words of weight a clause has.
SHORTEST, LONGEST = 8, 42
CLAUSE_SHORTEST, CLAUSE_LONGEST, WEIGHTY = 6, 30, 3
# A text this many words longer has to say one thing more.
WORDS_A_THING = 6
# How much of what its sentence is about a clause has that stands for it.
MOST = 0.5
# What a noun with a bare "the" means that another sentence has told of.
TOLD_BEFORE = frozenset({"act", "event", "communication", "cognition", "process", "state"})
# What no detail has: somebody's very words, and what is not so.
UNLIKELY = re.compile(r"“|\b(?:not|never|no|nobody|nothing)\b|n’t\b")
# Clauses that are background or only half of what is said.
LIFTED = frozenset({"relative", "apposition", "participle", "subordinate"})
# Of the words of weight in the title, a sentence that sums the article up has this share; the opening ones, where news
# says what it is about, need less.
TITLE_SHARE, OPENING_SHARE = 0.6, 0.55
OPENING, FIRST = 2, 8
# How many of the article's central words the key has where there is no title, or where it is not near it, and a detail
# at most.
BROAD, BROADEST, NARROW = 4, 6, 2
# A lead that names its source is news where it has this many.
REPORTED = 3
# Whatever is announced or shown is what the article is about; whatever is merely said may be one side of it.
ANNOUNCING = frozenset({"announce", "reveal", "find", "show", "discover", "confirm", "warn"})


@dataclass(frozen=True, eq=False)
class Gist:
    """A text that could sum the article up, or be a detail of it: a clause by itself, or its `whole` sentence."""

    text: str
    clause: Clause
    breadth: int
    whole: bool = False

    @property
    def sentence(self) -> Sentence:
        return self.clause.sentence

    @property
    def worth(self) -> float:
        """How much it says for its length."""
        return self.breadth - len(self.text.split()) / WORDS_A_THING


def ask(reading: Reading, clauses: tuple[Clause, ...]) -> Iterator[Ask]:
    """One ask for the article's main idea, where something it says takes up what its title says."""
    told = list(_gists(reading, clauses))
    keys = [gist for gist in told if _sums_up(reading, gist) and _is_named(reading, gist)]
    keys.sort(key=lambda gist: (-gist.worth, len(gist.text), gist.sentence.index))
    found = ((best, tuple(_details(reading, told, best))) for best in keys)
    best, narrow = next((pair for pair in found if len(pair[1]) == WANTED), (None, ()))
    if best is None:
        return
    yield Ask(
        kind=Kind.MAIN_IDEA,
        rule="main_idea.article",
        stem="What is the main idea of the article?",
        answer=best.text,
        form=Form.SUMMARY,
        statement=best.text,
        clause=best.clause,
        sentences=(best.sentence,),
        worth=0.9,
        skill=Skill.INTERPRET,
        bloom=Bloom.UNDERSTAND,
        options=narrow,
        because="The article as a whole is about this, and the other options are details of it.",
    )


def _gists(reading: Reading, clauses: tuple[Clause, ...]) -> Iterator[Gist]:
    """Each clause that can be read by itself, and each sentence that can."""
    whole: set[int] = set()
    for clause in clauses:
        sentence = clause.sentence
        if sentence.index not in whole and _stands_alone(sentence):
            whole.add(sentence.index)
            yield Gist(_unlinked(sentence.text), clause, _breadth(reading, sentence.span), whole=True)
        if _is_sayable(clause):
            speaker = clause.attribution.speaker.lower().split() if clause.attribution else []
            breadth = _breadth(reading, clause.tokens, speaker)
            yield Gist(attributed(clause, clause.statement), clause, breadth)


def _is_sayable(clause: Clause) -> bool:
    """Whether the clause says something by itself, of somebody who is named, in words that are not only a speaker's."""
    return (
        usable(clause)
        and not clause.direct
        and clause.subject_head.dep_ != "expl"
        and not reports(clause)
        and not dangling(tuple(clause.tokens))
        and not _torn(clause)
        and CLAUSE_SHORTEST <= len(clause.statement.split()) <= CLAUSE_LONGEST
        and content_count(tuple(clause.tokens)) >= WEIGHTY
        and re.search(r"\b(this|these|those|here)\b", clause.statement.lower()) is None
    )


def _torn(clause: Clause) -> bool:
    """Whether what follows the verb leaves out words of the sentence that no comma or bracket sets off."""
    said = [token.lower_ for token in clause.sentence.span]
    place = next((i for i, word in enumerate(said) if word == clause.verb.lower_), None)
    for token in (token for token in clause.tokens if token.i > clause.verb.i):
        found = next((i for i in range(place or 0, len(said)) if said[i] == token.lower_), None)
        if place is None or found is None:
            # Other words stand for those of the sentence.
            return False
        left_out = said[place + 1 : found]
        if left_out and (left_out[0] not in CLOSERS or token.tag_ in {"WDT", "WP", "WRB"}):
            return True
        place = found
    return False


def _stands_alone(sentence: Sentence) -> bool:
    """Whether the sentence can be read without those before it, and is not speech."""
    first = sentence.span[0].lower_
    if sentence.span.root.pos_ not in {"VERB", "AUX"}:
        # The parser lost its way.
        return False
    if (
        first in {"if", "but", "and", "so", "or", "yet", "however", "this", "that", "these", "those"}
        or not SHORTEST <= len(sentence.text.split()) <= LONGEST
    ):
        return False
    if any(start < sentence.end and sentence.start < end for start, end in sentence.quoted):
        return False
    own = {"its", "their", "his", "her", "it", "they"}
    pronouns = [token for token in sentence.span if personal(token)]
    opens = any(token.lower_ not in own or token.i - sentence.span.start < 4 for token in pronouns)
    pointing = any(
        token.lower_ in {"this", "these", "that", "those"} and token.dep_ == "det" for token in sentence.span
    )
    return sentence.text.endswith((".", ".”")) and not opens and not pointing and not _is_claim(sentence)


def _is_claim(sentence: Sentence) -> bool:
    """Whether the sentence is what somebody says or announces; a source at the end of a lead is no matter."""
    root = sentence.span.root
    return root.lemma_.lower() in words("saying") and not (sentence.index < OPENING and _ends_with_source(sentence))


def _ends_with_source(sentence: Sentence) -> bool:
    """Whether who says so stands after what is said: "..., a report warns", "..., according to a report"."""
    root = sentence.span.root
    told = next((child for child in root.children if child.dep_ == "ccomp"), None)
    said = root.lemma_.lower() in words("saying") and told is not None and told.i < root.i
    speaker = next((child for child in root.children if child.dep_ == "nsubj"), None)
    named = speaker is not None and not personal(speaker)
    return (said and named) or re.search(r", according to [^,]+\.$", sentence.text) is not None


def _is_named(reading: Reading, gist: Gist) -> bool:
    """Whether the text says what it is about: not "the project" where no title has told of one."""
    subject = gist.clause.subject_head
    if gist.sentence.index < OPENING or subject.pos_ != "NOUN":
        return True
    bare = [token.lower_ for token in gist.clause.subject_tokens][:-1] == ["the"]
    return not bare or subject.lemma_.lower() in reading.title_lemmas


def _points_back(gist: Gist) -> bool:
    """Whether the subject is something told of before: "the move", "the idea"; "the council" is known to everybody."""
    bare = [token.lower_ for token in gist.clause.subject_tokens][:-1] == ["the"]
    return bare and supersense(gist.clause.subject_head.lemma_.lower(), "NOUN") in TOLD_BEFORE


def _is_told(reading: Reading, gist: Gist) -> bool:
    """Whether the article says so, or somebody it is about, or the source of its news; not one voice of several."""
    who = gist.clause.attribution
    if who is None or gist.whole:
        return True
    named = bool(who.speaker) and who.speaker.split()[-1].lower() in reading.title_words
    sourced = gist.sentence.index < OPENING and _ends_with_source(gist.sentence)
    return named or sourced or who.lemma in ANNOUNCING


def _sums_up(reading: Reading, gist: Gist) -> bool:
    """Whether the text is most of a sentence that takes up the title and stands at the start or the end."""
    title, sentence = reading.title_words, gist.sentence
    breadth = _breadth(reading, sentence.span)
    background = gist.clause.how in LIFTED and not gist.whole
    if background or gist.breadth < MOST * breadth or not _is_told(reading, gist):
        return False
    if not title:
        # Without a title, an opening sentence that speaks of more than any other.
        least = REPORTED if sentence.index == 0 and _ends_with_source(sentence) else BROAD
        return sentence.index < OPENING and breadth >= least
    if sentence.index < FIRST and breadth >= BROADEST:
        return True
    said = {form for token in sentence.span for form in (token.lower_, token.lemma_.lower())}
    share = len({word for word in title if word in said}) / len(title)
    if sentence.index < OPENING:
        return share >= OPENING_SHARE
    closing = sentence.paragraph == reading.sentences[-1].paragraph and not sentence.quoted_part
    return (sentence.index < FIRST or closing) and share >= TITLE_SHARE


def _tokens(gist: Gist) -> Iterable[Token]:
    """The words the text is made of."""
    return gist.sentence.span if gist.whole else gist.clause.tokens


def _breadth(reading: Reading, tokens: Iterable[Token], others: Iterable[str] = ()) -> int:
    """How many of the words the article keeps coming back to, and of its title's, are among these."""
    lemmas = content_lemmas(tokens) | set(others)
    return len(lemmas & reading.central) + len(lemmas & reading.title_lemmas)


def _details(reading: Reading, told: list[Gist], best: Gist) -> Iterator[Choice]:
    """True texts about little, from different paragraphs where there are enough, of about the key's length."""
    length = len(best.text.split())
    most = min(NARROW + (best.breadth >= BROADEST), best.breadth - 2)
    # What says more in other words may sum the article up as well, and so may what it opens with.
    broad = {gist.sentence.index for gist in told if gist.breadth > most} | {best.sentence.index, 0}
    fitting = [
        gist
        for gist in told
        if gist.sentence.index not in broad
        and (gist.whole or not (gist.clause.hedged or gist.clause.how == "apposition"))
        and not _points_back(gist)
        and gist.clause.tokens[-1].tag_ not in {"JJR", "RBR"}
        and not dangling(tuple(_tokens(gist)))
        and not _leans(gist)
        and 0.4 <= len(gist.text.split()) / length <= 1.8
        and not UNLIKELY.search(gist.text)
    ]
    # Of about the key's length, since the longest would give itself away.
    fitting.sort(key=lambda one: (abs(len(one.text.split()) - length) // 6, one.breadth, one.sentence.index))
    chosen: list[Gist] = []
    for fresh in (True, False):
        for gist in fitting:
            known = any(gist.sentence.paragraph == one.sentence.paragraph for one in chosen)
            again = any(gist.sentence is one.sentence for one in chosen)
            if len(chosen) < WANTED and not again and not (fresh and known):
                chosen.append(gist)
    for gist in chosen:
        (source,) = reading.evidence(gist.sentence)
        note = f"The article says so, but it is only one detail (paragraph {gist.sentence.paragraph + 1})."
        yield Choice(gist.text, False, Reason.ELSEWHERE, note, source)


def _leans(gist: Gist) -> bool:
    """Whether the text has a "these" that its sentence alone explains, or a pronoun and no subject to be bound by."""
    bound = gist.clause.subject_head.dep_ != "expl"
    these = any(token.lower_ in {"this", "these", "those"} and token.dep_ == "det" for token in gist.sentence.span)
    return these or (not bound and any(personal(token) for token in _tokens(gist)))


def _unlinked(said: str) -> str:
    """The sentence as an option, without the word that ties it to the one before: "In March, though, ..."."""
    return re.sub(r", (?:though|however|meanwhile|moreover|too),", ",", said).rstrip(".")
