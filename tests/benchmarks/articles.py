"""Articles and people's own questions on them, read from the folders and files a benchmark is given."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizzes.generator import Reason, split_title

# What OneStopQA calls the reasons of its distractors.
ONESTOPQA_REASONS = {
    "miscomprehension_of_critical_span": Reason.MISREADS,
    "other_span": Reason.ELSEWHERE,
    "no_textual_support": Reason.UNSUPPORTED,
}


class Unreadable(ValueError):
    """A folder or file is not what it was named as; str() says which and why."""


@dataclass(frozen=True, slots=True)
class Article:
    """A text as it was found, not prepared yet."""

    folder: str
    name: str
    title: str
    raw: str


@dataclass(frozen=True, slots=True)
class Item:
    """A question asked outright with its answer, whoever wrote it. `place` is the key's among the choices, from 0."""

    stem: str
    answer: str
    wrong: tuple[str, ...] = ()
    place: int | None = None
    reasons: tuple[str, ...] = ()


def articles(folder: Path) -> Iterator[Article]:
    """The articles of the .txt and .json files in `folder` and the folders inside it, in the order of their names."""
    if not folder.is_dir():
        raise Unreadable(f"{folder} is not a folder")
    folder = folder.resolve()
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".txt":
            title, raw = split_title(_text(path))
            yield Article(_label(folder, path), path.name, title, raw)
        elif path.suffix == ".json":
            for one in _onestopqa(path):
                raw = "\n\n".join(paragraph["Adv"] for paragraph in one["paragraphs"])
                yield Article(_label(folder, path), f"{path.name}: {one['title']}", one["title"], raw)


def human_items(paths: Sequence[Path]) -> list[Item]:
    """The questions people wrote on the articles of these files in the OneStopQA form."""
    return [human_item(question) for path in paths for one in _onestopqa(path) for question in one["questions"]]


def human_item(question: Mapping[str, Any]) -> Item:
    """One question of a file in the OneStopQA form."""
    place = question["answer_index"]
    return Item(
        stem=question["stem"],
        answer=question["answer"],
        wrong=tuple(choice for index, choice in enumerate(question["choices"]) if index != place),
        # The corpus keeps every key first and leaves the shuffling to who shows it: its places say nothing.
        place=None,
        reasons=tuple(str(ONESTOPQA_REASONS.get(name, name)) for name in question.get("distractor_types", ())),
    )


def _label(folder: Path, path: Path) -> str:
    """The folder of a file as the one who named `folder` knows it, without what lies above."""
    return path.parent.relative_to(folder.parent).as_posix()


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise Unreadable(f"{path} is not plain text in UTF-8") from error


def _onestopqa(path: Path) -> list[dict[str, Any]]:
    """The articles of a file, once it is sure that they have all that is read of them."""
    text = _text(path)
    try:
        found: list[dict[str, Any]] = json.loads(text)["articles"]
        for one in found:
            _ = one["title"], [paragraph["Adv"] for paragraph in one["paragraphs"]]
            _ = [(item["stem"], item["answer"], item["choices"], item["answer_index"]) for item in one["questions"]]
    except (ValueError, KeyError, TypeError) as error:
        raise Unreadable(f"{path} is not in the form of OneStopQA: {error!r}") from error
    return found
