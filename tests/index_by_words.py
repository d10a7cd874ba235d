"""`knipsel index` as the server runs it, with the tests' encoder: `python tests/index_by_words.py index ...`."""

from fakes import WordEncoder

from ui import keeping
from ui.cli import app

if __name__ == "__main__":
    keeping.encoder_of = lambda settings: WordEncoder()  # type: ignore[assignment]
    app()
