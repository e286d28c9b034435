"""Fixtures every test may use: Alice teaches Bob; Mallory teaches Charlie in another class."""

from dataclasses import dataclass

import pytest
from django.db import connection
from django.test import Client

from quizzes.models import Assignment, Classroom, User

from . import factories


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """SQLite in a file, as on a real site: only then has each thread of a server a connection of its own."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@dataclass
class World:
    """Two classes that must know nothing of each other: alice -> bob and mallory -> charlie."""

    alice: User
    bob: User
    classroom: Classroom
    assignment: Assignment
    mallory: User
    charlie: User
    other_classroom: Classroom

    def client(self, user: User) -> Client:
        """A browser in which `user` is logged in."""
        client = Client()
        client.force_login(user)
        return client


@pytest.fixture
def world(db):
    alice, mallory = factories.TeacherFactory(username="alice"), factories.TeacherFactory(username="mallory")
    bob, charlie = factories.UserFactory(username="bob"), factories.UserFactory(username="charlie")
    classroom = factories.ClassroomFactory(name="Alice's class", teachers=[alice])
    other = factories.ClassroomFactory(name="Mallory's class", teachers=[mallory])
    factories.EnrollmentFactory(classroom=classroom, student=bob)
    factories.EnrollmentFactory(classroom=other, student=charlie)
    assignment = factories.AssignmentFactory(classroom=classroom)
    return World(alice, bob, classroom, assignment, mallory, charlie, other)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The figures that tests told (see tests/web/conftest.py), also those of workers."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.getreports(kind)]
    told = [words for one in reports if one.when == "call" for name, words in one.user_properties if name == "figure"]
    if told:
        terminalreporter.section("figures")
        for words in sorted(told):
            terminalreporter.line(f"figure: {words}")
