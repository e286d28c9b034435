"""The classroom discussion and quiz generator, from an article to a class's results."""
