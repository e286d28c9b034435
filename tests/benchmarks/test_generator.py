"""The benchmark of the generator: what it reads, counts and prints. How long anything takes is no test's business."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from quizzes.generator import Choice, DraftQuestion, Drafts, Evidence, Format, Kind, Options, Reason
from tests.drafts import made_by_hand

from . import generator
from .articles import Item, Unreadable, articles, human_items
from .figures import (
    Figures,
    Missed,
    Run,
    answer_forms,
    key_places,
    of_generator,
    of_items,
    open_reference,
    question_word,
    seconds,
    spread,
    verbatim,
)
from .report import table

SAMPLES = Path(__file__).parents[2] / "quizzes" / "samples"
TEXT = "Rain fell. Roads closed.\n\nBuses stopped."
HUMAN = {
    "articles": [
        {
            "title": "Rain",
            "paragraphs": [{"Adv": "Rain fell on Oslo."}, {"Adv": "Buses stopped."}],
            "questions": [
                {
                    "stem": "Why did it flood?",
                    "choices": ["Because it rained for a week", "Because a dam broke", "No", "Yes"],
                    "answer": "Because it rained for a week",
                    "answer_index": 0,
                    "distractor_types": ["miscomprehension_of_critical_span", "other_span", "no_textual_support"],
                }
            ],
        }
    ]
}


@pytest.fixture
def human(tmp_path: Path) -> Path:
    path = tmp_path / "human.json"
    path.write_text(json.dumps(HUMAN), encoding="utf-8")
    return path


def drafts() -> Drafts:
    return made_by_hand(TEXT, Options(), title="Rain")


def on(question: DraftQuestion, start: int, kind: Kind = Kind.DETAIL) -> DraftQuestion:
    """The question resting on the three letters at `start`."""
    return replace(question, kind=kind, evidence=(Evidence(start, start + 3, TEXT[start : start + 3]),))


def run_of(made: Drafts, parse_s: tuple[float, ...] = (2.0, 1.0), generate_s: tuple[float, ...] = (2.0, 3.0)) -> Run:
    return Run("news", "rain.txt", TEXT, made, (0, 11, 26), parse_s, generate_s)


def test_a_folder_gives_texts_and_the_articles_of_json_files(human: Path) -> None:
    (human.parent / "storm.txt").write_text("Storm\n\nIt blew.", encoding="utf-8")
    name = human.parent.name
    assert [(one.folder, one.name, one.title, one.raw) for one in articles(human.parent)] == [
        (name, "human.json: Rain", "Rain", "Rain fell on Oslo.\n\nBuses stopped."),
        (name, "storm.txt", "Storm", "It blew."),
    ]


def test_human_items_have_reasons_in_our_words_and_no_place(human: Path) -> None:
    assert human_items([human]) == [
        Item(
            "Why did it flood?",
            "Because it rained for a week",
            ("Because a dam broke", "No", "Yes"),
            None,
            ("misreads", "elsewhere", "unsupported"),
        )
    ]


def test_what_cannot_be_read_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert generator.main([str(tmp_path / "nowhere")]) == 2
    assert capsys.readouterr().err == f"{tmp_path / 'nowhere'} is not a folder\n"
    assert generator.main([str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"no .txt or .json file in {tmp_path}\n"
    other = tmp_path / "other.json"
    other.write_text("{}", encoding="utf-8")
    with pytest.raises(Unreadable, match=r"other\.json is not in the form of OneStopQA"):
        human_items([other])


@pytest.mark.parametrize(
    ("stem", "word"),
    [
        ("According to Berg, why did the bridge close?", "why"),
        ("For whom did the town that won vote?", "who"),
        ("In what year was “Who Knows” written?", "what"),
        ("Somewhat later, the town ...", "none"),
    ],
)
def test_the_question_word(stem: str, word: str) -> None:
    assert question_word(stem) == word


def test_the_forms_of_answers() -> None:
    answers = ["because engineers had found deep cracks", "$119 million", "heavy lorries", "?"]
    assert answer_forms(answers) == ["clause", "name or number", "phrase", "other"]


@pytest.mark.parametrize(
    ("stem", "word"),
    [
        ("What did she say?", "she"),
        ("What does the US want from IT firms?", None),
        ("Who said “we and they are done”?", None),
        ("Who wrote ‘it’s me’ and these songs?", "these"),
        ("What did Berg say of her bridge?", None),
    ],
)
def test_open_references(stem: str, word: str | None) -> None:
    assert open_reference(stem) == word


def test_items_are_counted_alike_whoever_wrote_them() -> None:
    items = [
        Item("Why did it flood?", "Because it rained", ("It blew", "It froze"), 1, (Reason.MISREADS, Reason.ELSEWHERE)),
        Item("According to Berg, what is the rest?", "Rest", ("Nothing", "Work"), 0, (Reason.MISREADS, "none")),
        Item("Who was it?", "Berg"),
    ]
    figures = of_items(items)
    assert {word: value for word, value in figures["Question words"].items() if value != (0, 3)} == {
        "what": (1, 3),
        "why": (1, 3),
        "who": (1, 3),
    }
    assert figures["Stems"] == {"median words": 4, "open with According to": (1, 3)}
    assert figures["Multiple choice"] == {
        "items": 2,
        "key is the longest": (1, 2),
        "key is A": (1, 2),
        "key is B": (1, 2),
        "letters in a key": 10.5,
        "letters in a distractor": 6.5,
        "key to distractors, median": 1.5,
    }
    assert figures["Distractors"] == {"misreads": (2, 4), "elsewhere": (1, 4), "unsupported": (0, 4), "none": (1, 4)}
    assert figures["References"] == {"stems with an open pronoun": (2, 3)}
    assert key_places(items[2:]) == {}


def test_the_figures_of_runs_and_of_what_gave_nothing() -> None:
    made = replace(drafts(), left_out={"sequence": "no dates"})
    missed = [Missed("news", "a.txt", "too_short", failed=False), Missed("news", "b.txt", "KeyError: 1", failed=True)]
    figures = of_generator([run_of(made), run_of(made)], missed, 5)
    assert figures["Articles"] == {"read": 2, "refused: too_short": 1, "raised": 1}
    assert figures["Questions"] == {"asked for": 10, "made": 16, "kept": (10, 10), "debates": 4}
    assert list(figures["Dropped"].items()) == [("unclear", (4, 6)), ("duplicate", (2, 6))]
    assert figures["Kinds left out, in articles"] == {"sequence: no dates": (2, 2)}
    assert figures["Kinds"]["detail"] == (8, 10)
    assert figures["Formats"] == dict.fromkeys(Format, (2, 10))
    assert figures["Difficulty"] == {"easy": (10, 10), "medium": (0, 10), "hard": (0, 10)}
    assert figures["Multiple choice"]["items"] == 2
    assert figures["Quotes"] == {"verbatim": (20, 20)}


def test_nothing_read_gives_figures_too() -> None:
    figures = of_generator([], [], 10)
    assert figures["Questions"] == {"asked for": 0, "made": 0, "kept": (0, 0), "debates": 0}
    assert figures["Seconds of CPU"]["ratio of the sums"] == 0


def test_spread_counts_sentences_by_where_they_start_in_the_first_ten() -> None:
    one = drafts().questions[0]
    few = [on(one, 0), on(one, 5), on(one, 11, Kind.REASON), on(one, 26)]
    beyond = [on(one, 0)] * 10 + [on(one, 26, Kind.EFFECT)]
    runs = [run_of(replace(drafts(), questions=tuple(questions))) for questions in (few, beyond)]
    assert spread(runs) == {
        "sentences, least": 1,
        "sentences, median": 2,
        "paragraphs, least": 1,
        "paragraphs, median": 1.5,
        "kinds, least": 1,
        "kinds, median": 1.5,
        "formats, least": 1,
        "formats, median": 1,
        "articles with 8 sentences": (0, 2),
        "articles with 4 kinds": (0, 2),
        "articles with 3 formats": (0, 2),
        "articles with all three": (0, 2),
    }


def test_quotes_are_compared_with_the_text_and_those_of_choices_and_debates_count() -> None:
    made = drafts()
    wrong = Choice("Snow", reason=Reason.MISREADS, source=Evidence(0, 4, "Snow"))
    question = replace(made.questions[0], choices=(wrong,))
    assert verbatim(TEXT, made) == (10, 10)
    assert verbatim(TEXT, replace(made, questions=(question, *made.questions[1:]))) == (9, 10)


def test_times_are_the_best_of_the_runs() -> None:
    runs = [run_of(drafts()), run_of(drafts(), (1.0,), (4.0,)), run_of(drafts(), (2.0,), (3.0,))]
    assert seconds(runs) == {
        "parse alone": 4.0,
        "whole pipeline": 9.0,
        "slowest article": 4.0,
        "ratio, median": 2.0,
        "ratio, largest": 4.0,
        "ratio of the sums": 2.25,
    }


def test_the_table_is_aligned_with_what_was_published_at_the_end() -> None:
    ours: Figures = {"Articles": {"read": 12}, "Answers": {"clause": (3, 12), "name or number": (9, 12)}}
    assert table({"total": ours, "human": {"Answers": {"clause": (5, 5)}}}).splitlines() == [
        "                   total   human  published",
        "Articles",
        "  read                12",
        "",
        "Answers",
        "  clause          3  25%  5 100%        63%",
        "  name or number  9  75%       0        10%",
    ]


def test_an_article_that_raises_is_reported_and_the_rest_goes_on(
    human: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails_on_short_streets(text: str, options: Options, *, title: str = "") -> Drafts:
        if "Street" in title:
            raise KeyError("Mill Lane")
        return made_by_hand(text, options, title=title)

    monkeypatch.setattr(generator, "generate", fails_on_short_streets)
    saved = human.parent / "figures.out"
    folders = [str(SAMPLES), str(human.parent)]
    assert generator.main([*folders, "--repeats", "1", "--json", str(saved)]) == 1
    said = capsys.readouterr().out
    assert "FAILED: samples/school-street.txt: KeyError: 'Mill Lane'\n" in said
    assert f"Refused: {human.parent.name}/human.json: Rain: too_short\n" in said
    figures = json.loads(saved.read_text(encoding="utf-8"))
    assert list(figures["columns"]) == [*sorted(["samples", human.parent.name]), "total", "human"]
    assert figures["columns"]["total"]["Articles"] == {"read": 1, "refused: too_short": 1, "raised": 1}
    assert [one["name"] for one in figures["articles"]] == ["defence-pact.txt"]


def test_the_samples_go_through(capsys: pytest.CaptureFixture[str]) -> None:
    assert generator.main([str(SAMPLES), "--count", "6", "--repeats", "1"]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == ["total", "published"]
    assert ["read", "2"] in lines
    assert ["asked", "for", "12"] in lines
    assert ["kept", "12", "100%"] in lines
