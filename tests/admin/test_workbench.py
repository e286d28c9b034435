"""The review of an article: deciding, editing, merging, waiving, undoing, and what it shows."""

import pytest
from django.test import Client

from quizzes import generator
from quizzes.models import Question
from tests import factories
from tests.admin.pages import messages, url
from tests.drafts import made_by_hand

SECOND = "Shop owners say they will lose customers."


@pytest.fixture
def article(world):
    return factories.ArticleFactory(owner=world.alice)


@pytest.fixture
def draft(article):
    return factories.QuestionFactory(article=article, status="draft", stem="Why was the bridge closed to cars?")


@pytest.fixture
def act(world, article):
    """Press a button of a card, and give the page that follows."""
    client = world.client(world.alice)

    def pressed(question, verb, **data):
        return client.post(url("article", "decide", article.pk, question.pk, verb), data, follow=True)

    return pressed


def sentence(article, text):
    start = article.text.index(text)
    return f"{start}-{start + len(text)}"


def typed(article, **changes):
    return {
        "stem": "Why did the council act?",
        "choice_1": "Its supports were cracked.",
        "choice_2": "Shops lost much money.",
        "choice_3": "It was too narrow.",
        "why_2": "unsupported",
        "key": "1",
        "kind": "reason",
        "skill": "interpret",
        "points": "2",
        "sentences": [sentence(article, factories.KEY_QUOTE)],
        **changes,
    }


def review(world, article, query=""):
    return world.client(world.alice).get(url("article", "review", article.pk) + query)


def reloaded(question):
    return Question.objects.get(pk=question.pk)


def test_approving_leads_to_the_next_draft(article, draft, act):
    following = factories.ShortAnswerFactory(article=article, status="draft")
    response = act(draft, "approve")
    assert reloaded(draft).status == "approved"
    assert messages(response) == [f"Approved: “{draft.stem}”"]
    assert response.redirect_chain[-1][0].endswith(f"?at={following.pk}#card-{following.pk}")
    assert (response.context["left"], response.context["total"]) == (1, 2)


def test_when_nothing_is_left_the_next_step_is_a_quiz(draft, act):
    page = act(draft, "approve").content.decode()
    assert "Everything is reviewed." in page
    assert "Make a quiz from 1 approved question" in page


def test_the_reason_of_a_rejection_is_kept_and_shown(draft, act):
    response = act(draft, "reject", reason="Too easy for us")
    assert (reloaded(draft).status, reloaded(draft).rejected_because) == ("rejected", "Too easy for us")
    assert "Too easy for us" in response.content.decode()
    act(draft, "reopen")
    assert (reloaded(draft).status, reloaded(draft).rejected_because) == ("draft", "")


def test_a_warning_keeps_from_approving_until_it_is_waived_with_a_reason(draft, act):
    draft.choices.filter(position=2).update(text="Cracked, its supports were.")
    assert "A second option may be right as well." in messages(act(draft, "approve"))[0]
    assert reloaded(draft).status == "draft"
    waiver = {"flaw": "two_defensible", "about": "Cracked, its supports were."}
    assert messages(act(draft, "waive", **waiver, reason=" ")) == [
        "Say in a few words why the warning does not matter here."
    ]
    page = act(draft, "waive", **waiver, reason="Yoda speaks so")
    assert "Yoda speaks so" in page.content.decode()
    act(draft, "approve")
    assert reloaded(draft).status == "approved"


def test_a_waiver_holds_for_the_words_it_was_given_for(draft, act):
    draft.choices.filter(position=2).update(text="Cracked, its supports were.")
    act(draft, "waive", flaw="two_defensible", about="Cracked, its supports were.", reason="fine")
    draft.choices.filter(position=2).update(text="Were its supports cracked.")
    act(draft, "approve")
    assert reloaded(draft).status == "draft"


def test_a_question_is_edited_in_place(world, article, draft):
    assert 'id="card-form"' in review(world, article, f"?edit={draft.pk}").content.decode()
    data = typed(article, sentences=[sentence(article, factories.KEY_QUOTE), sentence(article, SECOND)])
    response = world.client(world.alice).post(url("article", "edit", article.pk, draft.pk), data, follow=True)
    assert messages(response) == ["The question is saved."]
    saved = reloaded(draft)
    assert (saved.stem, str(saved.points), saved.skill) == ("Why did the council act?", "2.00", "interpret")
    assert list(saved.choices.values_list("text", "is_key", "reason")) == [
        ("Its supports were cracked.", True, ""),
        ("Shops lost much money.", False, "unsupported"),
        ("It was too narrow.", False, ""),
    ]
    assert [span.quote for span in saved.evidence.all()] == [factories.KEY_QUOTE, SECOND]


