"""What a sentence says: the numbers, the dates and the names that stand in it, each with its span."""
