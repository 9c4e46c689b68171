"""An iteration: a generation with a parent, and what was changed for it; laid out with its board and its attempts."""
