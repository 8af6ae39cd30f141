"""The hub as a service: its settings, health, metrics, notes and processes."""
