"""Reads that more than one place needs; nothing here changes a row."""
