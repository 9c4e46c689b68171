"""Arrays or embeddings in, a Score out. Nothing here loads a model, opens a file or knows a database."""
