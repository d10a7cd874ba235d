"""The archive as a LangChain retriever, for chains of other people; only here do hits become LangChain documents."""

from __future__ import annotations

from datetime import date

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from index.archive import Archive, Hit
from index.glossary import Glossary
from rag.question import Question
from rag.retrieve import HITS, retrieve
from rag.terms import terms_of


class ArchiveRetriever(BaseRetriever):
    """Finds passages in an archive: `ArchiveRetriever(archive=Archive.open(folder, encoder)).invoke("who ...?")`.

    Each document's text is the passage; its metadata hold article, revision, start and end (so that
    `article.text[start:end]` is the text), title, outlet, published, language, url, and the rank.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    archive: Archive
    limit: int = HITS

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        question = Question.parse(query, today=date.today(), latest=self.archive.latest())
        terms = terms_of(question, Glossary.shipped(), self.archive.spread)
        return [_document(hit) for hit in retrieve(self.archive, question, terms, self.limit)]


def _document(hit: Hit) -> Document:
    article, span = hit.passage.article, hit.passage.span
    metadata = {
        "article": article.id,
        "revision": article.revision,
        "start": span.start,
        "end": span.end,
        "title": article.title,
        "outlet": article.outlet,
        "published": str(article.published),
        "language": article.language,
        "url": article.url,
        "rank": hit.rank,
    }
    return Document(page_content=hit.passage.text, metadata=metadata, id=str(hit.passage.id))
