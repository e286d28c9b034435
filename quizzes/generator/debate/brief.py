"""A tension -> a prompt with its brief: lines to cite for each side, cases to test, people who are not heard."""

import re
from collections import Counter
from collections.abc import Iterator

from quizzes.generator.drafts import DebatePrompt, Stance
from quizzes.generator.lexicon import frames, words
from quizzes.generator.reading import PRONOUNS, Reading, Sentence, content_lemmas, is_plural
from quizzes.generator.speakers import attribution_of
from quizzes.generator.wording import capitalise, phrase_text

from .tension import Tension

LINES_A_SIDE = 2
SHORTEST, LONGEST = 7, 48
# Claims, which are debates only where the article has something against them.
STRICT = frozenset({"described", "finding", "forecast", "cause"})
# How far from its anchor a line may stand to be cited only because it stands there.
BESIDE = 4
ARTICLED = frozenset(
    {"UK", "US", "U.K.", "U.S.", "EU", "USA", "United States", "United Kingdom", "Netherlands", "Philippines"}
)
# How a line starts that cannot be read alone.
OPEN_STARTS = PRONOUNS | {"this", "these", "that", "those", "such", "there"}
DENIALS = frozenset({"not", "n’t", "n't", "no", "never", "nobody", "hardly"})


def prompt(reading: Reading, tension: Tension) -> DebatePrompt | None:
    """The tension as a prompt, or None when the article has nothing to cite for one of the sides.

    Who is not heard is left to those that are chosen in the end.
    """
    wording = frames("debates")[tension.frame]
    sides = _sides(reading, tension)
    if not all(sides):
        return None
    cited = {*sides[0], *sides[1]}
    bearing = [line for line in _bearing(reading, tension.about) if line not in tension.anchors]
    # A case nobody has cited yet is worth most.
    cases = sorted(bearing or [*sides[1], *sides[0]], key=lambda line: line in cited)[:2]
    slots = {
        **tension.slots,
        "anchor": quoted(tension.anchors[0].text),
        "first": quoted(sides[0][0].text),
        "other": quoted(sides[1][0].text),
        "cases": " ".join(quoted(case.text) for case in cases),
        "case": quoted(cases[0].text),
    }
    positions = [
        Stance(
            capitalise(text.format(**slots)),
            reading.evidence(*(sides[place] if place < 2 else sides[0][:1] + sides[1][:1])),
        )
        for place, text in enumerate(wording["positions"])
    ]
    return DebatePrompt(
        form=tension.form,
        motion=capitalise(wording["motion"].format(**slots)),
        tension=wording["tension"].format(**slots),
        anchor=reading.evidence(*tension.anchors),
        positions=tuple(positions),
        definitions=tension.definitions or tuple(capitalise(text.format(**slots)) for text in wording["definitions"]),
        unheard=(),
        follow_ups=tuple(capitalise(text.format(**slots)) for text in wording["follow_ups"]),
        activity=wording["activity"],
        suits=wording["suits"],
        rule=f"debate.{tension.frame}",
        score=round(min(1.0, tension.score), 3),
    )


def quoted(text: str) -> str:
    """A line in quotation marks, those inside it made single, cut at a word near 220 characters."""
    inner = re.sub(r"[“\"](?=\w)|(?<=\s)\"", "‘", text)
    inner = re.sub(r"[”\"]", "’", inner.replace("“", "‘"))
    if inner.count("‘") > len(re.findall(r"’(?!\w)", inner)):
        inner += "’"
    if len(inner) > 220:
        inner = inner[:220].rsplit(" ", 1)[0] + " …"
    return f"“{inner}”"


def _sides(reading: Reading, tension: Tension) -> tuple[list[Sentence], list[Sentence]]:
    """The lines to cite for the first and for the second position, no line for both."""
    pro = list(dict.fromkeys(tension.said))
    con = [line for line in dict.fromkeys(tension.against) if line not in pro]
    claimed = {name for line in tension.said for name in _who_speaks(reading, line)}
    for lines in _in_widening_circles(reading, tension):
        for line in lines:
            mood = _mood(line)
            if line in tension.anchors or line in pro or line in con:
                continue
            if claimed & _who_speaks(reading, line):
                # Whoever makes the claim does not speak against it.
                mood = max(mood, 1)
            if (mood > 0 or (tension.any_mood and len(pro) <= len(con))) and len(pro) < LINES_A_SIDE:
                pro.append(line)
            elif (mood < 0 or tension.any_mood) and len(con) < LINES_A_SIDE:
                con.append(line)
        if pro and con:
            break
    return pro, con


