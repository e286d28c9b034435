"""What is counted in questions, whoever wrote them, and in the generator's runs over articles."""

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from spacy.tokens import Doc

from quizzes.generator import (
    Difficulty,
    DraftQuestion,
    Drafts,
    Evidence,
    Format,
    Kind,
    Reason,
    Skill,
)
from quizzes.generator.reading import language_model

from .articles import Item

# A number, or how many of how many.
Value = int | float | tuple[int, int]
# Heading -> line -> value.
Figures = dict[str, dict[str, Value]]

# Measured on 486 human items over 30 news articles.
PUBLISHED: dict[str, dict[str, str]] = {
    "Question words": {"what": "57%", "why": "12%", "who": "10%", "how": "10%", "where": "4%", "when": "2%"},
    "Answers": {"clause": "63%", "name or number": "10%"},
    "Stems": {"median words": "10", "open with According to": "9%"},
    "Multiple choice": {"key is the longest": "16%"},
}

QUESTION_WORDS = ("what", "why", "who", "how", "where", "when", "which", "none")
ANSWER_FORMS = ("clause", "phrase", "name or number", "other")
# What a teacher is to find in ten questions: the least number of each.
TEN = 10
SPREAD = {"sentences": 8, "kinds": 4, "formats": 3}


@dataclass(frozen=True, slots=True)
class Run:
    """What one article gave. `sentences` are the offsets its sentences start at; the seconds are of each run."""

    folder: str
    name: str
    text: str
    drafts: Drafts
    sentences: tuple[int, ...]
    parse_s: tuple[float, ...]
    generate_s: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """How many times as long as the parse alone the whole pipeline takes, each at its best."""
        return min(self.generate_s) / max(min(self.parse_s), 1e-9)


@dataclass(frozen=True, slots=True)
class Missed:
    """An article that gave nothing: refused for a reason, or a failure of the generator."""

    folder: str
    name: str
    reason: str
    failed: bool


def of_generator(runs: Sequence[Run], missed: Sequence[Missed], count: int) -> Figures:
    """Everything that is told of the generator's runs over some articles, `count` questions asked of each."""
    questions = [question for run in runs for question in run.drafts.questions]
    dropped = sum((Counter(run.drafts.dropped) for run in runs), Counter[str]())
    left_out = Counter(f"{kind}: {reason}" for run in runs for kind, reason in run.drafts.left_out.items())
    refused = Counter(f"refused: {one.reason}" for one in missed if not one.failed)
    return {
        "Articles": {"read": len(runs), **dict(sorted(refused.items())), "raised": sum(one.failed for one in missed)},
        "Questions": {
            "asked for": count * len(runs),
            "made": len(questions) + dropped.total(),
            "kept": (len(questions), count * len(runs)),
            "debates": sum(len(run.drafts.debates) for run in runs),
        },
        "Dropped": _parts(dropped, _falling(dropped), dropped.total()),
        "Kinds left out, in articles": _parts(left_out, _falling(left_out), len(runs)),
        "Kinds": _shares((one.kind for one in questions), Kind),
        "Formats": _shares((one.format for one in questions), Format),
        "Skills": _shares((one.skill for one in questions), Skill),
        "Difficulty": _shares((Difficulty.of(one.difficulty) for one in questions), Difficulty),
        **of_items([item for one in questions if (item := item_of(one))]),
        "References": _references([one.stem for one in questions]),
        "First ten questions": spread(runs),
        "Quotes": {"verbatim": _both(verbatim(run.text, run.drafts) for run in runs)},
        "Seconds of CPU": seconds(runs),
    }


def of_items(items: Sequence[Item]) -> Figures:
    """What is told alike of our questions and of people's."""
    sets = [item for item in items if item.wrong]
    reasons = [reason for item in items for reason in item.reasons]
    return {
        "Question words": _shares((question_word(item.stem) for item in items), QUESTION_WORDS),
        "Answers": _shares(answer_forms([item.answer for item in items]), ANSWER_FORMS),
        "Stems": {
            "median words": median([len(item.stem.split()) for item in items] or [0]),
            "open with According to": (sum(item.stem.startswith("According to") for item in items), len(items)),
        },
        "Multiple choice": {
            "items": len(sets),
            "key is the longest": (sum(key_longest(item) for item in sets), len(sets)),
            **key_places(sets),
            "letters in a key": round(fmean([len(item.answer) for item in sets] or [0]), 1),
            "letters in a distractor": round(fmean([len(text) for item in sets for text in item.wrong] or [0]), 1),
            "key to distractors, median": round(median([_length_ratio(item) for item in sets] or [0]), 2),
        },
        "Distractors": _shares(reasons, [*Reason, "none"] if "none" in reasons else Reason),
        "References": _references([item.stem for item in items]),
    }


