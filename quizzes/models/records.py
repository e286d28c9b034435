"""Records that are written once: what was done, by whom and when, never changed and never deleted."""

from typing import Any, NoReturn

from django.db import models


class AppendOnly(models.Model):
    """A record that is written once."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError(f"a {type(self).__name__} is written once; record another one instead")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError(f"a {type(self).__name__} is never deleted")
