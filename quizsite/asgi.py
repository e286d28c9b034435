"""The ASGI entry point, for servers that speak it; WSGI is the faster way to serve this site."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quizsite.settings")
application = get_asgi_application()