def _references(stems: Sequence[str]) -> dict[str, Value]:
    return {"stems with an open pronoun": (len(open_references(stems)), len(stems))}


# --- questions ------------------------------------------------------------------------------------------------------


def item_of(question: DraftQuestion) -> Item | None:
    """A draft in the form of people's questions; None for a format that states, leaves a gap or orders events."""
    if question.format not in {Format.MULTIPLE_CHOICE, Format.SHORT_ANSWER}:
        return None
    keys = [index for index, choice in enumerate(question.choices) if choice.is_key]
    wrong = [choice for choice in question.choices if not choice.is_key]
    return Item(
        stem=question.stem,
        answer=question.choices[keys[0]].text if keys else question.model_answer,
        wrong=tuple(choice.text for choice in wrong),
        place=keys[0] if keys else None,
        reasons=tuple(str(choice.reason or "none") for choice in wrong),
    )


def question_word(stem: str) -> str:
    """The first question word of a stem outside quotation marks; "whose" and "whom" count as "who".

    >>> question_word("According to “How We Live”, in whose name was it signed?"), question_word("It will be ...")
    ('who', 'none')
    """
    found = re.search(r"\b(what|which|who|where|when|why|how)(?:m|se)?\b", unquoted(stem), re.IGNORECASE)
    return found.group(1).lower() if found else "none"


def answer_forms(answers: Sequence[str]) -> list[str]:
    """The form of each answer, by a parse of it alone."""
    return [answer_form(doc) for doc in language_model().pipe(answers)]


# Words that open a clause when a verb follows.
_OPENERS = frozenset(
    {"after", "as", "because", "before", "by", "even", "if", "since", "so", "that", "to", "when", "while"}
)
_SMALL = frozenset({"DET", "ADP", "SYM", "PART", "ADV", "CCONJ", "PUNCT", "SPACE"})
_FIGURES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "QUANTITY"})


def answer_form(answer: Doc) -> str:
    """The form of an answer, by its parse.

    Clause: a verb at the root, or a verb after a word that opens a clause. Name or number: beside small words only
    proper nouns, numbers, dates and amounts. Phrase: any other with a noun, adjective, number or adverb. Other: the
    rest. A noun with a relative clause is a phrase. By this rule 61% of the 147 answers in OneStopQA's development part
    are clauses and 6% names or numbers.
    """
    verbs = [token for token in answer if token.pos_ in {"VERB", "AUX"}]
    if any(token.dep_ == "ROOT" for token in verbs) or (verbs and answer[0].lower_ in _OPENERS):
        return "clause"
    rest = [token for token in answer if token.pos_ not in _SMALL]
    if rest and all(token.pos_ in {"PROPN", "NUM"} or token.ent_type_ in _FIGURES for token in rest):
        return "name or number"
    return "phrase" if any(token.pos_ in {"NOUN", "PROPN", "ADJ", "NUM", "ADV"} for token in answer) else "other"


def key_longest(item: Item) -> bool:
    """Whether the key has more letters than each wrong option."""
    return all(len(text) < len(item.answer) for text in item.wrong)


def key_places(items: Iterable[Item]) -> dict[str, Value]:
    """How often the key stands first, second, ...; nothing where no place is known."""
    places = Counter(item.place for item in items if item.place is not None)
    return {
        f"key is {'ABCDEFGHIJ'[place]}": (places[place], places.total()) for place in range(max(places, default=-1) + 1)
    }


def _length_ratio(item: Item) -> float:
    return len(item.answer) / max(1.0, fmean(len(text) for text in item.wrong))


