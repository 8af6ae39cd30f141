"""The room that searches across everything on this laptop, and the quiet reading that makes it possible."""
