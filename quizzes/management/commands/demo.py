"""manage.py demo: the demo class on this machine, ready to try in a browser."""

import errno
import hashlib
import os
import socket
import sys
import zoneinfo
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import waitress
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.core.servers.basehttp import get_internal_wsgi_application

from quizzes.services import demonstrating

HOST = "127.0.0.1"

# The demo is served to this machine alone, over plain HTTP.
PLAIN_HTTP = {
    "SECURE_SSL_REDIRECT": False,
    "SESSION_COOKIE_SECURE": False,
    "CSRF_COOKIE_SECURE": False,
    "SECURE_HSTS_SECONDS": 0,
}


class Command(BaseCommand):
    help = "Make the demo class if it is not there, print its log-ins, and serve it on this machine."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="the port to serve on (8000)")
        parser.add_argument(
            "--reset", action="store_true", help="give the demo's people new passwords and the class a new join code"
        )
        parser.add_argument("--no-serve", action="store_true", help="make the demo class and stop")

    def handle(self, *args: Any, port: int, reset: bool, no_serve: bool, **options: Any) -> None:
        # The port is taken before any work is done, and held until the server answers on it.
        listener = None if no_serve else self._listen(port)
        call_command("migrate", verbosity=0)
        if not settings.DEBUG:
            _collect_static()
        demo = demonstrating.load_demo(time_zone=_local_zone(), progress=self._show_progress)
        if reset and not demo.passwords:
            demo = demonstrating.reset_logins(demo=demo)
        self._introduce(demo, port)
        if listener is not None:
            self._serve(listener)

    def _listen(self, port: int) -> socket.socket:
        try:
            return socket.create_server((HOST, port))
        except (OSError, OverflowError) as error:
            taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
            self.stderr.write(
                f"Port {port} {'is taken by another program' if taken else 'cannot be used here'}. "
                "Choose another, for example: make demo PORT=8001 (without make: manage.py demo --port 8001)."
            )
            sys.exit(1)

    def _show_progress(self, title: str, stage: str, per_cent: int) -> None:
        line = f"“{title}”: {stage} ({per_cent}%)"
        if self.stdout.isatty():
            self.stdout.write(f"\r{line:<100}", ending="\n" if per_cent == 100 else "")
            self.stdout.flush()
        else:
            self.stdout.write(line)

    def _introduce(self, demo: demonstrating.Demo, port: int) -> None:
        site = f"http://{HOST}:{port}"
        lines = ["", "The demo class is ready.", ""]
        for name in (demonstrating.TEACHER, *demonstrating.STUDENTS):
            page = f"{site}/admin/" if name == demonstrating.TEACHER else f"{site}/"
            lines.append(f"  {name:<14} {demo.passwords.get(name, ''):<16} {page}".rstrip())
        if demo.passwords:
            lines += ["", "Note the passwords down: they are shown this once."]
        else:
            lines += ["", "The passwords were shown at the first start. For new ones: make demo RESET=1"]
            lines += ["(without make: manage.py demo --reset). Answers and results stay."]
        lines += ["", f"Others join with the code {demo.classroom.join_code_shown} at {site}/join/"]
        self.stdout.write("\n".join(lines) + "\n")

    def _serve(self, listener: socket.socket) -> None:
        for name, value in PLAIN_HTTP.items():
            setattr(settings, name, value)
        application = get_internal_wsgi_application()
        self.stdout.write("Serving; Ctrl+C stops it.")
        self.stdout.flush()
        waitress.serve(application, sockets=[listener], threads=8, _quiet=True)


def _collect_static() -> None:
    """Collect the static files when any of them has changed since they were collected last."""
    found = sorted(
        (path, storage.path(path)) for finder in get_finders() for path, storage in finder.list(ignore_patterns=[])
    )
    state = [(path, os.stat(file).st_size, os.stat(file).st_mtime_ns) for path, file in found]
    fingerprint = hashlib.sha256(repr(state).encode()).hexdigest()
    stamp = Path(settings.STATIC_ROOT) / "fingerprint"
    if not stamp.exists() or stamp.read_text(encoding="ascii") != fingerprint:
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(fingerprint, encoding="ascii")


def _local_zone() -> str:
    """The machine's time zone: the one in the settings, or else the system's where it says which."""
    if settings.TIME_ZONE != "UTC":
        return str(settings.TIME_ZONE)
    name = os.path.realpath("/etc/localtime").partition("zoneinfo/")[2]
    return name if name in zoneinfo.available_timezones() else "UTC"
