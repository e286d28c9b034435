"""The review of an article: deciding, editing, merging, waiving, undoing, and what it shows."""

import re

import pytest
from django.test import Client

from quizzes import generator
from quizzes.models import Position, Question
from quizzes.services import reviewing, writing
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
        "hardness": "easy",
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
    assert (saved.hardness, saved.difficulty) == ("easy", 0.2)
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


def test_the_button_takes_back_what_the_page_names_and_nothing_else(world, article, draft, act):
    other = factories.QuestionFactory(article=article, status="draft", stem="Who says so?")
    act(draft, "reject", reason="")
    act(other, "reject", reason="")
    page = review(world, article)
    sent = {"act": re.search(r'name="act" value="(\d+)"', page.content.decode())[1]}
    root = factories.UserFactory(is_superuser=True, is_staff=True)
    reviewing.reopen_question(question=reloaded(other), reviewer=root)
    client, undo = world.client(world.alice), url("article", "undo", article.pk)
    assert messages(client.post(undo, sent, follow=True)) == [
        "Somebody else has changed “Who says so?” since then. Change the question itself."
    ]
    assert reloaded(draft).status == "rejected"
    # The page that follows offers what can be undone.
    assert review(world, article).context["last"].question == draft
    client.post(undo)
    assert reloaded(draft).status == "draft"


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


# --- debates ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def debate(article):
    """A draft that rests on a sentence as a whole, on part of one for the first position, and on one for the second."""
    debate = factories.DebateFactory(article=article, status="draft")
    first = debate.brief.positions.get(order=1)
    first.evidence.all().delete()
    factories.add_evidence(debate, quote=PART, position=first)
    return debate


PART = "deep cracks in two of its supports"


def argued(article, **changes):
    """The debate as its card shows it, but for the changes."""
    stored = Position.objects.filter(brief__question__article=article).order_by("order")
    return {
        **{f"position_{place}": position.pk for place, position in enumerate(stored, start=1)},
        "stem": "Should the bridge stay shut?",
        "form": "value",
        "tension": "Safety against trade.",
        "definitions": "Safe: nobody can be hurt.\r\n\r\nShut:  to cars alone.",
        "unheard": "drivers",
        "follow_ups": "Who pays?",
        "activity": "Four corners.",
        "suits": "controversy",
        "skill": "evaluate",
        "hardness": "hard",
        "points": "3",
        "sentences": [sentence(article, factories.KEY_QUOTE)],
        "stance_1": "Yes, keep it closed.",
        "sentences_1": [sentence(article, factories.KEY_QUOTE)],
        "stance_2": "No, open one lane.",
        "sentences_2": [sentence(article, SECOND)],
        "stance_3": "",
        **changes,
    }


def sides(question):
    """What each position rests on, and the whole debate under ""."""
    found = {"": [span.quote for span in question.evidence.filter(position=None)]}
    for position in question.brief.positions.all():
        found[position.stance] = [span.quote for span in position.evidence.all()]
    return found


def test_the_card_of_a_debate_shows_what_each_position_rests_on(world, article, debate):
    page = review(world, article)
    (card,) = page.context["cards"]
    assert [(position.stance, quotes) for position, quotes in card["sides"]] == [
        ("Yes, keep it closed.", [PART]),
        ("No, open one lane.", [SECOND]),
    ]
    text = page.content.decode()
    for words in ("Safety for all against a living for some.", f"“{PART}”", "Who should pay?", "Four corners"):
        assert words in text
    assert f'href="?edit={debate.pk}#card-{debate.pk}"' in text
    assert "data-check" not in review(world, article, f"?edit={debate.pk}").content.decode()


