"""The web processes of the tests: `python -m tests.web.processes PORT MODULE PROCESSES THREADS`.

The site is loaded once by a nursery, which serves nobody and opens no database. Each line it reads starts the web
processes anew, waitress with its threads in each, all listening at one address, and is answered with their process
numbers: so killing all of them and starting again takes tenths of a second and not the seconds of loading Django. The
line is a JSON object of what the new processes have in their environment beside what the nursery has.
When its input ends, the nursery ends, and so do the processes it started.
"""

import importlib
import json
import os
import signal
import socket
import sys
import threading
from contextlib import suppress
from typing import Any, NoReturn

import waitress

HOST = "127.0.0.1"
# A class opens the page together; who is not served at once waits in the queue of the system.
BACKLOG = 1024


def main(port: int, module: str, processes: int, threads: int) -> None:
    """Load the module's `application`, then start its processes once for each line of the input."""
    site = importlib.import_module(module)
    children: list[int] = []
    lifeline, held = os.pipe()
    with socket.create_server((HOST, port), backlog=BACKLOG) as listener:
        for line in sys.stdin:
            end(children)
            children.clear()
            for _number in range(processes):
                if not (child := os.fork()):
                    # The other end of this pipe is open in the nursery alone: reading ends when the nursery does.
                    os.close(held)
                    threading.Thread(target=lambda: (os.read(lifeline, 1), os._exit(1)), daemon=True).start()
                    serve(site, listener, threads, json.loads(line))
                children.append(child)
            print(*children, flush=True)
    end(children)


def serve(site: Any, listener: socket.socket, threads: int, environment: dict[str, str]) -> NoReturn:
    """Be a web process until killed."""
    os.environ.update(environment)
    site.prepare()
    waitress.serve(site.application, sockets=[listener], threads=threads, _quiet=True)
    os._exit(0)


def end(children: list[int]) -> None:
    """Kill what is still running of these processes, and wait until all are gone."""
    for child in children:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(child, 0)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
