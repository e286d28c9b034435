"""Running the generator over an article and keeping what it drafts."""

from collections.abc import Callable
from dataclasses import asdict

from django.db import transaction
from django.utils import timezone

from quizzes import generator
from quizzes.models import (
    AcceptedAnswer,
    Article,
    Choice,
    DebateBrief,
    Evidence,
    Format,
    GenerationRun,
    Kind,
    Position,
    Question,
    Skill,
    User,
)
from quizzes.models.questions import Bloom

Progress = Callable[[str, int], None]


def ask_for_questions(*, article: Article, asked_by: User, options: generator.Options) -> GenerationRun:
    """A run waiting to be carried out by `generate_questions`."""
    return GenerationRun.objects.create(
        article=article,
        asked_by=asked_by,
        backend=generator.BACKEND,
        engine_version=generator.VERSION,
        seed=options.seed,
        options=asdict(options),
    )


def generate_questions(*, run: GenerationRun, progress: Progress | None = None) -> GenerationRun:
    """Carry a waiting run out: draft questions on its article and keep those it does not have yet.

    A run is carried out once; called again it changes nothing. `progress` hears (stage, per cent).
    """
    claimed = GenerationRun.objects.filter(pk=run.pk, state=GenerationRun.State.QUEUED).update(
        state=GenerationRun.State.RUNNING
    )
    run.refresh_from_db()
    if not claimed:
        return run

    def report(stage: str, per_cent: int) -> None:
        GenerationRun.objects.filter(pk=run.pk).update(progress=per_cent)
        if progress:
            progress(stage, per_cent)

    try:
        drafts = generator.generate(run.article.text, _options(run), title=run.article.title, progress=report)
        with transaction.atomic():
            kept = _keep(run, drafts)
            run.report = {
                "made": len(drafts.questions) + len(drafts.debates),
                "kept": kept,
                "dropped": dict(drafts.dropped),
                "timing": asdict(drafts.timing),
            }
            run.state = GenerationRun.State.DONE
            run.progress = 100
            run.finished_at = timezone.now()
            run.save()
    except generator.UnusableArticle as error:
        _fail(run, str(error))
    except _ArticleChanged:
        _fail(run, "The article was changed meanwhile. Ask for questions again.")
    except BaseException:
        # Whatever happened, the teacher must not look at a run that is "running" for ever.
        _fail(
            run,
            "The generator stopped unexpectedly. Your article is safe; try again, or tell whoever runs the site.",
        )
        raise
    return run


class _ArticleChanged(Exception):
    """The text is not the one the drafts quote."""


def _fail(run: GenerationRun, problem: str) -> None:
    run.state = GenerationRun.State.FAILED
    run.problem = problem
    run.finished_at = timezone.now()
    run.save()


def _options(run: GenerationRun) -> generator.Options:
    stored = run.options
    return generator.Options(
        count=stored["count"],
        kinds=tuple(generator.Kind(kind) for kind in stored["kinds"]),
        formats=tuple(generator.Format(format_) for format_ in stored["formats"]),
        debates=stored["debates"],
        seed=run.seed,
    )


def _keep(run: GenerationRun, drafts: generator.Drafts) -> int:
    """Store the drafts whose stem and format the article does not have yet; return how many."""
    # The lock keeps the text as it is until the evidence is stored, and two runs from storing the same question.
    if Article.objects.select_for_update().get(pk=run.article_id).sha256 != run.article.sha256:
        raise _ArticleChanged
    known = set(run.article.questions.values_list("format", "stem"))
    questions = [draft for draft in drafts.questions if (draft.format, draft.stem) not in known]
    debates = [prompt for prompt in drafts.debates if (Format.WRITTEN, prompt.motion) not in known]
    for draft in questions:
        _keep_question(run, draft)
    for prompt in debates:
        _keep_debate(run, prompt)
    return len(questions) + len(debates)


def _keep_question(run: GenerationRun, draft: generator.DraftQuestion) -> None:
    question = Question.objects.create(
        article=run.article,
        run=run,
        kind=Kind(draft.kind),
        format=Format(draft.format),
        stem=draft.stem,
        model_answer=draft.model_answer,
        explanation=draft.explanation,
        skill=Skill(draft.skill),
        bloom=Bloom(draft.bloom),
        difficulty=draft.difficulty,
        score=draft.score,
        rule=draft.rule,
    )
    Choice.objects.bulk_create(
        Choice(
            question=question,
            position=position,
            text=choice.text,
            is_key=choice.is_key,
            reason=choice.reason or "",
            note=choice.note,
        )
        for position, choice in enumerate(draft.choices, start=1)
    )
    AcceptedAnswer.objects.bulk_create(AcceptedAnswer(question=question, text=text) for text in draft.accepted_answers)
    _keep_evidence(question, draft.evidence)


def _keep_debate(run: GenerationRun, prompt: generator.DebatePrompt) -> None:
    question = Question.objects.create(
        article=run.article,
        run=run,
        kind=Kind.DEBATE,
        format=Format.WRITTEN,
        stem=prompt.motion,
        skill=Skill.EVALUATE,
        bloom=Bloom.EVALUATE,
        difficulty=0.7,
        score=prompt.score,
        rule=prompt.rule,
    )
    brief = DebateBrief.objects.create(
        question=question,
        form=DebateBrief.Form(prompt.form),
        tension=prompt.tension,
        definitions=list(prompt.definitions),
        unheard=list(prompt.unheard),
        follow_ups=list(prompt.follow_ups),
        activity=prompt.activity,
    )
    _keep_evidence(question, prompt.anchor)
    for order, stance in enumerate(prompt.positions, start=1):
        position = Position.objects.create(brief=brief, order=order, stance=stance.stance)
        _keep_evidence(question, stance.evidence, position)


def _keep_evidence(question: Question, spans: tuple[generator.Evidence, ...], position: Position | None = None) -> None:
    for span in spans:
        Evidence(question=question, position=position, start=span.start, end=span.end, quote=span.quote).save()
