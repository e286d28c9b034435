"""The WSGI entry point; it warms the language pipeline so that the first article is as quick as the second."""

import os
import threading

# Not left to the warming: psycopg fails in a request that meets it half loaded.
import numpy  # noqa: F401
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quizsite.settings")
application = get_wsgi_application()

# Django would load the addresses with the first request, when a class is waiting already.
import quizsite.urls  # noqa: E402, F401  (Django must be set up first)
from quizzes import generator  # noqa: E402

threading.Thread(target=generator.warm, name="warm-generator", daemon=True).start()