@pytest.mark.parametrize(
    ("changes", "field", "problem"),
    [
        ({"stem": ""}, "stem", "This field is required."),
        ({"key": ""}, "key", "Mark the right answer."),
        ({"key": "5"}, "key", "The option marked as right is empty. Write it, or mark another."),
        ({"choice_2": "It was too narrow."}, "__all__", "Two options are the same. Change one of them."),
        ({"sentences": []}, "sentences", "Choose the sentences of the article it rests on."),
        ({"sentences": ["0-3"]}, "sentences", "Choose the sentences of the article it rests on."),
    ],
)
def test_what_was_typed_stays_when_something_is_wrong(world, article, draft, changes, field, problem):
    data = typed(article, explanation="Typed with care", **changes)
    response = world.client(world.alice).post(url("article", "edit", article.pk, draft.pk), data)
    assert response.status_code == 200
    assert response.context["form"].errors == {field: [problem]}
    assert "Typed with care" in response.content.decode()
    assert reloaded(draft).explanation != "Typed with care"


def test_neighbouring_sentences_are_one_span_and_unchanged_ones_keep_theirs(world, article, draft):
    draft.evidence.all().delete()
    factories.add_evidence(draft, quote="deep cracks in two of its supports")
    client = world.client(world.alice)
    client.post(url("article", "edit", article.pk, draft.pk), typed(article))
    assert [span.quote for span in draft.evidence.all()] == ["deep cracks in two of its supports"]
    first = article.text.split(" Engineers")[0]
    both = [sentence(article, first), sentence(article, factories.KEY_QUOTE)]
    client.post(url("article", "edit", article.pk, draft.pk), typed(article, sentences=both))
    assert [span.quote for span in draft.evidence.all()] == [f"{first} {factories.KEY_QUOTE}"]


@pytest.mark.parametrize("how", ["check", "check_stored"])
def test_warnings_come_while_typing(world, article, draft, how):
    keys = [article.pk, draft.pk] if how == "check_stored" else [article.pk, "multiple_choice"]
    data = typed(article, choice_2="All of the above")
    response = world.client(world.alice).post(url("article", how, *keys), data)
    assert [about for _advice, about in response.json()["warnings"]] == ["All of the above"]


def test_without_javascript_the_check_is_a_button(world, article, draft):
    data = typed(article, choice_2="All of the above", check="1")
    page = world.client(world.alice).post(url("article", "edit", article.pk, draft.pk), data).content.decode()
    assert "tests guessing" in page
    assert reloaded(draft).choices.filter(text="All of the above").count() == 0


@pytest.mark.parametrize(
    ("format_", "more"),
    [
        ("multiple_choice", {}),
        ("true_false", {}),
        ("short_answer", {"answers": "cracks\ndeep cracks"}),
        ("cloze", {"stem": "Engineers found deep _____.", "answers": "cracks"}),
        ("ordering", {"choice_4": "The end."}),
    ],
)
def test_ones_own_question_in_each_format_can_be_approved(world, article, act, format_, more):
    client = world.client(world.alice)
    assert client.get(url("article", "review", article.pk) + f"?add={format_}&skill=evaluate").status_code == 200
    response = client.post(url("article", "write", article.pk, format_), typed(article, **more), follow=True)
    assert messages(response) == ["Your question is saved. Approve it when it is ready."]
    made = article.questions.get()
    assert (made.format, made.status, made.run) == (format_, "draft", None)
    act(made, "approve")
    assert reloaded(made).status == "approved"


@pytest.mark.parametrize("keep", ["this", "other"])
def test_merged_questions_keep_one_wording_and_both_evidences(article, draft, act, keep):
    other = factories.ShortAnswerFactory(article=article, status="draft")
    factories.add_evidence(other, quote=SECOND)
    act(draft, "merge", other=other.pk, keep=keep)
    kept, gone = (draft, other) if keep == "this" else (other, draft)
    assert [span.quote for span in kept.evidence.all()] == [factories.KEY_QUOTE, SECOND]
    assert (reloaded(gone).status, reloaded(gone).merged_into) == ("retired", kept)


def state(question):
    question = reloaded(question)
    return (
        question.stem,
        question.status,
        question.points,
        question.rejected_because,
        list(question.choices.values_list("text", "is_key", "reason")),
        list(question.evidence.values_list("start", "end")),
        question.waivers.count(),
    )


