"""Static files as a real site serves them: named by their content, compressed, and scripts without their comments."""

import re
from typing import Any

from django.core.files.base import ContentFile, File
from whitenoise.storage import CompressedManifestStaticFilesStorage

_COMMENT = re.compile(r"^[ \t]*(?://.*)?\n", re.M)
# Behind the end of a statement, where no string of the scripts goes on.
_REMARK = re.compile(r"(?<=[;{,]) // .*$", re.M)
_INDENT = re.compile(r"^[ \t]+", re.M)


def light(script: str) -> str:
    """The script without its comments, empty lines and indentation, which are a fifth of its compressed size.

    Only whole lines and what stands behind a statement are comments, so that nothing inside a string is. A text of
    several lines would lose its indentation; the scripts have none, which a test sees to.
    """
    return _INDENT.sub("", _REMARK.sub("", _COMMENT.sub("", script)))


class Storage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Stores the app's own scripts in their light form, under their plain and their lasting names.

    What a script imports is named by its content, too: under its plain name it would be loaded and run a second time.
    """

    support_js_module_import_aggregation = True

    def _save(self, name: str, content: "File[Any]") -> str:
        if name.startswith("quizzes/") and name.endswith(".js"):
            content.seek(0)
            content = ContentFile(light(content.read().decode()).encode())
        return str(super()._save(name, content))
