"""The Django project: settings, URLs and the server's entry points."""
