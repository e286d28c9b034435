"""manage.py generate: its output is a contract, its refusals one line."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.core.management import call_command

from quizzes import generator
from quizzes.management.commands.generate import Command
from tests.drafts import made_by_hand

SAMPLES = Path(__file__).parents[2] / "quizzes" / "samples"
SAMPLE = SAMPLES / "school-street.txt"
TITLE = "Town Will Close a Street to Cars Outside Its Largest School"


@pytest.fixture
def by_hand(monkeypatch):
    monkeypatch.setattr(generator, "generate", made_by_hand)


def test_the_json_holds_exactly_what_the_contract_names(by_hand, capsys):
    call_command("generate", str(SAMPLE), "--output", "json", "--debates", "1", "--seed", "7")
    made = json.loads(capsys.readouterr().out)
    assert list(made) == [
        "article",
        "generator",
        "questions",
        "debates",
        "dropped",
        "left_out",
        "timing",
    ]
    text = made["article"].pop("text")
    assert made["article"] == {
        "title": TITLE,
        "words": 699,
        "reading_grade": 6.1,
        "sha256": generator.prepare(text).sha256,
    }
    assert made["generator"] == {"backend": "rules", "version": "1.0", "seed": 7}
    quote = "Cars will disappear from Mill Lane in Wexcombe for six weeks this autumn."
    evidence = [{"start": 0, "end": len(quote), "quote": quote}]
    assert made["questions"][0] == {
        "kind": "detail",
        "format": "multiple_choice",
        "stem": f"What is the second word of “{TITLE}”?",
        "choices": [
            {"text": "will", "is_key": True, "reason": None, "note": "", "source": None},
            {
                "text": "Something",
                "is_key": False,
                "reason": "misreads",
                "note": "Read the first line again.",
                "source": evidence[0],
            },
        ],
        "accepted_answers": [],
        "model_answer": "will",
        "evidence": evidence,
        "skill": "locate",
        "bloom": "remember",
        "difficulty": 0.3,
        "rule": "detail.word",
        "score": 0.8,
        "explanation": "The first sentence says so.",
    }
    assert [question["format"] for question in made["questions"]] == [
        "multiple_choice",
        "true_false",
        "cloze",
        "short_answer",
        "ordering",
    ]
    assert [(choice["text"], choice["is_key"]) for choice in made["questions"][4]["choices"]] == [
        ("You see the first word.", False),
        ("You read on.", False),
        ("You come to the end.", False),
    ]
    assert made["debates"] == [
        {
            "form": "definition",
            "motion": "Is the first sentence enough? (definition)",
            "tension": "Short against complete.",
            "anchor": evidence,
            "positions": [
                {"stance": "Yes, it is.", "evidence": evidence},
                {"stance": "No, it is not.", "evidence": []},
            ],
            "definitions": ["Enough means that a reader understands."],
            "unheard": ["the people who read on"],
            "follow_ups": ["What would you add?"],
            "activity": "Four corners.",
            "suits": "board",
        }
    ]
    assert made["dropped"] == {"duplicate": 1, "unclear": 2}
    assert made["left_out"] == {"vocabulary": "no word of it is hard enough"}
    assert made["timing"] == {"parse_s": 0.123, "total_s": 0.5}


def test_yaml_says_the_same_as_json(by_hand, capsys):
    call_command("generate", str(SAMPLE), "--output", "yaml")
    from_yaml = yaml.safe_load(capsys.readouterr().out)
    call_command("generate", str(SAMPLE), "--output", "json")
    assert from_yaml == json.loads(capsys.readouterr().out)


def test_text_is_a_page_to_read(by_hand, capsys):
    call_command("generate", str(SAMPLE), "--count", "3", "--debates", "1")
    assert capsys.readouterr().out == (
        f"""\
{TITLE}
===========================================================
699 words, reading grade 6.1

1. What is the second word of “Town Will Close a Street to Cars Outside Its Largest
   School”?
   a) will
   b) Something
   Answer: a) will
   Evidence: “Cars will disappear from Mill Lane in Wexcombe for six weeks this autumn.”

2. The text has a first sentence.
   a) True
   b) False
   Answer: a) True
   Evidence: “Cars will disappear from Mill Lane in Wexcombe for six weeks this autumn.”

3. The second word is _____.
   Answer: will
   Evidence: “Cars will disappear from Mill Lane in Wexcombe for six weeks this autumn.”

Debates
-------

1. Is the first sentence enough? (definition)
   Tension: Short against complete.
   Evidence: “Cars will disappear from Mill Lane in Wexcombe for six weeks this autumn.”
   - Yes, it is.
     “Cars will disappear from Mill Lane in Wexcombe for six weeks this autumn.”
   - No, it is not.
   Definitions to test:
   - Enough means that a reader understands.
   Who is not heard:
   - the people who read on
   Ask next:
   - What would you add?
   Activity:
   - Four corners.

Kinds without a question
------------------------

