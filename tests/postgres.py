"""A PostgreSQL server of our own for the tests: started on a free port of this machine, gone afterwards."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SETTINGS = "-c listen_addresses=127.0.0.1"
# A test's database need not outlive the machine.
QUICK = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off"


def binaries() -> Path | None:
    """The folder that holds initdb and pg_ctl: on the PATH, or the newest of Debian's; None without PostgreSQL."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    folders = [file.parent for file in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(folders, key=lambda folder: int(folder.parent.name.split(".")[0]), default=None)


@contextmanager
def server(folder: Path, *, durable: bool = False) -> Iterator[str]:
    """Run a server with the programs in `folder`; gives its DATABASE_URL. A durable one writes to the disk as usual."""
    home = Path(tempfile.mkdtemp(prefix="tests-postgres-"))
    as_owner: list[str] = []
    # PostgreSQL refuses to run as root.
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        shutil.chown(home, "postgres")
        as_owner = ["runuser", "-u", "postgres", "--"]

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [*as_owner, str(folder / program), "-D", str(home / "data"), *arguments],
            cwd=home,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    try:
        run("initdb", "--username=tests", "--auth=trust", "--encoding=UTF8", "--no-sync")
        run(
            "pg_ctl",
            "start",
            "-w",
            "-l",
            str(home / "log"),
            "-o",
            f"-p {port} -k {home} {SETTINGS} {'' if durable else QUICK}",
        )
        try:
            yield f"postgres://tests@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "stop", "-w", "-m", "immediate")
    finally:
        shutil.rmtree(home, ignore_errors=True)
