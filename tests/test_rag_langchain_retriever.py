from collections.abc import Callable

from fakes import markdown
from langchain_core.runnables import RunnableLambda

from index.archive import Archive
from rag.langchain_retriever import ArchiveRetriever


def test_the_retriever_serves_in_anybodys_chain(archive_of: Callable[..., Archive]) -> None:
    archive = archive_of(
        {"a.md": markdown("Dijk", "De dijk bij Sluiswijk brak."), "b.md": markdown("Brug", "De brug ging dicht.")}
    )
    chain = ArchiveRetriever(archive=archive, limit=1) | RunnableLambda(lambda documents: documents[0])
    document = chain.invoke("Waar brak de dijk?")
    told = document.metadata
    assert document.page_content == "De dijk bij Sluiswijk brak."
    assert archive.article(told["article"]).text[told["start"] : told["end"]] == document.page_content
    assert (told["outlet"], told["published"], told["rank"]) == ("De Test", "2024-01-02", 1)