def test_a_debate_is_edited_in_place(world, article, debate):
    form = review(world, article, f"?edit={debate.pk}").context["form"]
    assert [pick.number for pick in form.picks()] == [None, 1, 2, 3]
    assert [sorted(pick.ticked) for pick in form.picks()] == [
        [sentence(article, factories.KEY_QUOTE)],
        [sentence(article, factories.KEY_QUOTE)],
        [sentence(article, SECOND)],
        [],
    ]
    kept = debate.brief.positions.get(order=1)
    both = [sentence(article, factories.KEY_QUOTE), sentence(article, SECOND)]
    data = argued(article, stance_1="Yes, for good.", stance_3="Ask the town.", sentences_3=both)
    response = world.client(world.alice).post(url("article", "edit", article.pk, debate.pk), data, follow=True)
    assert messages(response) == ["The question is saved."]
    assert response.redirect_chain[-1][0].endswith(f"?at={debate.pk}#card-{debate.pk}")
    saved = reloaded(debate)
    brief = saved.brief
    assert (saved.stem, str(saved.points), saved.hardness) == ("Should the bridge stay shut?", "3.00", "hard")
    assert (brief.form, brief.tension, brief.suits) == ("value", "Safety against trade.", "controversy")
    assert brief.definitions == ["Safe: nobody can be hurt.", "Shut: to cars alone."]
    assert (brief.unheard, brief.follow_ups, brief.activity) == (["drivers"], ["Who pays?"], "Four corners.")
    assert brief.positions.get(stance="Yes, for good.") == kept
    # Evidence that is less than a sentence stays as it is while its sentence stays ticked.
    assert sides(saved) == {
        "": [factories.KEY_QUOTE],
        "Yes, for good.": [PART],
        "No, open one lane.": [SECOND],
        "Ask the town.": [factories.KEY_QUOTE, SECOND],
    }


@pytest.mark.parametrize(
    ("changes", "field", "problem"),
    [
        ({"tension": " "}, "tension", "This field is required."),
        ({"stance_2": "", "sentences_2": []}, "__all__", "A debate needs at least two positions."),
        ({"stance_2": "yes, keep it  closed."}, "__all__", "Two positions are the same. Change one of them."),
        (
            {"sentences_3": ["SECOND"]},
            "stance_3",
            "Sentences are ticked for this position. Write it, or take the ticks away.",
        ),
        (
            {"sentences": [], "sentences_1": [], "sentences_2": []},
            "sentences",
            "Choose the sentences of the article it rests on.",
        ),
        ({"sentences_2": ["0-3"]}, "sentences_2", "Choose the sentences of the article it rests on."),
    ],
)
def test_what_was_typed_into_a_debate_stays_when_something_is_wrong(world, article, debate, changes, field, problem):
    before = state(debate), sides(debate)
    changes = {name: [sentence(article, SECOND)] if value == ["SECOND"] else value for name, value in changes.items()}
    data = argued(article, follow_ups="Typed with care", **changes)
    response = world.client(world.alice).post(url("article", "edit", article.pk, debate.pk), data)
    assert response.status_code == 200
    assert response.context["form"].errors == {field: [problem]}
    assert "Typed with care" in response.content.decode()
    assert (state(debate), sides(reloaded(debate))) == before


def test_a_debate_of_ones_own_can_be_approved(world, article, act):
    client = world.client(world.alice)
    page = client.get(url("article", "review", article.pk) + "?add=written")
    assert page.context["form"].initial["skill"] == "evaluate"
    response = client.post(url("article", "write", article.pk, "written"), argued(article), follow=True)
    assert messages(response) == ["Your question is saved. Approve it when it is ready."]
    made = article.questions.get()
    assert (made.kind, made.format, made.bloom, made.status) == ("debate", "written", "evaluate", "draft")
    assert sides(made) == {
        "": [factories.KEY_QUOTE],
        "Yes, keep it closed.": [factories.KEY_QUOTE],
        "No, open one lane.": [SECOND],
    }
    page = act(made, "approve").content.decode()
    assert reloaded(made).status == "approved"
    assert f'href="{url("discussion", "add")}?question={made.pk}"' in page


def test_a_position_that_students_argue_for_is_reworded_but_not_taken_away(world, article, debate):
    board = factories.BoardFactory(discussion=factories.DiscussionFactory(classroom=world.classroom, question=debate))
    second = debate.brief.positions.get(order=2)
    factories.PostFactory(board=board, author=factories.SeatFactory(board=board).student, position=second)
    client, address = world.client(world.alice), url("article", "edit", article.pk, debate.pk)
    gone = argued(article, stance_2="", sentences_2=[], stance_3="Ask the town.", follow_ups="Typed with care")
    response = client.post(address, gone)
    assert messages(response) == [
        "Not saved: Students argue for “No, open one lane.” in a debate, so this position stays. You can reword it."
    ]
    assert "Typed with care" in response.content.decode()
    assert reloaded(debate).stem != gone["stem"]
    client.post(address, argued(article, stance_2="No, open it."))
    assert board.posts.get().position.stance == "No, open it."


