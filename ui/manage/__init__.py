"""The page on which editors keep the archive: what is in it, what is added, a run that they watch."""
