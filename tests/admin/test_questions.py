"""Reviewing questions, one by one and in bulk, and writing one's own."""

import dataclasses
import re

import pytest

from quizzes import generator
from quizzes.models import Choice, ClassChange, DebateBrief, Format, GenerationRun, Question, Quiz, ReviewAct
from quizzes.services import writing
from tests import factories
from tests.admin.pages import filled_in, messages, refused, url
from tests.drafts import made_by_hand

DRAFT = Question.Status.DRAFT


@pytest.fixture
def article(world):
    return factories.ArticleFactory(owner=world.alice, title="Bridge")


def act(world, action, *questions):
    data = {"action": action, "_selected_action": [question.pk for question in questions]}
    return world.client(world.alice).post(url("question", "changelist"), data, follow=True)


def change(world, question, button="_save", **fields):
    client = world.client(world.alice)
    address = url("question", "change", question.pk)
    return client.post(address, {**filled_in(client, address), button: "1", **fields}, follow=True)


def test_the_list_marks_the_evidence_in_its_paragraph(world, article):
    factories.QuestionFactory(article=article, status=DRAFT)
    page = world.client(world.alice).get(url("question", "changelist")).content.decode()
    assert f"to close the old iron bridge to cars. <mark>{factories.KEY_QUOTE}</mark></p>" in page
    assert "Its supports were cracked." in page


@pytest.mark.parametrize("times", [1, 5])
def test_the_lists_queries_do_not_grow(world, article, times, django_assert_num_queries):
    for _time in range(times):
        for make in (
            factories.QuestionFactory,
            factories.TrueFalseFactory,
            factories.ClozeFactory,
            factories.ShortAnswerFactory,
            factories.OrderingFactory,
            factories.DebateFactory,
        ):
            make(article=article, status=DRAFT)
    client = world.client(world.alice)
    client.get(url("question", "changelist"))
    with django_assert_num_queries(12):
        client.get(url("question", "changelist"))


def test_approving_in_bulk_reports_each_question_that_cannot_be(world, article):
    good = factories.QuestionFactory(article=article, status=DRAFT)
    bad = factories.ClozeFactory(article=article, status=DRAFT, stem="No gap here.")
    response = act(world, "approve", good, bad)
    assert messages(response) == [
        "1 question approved.",
        "“No gap here.”: A gap is written as five underscores (_____), once.",
    ]
    assert [Question.objects.get(pk=question.pk).status for question in (good, bad)] == ["approved", "draft"]
    assert Question.objects.get(pk=good.pk).reviewed_by == world.alice


def test_after_the_last_draft_the_next_step_is_a_quiz(world, article):
    response = act(world, "approve", factories.QuestionFactory(article=article, status=DRAFT))
    assert messages(response)[1] == (
        f'<a href="{url("article", "change", article.pk)}">Nothing is left to review in this article. '
        "Next: make a quiz.</a>"
    )


def test_a_question_in_a_quiz_cannot_be_rejected(world):
    question = world.assignment.quiz.items.get().question
    response = act(world, "reject", question)
    assert messages(response) == [f"“{question.stem}”: It is in the quiz “Bridge quiz”. Take it out of the quiz first."]
    assert Question.objects.get(pk=question.pk).status == "approved"


def test_rejecting_and_reopening_in_bulk(world, article):
    questions = [factories.QuestionFactory(article=article, status=DRAFT) for _time in range(2)]
    assert messages(act(world, "reject", *questions)) == ["2 questions rejected."]
    assert messages(act(world, "reopen", *questions)) == ["2 questions put back to review."]
    assert {question.status for question in article.questions.all()} == {"draft"}


def test_a_quiz_of_the_selected(world, article):
    questions = [factories.QuestionFactory(article=article) for _time in range(2)]
    response = act(world, "make_quiz", *questions)
    quiz = Quiz.objects.get(article=article)
    assert response.redirect_chain[-1] == (url("quiz", "change", quiz.pk), 302)
    assert [item.question for item in quiz.items.all()] == questions


