"""What a word means in its sentence: by a short definition, or by a synonym for this sense."""

import re
from collections.abc import Iterator

from spacy.tokens import Token
from wordfreq import zipf_frequency

from quizzes.generator.asks import Ask, Form
from quizzes.generator.clause import Clause
from quizzes.generator.drafts import Bloom, Choice, Kind, Reason, Skill
from quizzes.generator.lexicon import words
from quizzes.generator.reading import Reading, Sentence
from quizzes.generator.wording import capitalise
from quizzes.generator.wordnet import Sense, antonyms, dominant, related, senses, spelt_like

WANTED = 3
# Zipf frequencies: rarer words than the first few readers know, commoner ones than the second everybody.
RAREST, COMMONEST = 2.2, 4.25
# A synonym is commoner than this, and than the word; so are, by less, the words of a definition.
PLAIN, PLAINEST = 3.5, 3.1
# Commoner words stand out among the options.
COMMON = 4.9
SHORTEST, LONGEST = 7, 38
# Definitions of adverbs lean on their adjectives; synonyms of other words seldom do in a sentence.
DEFINED, EXCHANGED = frozenset({"NOUN", "VERB", "ADJ"}), "ADV"
# Adverbs that are words of another sort as well explain none: "alone" for "exclusively", "needs" for "inevitably".
ADVERB = re.compile(r"\w+ly|later|often|soon")
# Words for things and places are too often used in a figure of speech.
THINGS = frozenset(
    {"artifact", "plant", "animal", "food", "body", "substance", "object", "person", "quantity", "time", "location"}
) | {"phenomenon", "shape"}
NOMINAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "attr", "appos"})
# How definitions open or what they hold that are made for dictionaries, or by a choice of two words.
TECHNICAL = re.compile(r"^(?:to|in|of) |\bas of\b|\bof or\b|generic|especially|somebody|usually|\bentit|^\w+ or \w+$")
# What share of the counted uses makes a sense sure, and how many they are.
SURE, OFTEN = 0.78, 3


def ask(reading: Reading, clauses: tuple[Clause, ...]) -> Iterator[Ask]:
    """Asks for words of middling frequency whose sense is beyond doubt, each with its sentence."""
    by_sentence = {clause.sentence.index: clause for clause in reversed(clauses)}
    seen: set[str] = set()
    for sentence in reading.sentences:
        clause = by_sentence.get(sentence.index)
        if clause is None or not _quotable(sentence):
            continue
        for token in sentence.span:
            if token.lemma_.lower() in seen or not _is_askable(reading, token):
                continue
            asked = _by_definition(reading, clause, token) or _by_synonym(reading, clause, token)
            if asked is not None:
                seen.add(token.lemma_.lower())
                yield asked


def _by_definition(reading: Reading, clause: Clause, token: Token) -> Ask | None:
    """The word explained in a few plain words, among the definitions of other words."""
    lemma = token.lemma_.lower()
    sense = _certain(token)
    if sense is None or not _is_plain(sense.gloss, lemma):
        return None
    wrong = tuple(_other_definitions(reading, clause.sentence, token, sense))
    worth = 0.62 if lemma in reading.weights else 0.5
    return _ask(clause, "vocabulary.definition", lemma, _defined(sense.gloss, token.pos_), wrong, worth)


def _by_synonym(reading: Reading, clause: Clause, token: Token) -> Ask | None:
    """The adverb explained by a commoner one that means the same."""
    found = _meaning(token) if token.pos_ == EXCHANGED else None
    if found is None:
        return None
    wrong = tuple(_other_adverbs(reading, clause.sentence, token, *found))
    worth = 0.78 - 0.08 * max(0.0, zipf_frequency(token.lower_, "en") - 3.4)
    return _ask(clause, "vocabulary.synonym", token.text, capitalise(found[0]), wrong, worth)


def _ask(clause: Clause, rule: str, word: str, key: str, wrong: tuple[Choice, ...], worth: float) -> Ask | None:
    """The question for the word, where there are enough wrong options."""
    said = _quoted(clause.sentence)
    if len(wrong) < WANTED:
        return None
    return Ask(
        kind=Kind.VOCABULARY,
        rule=rule,
        stem=f"What does “{word}” mean in the sentence “{said}”?",
        answer=key,
        form=Form.WORD,
        statement=said,
        clause=clause,
        sentences=(clause.sentence,),
        worth=worth,
        skill=Skill.INTERPRET,
        bloom=Bloom.UNDERSTAND,
        options=wrong,
        because=f"Here “{word}” means “{key[:1].lower()}{key[1:]}”.",
    )


def _quotable(sentence: Sentence) -> bool:
    return (
        SHORTEST <= len(sentence.text.split()) <= LONGEST
        and not re.search(r"[\"‘()]", sentence.text)
        and sentence.text.count("“") == sentence.text.count("”")
        and sentence.text.endswith((".", ".”"))
    )