def _who_speaks(reading: Reading, line: Sentence) -> set[str]:
    """The speakers of the quotations in the line, and the people it names."""
    spoken = {who.speaker for (start, end), who in reading.voices.items() if start < line.end and line.start < end}
    named = {name for surname, name in reading.people.items() if re.search(rf"\b{re.escape(surname)}\b", line.text)}
    return (spoken or named) - {""}


def _in_widening_circles(reading: Reading, tension: Tension) -> Iterator[list[Sentence]]:
    """The lines on the matter itself, then those on what the article is about as a whole, then those beside it."""
    yield _bearing(reading, tension.about)
    if tension.frame in STRICT:
        # What is only claimed needs somebody or something against that very claim.
        return
    yield _bearing(reading, tension.about | reading.central | reading.title_lemmas)
    place = tension.anchors[0].index
    beside = [line for line in reading.sentences if abs(line.index - place) <= BESIDE and _readable(line)]
    yield sorted(beside, key=lambda line: abs(line.index - place))


def _readable(line: Sentence) -> bool:
    """Whether a line can be read alone."""
    fits = SHORTEST <= len(line.text.split()) <= LONGEST and re.search(r"[.!]”?$", line.text) is not None
    return fits and line.span[0].lower_ not in OPEN_STARTS


def _bearing(reading: Reading, about: frozenset[str]) -> list[Sentence]:
    """The sentences that have the lemmas and can be read alone, those that share most with it first."""
    ranked: list[tuple[float, int, Sentence]] = []
    for sentence in reading.sentences:
        shared = content_lemmas(sentence.span) & about
        if _readable(sentence) and (len(shared) >= 2 or shared & reading.central):
            ranked.append((sum(reading.weights.get(lemma, 0.0) for lemma in shared), -sentence.index, sentence))
    ranked.sort(key=lambda row: (-row[0], -row[1]))
    return [sentence for _weight, _index, sentence in ranked]


def _mood(line: Sentence) -> int:
    """How favourably the line speaks: words of gain less words of loss, doubt and denial."""
    lemmas = [token.lemma_.lower() for token in line.span]
    good = sum(lemma in words("favourable") for lemma in lemmas)
    bad = sum(lemma in words("unfavourable") for lemma in lemmas)
    denied = sum(token.lower_ in DENIALS for token in line.span)
    return good - bad - denied


def unheard(reading: Reading) -> tuple[str, ...]:
    """Groups of people and places the article names whose people never speak in it, the most named first."""
    heard: set[str] = set()
    named: Counter[str] = Counter()
    for who in reading.voices.values():
        heard.update(who.speaker.lower().split())
    for sentence in reading.sentences:
        for token in sentence.span:
            if token.lemma_.lower() in words("saying") and token.pos_ == "VERB":
                heard.update(part.lower_ for child in token.children if child.dep_ == "nsubj" for part in child.subtree)
                source = attribution_of(token)
                if source is not None:
                    heard.update(source.speaker.lower().split())
            elif token.lemma_.lower() in words("people") - {"people", "man", "woman", "person", "member"} and is_plural(
                token
            ):
                modifiers = [child for child in token.lefts if child.dep_ in {"amod", "compound", "nmod"}]
                named[phrase_text([*modifiers, token])] += 2
        for entity in sentence.span.ents:
            if entity.label_ == "GPE" and entity.text[:1].isupper():
                name = phrase_text(list(entity))
                named[f"people in the {name}" if name in ARTICLED else f"people in {name}"] += 1
    spoken = {word.rstrip("s") for word in heard} - {"in", "people", "the", "of", "a", "and"}
    chosen: list[str] = []
    for name, _count in named.most_common():
        parts = {word.rstrip("s") for word in name.lower().split()}
        if not parts & spoken and not any(parts <= set(other.lower().split()) or name in other for other in chosen):
            chosen.append(name)
    return tuple(chosen[:3])