def test_an_unapproved_question_gets_into_no_quiz(world, article):
    response = act(world, "make_quiz", factories.QuestionFactory(article=article, status=DRAFT, stem="Why?"))
    assert messages(response) == ["“Why?” is not approved yet. Approve it first."]
    assert not Quiz.objects.filter(article=article).exists()


def test_a_quiz_is_about_one_article(world, article):
    other = factories.QuestionFactory(article=factories.ArticleFactory(owner=world.alice))
    response = act(world, "make_quiz", factories.QuestionFactory(article=article), other)
    assert messages(response) == ["A quiz is about one article. Choose questions on one article only."]


def test_saving_and_approving_leads_to_the_next_draft(world, article):
    first, second = (factories.QuestionFactory(article=article, status=DRAFT) for _time in range(2))
    response = change(world, first, "_approve", stem="Why was it closed?")
    assert response.redirect_chain == [(url("question", "change", second.pk), 302)]
    assert messages(response) == ["Approved: “Why was it closed?”"]
    first.refresh_from_db()
    assert (first.stem, first.status, first.reviewed_by) == ("Why was it closed?", "approved", world.alice)


def test_rejecting_on_the_page(world, article):
    question = factories.QuestionFactory(article=article, status=DRAFT)
    change(world, question, "_reject")
    assert Question.objects.get(pk=question.pk).status == "rejected"


def test_the_key_moves_from_one_choice_to_another(world, article):
    question = factories.QuestionFactory(article=article, status=DRAFT)
    client = world.client(world.alice)
    data = filled_in(client, url("question", "change", question.pk))
    del data["choices-0-is_key"]
    data |= {"choices-2-is_key": "on", "choices-0-text": "Shops lost customers.", "choices-1-text": "A flood came."}
    client.post(url("question", "change", question.pk), data)
    assert list(question.choices.values_list("text", "is_key", "reason", "position")) == [
        ("Shops lost customers.", False, "", 1),
        ("A flood came.", False, "unsupported", 2),
        ("It was too narrow.", True, "", 3),
    ]


def test_another_key_is_recorded_in_the_class_that_was_given_the_question(world):
    question = world.assignment.quiz.items.get().question
    client = world.client(world.alice)
    data = filled_in(client, url("question", "change", question.pk))
    del data["choices-0-is_key"]
    client.post(url("question", "change", question.pk), data | {"choices-2-is_key": "on"})
    found = ClassChange.objects.filter(kind="key").values_list("classroom", "old", "new", "by")
    key, other = "Its supports were cracked.", "It was too narrow."
    assert list(found) == [(world.classroom.pk, key, other, world.alice.pk)]


def test_undo_on_the_review_takes_the_change_on_this_page_back_and_no_more(world, article):
    question = factories.QuestionFactory(article=article, status=DRAFT)
    first = question.stem
    client, undo = world.client(world.alice), url("article", "undo", article.pk)
    client.post(url("article", "decide", article.pk, question.pk, "reject"), {"reason": "Too hard."})
    change(world, question, stem="What did the council do?", **{"choices-1-text": "It was too old."})
    # Saved without a change, there is nothing to take back.
    change(world, question)
    client.post(undo)
    question = Question.objects.get(pk=question.pk)
    assert (question.stem, question.status) == (first, "rejected")
    assert not question.choices.filter(text="It was too old.").exists()
    client.post(undo)
    assert Question.objects.get(pk=question.pk).status == DRAFT
    assert messages(client.post(undo, follow=True))[-1] == "There is nothing to undo."


@pytest.mark.parametrize("stored", ["\n", "\r\n"])
@pytest.mark.parametrize("format_", [Format.MULTIPLE_CHOICE, Format.WRITTEN])
def test_approving_with_nothing_changed_is_no_change(world, article, format_, stored):
    make = factories.DebateFactory if format_ == Format.WRITTEN else factories.QuestionFactory
    lines = stored.join(("One line.", "Two lines."))
    question = make(article=article, status=DRAFT, stem=lines, model_answer=lines, explanation=lines)
    question.choices.update(note=lines)
    end = article.text.index("\n\n") + 5
    question.evidence.update(start=0, end=end, quote=article.text[:end])
    if question.is_debate:
        question.brief.tension = question.brief.activity = lines
        question.brief.save()
    # A browser ends each line in its own way.
    client, address = world.client(world.alice), url("question", "change", question.pk)
    page = {
        name: re.sub(r"\r?\n", "\r\n", value) if isinstance(value, str) else value
        for name, value in filled_in(client, address).items()
    }
    client.post(address, {**page, "_approve": "1"})
    assert Question.objects.get(pk=question.pk).status == "approved"
    assert list(ReviewAct.objects.values_list("act", flat=True)) == ["approve"]


