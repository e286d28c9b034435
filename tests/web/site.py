"""A site of the tests: its web processes, where it is found, and how it is killed and started again."""

import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from django.db import connection

HOST = "127.0.0.1"
ROOT = Path(__file__).resolve().parent.parent.parent


class Site:
    """Web processes on a free port of this machine, over the database that this process uses; a context manager.

    It is loaded at once and serves from `start` on.
    """

    def __init__(
        self,
        *,
        module: str = "tests.web.application",
        processes: int = 2,
        threads: int = 8,
        **environment: str,
    ) -> None:
        with socket.create_server((HOST, 0)) as free:
            self.port: int = free.getsockname()[1]
        self._nursery = subprocess.Popen(
            [sys.executable, "-m", "tests.web.processes", str(self.port), module, str(processes), str(threads)],
            cwd=ROOT,
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "tests.web.settings",
                "DATABASE_URL": database_url(),
                **environment,
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.processes: list[int] = []

    def __enter__(self) -> "Site":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def start(self, **environment: str) -> None:
        """Start every web process anew, changed as tests.web.application says; they answer from now on."""
        assert self._nursery.stdin and self._nursery.stdout
        self._nursery.stdin.write(json.dumps(environment) + "\n")
        self._nursery.stdin.flush()
        self.processes = [int(number) for number in self._nursery.stdout.readline().split()]
        assert self.processes, "the site did not start: what it said stands above"

    def end(self) -> None:
        """End the site and everything it started."""
        self._nursery.communicate()

    def kill(self) -> None:
        """Kill every web process where it stands (kill -9)."""
        for process in self.processes:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)


def database_url() -> str:
    """The DATABASE_URL of the database that this process uses now, the tests' own in a test."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    password = f":{known['PASSWORD']}" if known["PASSWORD"] else ""
    return f"postgres://{known['USER']}{password}@{known['HOST']}:{known['PORT']}/{known['NAME']}"