@pytest.mark.parametrize("verb", ["approve", "reject", "merge", "edit", "waive"])
def test_the_last_act_is_undone(world, article, draft, act, verb):
    other = factories.ShortAnswerFactory(article=article, status="draft")
    factories.add_evidence(other, quote=SECOND)
    if verb == "waive":
        draft.choices.filter(position=2).update(text="Cracked, its supports were.")
    before = state(draft), state(other)
    if verb == "edit":
        world.client(world.alice).post(url("article", "edit", article.pk, draft.pk), typed(article))
    else:
        act(draft, verb, other=other.pk, flaw="two_defensible", about="Cracked, its supports were.", reason="x")
    assert (state(draft), state(other)) != before
    address = url("article", "undo", article.pk)
    assert world.client(world.alice).post(address, follow=True).status_code == 200
    assert (state(draft), state(other)) == before
    assert messages(world.client(world.alice).post(address, follow=True)) == ["There is nothing to undo."]


def test_what_a_quiz_uses_by_now_is_not_undone(world, article, draft, act):
    act(draft, "approve")
    factories.QuizFactory(owner=world.alice, article=article, questions=[draft])
    response = world.client(world.alice).post(url("article", "undo", article.pk), follow=True)
    assert "Take it out of the quiz first." in messages(response)[0]
    assert reloaded(draft).status == "approved"


def test_another_question_comes_on_the_same_page(world, article, draft, act, monkeypatch):
    monkeypatch.setattr(generator, "generate", made_by_hand)
    response = act(draft, "another", like="kind")
    made = article.questions.exclude(pk=draft.pk).get()
    assert response.redirect_chain[-1][0].endswith(f"#card-{made.pk}")


def test_the_map_counts_by_paragraph_and_skill_and_shows_gaps(world, article, draft):
    factories.ShortAnswerFactory(article=article)
    page = review(world, article)
    rows = [[(cell.approved, cell.waiting, cell.is_gap) for cell in row.cells] for row in page.context["coverage"]]
    gap = (0, 0, True)
    assert rows == [[(1, 1, False), gap, gap], [gap, gap, gap], [gap, gap, gap]]
    assert "?add=short_answer&amp;paragraph=2&amp;skill=locate#card-new" in page.content.decode()
    assert len(review(world, article, "?paragraph=1&skill=locate").context["cards"]) == 2
    assert review(world, article, "?paragraph=2").context["cards"] == []


def test_the_evidence_of_the_current_card_stands_out(world, article, draft):
    page = review(world, article, f"?at={draft.pk}").content.decode()
    assert f'<mark data-questions="{draft.pk}" class="current">{factories.KEY_QUOTE}</mark>' in page


@pytest.mark.parametrize("many", [1, 20])
def test_the_page_takes_few_queries(world, article, many, django_assert_max_num_queries):
    client = world.client(world.alice)
    for _time in range(many):
        factories.QuestionFactory(article=article)
        factories.DebateFactory(article=article)
    with django_assert_max_num_queries(20):
        assert client.get(url("article", "review", article.pk)).status_code == 200


@pytest.mark.parametrize("query", ["?add=written", "?add=x", "?edit=999999999"])
def test_what_there_is_not_is_404(world, article, query):
    assert review(world, article, query).status_code == 404


@pytest.mark.parametrize(
    ("page", "keys"),
    [
        ("review", []),
        ("undo", []),
        ("write", ["short_answer"]),
        ("check", ["short_answer"]),
        ("edit", ["question"]),
        ("check_stored", ["question"]),
        *(("decide", ["question", verb]) for verb in ("approve", "reject", "reopen", "waive", "merge", "another")),
    ],
)
def test_outsiders_find_nothing(world, article, draft, page, keys):
    address = url("article", page, article.pk, *(draft.pk if key == "question" else key for key in keys))
    for method in ("get", "post"):
        if method == "get" and page != "review":
            continue
        assert getattr(world.client(world.mallory), method)(address).status_code == 404
        assert getattr(world.client(world.bob), method)(address).status_code == 302
        assert getattr(Client(), method)(address).status_code == 302


def test_a_question_of_another_article_is_404(world, article):
    other = factories.QuestionFactory(article=factories.ArticleFactory(owner=world.alice), status="draft")
    client = world.client(world.alice)
    assert client.post(url("article", "decide", article.pk, other.pk, "approve")).status_code == 404
    assert client.post(url("article", "edit", article.pk, other.pk)).status_code == 404
