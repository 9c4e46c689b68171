"""Making panels and hero frames."""
