"""Running the generator over an article and keeping what it drafts."""

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import assert_never

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

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

from .refusal import Refusal

Progress = Callable[[str, int], None]


class Like(models.TextChoices):
    """What another question shares with the one it is asked for; the label is what a teacher reads."""

    SENTENCE = "sentence", _("on the same sentence")
    KIND = "kind", _("of the same kind")
    SKILL = "skill", _("of the same skill")


def ask_for_questions(*, article: Article, asked_by: User, options: generator.Options) -> GenerationRun:
    """A run waiting to be carried out by `generate_questions`; no question the article has, whatever its status, is
    made again.
    """
    stems = article.questions.order_by("pk").values_list("stem", flat=True)
    options = replace(options, seen=tuple(dict.fromkeys((*options.seen, *stems))))
    return GenerationRun.objects.create(
        article=article,
        asked_by=asked_by,
        backend=generator.BACKEND,
        engine_version=generator.VERSION,
        seed=options.seed,
        options=asdict(options),
    )


def ask_for_another(*, question: Question, asked_by: User, like: Like) -> GenerationRun:
    """A waiting run for one question like `question`. Raises Refusal for a debate, and where no sentence is known."""
    if question.is_debate:
        raise Refusal(_("Another debate is proposed on the page of the article."))
    # Each run breaks ties in another way, and so comes to other questions.
    options = generator.Options(count=1, debates=0, seed=question.article.runs.count())
    match like:
        case Like.SENTENCE:
            span = question.evidence.first()
            if span is None:
                raise Refusal(_("Add the words of the article it rests on."))
            options = replace(options, near=(span.start, span.end))
        case Like.KIND:
            options = replace(options, kinds=(generator.Kind(question.kind),))
        case Like.SKILL:
            options = replace(options, skills=(generator.Skill(question.skill),))
        case _:
            assert_never(like)
    return ask_for_questions(article=question.article, asked_by=asked_by, options=options)


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
                "left_out": dict(drafts.left_out),
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
    """The options the run was asked with; one asked before an option existed did not use it."""
    stored = run.options
    near = stored.get("near")
    return generator.Options(
        count=stored["count"],
        kinds=tuple(generator.Kind(kind) for kind in stored["kinds"]),
        formats=tuple(generator.Format(format_) for format_ in stored["formats"]),
        debates=stored["debates"],
        seed=run.seed,
        skills=tuple(generator.Skill(skill) for skill in stored.get("skills", ())),
        difficulties=tuple(generator.Difficulty(step) for step in stored.get("difficulties", ())),
        focus=tuple(stored.get("focus", ())),
        leave_out=tuple(stored.get("leave_out", ())),
        seen=tuple(stored.get("seen", ())),
        near=(near[0], near[1]) if near else None,
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
    for position, choice in enumerate(draft.choices, start=1):
        source = choice.source
        # One by one, since each source is compared with the article when its choice is saved.
        Choice(
            question=question,
            position=position,
            text=choice.text,
            is_key=choice.is_key,
            reason=choice.reason or "",
            note=choice.note,
            source_start=source.start if source else None,
            source_end=source.end if source else None,
            source_quote=source.quote if source else "",
        ).save()
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
        suits=prompt.suits,
    )
    _keep_evidence(question, prompt.anchor)
    for order, stance in enumerate(prompt.positions, start=1):
        position = Position.objects.create(brief=brief, order=order, stance=stance.stance)
        _keep_evidence(question, stance.evidence, position)


def _keep_evidence(question: Question, spans: tuple[generator.Evidence, ...], position: Position | None = None) -> None:
    for span in spans:
        Evidence(question=question, position=position, start=span.start, end=span.end, quote=span.quote).save()
