"""A new attempt beside the one before: a line over the panels, a page that compares, a note on each criterion."""
