"""manage.py generate: questions on one article, from a file or standard input, without a database."""

import io
import json
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import yaml
from django.core.management.base import BaseCommand

from quizzes import generator
from quizzes.exports import drafts as exports
from quizzes.forms.ranges import numbers, read_ranges

Name = TypeVar("Name", bound=StrEnum)


class Command(BaseCommand):
    help = "Propose questions and debates on an article. The first line is its title when a blank line follows it."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", metavar="PATH", help="a text file in UTF-8, or - for standard input")
        parser.add_argument("--count", type=_number(50), default=12, help="how many questions, 0 to 50 (12)")
        parser.add_argument(
            "--kinds", type=_names(generator.Kind), default=(), help=f"some of {','.join(generator.Kind)} (all)"
        )
        parser.add_argument(
            "--formats", type=_names(generator.Format), default=(), help=f"some of {','.join(generator.Format)} (all)"
        )
        parser.add_argument("--debates", type=_number(10), default=3, help="how many debates, 0 to 10 (3)")
        parser.add_argument("--seed", type=int, default=0, help="another seed breaks ties in another way (0)")
        parser.add_argument(
            "--skills", type=_names(generator.Skill), default=(), help=f"some of {','.join(generator.Skill)} (all)"
        )
        parser.add_argument(
            "--difficulties",
            type=_names(generator.Difficulty),
            default=(),
            help=f"some of {','.join(generator.Difficulty)} (all)",
        )
        parser.add_argument(
            "--focus", type=_words, default=(), metavar="WORDS", help="words to ask about first, with commas between"
        )
        parser.add_argument(
            "--leave-out",
            type=_ranges,
            default=[],
            metavar="PARAGRAPHS",
            help="paragraphs no question rests on, such as 2,5-7",
        )
        parser.add_argument("--output", choices=("text", "yaml", "json"), default="text", help="(text)")

    def handle(self, *args: Any, path: str, output: str, **options: Any) -> None:
        title, raw = generator.split_title(self._read(path))
        try:
            article = generator.prepare(raw)
            self._check_paragraphs(article, options["leave_out"])
            drafts = generator.generate(
                article.text,
                generator.Options(
                    count=options["count"],
                    kinds=options["kinds"],
                    formats=options["formats"],
                    debates=options["debates"],
                    seed=options["seed"],
                    skills=options["skills"],
                    difficulties=options["difficulties"],
                    focus=options["focus"],
                    leave_out=numbers(options["leave_out"]),
                ),
                title=title,
            )
        except generator.UnusableArticle as error:
            self._give_up(str(error))
        # What the page holds is UTF-8, also where a pipe on Windows would make something else of it.
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")
        self.stdout.write(_written(output, title, article, drafts))

    def _read(self, path: str) -> str:
        try:
            raw = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
            return raw.decode("utf-8-sig")
        except OSError as error:
            self._give_up(f"{path} cannot be read: {error.strerror}.")
        except UnicodeDecodeError:
            self._give_up(f"{path} is not plain text in UTF-8. Save the article as a text file in UTF-8.")

    def _check_paragraphs(self, article: generator.PreparedText, ranges: list[tuple[int, int]]) -> None:
        most = article.text.count("\n\n") + 1
        for number in (number for span in ranges for number in span):
            if not 1 <= number <= most:
                self._give_up(f"There is no paragraph {number}; the article has paragraphs 1 to {most}.")

    def _give_up(self, reason: str) -> NoReturn:
        self.stderr.write(" ".join(reason.split()))
        sys.exit(1)


def _written(output: str, title: str, article: generator.PreparedText, drafts: generator.Drafts) -> str:
    if output == "text":
        return exports.as_text(title, article, drafts)
    contract = exports.as_dict(title, article, drafts)
    if output == "yaml":
        return yaml.safe_dump(contract, allow_unicode=True, sort_keys=False, width=100).rstrip()
    return json.dumps(contract, ensure_ascii=False, indent=2)


def _number(most: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not text.isdecimal() or int(text) > most:
            raise ArgumentTypeError(f"{text!r} is not a number from 0 to {most}")
        return int(text)

    return number


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for part in text.split(",") if (word := " ".join(part.split())))


def _ranges(text: str) -> list[tuple[int, int]]:
    try:
        return read_ranges(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from error


def _names(names: type[Name]) -> Callable[[str], tuple[Name, ...]]:
    def chosen(text: str) -> tuple[Name, ...]:
        try:
            return tuple(names(name.strip()) for name in text.split(","))
        except ValueError as error:
            raise ArgumentTypeError(f"{error}; choose from {', '.join(names)}") from error

    return chosen
