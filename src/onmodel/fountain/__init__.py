"""Reads Fountain, Final Draft and prose into a Screenplay, and breaks a Screenplay into scenes and shots."""
