"""The project as a whole: safe by default, nothing from other hosts, documents that say what the code does."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.urls import reverse

from quizzes import generator

ROOT = Path(__file__).resolve().parent.parent
SHOWN_TO_BROWSERS = sorted(
    path
    for folder in ("templates", "quizzes/static")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".html", ".css", ".js", ".svg", ".txt"}
)


def settings_of(expression, folder, **environment):
    """What the expression is in the settings of a fresh start with this environment alone."""
    done = subprocess.run(
        [sys.executable, "-c", f"from quizsite import settings; print({expression})"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(folder), **environment},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout.strip()


def test_settings_are_safe_by_default(tmp_path):
    names = ("DEBUG", "REQUIRE_HTTPS", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE")
    values = settings_of(", ".join(f"settings.{name}" for name in names), tmp_path)
    assert values == "False True True True True"


def test_the_secret_key_is_made_once_and_read_by_its_owner_alone(tmp_path):
    key = settings_of("settings.SECRET_KEY", tmp_path)
    assert re.fullmatch(r"[\w-]{86}", key)
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert settings_of("settings.SECRET_KEY", tmp_path) == key
    assert settings_of("settings.SECRET_KEY", tmp_path, SECRET_KEY="from outside") == "from outside"


def test_the_database_is_the_one_of_database_url(tmp_path):
    engine = "settings.DATABASES['default']['ENGINE']"
    assert settings_of(engine, tmp_path) == "django.db.backends.sqlite3"
    assert settings_of(engine, tmp_path, DATABASE_URL="postgres://a:b@c/d") == "django.db.backends.postgresql"


def test_connections_and_pieces_of_pages_are_kept(tmp_path):
    what = "settings.DATABASES['default']['CONN_MAX_AGE'], settings.CACHES['template_fragments']['BACKEND']"
    assert settings_of(what, tmp_path) == "60 django.core.cache.backends.locmem.LocMemCache"
    # While templates are being changed, what they give is made anew.
    assert settings_of(what, tmp_path, DEBUG="1") == "60 django.core.cache.backends.dummy.DummyCache"


@pytest.mark.django_db
def test_every_page_has_the_content_security_policy(client):
    for name in ("home", "join", "login", "admin:login"):
        policy = client.get(reverse(name)).headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe-inline" not in policy


def test_pages_for_one_person_are_kept_by_no_cache(world):
    assert "no-store" in world.client(world.bob).get(reverse("home")).headers["Cache-Control"]
    assert "no-store" in world.client(world.alice).get(reverse("admin:index")).headers["Cache-Control"]


@pytest.mark.parametrize("path", SHOWN_TO_BROWSERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_pages_load_nothing_from_other_hosts_and_run_nothing_inline(path):
    content = path.read_text(encoding="utf-8")
    assert not re.findall(r"""(?:src|href|action)=["'](?:https?:)?//[^"']*|url\(["']?(?:https?:)?//|@import""", content)
    if path.suffix == ".html":
        assert not re.findall(
            r"""<script(?![^>]*\bsrc=)|<style\b|\bstyle=|\bon[a-z]+=["']|javascript:|\|safe\b""", content
        )


def test_no_code_marks_text_as_safe():
    for path in (ROOT / "quizzes").rglob("*.py"):
        assert "mark_safe" not in path.read_text(encoding="utf-8"), path


def test_the_generate_document_names_every_option_and_key():
    document = (ROOT / "docs" / "generate.md").read_text(encoding="utf-8")
    for names in (
        generator.Kind,
        generator.Format,
        generator.Skill,
        generator.Bloom,
        generator.Difficulty,
        generator.Reason,
        generator.DebateForm,
    ):
        for name in names:
            assert f"`{name}`" in document, name


def test_the_readme_and_the_example_name_every_setting():
    code = (ROOT / "quizsite" / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r"""env\.\w+\(\s*"([A-Z_]+)\"""", code))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert read == set(re.findall(r"^\| `([A-Z_]+)` \|", readme, re.MULTILINE))
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert read - {"SECRET_KEY"} == set(re.findall(r"^#([A-Z_]+)=", example, re.MULTILINE))


def test_the_packages_bring_their_data():
    listed = re.search(r"\[tool\.setuptools\.package-data\]\nquizzes = (\[.*\])", (ROOT / "pyproject.toml").read_text())
    patterns = re.findall(r'"([^"]+)"', listed.group(1))
    packed = {path for pattern in patterns for path in (ROOT / "quizzes").glob(pattern)}
    data = {
        path
        for path in (ROOT / "quizzes").rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"} and "__pycache__" not in path.parts
    }
    assert data <= packed