def test_two_keys_and_two_same_choices_are_refused_and_stay_typed(world, article):
    question = factories.QuestionFactory(article=article, status=DRAFT)
    response = change(world, question, **{"choices-1-is_key": "on"})
    formset = response.context["inline_admin_formsets"][0].formset
    assert formset.non_form_errors() == ["Mark one choice only as the right answer."]
    response = change(world, question, **{"choices-1-text": "its supports were cracked."})
    formset = response.context["inline_admin_formsets"][0].formset
    assert formset.non_form_errors() == ["Two choices are the same. Change one of them."]
    assert formset.forms[1]["text"].value() == "its supports were cracked."
    assert Choice.objects.get(question=question, is_key=True).text == "Its supports were cracked."


def test_choices_are_added_and_deleted(world, article):
    question = factories.QuestionFactory(article=article, status=DRAFT)
    change(
        world,
        question,
        **{"choices-1-DELETE": "on", "choices-TOTAL_FORMS": "4", "choices-3-text": "Nobody used it."},
    )
    assert list(question.choices.values_list("text", "position")) == [
        ("Its supports were cracked.", 1),
        ("It was too narrow.", 2),
        ("Nobody used it.", 3),
    ]


def test_evidence_is_found_by_its_words(world, article):
    question = factories.QuestionFactory(article=article, status=DRAFT)
    typed = '"We live from  the people\r\nwho drive past," said Ana Ruiz'
    change(world, question, **{"evidence-0-quote": typed})
    evidence = question.evidence.get()
    assert evidence.quote == "“We live from the people who drive past,” said Ana Ruiz"
    assert article.text[evidence.start : evidence.end] == evidence.quote


def test_words_that_do_not_stand_in_the_article_are_no_evidence(world, article):
    question = factories.QuestionFactory(article=article, status=DRAFT)
    response = change(world, question, **{"evidence-0-quote": "Plumbers found deep cracks."})
    form = response.context["inline_admin_formsets"][1].formset.forms[0]
    assert form.errors["quote"] == [
        "These words do not stand in the article. Copy them from it exactly, without leaving any out."
    ]
    assert form["quote"].value() == "Plumbers found deep cracks."
    assert question.evidence.get().quote == factories.KEY_QUOTE


def test_a_debates_lists_are_typed_one_entry_a_line(world, article):
    question = factories.DebateFactory(article=article, status=DRAFT)
    kept = question.brief.positions.get(stance="No, open one lane.")
    change(
        world,
        question,
        **{
            "brief-0-follow_ups": "Who pays?\r\n\r\n  Who   decides?  ",
            "brief-0-positions": "Close it for ever.\r\nNo, open one lane.\r\nAsk the town.",
        },
    )
    brief = DebateBrief.objects.get(question=question)
    assert brief.follow_ups == ["Who pays?", "Who decides?"]
    assert list(brief.positions.values_list("order", "stance")) == [
        (1, "Close it for ever."),
        (2, "No, open one lane."),
        (3, "Ask the town."),
    ]
    assert brief.positions.get(stance="No, open one lane.") == kept
    assert kept.evidence.count() == 1


