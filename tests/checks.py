"""Every check of the project, in order: `make test`, or `python -m tests.checks [lint]` for the quick ones alone.

Where this machine has no PostgreSQL, no browser or no LibreOffice, their tests are skipped and that is said; with
REQUIRE_ALL=1 it is a failure.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests import browsers, offices, postgres

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = Path(sys.executable).parent
PYTHON = sys.executable
PYTEST = (PYTHON, "-m", "pytest", "-q")

LINT: dict[str, tuple[str, ...]] = {
    "ruff": ("ruff", "check", "."),
    "ruff format": ("ruff", "format", "--check", "--quiet", "."),
    "mypy": ("mypy", "quizzes", "quizsite", "tests", "tools"),
    "layers": ("lint-imports",),
    "templates": ("djlint", "templates", "--lint", "--quiet"),
    "migrations": (PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"),
    "deployment": (PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"),
}


class Checks:
    """Runs checks one after the other and remembers what failed and what was skipped."""

    def __init__(self, data: str) -> None:
        # As on a real site whatever the .env of this folder says, with a data folder of our own and SQLite.
        self.environment = {**os.environ, "DATA_DIR": data, "DEBUG": "0", "REQUIRE_HTTPS": "1", "LOG_LEVEL": "ERROR"}
        self.environment.pop("DATABASE_URL", None)
        self.failed: list[str] = []
        self.skipped: list[str] = []

    def run(self, name: str, command: tuple[str, ...], **environment: str) -> None:
        """Run the command; show what it said only when it failed, or is the summary or a figure of a test run."""
        program = PROGRAMS / command[0]
        started = time.monotonic()
        done = subprocess.run(
            [str(program) if program.exists() else command[0], *command[1:]],
            cwd=ROOT,
            env={**self.environment, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        verdict = "ok" if done.returncode == 0 else "FAILED"
        print(
            f"{name:<20} {verdict} ({time.monotonic() - started:.0f} s) {self._summary(command, done.stdout)}",
            flush=True,
        )
        for line in done.stdout.splitlines():
            if line.startswith("figure: "):
                print(f"  {line.removeprefix('figure: ')}", flush=True)
        if done.returncode:
            print(done.stdout, flush=True)
            self.failed.append(name)

    def skip(self, name: str, missing: str) -> None:
        """Say that a check cannot be run here; a failure where everything is required."""
        required = os.environ.get("REQUIRE_ALL") == "1"
        print(f"{name:<20} {'FAILED' if required else 'skipped'}: {missing} was not found on this machine", flush=True)
        (self.failed if required else self.skipped).append(name)

    @staticmethod
    def _summary(command: tuple[str, ...], said: str) -> str:
        return said.strip().rpartition("\n")[2] if command[: len(PYTEST)] == PYTEST else ""


def main() -> int:
    """Run the checks; 0 when none failed."""
    with tempfile.TemporaryDirectory(prefix="checks-") as data:
        checks = Checks(data)
        for name, command in LINT.items():
            checks.run(name, command)
        if sys.argv[1:] != ["lint"]:
            _run_tests(checks)
    if checks.skipped:
        print(f"Skipped: {', '.join(checks.skipped)}.")
    print(f"Failed: {', '.join(checks.failed)}." if checks.failed else "All checks passed.")
    return 1 if checks.failed else 0


def _run_tests(checks: Checks) -> None:
    suite = (*PYTEST, "-n", "2", "-m", "not browser")
    checks.run("tests on SQLite", suite)
    if folder := postgres.binaries():
        with postgres.server(folder) as url:
            # The generator knows no database, and who may open which page is the same on each; once is enough for both.
            once = ("--ignore=tests/generator", "--ignore=tests/admin/test_every_address.py")
            checks.run("tests on PostgreSQL", (*suite, *once), DATABASE_URL=url)
    else:
        checks.skip("tests on PostgreSQL", "PostgreSQL")
    if not offices.libreoffice():
        checks.skip("tests in a spreadsheet", "LibreOffice")
    if browsers.chromium():
        # A worker that is done takes over what the other still has: the longest tests take half a minute.
        checks.run("tests in a browser", (*PYTEST, "-n", "2", "--dist", "worksteal", "-m", "browser"))
    else:
        checks.skip("tests in a browser", "Chromium")


if __name__ == "__main__":
    sys.exit(main())