def _quoted(sentence: Sentence) -> str:
    """The sentence as it stands inside quotation marks, its own being single."""
    said = re.sub(r"\.(?=”?$)", "", sentence.text)
    return said.replace("“", "‘").replace("”", "’")


def _is_askable(reading: Reading, token: Token) -> bool:
    """Whether the word is one of its own, in small letters, and worth knowing."""
    if not token.is_alpha or not token.text.islower() or token.ent_type_ or token.lower_ in reading.capitals:
        return False
    if (token.dep_ in {"compound", "amod"} and token.pos_ == "NOUN") or _is_tied(token):
        return False
    if token.pos_ == "VERB" and token.tag_ not in {"VB", "VBP"}:
        # A definition of "supervise" does not fit where "supervising" stands.
        return False
    if token.pos_ == "VERB" and (token.dep_ == "amod" or any(c.dep_ in {"prt", "prep"} for c in token.children)):
        return False
    lemma = token.lemma_.lower()
    if lemma in words("sensitive") | words("outgrown"):
        return False
    return zipf_frequency(token.lower_, "en") >= RAREST and zipf_frequency(lemma, "en") <= COMMONEST


def _is_tied(token: Token) -> bool:
    """Whether the word is half of another, or a term in quotation marks."""
    return not {"-", "“", "”"}.isdisjoint(one.text for one in token.doc[max(0, token.i - 1) : token.i + 2])


def _meaning(token: Token) -> tuple[str, Sense] | None:
    """The commonest adverb that means the same in the one sense the adverb has, and that sense."""
    lemma = token.lemma_.lower()
    sense = dominant(lemma, token.pos_)
    if sense is None or not sense.count:
        return None
    fitting = [
        word
        for word in sense.synonyms
        if ADVERB.fullmatch(word)
        and zipf_frequency(word, "en") >= max(PLAIN, zipf_frequency(lemma, "en") + 0.3)
        and _mostly(word, token.pos_)
        and senses(word, token.pos_)[0].synset == sense.synset
        and not _kin(word, lemma)
        and word not in token.sent.text.lower()
    ]
    if not fitting:
        return None
    # The very commonest words mean too much to explain one.
    return max(fitting, key=lambda word: (-abs(zipf_frequency(word, "en") - 4.6), word)), sense


def _certain(token: Token) -> Sense | None:
    """The sense the word has here beyond doubt: its only one, or the first where nearly all counted uses have it."""
    lemma, pos = token.lemma_.lower(), token.pos_
    if pos not in DEFINED or not _mostly(lemma, pos) or (pos == "NOUN" and not _is_noun(token)):
        return None
    if pos == "ADJ" and any(child.dep_ == "prep" for child in token.children):
        return None
    # "Data" and "species" are no more of a datum and a specie than words of their own.
    if zipf_frequency(lemma, "en") < zipf_frequency(token.lower_, "en") - 0.5:
        return None
    found, sense = senses(lemma, pos), dominant(lemma, pos, SURE)
    if sense is None or sense.supersense.partition(".")[2] in THINGS:
        return None
    return sense if len(found) == 1 or (sense is found[0] and sense.count >= OFTEN) else None


def _is_noun(token: Token) -> bool:
    """Whether the word stands where nouns stand, whatever the tagger says."""
    return token.dep_ in NOMINAL or (token.dep_ == "conj" and token.head.dep_ in NOMINAL)


def _is_plain(gloss: str, lemma: str) -> bool:
    """Whether the definition explains the word: in commoner words, none of them of its family."""
    said = re.findall(r"[a-z]+", gloss.lower())
    least = max(PLAINEST, zipf_frequency(lemma, "en"))
    return (
        bool(gloss)
        and TECHNICAL.search(gloss) is None
        and all(zipf_frequency(word, "en") > least and not _kin(word, lemma) for word in said)
    )


def _kin(one: str, other: str) -> bool:
    """Whether two words start alike, as those of one family do, or one is in the other: "reach" in "outreach"."""
    return min(len(one), len(other)) > 3 and (one[:4] == other[:4] or one[:5] in other or other[:5] in one)


def _defined(gloss: str, pos: str) -> str:
    """The definition as an option."""
    return capitalise(f"to {gloss}" if pos == "VERB" else gloss)


def _other_definitions(reading: Reading, home: Sentence, token: Token, sense: Sense) -> Iterator[Choice]:
    """What the word means elsewhere, what a word spelt like it means, then what words of the article mean."""
    taken = [sense.gloss]
    sources = (_elsewhere(token, sense), _look_alikes(token), _of_article(reading, home, token), _look_alikes(token))
    for number, found in enumerate(sources):
        for other, choice in found:
            if len(taken) > WANTED:
                return
            if _stands_apart(token, sense, other, taken):
                taken.append(other.gloss)
                yield choice
                # One of each of the first two.
                if number < 2:
                    break