def test_a_position_that_students_argue_for_is_not_taken_away_and_what_is_typed_stays(world, article):
    question = factories.DebateFactory(article=article, status=DRAFT)
    board = factories.BoardFactory(discussion=factories.DiscussionFactory(classroom=world.classroom, question=question))
    second = question.brief.positions.get(order=2)
    factories.PostFactory(board=board, author=factories.SeatFactory(board=board).student, position=second)
    typed = {"brief-0-positions": "Yes, keep it closed.", "brief-0-tension": "Typed with care", "stem": "And this?"}
    response = change(world, question, **typed)
    assert response.status_code == 200
    (brief,) = response.context["inline_admin_formsets"][0].formset.forms
    assert brief.errors == {
        "positions": ["Students argue for “No, open one lane.” in a debate, so this position stays. You can reword it."]
    }
    assert brief["tension"].value() == "Typed with care"
    assert "And this?</textarea>" in response.content.decode()
    # Said where the page begins: the form stands below what the question rests on.
    assert '<a href="#question_form">Not saved yet.' in response.content.decode()
    assert question.brief.positions.count() == 2
    change(world, question, **typed | {"brief-0-positions": "Yes, keep it closed.\r\nNo, open it."})
    assert board.posts.get().position.stance == "No, open it."


def stances(question):
    return [position.stance for position in question.brief.positions.all()]


def old_page(world, article):
    """A debate, its page as it was made, and the positions it has got meanwhile."""
    question = factories.DebateFactory(article=article, status=DRAFT)
    page = filled_in(world.client(world.alice), url("question", "change", question.pk))
    meanwhile = ["Yes, keep it closed.", "No, open one lane.", "Ask the town."]
    writing.set_positions(brief=question.brief, stances=meanwhile)
    return question, page, meanwhile


def test_an_old_page_takes_no_newer_position_away(world, article):
    question, page, meanwhile = old_page(world, article)
    response = change(world, question, **page | {"stem": "And this?"})
    assert messages(response) == ["The question is saved."]
    assert Question.objects.get(pk=question.pk).stem == "And this?"
    assert stances(question) == meanwhile


def test_positions_typed_on_an_old_page_are_kept_beside_the_newer_ones(world, article):
    question, page, meanwhile = old_page(world, article)
    typed = page | {"brief-0-positions": "Yes, for good.\r\nNo, open one lane."}
    response = change(world, question, **typed)
    (brief,) = response.context["inline_admin_formsets"][0].formset.forms
    assert brief.errors == {
        "positions": [
            "The positions have changed meanwhile: “Yes, keep it closed.”; “No, open one lane.”; “Ask the town.”. "
            "Save again to put yours in their place."
        ]
    }
    assert brief["positions"].value() == typed["brief-0-positions"]
    assert stances(question) == meanwhile
    # Whoever saves again has read them.
    shown = re.search(r'name="initial-brief-0-positions" value="([^"]*)"', response.content.decode())[1]
    assert shown == "\n".join(meanwhile)
    change(world, question, **typed | {"initial-brief-0-positions": shown})
    assert stances(question) == ["Yes, for good.", "No, open one lane."]


def test_an_edit_that_breaks_an_approved_question_takes_it_back_to_review(world, article):
    question = factories.ClozeFactory(article=article)
    response = change(world, question, stem="No gap any more.")
    assert messages(response)[0].startswith("Saved. It is to review again, since something is missing: A gap")
    assert Question.objects.get(pk=question.pk).status == "draft"


@pytest.mark.parametrize("button", ["_save", "_approve", "_reject", "_reopen"])
def test_an_edit_that_would_break_a_quiz_is_undone(world, button):
    question = factories.ClozeFactory(article=world.assignment.quiz.article)
    factories.QuizFactory(owner=world.alice, article=question.article, questions=[question])
    stem = question.stem
    response = change(world, question, button, stem="No gap any more.")
    assert refused(response) == ["Not saved: A gap is written as five underscores (_____), once."]
    assert "No gap any more.</textarea>" in response.content.decode()
    question.refresh_from_db()
    assert (question.stem, question.status) == (stem, "approved")


@pytest.mark.parametrize(
    ("kind", "format_", "inlines"),
    [
        ("detail", "multiple_choice", ["choices", "evidence"]),
        ("detail", "true_false", ["choices", "evidence"]),
        ("detail", "short_answer", ["accepted_answers", "evidence"]),
        ("sequence", "ordering", ["choices", "evidence"]),
        ("debate", "written", ["brief", "evidence"]),
    ],
)
def test_a_question_of_ones_own(world, article, kind, format_, inlines):
    data = {
        "article": article.pk,
        "kind": kind,
        "format": format_,
        "stem": "What now?",
        "skill": "locate",
        "bloom": "remember",
        "hardness": "medium",
    }
    response = world.client(world.alice).post(url("question", "add"), data, follow=True)
    question = Question.objects.get(stem="What now?")
    assert question.status == "draft"
    assert response.redirect_chain == [(url("question", "change", question.pk), 302)]
    assert [inline.formset.prefix for inline in response.context["inline_admin_formsets"]] == inlines
    assert list(question.choices.values_list("text", flat=True)) == (
        ["True", "False"] if format_ == "true_false" else []
    )


