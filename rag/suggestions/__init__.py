"""Questions to ask next, each of which the archive answers."""
