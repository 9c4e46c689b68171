"""Arrays or embeddings in, a Score out. Nothing here loads a model, knows a database or opens a file but its cohort."""
