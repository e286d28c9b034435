"""What a word means in its sentence: one option a synonym for this sense, the others of the same part of speech."""

import re
from collections.abc import Iterator

from lemminflect import getInflection
from spacy.tokens import Token
from wordfreq import zipf_frequency

from quizzes.generator.asks import Ask, Form
from quizzes.generator.clause import Clause
from quizzes.generator.drafts import Bloom, Choice, Kind, Reason, Skill
from quizzes.generator.lexicon import words
from quizzes.generator.reading import Reading, Sentence
from quizzes.generator.wordnet import Sense, antonyms, dominant, related, senses, supersense

WANTED = 3
# Zipf frequencies: rarer words than the first few readers know, commoner ones than the second everybody.
RAREST, COMMONEST = 2.2, 4.25
# What explains the word is commoner than this, and than the word.
PLAIN = 3.5
# Commoner words stand out among the options.
COMMON = 4.9
SHORTEST, LONGEST = 7, 34
# Words for things are too often used in a figure of speech.
THINGS = frozenset({"artifact", "plant", "animal", "food", "body", "substance", "object", "person", "quantity", "time"})
# Of adjectives too many fit where one stands.
ASKED = frozenset({"NOUN", "VERB", "ADV"})


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
            found = _meaning(token)
            if found is None:
                continue
            seen.add(token.lemma_.lower())
            key, sense = found
            wrong = tuple(_wrong(reading, token, key, sense))
            if len(wrong) == WANTED:
                yield _ask(sentence, clause, token, key, wrong)


def _ask(sentence: Sentence, clause: Clause, token: Token, key: str, wrong: tuple[Choice, ...]) -> Ask:
    said = sentence.text.rstrip(".")
    return Ask(
        kind=Kind.VOCABULARY,
        rule="vocabulary.synonym",
        stem=f"What does the word “{token.text}” mean in the sentence “{said}”?",
        answer=_as_option(key, token),
        form=Form.WORD,
        statement=said,
        clause=clause,
        sentences=(sentence,),
        worth=0.78 - 0.08 * max(0.0, zipf_frequency(token.lower_, "en") - 3.4),
        skill=Skill.INTERPRET,
        bloom=Bloom.UNDERSTAND,
        options=wrong,
        because=f"Here “{token.text}” means “{_as_option(key, token).lower()}”.",
    )


def _quotable(sentence: Sentence) -> bool:
    return (
        SHORTEST <= len(sentence.text.split()) <= LONGEST
        and not re.search(r"[\"‘()]", sentence.text)
        and not sentence.quoted_part
        and sentence.text.endswith(".")
    )


def _is_askable(reading: Reading, token: Token) -> bool:
    if token.pos_ not in ASKED or not token.is_alpha or not token.text.islower() or token.ent_type_:
        return False
    if (token.dep_ in {"compound", "amod"} and token.pos_ == "NOUN") or token.lower_ in reading.capitals:
        return False
    if token.pos_ == "VERB" and (
        any(child.dep_ in {"prt", "prep"} for child in token.children) or token.dep_ == "amod"
    ):
        return False
    if (token.i + 1 < len(token.doc) and token.nbor(1).text == "-") or (token.i and token.nbor(-1).text == "-"):
        return False
    return zipf_frequency(token.lower_, "en") >= RAREST and zipf_frequency(token.lemma_.lower(), "en") <= COMMONEST


def _meaning(token: Token) -> tuple[str, Sense] | None:
    """The commonest word that means the same in the one sense the word has, and that sense."""
    lemma = token.lemma_.lower()
    sense = dominant(lemma, token.pos_, 0.85 if token.pos_ == "VERB" else 0.7)
    if sense is None or not sense.count or words("sensitive") & {lemma} or sense.supersense.partition(".")[2] in THINGS:
        return None
    fitting = [
        word
        for word in sense.synonyms
        if word.isalpha()
        and word.islower()
        and zipf_frequency(word, "en") >= max(PLAIN, zipf_frequency(lemma, "en") + 0.3)
        and senses(word, token.pos_)[:1]
        and _mostly(word, token.pos_)
        and senses(word, token.pos_)[0].synset == sense.synset
        and not (word.startswith(lemma[:5]) or lemma.startswith(word[:5]))
        and word not in token.sent.text.lower()
        and not (word in words("alone") and any(child.dep_ == "dobj" for child in token.children))
    ]
    if not fitting:
        return None
    # The very commonest words mean too much to explain one.
    return max(fitting, key=lambda word: (-abs(zipf_frequency(word, "en") - 4.6), word)), sense


def _mostly(word: str, pos: str) -> bool:
    """Whether the word is this part of speech more often than any other: "action" explains no verb."""
    uses = {part: sum(sense.count for sense in senses(word, part)) for part in ("NOUN", "VERB", "ADJ", "ADV")}
    return uses[pos] >= max(uses.values())


def _as_option(word: str, token: Token) -> str:
    """The word in the form of the one asked for, with a capital."""
    forms = getInflection(word, tag=token.tag_) if token.tag_ not in {"NN", "VB", "VBP", "JJ", "RB"} else (word,)
    return (forms[0] if forms else word).capitalize()


def _wrong(reading: Reading, token: Token, key: str, sense: Sense) -> Iterator[Choice]:
    """The opposite where there is one, then words of the article and of the lexicon of the same sort."""
    lemma, pos = token.lemma_.lower(), token.pos_
    taken = [key]
    for word in sorted(antonyms(lemma, pos)):
        if len(taken) == 1 and word.isalpha() and zipf_frequency(word, "en") >= PLAIN and word[:4] != lemma[:4]:
            taken.append(word)
            yield Choice(
                _as_option(word, token), False, Reason.MISREADS, "This is the opposite of what the word means."
            )
    for sentence in sorted(reading.sentences, key=lambda one: abs(one.start - token.sent.start_char)):
        for other in sentence.span:
            word = other.lemma_.lower()
            if len(taken) > WANTED:
                return
            if other.pos_ != pos or word in token.sent.text.lower() or not word.isalpha() or other.ent_type_:
                continue
            if not PLAIN - 0.4 <= zipf_frequency(word, "en") <= COMMON or word in words("vague") | words("sensitive"):
                continue
            # A word of the same broad sort might do in the sentence; one of another sort cannot.
            sort = supersense(word, pos)
            if (
                sort is None
                or other.text[:1].isupper()
                or (pos != "ADV" and sort == sense.supersense.partition(".")[2])
            ):
                continue
            if any(related(word, one, pos) or word[:4] == one[:4] for one in (lemma, *taken, *sense.synonyms[:4])):
                continue
            taken.append(word)
            (source,) = reading.evidence(sentence)
            note = f"This is another word of the article (“{other.text}”); it does not mean the same."
            yield Choice(_as_option(word, token), False, Reason.ELSEWHERE, note, source)
