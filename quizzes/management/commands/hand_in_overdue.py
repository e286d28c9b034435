"""Hand in what was saved of attempts whose time has ended: `manage.py hand_in_overdue [--every SECONDS]`."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from quizzes.services import attempting


class Command(BaseCommand):
    help = "Hand in what was saved of attempts whose time has ended, once or again and again until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=int, default=0, metavar="SECONDS", help="go on, looking this often")

    def handle(self, *_args: Any, every: int, **_options: Any) -> None:
        while True:
            if handed_in := attempting.close_overdue():
                self.stdout.write(f"Handed in: {handed_in}")
            if every < 1:
                return
            time.sleep(every)
