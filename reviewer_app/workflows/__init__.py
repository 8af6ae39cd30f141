"""One function per thing a person does, used by the window and the command line alike."""
