"""A text held against the archive, sentence by sentence."""