def test_kind_and_format_must_fit(world, article):
    data = {
        "article": article.pk,
        "kind": "debate",
        "format": "cloze",
        "stem": "x",
        "skill": "locate",
        "bloom": "apply",
        "hardness": "medium",
    }
    response = world.client(world.alice).post(url("question", "add"), data)
    assert response.context["adminform"].form.errors["format"] == ["A debate question is answered in writing."]


def test_an_order_is_reviewed_as_its_events_in_place(world, article):
    question = factories.OrderingFactory(article=article, status=DRAFT)
    page = world.client(world.alice).get(url("question", "changelist")).content.decode()
    assert "A flood came. → Cracks were found. → The council voted. → The bridge was closed." in page
    response = change(
        world,
        question,
        **{
            "choices-0-position": "3",
            "choices-1-position": "",
            "choices-2-position": "2",
            "choices-3-position": "1",
            "choices-3-text": "It rained.",
            "choices-TOTAL_FORMS": "5",
            "choices-4-text": "It was opened again.",
        },
    )
    assert messages(response) == ["The question is saved."]
    assert list(question.choices.values_list("position", "text", "is_key")) == [
        (1, "It rained.", False),
        (2, "The council voted.", False),
        (3, "A flood came.", False),
        (4, "Cracks were found.", False),
        (5, "It was opened again.", False),
    ]
    fields = response.context["inline_admin_formsets"][0].formset.forms[0].fields
    assert {"is_key", "reason", "note"}.isdisjoint(fields)


def test_two_events_in_one_place_are_refused_and_stay_typed(world, article):
    question = factories.OrderingFactory(article=article, status=DRAFT)
    response = change(world, question, **{"choices-0-position": "2"})
    formset = response.context["inline_admin_formsets"][0].formset
    assert formset.non_form_errors() == ["Two events have the same place. Give each event a place of its own."]
    assert formset.forms[0]["position"].value() == "2"


def test_an_order_of_two_events_is_not_approved(world, article):
    question = factories.OrderingFactory(article=article, status=DRAFT)
    response = change(world, question, "_approve", **{"choices-0-DELETE": "on", "choices-1-DELETE": "on"})
    assert messages(response) == ["Saved, but: It needs 3 to 5 events, in the right order."]
    assert Question.objects.get(pk=question.pk).status == "draft"


def test_the_page_shows_what_a_wrong_choice_was_made_from_until_it_is_reworded(world, article):
    question = factories.QuestionFactory(article=article, status=DRAFT)
    words = "Shop owners say they will lose customers."
    start = article.text.index(words)
    question.choices.filter(position=2).update(source_start=start, source_end=start + len(words), source_quote=words)
    client = world.client(world.alice)
    assert f"<blockquote>{words}</blockquote>" in client.get(url("question", "change", question.pk)).content.decode()
    change(world, question, **{"choices-0-text": "Its supports had cracks."})
    assert question.choices.get(position=2).source_quote == words
    change(world, question, **{"choices-1-text": "Shops closed."})
    choice = question.choices.get(position=2)
    assert (choice.source_start, choice.source_end, choice.source_quote) == (None, None, "")


# Another one.


@pytest.fixture
def by_hand(monkeypatch):
    """The generator replaced by one that drafts what it has not drafted before; the options it was asked with."""
    asked = []

    def generate(text, options, **more):
        asked.append(options)
        drafts = made_by_hand(text, generator.Options(count=50, debates=0), **more)
        fresh = [draft for draft in drafts.questions if draft.stem not in options.seen]
        return dataclasses.replace(drafts, questions=tuple(fresh[: options.count]))

    monkeypatch.setattr(generator, "generate", generate)
    return asked


