"""manage.py create_teacher."""

import io

import pytest
from django.core.management import CommandError, call_command

from quizzes.models import User

pytestmark = pytest.mark.django_db


def create(monkeypatch, name, password, **options):
    monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
    call_command("create_teacher", name, password_stdin=True, **options)


def test_a_teacher_can_use_the_panel(monkeypatch, client, capsys):
    create(monkeypatch, "ms-arden", "four plain random words", full_name="Ada Arden")
    teacher = User.objects.get()
    assert (teacher.display_name, teacher.is_staff, teacher.is_superuser) == ("Ada Arden", True, False)
    assert client.login(username="ms-arden", password="four plain random words")
    assert client.get("/admin/quizzes/article/add/").status_code == 200
    assert capsys.readouterr().out == "ms-arden can now log in as a teacher.\n"


@pytest.mark.parametrize(
    ("name", "password", "reason"),
    [("ms-arden", "12345", "too short"), ("ms arden!", "four plain random words", "valid username")],
)
def test_a_weak_password_or_bad_name_is_refused(monkeypatch, name, password, reason):
    with pytest.raises(CommandError, match=reason):
        create(monkeypatch, name, password)
    assert not User.objects.exists()


def test_a_taken_name_is_refused(monkeypatch):
    create(monkeypatch, "arden", "four plain random words")
    with pytest.raises(CommandError, match="already uses the name"):
        create(monkeypatch, "Arden", "four plain random words")
