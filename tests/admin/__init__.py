"""Tests of quizzes/admin."""
