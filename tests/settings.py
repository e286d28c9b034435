"""The site's settings as tests need them: plain HTTP, no collected static files, quick passwords."""

from quizsite.settings import *  # noqa: F403  (everything else is as on the real site)

SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# WhiteNoise warns of a missing folder of collected files unless it looks each file up as it is asked for.
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
