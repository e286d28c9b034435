"""A generator run as data other programs rely on (docs/generate.md), and as a page a teacher can read."""

import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from quizzes.generator import Choice, DebatePrompt, DraftQuestion, Drafts, Evidence, Format, PreparedText


def as_dict(title: str, article: PreparedText, drafts: Drafts) -> dict[str, Any]:
    """The run as plain dicts, lists, strings and numbers, ready for JSON or YAML; docs/generate.md is the contract."""
    return {
        "article": {
            "title": title,
            "text": article.text,
            "words": article.words,
            "reading_grade": article.reading_grade,
            "sha256": article.sha256,
        },
        "generator": {"backend": drafts.backend, "version": drafts.version, "seed": drafts.seed},
        "questions": [_question(question) for question in drafts.questions],
        "debates": [_debate(debate) for debate in drafts.debates],
        "dropped": dict(sorted(drafts.dropped.items())),
        "left_out": dict(drafts.left_out),
        "timing": {"parse_s": round(drafts.timing.parse_s, 3), "total_s": round(drafts.timing.total_s, 3)},
    }


def _question(question: DraftQuestion) -> dict[str, Any]:
    return {
        "kind": question.kind.value,
        "format": question.format.value,
        "stem": question.stem,
        "choices": [_choice(choice) for choice in question.choices],
        "accepted_answers": list(question.accepted_answers),
        "model_answer": question.model_answer,
        "evidence": _evidence(question.evidence),
        "skill": question.skill.value,
        "bloom": question.bloom.value,
        "difficulty": question.difficulty,
        "rule": question.rule,
        "score": question.score,
        "explanation": question.explanation,
    }


def _choice(choice: Choice) -> dict[str, Any]:
    return {
        "text": choice.text,
        "is_key": choice.is_key,
        "reason": choice.reason.value if choice.reason else None,
        "note": choice.note,
        "source": _span(choice.source) if choice.source else None,
    }


def _debate(debate: DebatePrompt) -> dict[str, Any]:
    return {
        "form": debate.form.value,
        "motion": debate.motion,
        "tension": debate.tension,
        "anchor": _evidence(debate.anchor),
        "positions": [
            {"stance": position.stance, "evidence": _evidence(position.evidence)} for position in debate.positions
        ],
        "definitions": list(debate.definitions),
        "unheard": list(debate.unheard),
        "follow_ups": list(debate.follow_ups),
        "activity": debate.activity,
        "suits": debate.suits,
    }


def _evidence(spans: Iterable[Evidence]) -> list[dict[str, Any]]:
    return [_span(span) for span in spans]


def _span(span: Evidence) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "quote": span.quote}


def as_text(title: str, article: PreparedText, drafts: Drafts) -> str:
    """The run as a page to read or print: questions, then debates, each with its answer and the words it rests on."""
    heading = title or "Article without a title"
    lines = [heading, "=" * len(heading), f"{article.words} words, reading grade {article.reading_grade}"]
    for number, question in enumerate(drafts.questions, start=1):
        lines += ["", *_wrapped(question.stem, f"{number}. "), *_question_lines(question)]
    if drafts.debates:
        lines += ["", "Debates", "-------"]
    for number, debate in enumerate(drafts.debates, start=1):
        lines += ["", *_wrapped(debate.motion, f"{number}. "), *_debate_lines(debate)]
    if drafts.left_out:
        lines += ["", "Kinds without a question", "------------------------", ""]
    for kind, reason in drafts.left_out.items():
        lines += _wrapped(f"{kind}: {reason}".replace("_", " "), "- ")
    return "\n".join(lines)


def _question_lines(question: DraftQuestion) -> Iterator[str]:
    is_ordering = question.format is Format.ORDERING
    # Events stand in the order of the alphabet, which tells nothing of the right one.
    shown = sorted(question.choices, key=lambda choice: choice.text) if is_ordering else question.choices
    letters = dict(zip(shown, "abcdefghij", strict=False))
    for choice, letter in letters.items():
        yield from _wrapped(choice.text, f"   {letter}) ")
    keys = [f"{letter}) {choice.text}" for choice, letter in letters.items() if choice.is_key]
    if is_ordering:
        keys = [", ".join(letters[choice] for choice in question.choices)]
    answers = keys or list(question.accepted_answers) or [question.model_answer]
    yield from _wrapped(" / ".join(answers), "   Answer: ")
    yield from _quotes(question.evidence, "   Evidence: ")


def _debate_lines(debate: DebatePrompt) -> Iterator[str]:
    yield from _wrapped(debate.tension, "   Tension: ")
    yield from _quotes(debate.anchor, "   Evidence: ")
    for position in debate.positions:
        yield from _wrapped(position.stance, "   - ")
        yield from _quotes(position.evidence, "     ")
    for label, entries in (
        ("Definitions to test", debate.definitions),
        ("Who is not heard", debate.unheard),
        ("Ask next", debate.follow_ups),
        ("Activity", [debate.activity] if debate.activity else []),
    ):
        if entries:
            yield f"   {label}:"
        for entry in entries:
            yield from _wrapped(entry, "   - ")


def _quotes(spans: Iterable[Evidence], indent: str) -> Iterator[str]:
    for span in spans:
        yield from _wrapped(f"“{span.quote}”", indent)


def _wrapped(text: str, first: str) -> list[str]:
    wrapper = textwrap.TextWrapper(
        width=88,
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return wrapper.wrap(text)
