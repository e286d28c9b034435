"""manage.py demo: what it prints, and what keeps it from serving."""

import re
import socket
from pathlib import Path

import pytest
from django.core.management import call_command

from quizzes import generator
from quizzes.management.commands import demo
from quizzes.models import Classroom, User
from tests.drafts import made_by_hand


@pytest.fixture(autouse=True)
def on_this_machine(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(generator, "generate", made_by_hand)
    settings.STATIC_ROOT = tmp_path / "static"


def words(capsys):
    return capsys.readouterr().out


@pytest.mark.django_db
def test_the_first_start_shows_the_log_ins_once(capsys):
    call_command("demo", "--no-serve", "--port", "8123")
    first = words(capsys)
    code = Classroom.objects.get().join_code_shown
    assert re.search(r"^  demo-teacher +[b-z2-9-]{14} +http://127\.0\.0\.1:8123/admin/$", first, re.MULTILINE)
    for name in ("demo-amina", "demo-jonas"):
        assert re.search(rf"^  {name} +[b-z2-9-]{{14}} +http://127\.0\.0\.1:8123/$", first, re.MULTILINE)
    assert f"Others join with the code {code} at http://127.0.0.1:8123/join/" in first
    assert "“Russia and North Korea Promise to Defend Each Other”: 7 questions proposed (100%)" in first

    call_command("demo", "--no-serve")
    second = words(capsys)
    assert not re.search(r"[b-z2-9]{4}-[b-z2-9]{4}-[b-z2-9]{4}", second)
    assert "The passwords were shown at the first start. For new ones: make demo RESET=1" in second
    assert "proposed" not in second
    assert f"Others join with the code {code} at http://127.0.0.1:8000/join/" in second


@pytest.mark.django_db
def test_a_reset_shows_new_log_ins(capsys):
    call_command("demo", "--no-serve")
    capsys.readouterr()
    before = dict(User.objects.values_list("username", "password"))
    call_command("demo", "--no-serve", "--reset")
    assert len(re.findall(r"[b-z2-9]{4}-[b-z2-9]{4}-[b-z2-9]{4}", words(capsys))) == 3
    assert all(before[name] != password for name, password in User.objects.values_list("username", "password"))


def test_a_taken_port_is_said_before_any_work_is_done(capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(SystemExit) as stopped:
        port = taken.getsockname()[1]
        call_command("demo", "--port", str(port), no_color=True)
    assert stopped.value.code == 1
    assert capsys.readouterr() == (
        "",
        f"Port {port} is taken by another program. Choose another, for example: make demo PORT=8001 "
        "(without make: manage.py demo --port 8001).\n",
    )


@pytest.mark.django_db
def test_it_serves_plain_http_to_this_machine(monkeypatch, settings, capsys):
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS = 3600
    served = []

    def remember(application, *, sockets, **_quiet):
        served.append((sockets[0].getsockname()[0], settings.SECURE_SSL_REDIRECT, settings.SESSION_COOKIE_SECURE))
        sockets[0].close()

    monkeypatch.setattr(demo.waitress, "serve", remember)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    call_command("demo", "--port", str(port))
    assert served == [("127.0.0.1", False, False)]
    assert words(capsys).endswith("Serving; Ctrl+C stops it.\n")


@pytest.mark.django_db
def test_static_files_are_collected_only_when_they_changed(settings, capsys):
    call_command("demo", "--no-serve")
    stamp = Path(settings.STATIC_ROOT) / "fingerprint"
    made = stamp.stat().st_mtime_ns
    call_command("demo", "--no-serve")
    assert stamp.stat().st_mtime_ns == made
    stamp.write_text("of an older version")
    call_command("demo", "--no-serve")
    assert stamp.read_text() != "of an older version"
