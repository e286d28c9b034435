"""The site as it is served: real server processes, many students at once, and processes that are killed."""
