"""Sets and props: built places for the actors to play in."""
