"""How gunicorn serves the site: `gunicorn --config=python:quizsite.gunicorn`. Options of its command line go first."""

import os

wsgi_app = "quizsite.wsgi:application"
bind = "127.0.0.1:8000"
# Python runs on one core a process. The threads wait for the database meanwhile. Each process holds the language model,
# half a gigabyte.
workers = min(os.cpu_count() or 1, 4)
threads = 4
# A class opens the page together; who is not served at once waits in the queue of the system.
backlog = 1024
# Longer than web servers in front keep a connection they do not use, or they would meet one that closes just then.
keepalive = 130
