"""How the encoder that ships with Knipsel was made: `python -m bench.encoder`; docs/encoder.md tells the story."""
