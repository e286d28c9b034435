"""Fixtures every test may use: Alice teaches Bob; Mallory teaches Charlie in another class."""

from dataclasses import dataclass

import pytest
from django.test import Client

from quizzes.models import Assignment, Classroom, User

from . import factories


@pytest.fixture(autouse=True)
def plain_http(settings):
    """Tests speak plain HTTP and need no collected static files."""
    settings.SECURE_SSL_REDIRECT = False
    settings.SESSION_COOKIE_SECURE = False
    settings.CSRF_COOKIE_SECURE = False
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    # WhiteNoise warns of a missing folder of collected files unless it looks each file up as it is asked for.
    settings.WHITENOISE_AUTOREFRESH = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


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