_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|(?<!\w)‘(?:[^‘’]|(?<=\w)’(?=\w))*’(?!\w)")
# Possessives and reflexives are left out: they nearly always belong to a word of the stem itself.
_OPEN = frozenset({"he", "she", "him", "they", "them", "it", "this", "these", "those", "i", "me", "we", "us", "you"})


def unquoted(stem: str) -> str:
    """The stem without what stands in quotation marks."""
    return _QUOTED.sub(" ", stem)


def open_reference(stem: str) -> str | None:
    """The first word outside quotation marks that may refer to nothing in the stem, or None. "US" is no pronoun.

    >>> open_reference("What did the US say it wanted?"), open_reference("Who said “it is over”?")
    ('it', None)
    """
    words = re.findall(r"[^\W\d_]+", unquoted(stem))
    return next((word for word in words if word.lower() in _OPEN and (len(word) == 1 or not word.isupper())), None)


def open_references(stems: Iterable[str]) -> list[str]:
    """The stems with an open reference, for a person to judge."""
    return [stem for stem in stems if open_reference(stem)]


# --- runs -----------------------------------------------------------------------------------------------------------


def spread(runs: Sequence[Run]) -> dict[str, Value]:
    """Distinct source sentences, paragraphs, kinds and formats in each article's first ten questions.

    A question counts for the sentence and paragraph its first span starts in, so that one question never counts as two.
    """
    rows: list[dict[str, int]] = []
    for run in runs:
        first = run.drafts.questions[:TEN]
        starts = [question.evidence[0].start for question in first if question.evidence]
        rows.append(
            {
                "sentences": len({bisect(run.sentences, start) for start in starts}),
                "paragraphs": len({run.text.count("\n\n", 0, start) for start in starts}),
                "kinds": len({question.kind for question in first}),
                "formats": len({question.format for question in first}),
            }
        )
    figures: dict[str, Value] = {}
    for name in ("sentences", "paragraphs", "kinds", "formats"):
        numbers = [row[name] for row in rows] or [0]
        figures[f"{name}, least"] = min(numbers)
        figures[f"{name}, median"] = median(numbers)
    for name, least in SPREAD.items():
        figures[f"articles with {least} {name}"] = (sum(row[name] >= least for row in rows), len(rows))
    full = sum(all(row[name] >= least for name, least in SPREAD.items()) for row in rows)
    return {**figures, "articles with all three": (full, len(rows))}


def spans(drafts: Drafts) -> list[Evidence]:
    """Every span of the article that the drafts show or rest on."""
    found = [span for question in drafts.questions for span in question.evidence]
    found += [choice.source for question in drafts.questions for choice in question.choices if choice.source]
    for prompt in drafts.debates:
        found += [*prompt.anchor, *(span for stance in prompt.positions for span in stance.evidence)]
    return found


def verbatim(text: str, drafts: Drafts) -> tuple[int, int]:
    """How many of the spans are word for word the article's."""
    found = spans(drafts)
    return sum(text[span.start : span.end] == span.quote for span in found), len(found)


def seconds(runs: Sequence[Run]) -> dict[str, Value]:
    """The best run of each article: sums, and the whole pipeline against the parse alone."""
    parse, whole = sum(min(run.parse_s) for run in runs), sum(min(run.generate_s) for run in runs)
    return {
        "parse alone": round(parse, 2),
        "whole pipeline": round(whole, 2),
        "slowest article": round(max((min(run.generate_s) for run in runs), default=0), 2),
        "ratio, median": round(median([run.ratio for run in runs] or [0]), 2),
        "ratio, largest": round(max((run.ratio for run in runs), default=0), 2),
        "ratio of the sums": round(whole / parse, 2) if parse else 0,
    }


# --- counting -------------------------------------------------------------------------------------------------------


def _falling(counts: Counter[str]) -> list[str]:
    return sorted(counts, key=lambda name: (-counts[name], name))


def _parts(counts: Counter[str], names: Iterable[str], total: int) -> dict[str, Value]:
    return {str(name): (counts[name], total) for name in names}


def _shares(found: Iterable[str], names: Iterable[str]) -> dict[str, Value]:
    counts = Counter(found)
    return _parts(counts, names, counts.total())


def _both(parts: Iterable[tuple[int, int]]) -> tuple[int, int]:
    pairs = list(parts)
    return sum(one for one, _all in pairs), sum(all_ for _one, all_ in pairs)
