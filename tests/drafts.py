"""Drafts made by hand on any text, for tests of what comes after the generator."""

from quizzes.generator import (
    Bloom,
    Choice,
    DebateForm,
    DebatePrompt,
    DraftQuestion,
    Drafts,
    Evidence,
    Format,
    Kind,
    Options,
    Progress,
    Reason,
    Skill,
    Stance,
    Timing,
)


def span(text: str, quote: str) -> Evidence:
    """The evidence for `quote`, found by its words."""
    start = text.index(quote)
    return Evidence(start, start + len(quote), quote)


def made_by_hand(text: str, options: Options, *, title: str = "", progress: Progress | None = None) -> Drafts:
    """A stand-in for generator.generate: a question in each format on the first sentence, and two debates."""
    if progress:
        progress("reading", 50)
    evidence = (span(text, text[: text.index(".") + 1]),)
    word = evidence[0].quote.split()[1]
    questions = (
        _question(
            Format.MULTIPLE_CHOICE,
            f"What is the second word of “{title}”?",
            evidence,
            choices=(
                Choice(word, is_key=True),
                Choice("Something", reason=Reason.MISREADS, note="Read the first line again.", source=evidence[0]),
            ),
        ),
        _question(
            Format.TRUE_FALSE,
            "The text has a first sentence.",
            evidence,
            choices=(Choice("True", is_key=True), Choice("False", reason=Reason.UNSUPPORTED)),
        ),
        _question(Format.CLOZE, "The second word is _____.", evidence, accepted=(word,)),
        _question(Format.SHORT_ANSWER, "Which word is second?", evidence, accepted=(word, f"“{word}”")),
        _question(
            Format.ORDERING,
            "What happens first, next and last when you read it?",
            evidence,
            kind=Kind.SEQUENCE,
            choices=(Choice("You see the first word."), Choice("You read on."), Choice("You come to the end.")),
        ),
    )
    debates = tuple(_debate(form, evidence) for form in (DebateForm.DEFINITION, DebateForm.POLICY))
    return Drafts(
        backend="rules",
        version="1.0",
        seed=options.seed,
        questions=questions[: options.count],
        debates=debates[: options.debates],
        dropped={"unclear": 2, "duplicate": 1},
        timing=Timing(parse_s=0.12345, total_s=0.5),
        left_out={"vocabulary": "no word of it is hard enough"},
    )


def _question(
    format_: Format,
    stem: str,
    evidence: tuple[Evidence, ...],
    *,
    kind: Kind = Kind.DETAIL,
    choices: tuple[Choice, ...] = (),
    accepted: tuple[str, ...] = (),
) -> DraftQuestion:
    return DraftQuestion(
        kind=kind,
        format=format_,
        stem=stem,
        choices=choices,
        accepted_answers=accepted,
        model_answer=accepted[0] if accepted else choices[0].text,
        evidence=evidence,
        skill=Skill.LOCATE,
        bloom=Bloom.REMEMBER,
        difficulty=0.3,
        rule="detail.word",
        score=0.8,
        explanation="The first sentence says so.",
    )


def _debate(form: DebateForm, evidence: tuple[Evidence, ...]) -> DebatePrompt:
    return DebatePrompt(
        form=form,
        motion=f"Is the first sentence enough? ({form.value})",
        tension="Short against complete.",
        anchor=evidence,
        positions=(Stance("Yes, it is.", evidence), Stance("No, it is not.", ())),
        definitions=("Enough means that a reader understands.",),
        unheard=("the people who read on",),
        follow_ups=("What would you add?",),
        activity="Four corners.",
        suits="controversy" if form is DebateForm.POLICY else "board",
        rule="debate.words",
        score=0.7,
    )
