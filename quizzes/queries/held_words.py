"""The words of a class that make what a student wrote wait for the teacher."""

import re

from quizzes.models import Classroom


def held_word(classroom: Classroom, *texts: str) -> str | None:
    """The first word of the class's list that stands in the texts as a whole word, in capitals or not."""
    text = " ".join(" ".join(texts).casefold().split())
    for held in classroom.held_words.all():
        word = " ".join(held.word.casefold().split())
        if word and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text):
            return held.word
    return None
