"""The WSGI entry point; it warms the language pipeline so that the first article is as quick as the second."""

import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quizsite.settings")
application = get_wsgi_application()

from quizzes import generator  # noqa: E402  (Django must be set up first)

threading.Thread(target=generator.warm, name="warm-generator", daemon=True).start()
