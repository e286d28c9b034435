"""What every brief needs: lines to cite for each side, cases to test, people who are not heard."""

import re
from collections import Counter

from quizzes.generator.drafts import DebateForm, DebatePrompt, Stance
from quizzes.generator.lexicon import frames, words
from quizzes.generator.reading import PRONOUNS, Reading, Sentence, content_lemmas, is_plural
from quizzes.generator.speakers import attribution_of
from quizzes.generator.wording import phrase_text

LINES_A_SIDE = 2
ARTICLED = frozenset(
    {"UK", "US", "U.K.", "U.S.", "EU", "USA", "United States", "United Kingdom", "Netherlands", "Philippines"}
)


def prompt(
    reading: Reading,
    *,
    form: DebateForm,
    frame: str,
    anchor: Sentence,
    score: float,
    slots: dict[str, str],
    about: set[str],
) -> DebatePrompt | None:
    """A prompt of one of the frames, or None when the article has too little to cite for both sides.

    `about` are the lemmas the debate turns on; lines that share them, or what the article keeps coming back to, are
    cited. `slots` fill the frame's braces; {anchor} and {case} are filled here. Who is not heard is left to those
    that are chosen in the end.
    """
    wording = frames("debates")[frame]
    others = _ranked(reading, anchor, about)
    if len(others) < 2:
        return None
    sides = [_side(others, "favourable", [anchor]), _side(others, "unfavourable", [anchor])]
    sides[1] = [line for line in sides[1] if line not in sides[0]] or [line for line in others if line not in sides[0]][
        :1
    ]
    if not all(sides):
        return None
    case = next((line for line in others if line not in sides[0]), others[0])
    filled = {**slots, "anchor": _quoted(anchor.text), "case": _quoted(case.text)}
    positions = []
    for place, stance in enumerate(wording["positions"]):
        lines = sides[place] if place < 2 else [anchor]
        positions.append(Stance(stance.format(**filled), reading.evidence(*lines)))
    return DebatePrompt(
        form=form,
        motion=wording["motion"].format(**filled),
        tension=wording["tension"].format(**filled),
        anchor=reading.evidence(anchor),
        positions=tuple(positions),
        definitions=tuple(text.format(**filled) for text in wording["definitions"]),
        unheard=(),
        follow_ups=tuple(text.format(**filled) for text in wording["follow_ups"]),
        activity=wording["activity"],
        rule=f"debate.{frame}",
        score=round(min(1.0, score), 3),
    )


def _quoted(text: str) -> str:
    """A line in quotation marks, those inside it made single, cut at a word near 200 characters."""
    inner = re.sub(r"[“\"](?=\w)|(?<=\s)\"", "‘", text)
    inner = re.sub(r"[”\"]", "’", inner.replace("“", "‘"))
    if len(inner) > 200:
        inner = inner[:200].rsplit(" ", 1)[0] + " …"
    return f"“{inner}”"


def _ranked(reading: Reading, anchor: Sentence, about: set[str]) -> list[Sentence]:
    """The other sentences that bear on the debate, those that share most with it first."""
    ranked: list[tuple[float, int, Sentence]] = []
    for sentence in reading.sentences:
        lemmas = content_lemmas(sentence.span)
        if sentence is anchor or not 9 <= len(sentence.text.split()) <= 45 or not re.search(r"[.!]”?$", sentence.text):
            continue
        first = sentence.span[0].lower_
        shared = len(lemmas & about)
        weight = sum(min(reading.salience[lemma], 5) for lemma in lemmas) / (len(lemmas) or 1)
        open_start = first in PRONOUNS | {"this", "these", "that", "those", "but", "and"}
        ranked.append((shared * 1.5 + weight * 0.5 - 0.8 * open_start, -sentence.index, sentence))
    ranked.sort(key=lambda row: (-row[0], -row[1]))
    return [sentence for _score, _index, sentence in ranked]


def _side(lines: list[Sentence], mood: str, taken: list[Sentence]) -> list[Sentence]:
    """The lines that speak most in one mood, in their order of weight."""
    wanted = words(mood)
    telling = [line for line in lines if line not in taken and {token.lemma_.lower() for token in line.span} & wanted]
    return telling[:LINES_A_SIDE]


def unheard(reading: Reading) -> tuple[str, ...]:
    """Groups and places the article names whose people never speak in it, those named most often first."""
    heard: set[str] = set()
    named: Counter[str] = Counter()
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
                named[phrase_text([*modifiers, token])] += 1
        for entity in sentence.span.ents:
            if entity.label_ == "GPE":
                name = phrase_text(list(entity))
                named[f"people in the {name}" if name in ARTICLED else f"people in {name}"] += 1
    fitting = [
        name for name, _count in named.most_common() if not set(name.lower().split()) & heard - {"in", "people", "the"}
    ]
    return tuple(fitting[:3])
