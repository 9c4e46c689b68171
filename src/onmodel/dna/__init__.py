"""What is measured and kept of a character: traits from pixels and from words, how they agree, and the base prompt."""
