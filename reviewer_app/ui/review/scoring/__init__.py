"""What helps a person to score well: levels side by side, how sure one is, and a second look before signing."""
