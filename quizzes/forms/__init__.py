"""Browser input -> clean data: `panel` holds the teachers' forms, `student` the students'."""
