"""Scripts that make the data files kept in the repository; the app itself never runs them."""
