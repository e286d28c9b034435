"""Tests of quizzes/queries."""
