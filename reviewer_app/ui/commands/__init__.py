"""Everything a person can tell the window to do, once: what feeds menus, buttons, the palette, the key sheet."""