def another(world, question, like):
    return world.client(world.alice).post(url("question", "another", question.pk, like), follow=True)


@pytest.mark.parametrize("like", ["sentence", "kind", "skill"])
def test_another_question_is_one_button_away(world, article, by_hand, like):
    question = factories.QuestionFactory(article=article)
    page = world.client(world.alice).get(url("question", "change", question.pk)).content.decode()
    assert f'action="{url("question", "another", question.pk, like)}"' in page
    response = another(world, question, like)
    made = article.questions.get(status=DRAFT)
    assert response.redirect_chain == [(url("question", "change", made.pk), 302)]
    assert messages(response) == ["Here is another question. Approve it, change it or reject it."]
    assert by_hand[0].count == 1


@pytest.mark.parametrize(
    ("like", "words"),
    [
        ("sentence", "The article gives no other question on this sentence."),
        ("kind", "The article gives no other question of this kind."),
        ("skill", "The article gives no other question of this skill."),
    ],
)
def test_where_there_is_no_other_question_that_is_said(world, article, by_hand, like, words):
    question = factories.QuestionFactory(article=article)
    for _question in range(5):
        another(world, question, like)
    count = article.questions.count()
    response = another(world, question, like)
    assert response.redirect_chain == [(url("question", "change", question.pk), 302)]
    assert messages(response) == [words]
    assert article.questions.count() == count == 6


def test_a_debate_offers_no_other(world, article, by_hand):
    debate = factories.DebateFactory(article=article)
    page = world.client(world.alice).get(url("question", "change", debate.pk)).content.decode()
    assert "Another question" not in page
    assert messages(another(world, debate, "kind")) == ["Another debate is proposed on the page of the article."]
    assert (by_hand, GenerationRun.objects.count()) == ([], 0)


def test_another_is_asked_for_by_post_and_in_three_ways_alone(world, article, by_hand):
    question = factories.QuestionFactory(article=article)
    client = world.client(world.alice)
    assert client.get(url("question", "another", question.pk, "kind")).status_code == 405
    assert client.post(url("question", "another", question.pk, "mood")).status_code == 404
    assert by_hand == []


def test_difficulty_is_a_word_in_the_list_and_its_filter(world, article):
    for estimate in (0.39, 0.4, 0.6):
        factories.QuestionFactory(article=article, difficulty=estimate, stem=f"How hard is {estimate}?")
    client = world.client(world.alice)
    address = url("question", "changelist")
    page = client.get(address).content.decode()
    for word in ("easy", "medium", "hard"):
        assert f'<td class="field-hardness">{word}</td>' in page
    for step, stem in (("easy", "How hard is 0.39?"), ("medium", "How hard is 0.4?"), ("hard", "How hard is 0.6?")):
        found = client.get(f"{address}?hardness={step}").context["cl"].queryset
        assert [question.stem for question in found.filter(article=article)] == [stem]
    assert client.get(f"{address}?hardness=0.5").context["cl"].queryset.filter(article=article).count() == 3


@pytest.mark.parametrize(
    ("estimate", "step", "kept"), [(0.35, "easy", 0.35), (0.35, "hard", 0.8), (0.7, "medium", 0.5)]
)
def test_difficulty_is_chosen_by_its_word_and_an_estimate_in_it_stays(world, article, estimate, step, kept):
    question = factories.QuestionFactory(article=article, difficulty=estimate)
    page = world.client(world.alice).get(url("question", "change", question.pk))
    assert page.context["adminform"].form["hardness"].value() == question.hardness
    assert "(0-1)" not in page.content.decode()
    change(world, question, hardness=step)
    question.refresh_from_db()
    assert question.difficulty == kept


def test_a_question_leads_to_its_card_on_the_review(world, article):
    question = factories.DebateFactory(article=article, status=DRAFT)
    card = f"{url('article', 'review', article.pk)}?at={question.pk}#card-{question.pk}"
    client = world.client(world.alice)
    assert f'href="{card}"' in client.get(url("question", "change", question.pk)).content.decode()
    Question.objects.filter(pk=question.pk).update(status="rejected")
    assert card not in client.get(url("question", "change", question.pk)).content.decode()
