"""Orders: what somebody had made, named as film people do by what it is of: a panel, a board, a character."""
