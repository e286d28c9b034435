"""The one error services raise on purpose."""

from django.utils.functional import Promise


class Refusal(Exception):
    """Something a person asked for cannot be done. `message` tells them what was wrong and what to do."""

    def __init__(self, message: "str | Promise") -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)
