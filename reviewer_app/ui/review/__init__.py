"""The review room: evidence beside the rubric, every change durable before the screen says so."""
