"""The command line: the same workflows as the window, for terminals, scripts and tests."""
