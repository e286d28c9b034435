"""The forms of the teacher's panel, one file an aggregate."""
