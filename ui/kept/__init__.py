"""What is kept for people, in files of its own beside the archive."""
