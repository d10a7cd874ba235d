"""Who uses Knipsel, and what they may do."""
