"""Rows -> files that other programs read."""