def _mostly(word: str, pos: str) -> bool:
    """Whether the word is this part of speech more often than any other: "action" explains no verb."""
    uses = {part: sum(sense.count for sense in senses(word, part)) for part in ("NOUN", "VERB", "ADJ", "ADV")}
    return uses[pos] >= max(uses.values())


def _other_adverbs(reading: Reading, home: Sentence, token: Token, key: str, sense: Sense) -> Iterator[Choice]:
    """The opposite where there is one, then adverbs of the article."""
    lemma, pos = token.lemma_.lower(), token.pos_
    taken = [key]
    for word in sorted(antonyms(lemma, pos)):
        if len(taken) == 1 and word.isalpha() and zipf_frequency(word, "en") >= PLAIN and not _kin(word, lemma):
            taken.append(word)
            note = "This is the opposite of what the word means."
            yield Choice(capitalise(word), False, Reason.MISREADS, note)
    for sentence, other in _near(reading, home, token.pos_):
        word = other.lemma_.lower()
        if len(taken) > WANTED:
            return
        if word in token.sent.text.lower() or not word.isalpha() or word in words("vague") | words("sensitive"):
            continue
        if not PLAIN - 0.4 <= zipf_frequency(word, "en") <= COMMON or not senses(word, pos):
            continue
        if any(related(word, one, pos) or word[:4] == one[:4] for one in (lemma, *taken, *sense.synonyms[:4])):
            continue
        taken.append(word)
        (source,) = reading.evidence(sentence)
        note = f"This is another word of the article (“{other.text}”); it does not mean the same."
        yield Choice(capitalise(word), False, Reason.ELSEWHERE, note, source)


def _near(reading: Reading, home: Sentence, pos: str) -> Iterator[tuple[Sentence, Token]]:
    """The article's words of this part of speech with their sentences, from a sentence outwards."""
    for sentence in sorted(reading.sentences, key=lambda one: abs(one.index - home.index)):
        for other in sentence.span:
            if other.pos_ == pos and not other.ent_type_ and other.text.islower():
                yield sentence, other


def _stands_apart(token: Token, sense: Sense, other: Sense, taken: list[str]) -> bool:
    """Whether the other sense's definition is wrong for the word, and like the others in length and form."""
    gloss, key = other.gloss, sense.gloss
    if not gloss or not 0.5 <= len(gloss) / len(key) <= 1.8 or _opens(gloss) != _opens(key):
        return False
    if token.pos_ != "ADJ" and other.supersense == sense.supersense:
        return False
    if (
        words("sensitive") & set(gloss.split())
        or not _is_plain(gloss, token.lemma_.lower())
        or set(other.parents) & {*sense.synonyms, *sense.parents}
    ):
        return False
    return all(_weighty(gloss).isdisjoint(_weighty(one)) for one in taken)


def _opens(gloss: str) -> bool:
    """Whether the definition opens with an article."""
    return gloss.split()[0] in {"a", "an", "the"}


def _weighty(gloss: str) -> set[str]:
    """How the words of weight in a definition start."""
    return {word[:5] for word in re.findall(r"[a-z]{3,}", gloss.lower()) if word not in words("small")}


def _elsewhere(token: Token, sense: Sense) -> Iterator[tuple[Sense, Choice]]:
    lemma = token.lemma_.lower()
    # Those of verbs and adjectives pass into one another.
    for other in senses(lemma, "NOUN") if token.pos_ == "NOUN" else ():
        if other.synset != sense.synset:
            note = f"“{capitalise(lemma)}” can mean this, but not in this sentence."
            yield other, Choice(_defined(other.gloss, token.pos_), False, Reason.MISREADS, note)


def _look_alikes(token: Token) -> Iterator[tuple[Sense, Choice]]:
    lemma, pos = token.lemma_.lower(), token.pos_
    alike = (
        word for word in spelt_like(lemma, pos) if word.isalpha() and word.islower() and abs(len(word) - len(lemma)) < 3
    )
    for word in sorted(alike, key=lambda one: -zipf_frequency(one, "en")):
        if (
            zipf_frequency(word, "en") < COMMON
            and not _kin(word, lemma)
            and not related(word, lemma, pos)
            and word not in words("sensitive")
        ):
            note = f"This is what “{word}” means."
            yield (
                senses(word, pos)[0],
                Choice(_defined(senses(word, pos)[0].gloss, pos), False, Reason.UNSUPPORTED, note),
            )


def _of_article(reading: Reading, home: Sentence, token: Token) -> Iterator[tuple[Sense, Choice]]:
    lemma, pos = token.lemma_.lower(), token.pos_
    for sentence, other in _near(reading, home, token.pos_):
        word = other.lemma_.lower()
        found = senses(word, pos) if zipf_frequency(word, "en") < COMMON and word not in words("sensitive") else ()
        if found and not related(word, lemma, pos):
            (source,) = reading.evidence(sentence)
            note = f"This is what another word of the article, “{word}”, means."
            yield found[0], Choice(_defined(found[0].gloss, pos), False, Reason.ELSEWHERE, note, source)