def test_positions_are_matched_by_their_keys_whatever_another_page_did_meanwhile(world, article, debate):
    """One page is left open while another turns the positions round and adds one."""
    first, second = debate.brief.positions.all()
    old_page = argued(article, stance_1="Yes, for good.", sentences_1=[sentence(article, SECOND)])
    client = world.client(world.alice)
    writing.set_positions(brief=debate.brief, stances=[second.stance, "Ask the town.", first.stance])
    town = debate.brief.positions.get(stance="Ask the town.")
    factories.add_evidence(debate, quote=PART, position=town)
    client.post(url("article", "edit", article.pk, debate.pk), old_page)
    assert list(debate.brief.positions.values_list("pk", "stance")) == [
        (first.pk, "Yes, for good."),
        (second.pk, "No, open one lane."),
        (town.pk, "Ask the town."),
    ]
    assert sides(reloaded(debate)) == {
        "": [factories.KEY_QUOTE],
        "Yes, for good.": [SECOND],
        "No, open one lane.": [SECOND],
        "Ask the town.": [PART],
    }


def test_a_position_that_was_added_meanwhile_is_not_written_a_second_time(world, article, debate):
    old_page = argued(article, stance_3="ask the town.")
    writing.set_positions(brief=debate.brief, stances=["Yes, keep it closed.", "No, open one lane.", "Ask the town."])
    town = debate.brief.positions.get(order=3)
    factories.add_evidence(debate, quote=PART, position=town)
    response = world.client(world.alice).post(url("article", "edit", article.pk, debate.pk), old_page, follow=True)
    assert messages(response) == ["The question is saved."]
    assert list(debate.brief.positions.values_list("pk", "stance"))[2:] == [(town.pk, "ask the town.")]
    # What it rests on already is not taken from it.
    assert sides(reloaded(debate))["ask the town."] == [PART]


def test_a_card_that_is_sent_twice_is_saved_twice(world, article, debate):
    client, address = world.client(world.alice), url("article", "edit", article.pk, debate.pk)
    page = argued(article, stance_3="Ask the town.", sentences_3=[sentence(article, SECOND)])
    for _time in range(2):
        assert messages(client.post(address, page, follow=True))[-1] == "The question is saved."
    stances = ["Yes, keep it closed.", "No, open one lane.", "Ask the town."]
    assert [position.stance for position in debate.brief.positions.all()] == stances
    assert sides(reloaded(debate))["Ask the town."] == [SECOND]
    # Written twice by hand it is a slip.
    twice = client.post(address, page | {"stance_4": "ask the town."})
    assert twice.context["form"].errors == {"__all__": ["Two positions are the same. Change one of them."]}


def test_a_position_that_was_taken_away_meanwhile_comes_back_only_when_that_is_said(world, article, debate):
    writing.set_positions(brief=debate.brief, stances=["Yes, keep it closed.", "No, open one lane.", "Ask the town."])
    old_page = argued(article, stance_3="Ask the town, twice.")
    first, second, _third = debate.brief.positions.all()
    writing.set_positions(brief=debate.brief, stances=[first.stance, second.stance])
    client, address = world.client(world.alice), url("article", "edit", article.pk, debate.pk)
    # Nothing of what was typed is left out, though the debate has fewer positions by now.
    response = client.post(address, old_page | {"stance_4": "Nobody."})
    said = "This position was taken away meanwhile. Empty it, or save again to add it anew."
    assert response.context["form"].errors == {"stance_3": [said]}
    assert all(words in response.content.decode() for words in ("Ask the town, twice.", "Nobody."))
    assert [position.pk for position in debate.brief.positions.all()] == [first.pk, second.pk]
    form = response.context["form"]
    keys = {field.html_name: field.value() or "" for field in form.hidden_fields()}
    assert keys == {"position_1": str(first.pk), "position_2": str(second.pk), "position_3": "", "position_4": ""}
    assert f'name="position_1" value="{first.pk}"' in response.content.decode()
    client.post(address, old_page | keys)
    assert [position.stance for position in debate.brief.positions.all()] == [
        "Yes, keep it closed.",
        "No, open one lane.",
        "Ask the town, twice.",
    ]


@pytest.mark.parametrize(
    "changes", [{}, {"stance_3": "Ask the town."}, {"stance_2": "", "sentences_2": [], "stance_3": "Ask the town."}]
)
def test_the_change_of_a_debate_is_undone(world, article, debate, changes):
    before = (state(debate), sides(debate), debate.brief.follow_ups, debate.brief.form)
    client = world.client(world.alice)
    client.post(url("article", "edit", article.pk, debate.pk), argued(article, **changes))
    assert state(debate) != before[0]
    client.post(url("article", "undo", article.pk))
    again = reloaded(debate)
    assert (state(again), sides(again), again.brief.follow_ups, again.brief.form) == before


@pytest.mark.parametrize("query", ["?add=debate", "?add=x", "?edit=999999999"])
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
