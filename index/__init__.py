"""Articles in, passages out: reading, cutting, embedding, searching."""
