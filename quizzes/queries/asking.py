"""A quiz as it is now, with all that its questions consist of, in one query: everybody who starts reads it."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

# A row as the database gives it: the names of its fields with their values.
Row = Mapping[str, Any]

# Put together by Django, these are six queries and a third of a start. Each row says which part of a question it is, of
# which question (a section: before which position), and its fields. The databases differ in the name of one function.
_PARTS = """
    WITH item AS (SELECT id, question_id, position, points FROM quizzes_quizitem WHERE quiz_id = %s)
    SELECT 'item' AS part, item.question_id AS asked, item.position AS place, item.id AS further, CAST({object}(
            'pk', item.id, 'position', item.position, 'points', CAST(item.points AS text), 'kind', question.kind,
            'format', question.format, 'stem', question.stem, 'model_answer', question.model_answer,
            'explanation', question.explanation, 'tension', brief.tension,
            'definitions', CAST(brief.definitions AS text)
        ) AS text) AS fields
        FROM item JOIN quizzes_question question ON question.id = item.question_id
        LEFT JOIN quizzes_debatebrief brief ON brief.question_id = question.id
    UNION ALL SELECT 'section', first, first, id, CAST({object}(
            'heading', heading, 'instructions', instructions
        ) AS text)
        FROM quizzes_section WHERE quiz_id = %s
    UNION ALL SELECT 'choice', item.question_id, choice.position, choice.id, CAST({object}(
            'pk', choice.id, 'text', choice.text, 'is_key', choice.is_key, 'note', choice.note
        ) AS text)
        FROM item JOIN quizzes_choice choice ON choice.question_id = item.question_id
    UNION ALL SELECT 'accepted', item.question_id, 0, accepted.id, CAST({object}('text', accepted.text) AS text)
        FROM item JOIN quizzes_acceptedanswer accepted ON accepted.question_id = item.question_id
    UNION ALL SELECT 'evidence', item.question_id, evidence.start, evidence."end", CAST({object}(
            'start', evidence.start, 'end', evidence."end", 'quote', evidence.quote, 'position', evidence.position_id
        ) AS text)
        FROM item JOIN quizzes_evidence evidence ON evidence.question_id = item.question_id
    UNION ALL SELECT 'position', item.question_id, stand."order", stand.id, CAST({object}(
            'pk', stand.id, 'stance', stand.stance
        ) AS text)
        FROM item JOIN quizzes_debatebrief brief ON brief.question_id = item.question_id
        JOIN quizzes_position stand ON stand.brief_id = brief.id
    ORDER BY place, further
"""
_OBJECT = {"sqlite": "json_object", "postgresql": "json_build_object"}


@dataclass(frozen=True, slots=True)
class Asked:
    """An item of a quiz, the section that begins with it, and the parts of its question, each in their order."""

    item: Row
    section: Row | None
    choices: list[Row]
    accepted: list[Row]
    evidence: list[Row]
    positions: list[Row]

    @property
    def points(self) -> Decimal:
        return Decimal(self.item["points"])

    @property
    def definitions(self) -> list[str]:
        """What a debate's word could mean."""
        found: list[str] = json.loads(self.item["definitions"] or "[]")
        return found


def asked_in(quiz_id: int) -> list[Asked]:
    """The items of the quiz in order, as they are at this moment."""
    found: dict[str, defaultdict[int, list[Row]]] = defaultdict(lambda: defaultdict(list))
    with connection.cursor() as cursor:
        cursor.execute(_PARTS.format(object=_OBJECT[connection.vendor]), [quiz_id, quiz_id])
        for part, of, _place, _further, fields in cursor.fetchall():
            found[part][of].append(json.loads(fields))
    return [
        Asked(
            item,
            next(iter(found["section"][item["position"]]), None),
            found["choice"][of],
            found["accepted"][of],
            found["evidence"][of],
            found["position"][of],
        )
        for of, (item,) in found["item"].items()
    ]
