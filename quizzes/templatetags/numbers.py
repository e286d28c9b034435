"""Numbers in words, for templates."""

from django import template

from quizzes.queries.percent import percent

register = template.Library()

register.filter("percent", percent)
