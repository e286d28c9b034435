"""Make a teacher's account: `manage.py create_teacher NAME`."""

import getpass
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from quizzes.models import User
from quizzes.services import rosters


class Command(BaseCommand):
    help = "Make a teacher's account. The password is asked for, or read from standard input."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="the name the teacher logs in with")
        parser.add_argument("--full-name", default="", help="the name shown to students")
        parser.add_argument("--password-stdin", action="store_true", help="read the password from standard input")

    def handle(self, *_args: Any, **options: Any) -> None:
        username = options["username"]
        if User.objects.filter(username__iexact=username).exists():
            raise CommandError(f"Somebody already uses the name {username}.")
        password = sys.stdin.readline().rstrip("\r\n") if options["password_stdin"] else _ask()
        try:
            User.username_validator(username)
            validate_password(password, User(username=username))
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        rosters.create_teacher(username=username, password=password, full_name=options["full_name"])
        self.stdout.write(f"{username} can now log in as a teacher.")


def _ask() -> str:
    password = getpass.getpass("Password: ")
    if getpass.getpass("Password again: ") != password:
        raise CommandError("The two passwords differ.")
    return password
