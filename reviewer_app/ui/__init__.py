"""The window: what a person sees and touches, with every slow thing sent to a lane of its own."""
