"""Writes, a file an activity, one verb a function; each takes model objects and plain values, never a request."""
