"""What the generator makes of folders of articles, and how fast: `python -m tests.benchmarks.generator --help`.

Seconds are CPU time of this process (time.process_time), so that other work on the machine adds little. A text's first
parse also teaches the vocabulary its words; each time is therefore the best of several runs, of the parse alone (by
paragraph, as the generator does it) and of the whole pipeline by turns.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TypeVar

from quizzes.generator import VERSION, Options, UnusableArticle, generate, prepare, warm
from quizzes.generator.reading import language_model

from .articles import Article, Item, Unreadable, articles, human_items
from .figures import Figures, Missed, Run, of_generator, of_items, open_reference, open_references, verbatim
from .report import table

Result = TypeVar("Result")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 1 when an article raised or a quote is not verbatim, 2 when there is nothing to measure."""
    given = _arguments(arguments)
    try:
        found = [article for folder in given.articles for article in articles(folder)]
        if not found:
            raise Unreadable(f"no .txt or .json file in {', '.join(map(str, given.articles))}")
        files = given.human or sorted(path for folder in given.articles for path in folder.rglob("*.json"))
        human = human_items(files)
    except Unreadable as error:
        print(error, file=sys.stderr)
        return 2
    runs, missed = measure(found, Options(count=given.count), given.repeats)
    columns = columns_of(runs, missed, given.count, human)
    print(table(columns))
    print("\n".join(notes(runs, missed)))
    if given.json:
        saved = as_json(columns, runs, missed, given.count)
        given.json.write_text(json.dumps(saved, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 1 if any(one.failed for one in missed) or not all(map(_all_verbatim, runs)) else 0


def measure(found: Iterable[Article], options: Options, repeats: int) -> tuple[list[Run], list[Missed]]:
    """Run the generator over the articles. One that raises is noted, never hidden, and the rest goes on."""
    warm()
    runs: list[Run] = []
    missed: list[Missed] = []
    for article in found:
        try:
            runs.append(run(article, options, repeats))
        except UnusableArticle as error:
            missed.append(Missed(article.folder, article.name, str(error.problem), failed=False))
        except Exception as error:
            missed.append(Missed(article.folder, article.name, f"{type(error).__name__}: {error}", failed=True))
    return runs, missed


def run(article: Article, options: Options, repeats: int) -> Run:
    """Parse the prepared text and generate from it, by turns, `repeats` times."""
    text = prepare(article.raw).text
    parse_s, generate_s = [], []
    for _turn in range(repeats):
        docs, spent = _timed(lambda: list(language_model().pipe(text.split("\n\n"))))
        parse_s.append(spent)
        drafts, spent = _timed(lambda: generate(text, options, title=article.title))
        generate_s.append(spent)
    starts, offset = [], 0
    for doc in docs:
        starts += [offset + sentence.start_char for sentence in doc.sents]
        offset += len(doc.text) + 2
    return Run(article.folder, article.name, text, drafts, tuple(starts), tuple(parse_s), tuple(generate_s))


def _timed(work: Callable[[], Result]) -> tuple[Result, float]:
    began = time.process_time()
    result = work()
    return result, time.process_time() - began


def columns_of(runs: Sequence[Run], missed: Sequence[Missed], count: int, human: Sequence[Item]) -> dict[str, Figures]:
    """The figures by column: each folder where there are several, all of them, and people's questions if there are."""
    columns: dict[str, Figures] = {}
    folders = sorted({run.folder for run in runs} | {one.folder for one in missed})
    for folder in folders if len(folders) > 1 else ():
        inside = [one for one in runs if one.folder == folder]
        columns[folder] = of_generator(inside, [one for one in missed if one.folder == folder], count)
    columns["total"] = {**of_generator(runs, missed, count), **_memory()}
    return {**columns, "human": of_items(human)} if human else columns


def _memory() -> Figures:
    """The most memory this process has held, the language model and all; nothing on Windows, which does not tell."""
    if sys.platform == "win32":
        return {}
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # macOS counts in bytes, the others in KiB.
    return {"Memory": {"peak, MiB": round(peak / (1024 * 1024 if sys.platform == "darwin" else 1024))}}


def notes(runs: Sequence[Run], missed: Sequence[Missed]) -> list[str]:
    """What a person has to look at one by one: stems, slow articles, refused ones and failures."""
    stems = [(run.name, stem) for run in runs for stem in open_references(_stems(run))]
    slowest = sorted(runs, key=lambda run: -run.ratio)[:3]
    return [
        "",
        f"Stems with an open pronoun: {len(stems)}",
        *(f"  {name}: [{open_reference(stem)}] {stem}" for name, stem in stems),
        f"Largest ratios: {', '.join(f'{run.name} {run.ratio:.2f}' for run in slowest)}",
        *(f"{'FAILED' if one.failed else 'Refused'}: {one.folder}/{one.name}: {one.reason}" for one in missed),
        *(f"FAILED: {run.folder}/{run.name}: a quote is not verbatim" for run in runs if not _all_verbatim(run)),
    ]


def _stems(run: Run) -> list[str]:
    return [question.stem for question in run.drafts.questions]


def _all_verbatim(run: Run) -> bool:
    right, all_ = verbatim(run.text, run.drafts)
    return right == all_


def as_json(
    columns: Mapping[str, Figures], runs: Sequence[Run], missed: Sequence[Missed], count: int
) -> dict[str, object]:
    """Everything measured, for a file; a part of a whole is a list of the two."""
    return {
        "version": VERSION,
        "count": count,
        "columns": columns,
        "articles": [
            {
                "folder": run.folder,
                "name": run.name,
                "kept": len(run.drafts.questions),
                "dropped": run.drafts.dropped,
                "left_out": run.drafts.left_out,
                "open_references": open_references(_stems(run)),
                "parse_s": [round(spent, 4) for spent in run.parse_s],
                "generate_s": [round(spent, 4) for spent in run.generate_s],
                "ratio": round(run.ratio, 3),
            }
            for run in runs
        ],
        "missed": [asdict(one) for one in missed],
    }


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.generator",
        description="Count what the generator makes of folders of articles, and time it against the parse alone.",
    )
    parser.add_argument(
        "articles", nargs="+", type=Path, help="folders with .txt files, .json files in the form of OneStopQA, or both"
    )
    parser.add_argument(
        "--human",
        type=Path,
        action="append",
        help="such a .json file whose own questions are counted beside ours (those found in the folders)",
    )
    parser.add_argument("--count", type=_number(0, 50), default=10, help="how many questions of an article (10)")
    parser.add_argument("--repeats", type=_number(1, 99), default=3, help="how many runs the best is taken of (3)")
    parser.add_argument("--json", type=Path, help="a file to save the figures in")
    return parser.parse_args(arguments)


def _number(least: int, most: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not text.isdecimal() or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"{text!r} is not a number from {least} to {most}")
        return int(text)

    return number


if __name__ == "__main__":
    sys.exit(main())