- vocabulary: no word of it is hard enough
"""
    )


def test_the_events_of_an_order_are_printed_by_the_alphabet_with_the_right_order_as_letters(by_hand, capsys):
    call_command("generate", str(SAMPLE), "--debates", "0")
    page = capsys.readouterr().out
    assert page[page.index("5. ") : page.index("   Evidence", page.index("5. "))] == (
        """\
5. What happens first, next and last when you read it?
   a) You come to the end.
   b) You read on.
   c) You see the first word.
   Answer: c, b, a
"""
    )


def test_options_reach_the_generator(monkeypatch):
    asked = []

    def remember(text, options, *, title):
        asked.append((title, options))
        return made_by_hand(text, options, title=title)

    monkeypatch.setattr(generator, "generate", remember)
    call_command(
        "generate", str(SAMPLE), "--count=5", "--kinds=detail,reason", "--formats", "cloze", "--debates=0", "--seed=3"
    )
    kinds, formats = (generator.Kind.DETAIL, generator.Kind.REASON), (generator.Format.CLOZE,)
    assert asked == [(TITLE, generator.Options(count=5, kinds=kinds, formats=formats, debates=0, seed=3))]
    asked.clear()
    call_command(
        "generate",
        str(SAMPLE),
        "--skills=interpret",
        "--difficulties=easy,hard",
        "--focus=bus stop, , cars",
        "--leave-out=2, 7-5",
    )
    assert asked == [
        (
            TITLE,
            generator.Options(
                skills=(generator.Skill.INTERPRET,),
                difficulties=(generator.Difficulty.EASY, generator.Difficulty.HARD),
                focus=("bus stop", "cars"),
                leave_out=(2, 5, 6, 7),
            ),
        )
    ]


def test_a_paragraph_that_is_not_there_is_one_line_and_exit_1(capsys):
    with pytest.raises(SystemExit) as stopped:
        call_command("generate", str(SAMPLE), "--leave-out=3,999", no_color=True)
    assert stopped.value.code == 1
    paragraphs = SAMPLE.read_text(encoding="utf-8").strip().count("\n\n")
    assert capsys.readouterr() == (
        "",
        f"There is no paragraph 999; the article has paragraphs 1 to {paragraphs}.\n",
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "There is no text. Paste the whole article."),
        (
            b"Only four words here.",
            "The article has 4 words; good questions need at least 120. Paste the whole article.",
        ),
        (b"caf\xe9 " * 200, "{path} is not plain text in UTF-8. Save the article as a text file in UTF-8."),
        (None, "{path} cannot be read: No such file or directory."),
    ],
)
def test_an_article_it_cannot_use_is_one_line_and_exit_1(tmp_path, capsys, content, reason):
    path = tmp_path / "article.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SystemExit) as stopped:
        call_command("generate", str(path), no_color=True)
    assert stopped.value.code == 1
    assert capsys.readouterr() == ("", reason.format(path=path) + "\n")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("-", "--leave-out", "two"),
        ("-", "--skills", "guess"),
        ("-", "--difficulties", "0.5"),
        ("-", "--count", "51"),
        ("-", "--kinds", "gossip"),
        ("-", "--output", "html"),
        ("-", "--debates", "-1"),
    ],
)
def test_wrong_usage_is_exit_2(capsys, arguments):
    with pytest.raises(SystemExit) as stopped:
        Command().run_from_argv(["manage.py", "generate", *arguments])
    assert stopped.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("usage: manage.py generate")


def test_it_reads_standard_input_and_touches_no_database():
    stopped = subprocess.run(
        [sys.executable, "manage.py", "generate", "-"],
        cwd=SAMPLES.parents[1],
        env={**os.environ, "DATABASE_URL": "sqlite:////nowhere/at/all.sqlite3"},
        input=b"Too short.",
        capture_output=True,
        timeout=120,
    )
    assert (stopped.returncode, stopped.stdout) == (1, b"")
    assert stopped.stderr == b"The article has 2 words; good questions need at least 120. Paste the whole article.\n"


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_the_sample_articles_are_clean(path):
    title, text = generator.split_title(path.read_text(encoding="utf-8"))
    prepared = generator.prepare(text)
    assert title
    assert (prepared.text, prepared.furniture) == (text.strip(), ())
    assert 500 <= prepared.words <= 800


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_the_sample_articles_give_good_material(path, capsys):
    call_command("generate", str(path), "--output", "json")
    made = json.loads(capsys.readouterr().out)
    questions, debates = made["questions"], made["debates"]
    assert len(questions) >= 10
    assert len({question["kind"] for question in questions}) >= 3
    assert len({question["format"] for question in questions}) >= 3
    assert len(debates) == {"defence-pact": 3, "school-street": 1}[path.stem]
    spans = [span for question in questions for span in question["evidence"]]
    spans += [span for debate in debates for span in debate["anchor"]]
    spans += [span for debate in debates for position in debate["positions"] for span in position["evidence"]]
    text = made["article"]["text"]
    assert all(text[span["start"] : span["end"]] == span["quote"] for span in spans)
    if path.stem == "defence-pact":
        assert any(debate["form"] == "definition" and "aggression" in debate["motion"] for debate in debates)
