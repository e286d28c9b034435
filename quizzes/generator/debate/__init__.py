"""Debate prompts."""

def prompts(reading, facts, options):
    return []
