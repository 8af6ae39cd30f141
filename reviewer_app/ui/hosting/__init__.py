"""The place where a coordinator shares the hub of this laptop with the room and lets laptops in."""
