"""BM25 over passages, stemmed per language, in a tantivy index: a mirror of the catalog."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import tantivy
from tantivy import Occur, Query

from index.article import Passage
from index.errors import MirrorUnreadable
from index.words import FIELDS, analyzer, field_of

if TYPE_CHECKING:
    from tantivy import Index

_WRITER_HEAP = 64_000_000  # bytes
_MOST_TERMS = 64  # a question has ten; what pastes a page gets its first words searched


class Keywords:
    """Finds passages by their words; `field` is the language that a word's stem belongs to."""

    name = "keywords"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def _index(self) -> Index:
        try:
            return _open(self._folder)
        except ValueError as damaged:
            advice = "run `knipsel index --rebuild`; no article is lost"
            raise MirrorUnreadable(f"the keywords in {self._folder} cannot be read ({damaged}); {advice}") from damaged

    def apply(self, present: Sequence[Passage], gone: Iterable[int]) -> None:
        """Take in the passages that are present and drop those that are gone; a no-op when done before."""
        writer = self._index.writer(_WRITER_HEAP, 1)
        for passage_id in (*gone, *(passage.id for passage in present)):
            writer.delete_documents_by_term("id", passage_id)
        for passage in present:
            document = tantivy.Document()
            document.add_integer("id", passage.id)
            document.add_text(field_of(passage.article.language), f"{passage.article.title}\n{passage.text}")
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def clear(self) -> None:
        """Empty the mirror, whatever state its files are in."""
        self.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def close(self) -> None:
        """Let go of the store's files."""
        self.__dict__.pop("_index", None)

    def count(self) -> int:
        """Return how many passages the store holds; raise MirrorUnreadable if it is damaged."""
        return self._index.searcher().num_docs

    def search(self, terms: Mapping[tuple[str, str], float], limit: int) -> list[int]:
        """Return up to `limit` passages, best first, for weighted terms given as {(field, stem): weight}."""
        heaviest = sorted(terms.items(), key=lambda item: -item[1])[:_MOST_TERMS]
        if not heaviest:
            return []
        clauses = [
            (Occur.Should, Query.boost_query(Query.term_query(self._index.schema, field, stem, "freq"), weight))
            for (field, stem), weight in heaviest
        ]
        searcher = self._index.searcher()
        found = searcher.search(Query.boolean_query(clauses), limit, count=False)
        addresses = [address for _, address in found.hits]
        return [int(value) for value in searcher.fast_field_values("id", addresses) if value is not None]

    def spread(self, field: str, stem: str) -> float:
        """Return the share of all passages, 0 to 1, that hold this word."""
        searcher = self._index.searcher()
        return searcher.doc_freq(field, stem) / max(1, searcher.num_docs)


def _open(folder: Path) -> Index:
    folder.mkdir(parents=True, exist_ok=True)
    schema = tantivy.SchemaBuilder()
    # Signed: tantivy 0.27 looks an unsigned id up as a signed one when it deletes, and finds nothing.
    schema.add_integer_field("id", stored=False, indexed=True, fast=True)
    for field in FIELDS:
        schema.add_text_field(field, tokenizer_name=field, index_option="freq")
    index = tantivy.Index(schema.build(), path=str(folder))
    for field in FIELDS:
        index.register_tokenizer(field, analyzer(field))
    return index
