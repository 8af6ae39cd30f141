"""Rounds between a desk and a hub: the messages, the roads they travel, and when to set out."""
