"""BM25 over passages, stemmed per language, in a tantivy index: a mirror of the catalog."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import tantivy
from tantivy import FieldType, Occur, Query

from index.article import Passage
from index.errors import ArchiveUnwritable, MirrorUnreadable
from index.printed import Printed
from index.words import FIELDS, analyzer, field_of

if TYPE_CHECKING:
    from tantivy import Index, IndexWriter

Scored = dict[int, float]  # passages with their BM25, best first

_WRITER_HEAP = 64_000_000  # bytes
_EARLIEST = date.min.toordinal()
_OUTLET = "outlet"  # no language is called that
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

    @contextmanager
    def _written(self) -> Iterator[IndexWriter]:
        """Give a writer, and have what it commits be found; raise ArchiveUnwritable where the disk does not take it."""
        try:
            writer = self._index.writer(_WRITER_HEAP, 1)
            writer.garbage_collect_files()  # what a killed writer left: tantivy fails where a new file is there already
            yield writer
            writer.wait_merging_threads()
            self._index.reload()
        except (ValueError, OSError) as denied:
            raise ArchiveUnwritable.because(self._folder, denied) from denied

    def is_there(self) -> bool:
        """Tell whether the store was ever written."""
        return (self._folder / "meta.json").exists()

    def taking(self, present: Sequence[Passage], gone: Sequence[int]) -> Callable[[], None]:
        """Return the write that takes in the passages present and drops those gone; a no-op when done before."""
        return lambda: self._write(present, gone)

    def _write(self, present: Sequence[Passage], gone: Sequence[int]) -> None:
        with self._written() as writer:
            for passage_id in (*gone, *(passage.id for passage in present)):
                writer.delete_documents_by_term("id", passage_id)
            for passage in present:
                writer.add_document(_document(passage))
            writer.commit()

    def write_anew(self, passages: Iterable[Passage]) -> None:
        """Hold these passages only, in files that have nothing of what was there before; all at once for readers."""
        with self._written() as writer:
            writer.delete_all_documents()
            for passage in passages:
                writer.add_document(_document(passage))
            writer.commit()
            writer.garbage_collect_files()

    def ids(self) -> set[int]:
        """Return the passages that the store holds; raise MirrorUnreadable if it is damaged."""
        return set(self._found(Query.all_query(), max(1, self.count())) if self.is_there() else set())

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

    def search(self, terms: Mapping[tuple[str, str], float], limit: int, printed: Printed | None = None) -> Scored:
        """Return up to `limit` passages with their BM25, best first, for weighted terms {(field, stem): weight}.

        With `printed`, only those of articles that were published then and there.
        """
        heaviest = sorted(terms.items(), key=lambda item: -item[1])[:_MOST_TERMS]
        if not heaviest:
            return {}
        words = Query.boolean_query(
            [
                (Occur.Should, Query.boost_query(Query.term_query(self._index.schema, field, stem, "freq"), weight))
                for (field, stem), weight in heaviest
            ]
        )
        if printed is None:
            return self._found(words, limit)
        return self._found(Query.boolean_query([(Occur.Must, words), (Occur.Must, self._published(printed))]), limit)

    def printed(self, printed: Printed, limit: int) -> list[int]:
        """Return up to `limit` passages of articles that were published then."""
        return list(self._found(self._published(printed), limit))

    def share_printed(self, printed: Printed) -> float:
        """Return the share of all passages, 0 to 1, whose article was published then."""
        searcher = self._index.searcher()
        found = searcher.search(self._published(printed), 1, count=True)
        return int(getattr(found, "count", 0)) / max(1, searcher.num_docs)

    def _published(self, printed: Printed) -> Query:
        """Return the query for articles that were published then and there; it adds nothing to a score."""
        asked = list[Query]()
        if printed.outlets:
            named = [Query.term_query(self._index.schema, _OUTLET, name, "basic") for name in printed.outlets]
            asked.append(Query.boolean_query([(Occur.Should, one) for one in named]))
        if printed.dated or not asked:
            asked += self._dated(printed)
        return Query.const_score_query(Query.boolean_query([(Occur.Must, one) for one in asked]), 0.0)

    def _dated(self, printed: Printed) -> tuple[Query, Query]:
        schema, within = self._index.schema, printed.within
        began = Query.range_query(schema, "first", FieldType.Integer, _EARLIEST, within.end.toordinal())
        ended = Query.range_query(schema, "last", FieldType.Integer, within.start.toordinal(), printed.by.toordinal())
        return began, ended

    def _found(self, query: Query, limit: int) -> Scored:
        searcher = self._index.searcher()
        hits = searcher.search(query, limit, count=False).hits
        ids = searcher.fast_field_values("id", [address for _, address in hits])
        return {int(value): float(score) for value, (score, _) in zip(ids, hits, strict=True) if value is not None}

    def spread(self, field: str, stem: str) -> float:
        """Return the share of all passages, 0 to 1, that hold this word."""
        searcher = self._index.searcher()
        return searcher.doc_freq(field, stem) / max(1, searcher.num_docs)


def _document(passage: Passage) -> tantivy.Document:
    article = passage.article
    document = tantivy.Document()
    document.add_integer("id", passage.id)
    document.add_integer("first", article.published.start.toordinal())
    document.add_integer("last", article.published.end.toordinal())
    document.add_text(_OUTLET, article.outlet)
    document.add_text(field_of(article.language), f"{article.title}\n{passage.text}")
    return document


def _open(folder: Path) -> Index:
    folder.mkdir(parents=True, exist_ok=True)
    schema = tantivy.SchemaBuilder()
    # Signed: tantivy 0.27 looks an unsigned id up as a signed one when it deletes, and finds nothing.
    schema.add_integer_field("id", stored=False, indexed=True, fast=True)
    for day in ("first", "last"):  # of the article's publication, as ordinals
        schema.add_integer_field(day, stored=False, indexed=False, fast=True)
    schema.add_text_field(_OUTLET, tokenizer_name="raw", index_option="basic")
    for field in FIELDS:
        schema.add_text_field(field, tokenizer_name=field, index_option="freq")
    index = tantivy.Index(schema.build(), path=str(folder))
    for field in FIELDS:
        index.register_tokenizer(field, analyzer(field))
    return index
