"""Scripts are served light, and mean the same."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from quizsite.static import light

FOLDER = Path(settings.BASE_DIR) / "quizzes" / "static" / "quizzes"
# What the page of an attempt can load, with what it loads only when it is asked for.
OF_AN_ATTEMPT = ("attempt", "clock", "reading", "speaking")
MOST_BYTES = 10 * 1024


def test_comments_and_indentation_go_and_strings_stay():
    script = '// What it does.\nif (a) {\n  // Why.\n  go("https://a.example // b"); // here\n}\n'
    assert light(script) == 'if (a) {\ngo("https://a.example // b");\n}\n'


@pytest.mark.parametrize("script", sorted(FOLDER.glob("*.js")), ids=lambda path: path.name)
def test_no_string_looks_as_if_it_had_a_remark(script):
    """Every remark that is taken away stands behind whole strings: an even number of each mark."""
    for line in script.read_text(encoding="utf-8").splitlines():
        before, remark, _after = line.partition(" // ")
        if remark and before.endswith((";", "{", ",")):
            assert [before.count(mark) % 2 for mark in "\"'`"] == [0, 0, 0], line


@pytest.mark.parametrize("script", sorted(FOLDER.glob("*.js")), ids=lambda path: path.name)
def test_no_script_has_a_text_of_several_lines(script):
    assert [line for line in script.read_text(encoding="utf-8").splitlines() if line.count("`") % 2] == []


def test_the_scripts_of_an_attempt_are_light():
    scripts = [FOLDER / f"{name}.js" for name in OF_AN_ATTEMPT]
    sizes = [len(gzip.compress(light(one.read_text(encoding="utf-8")).encode(), 9)) for one in scripts]
    assert sum(sizes) <= MOST_BYTES


def test_collected_scripts_are_light(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "quizsite.static.Storage"}}
    call_command("collectstatic", interactive=False, verbosity=0)
    collected = (tmp_path / "quizzes" / "attempt.js").read_text(encoding="utf-8")
    assert collected == light((FOLDER / "attempt.js").read_text(encoding="utf-8"))
    (named,) = tmp_path.glob("quizzes/attempt.*.js")
    assert named.read_text(encoding="utf-8") == collected
    # The page loads it once, though other scripts import it.
    (clock,) = tmp_path.glob("quizzes/clock.*.js")
    assert f'from "./{named.name}";' in clock.read_text(encoding="utf-8")
    (speaking,) = tmp_path.glob("quizzes/speaking.*.js")
    (reading,) = (one for one in tmp_path.glob("quizzes/reading.*.js"))
    assert f'import("./{speaking.name}")' in reading.read_text(encoding="utf-8")


def test_browsers_that_know_one_colour_scheme_get_the_light_one():
    text = (FOLDER / "site.css").read_text(encoding="utf-8")
    light = dict(re.findall(r"(--[\w-]+): light-dark\(([^,]+), [^)]+\);", text))
    fallback = text[text.index("@supports not (color: light-dark") :]
    assert dict(re.findall(r"(--[\w-]+): ([^;]+);", fallback[: fallback.index("}")])) == light
    assert len(light) > 20
