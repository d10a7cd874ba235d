"""Measurements: how good the answers are (`python -m bench.quality`), how fast they come (`python -m bench.scale`)."""
