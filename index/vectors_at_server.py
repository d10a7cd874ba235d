"""Vectors of an archive at a Chroma server, in a collection that is named for it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import MirrorUnreadable, VectorsElsewhere, VectorServerRefused
from index.vector_server import VectorServer

if TYPE_CHECKING:
    from chromadb.api.fastapi import FastAPI
    from chromadb.api.models.Collection import Collection
    from chromadb.types import Collection as Model

_PER_WRITE = 300  # vectors in one request: what Chroma's cloud takes, and soon done


class AtServer:
    """A collection at a server, named for the archive; `left` is the folder that it takes the place of."""

    per_write = _PER_WRITE
    takes_small_changes = True

    def __init__(self, server: VectorServer, archive_id: str, left: Path) -> None:
        self.where = str(server)
        self.name = f"knipsel-{archive_id}"
        self._server = server
        self._archive_id = archive_id
        self._left = left

    @cached_property
    def collection(self) -> Collection:
        """The collection, made if it is not there; raise VectorsElsewhere where another archive has it."""
        # How often its graph is put on disk is the server's own affair, and newer ones refuse large numbers.
        return self._ours(
            self._api.get_or_create_collection(
                self.name,
                configuration={"hnsw": {"space": "cosine"}},
                metadata={"archive": self._archive_id},
                tenant=self._server.tenant,
                database=self._server.database,
            )
        )

    def is_there(self) -> bool:
        """Ask the server once, and again after `look_again`."""
        from chromadb.errors import NotFoundError

        if "collection" not in self.__dict__:
            try:
                found = self._api.get_collection(self.name, self._server.tenant, self._server.database)
            except NotFoundError:
                return False
            self.__dict__["collection"] = self._ours(found)
        return True

    def look_again(self) -> None:
        """Forget the collection: it may have been made anew, under the same name."""
        self.__dict__.pop("collection", None)

    def alone(self) -> AbstractContextManager[object]:
        """Let every thread in: requests do not hinder each other."""
        return nullcontext()

    @contextmanager
    def trouble_told(self) -> Iterator[None]:
        """Raise MirrorUnreadable where the collection vanished, VectorServerRefused where the server says no."""
        from chromadb.errors import ChromaError, NotFoundError

        try:
            yield
        except NotFoundError as gone:
            self.look_again()
            raise MirrorUnreadable(self._gone()) from gone
        except ChromaError as refused:
            raise VectorServerRefused(f"the vector server {self._server} refuses: {refused}") from refused
        except (ValueError, KeyError, TypeError) as strange:
            advice = "KNIPSEL_CHROMA has to name a server of Chroma 1.x"
            raise VectorServerRefused(
                f"the vector server {self._server} does not answer as a Chroma server does ({strange!r}); {advice}"
            ) from strange

    def writing(self) -> AbstractContextManager[None]:
        """Tell the same of writes."""
        return self.trouble_told()

    def require_there(self) -> None:
        """Raise MirrorUnreadable where the server does not have the collection."""
        with self.trouble_told():
            if not self.is_there():
                raise MirrorUnreadable(self._gone())

    def _gone(self) -> str:
        advice = "run `knipsel index` with the archive's sources; no article is lost"
        return f"the vector server {self._server} has no collection {self.name}, which held the vectors; {advice}"

    def empty(self) -> None:
        """Remove the collection, and the folder that had the vectors before."""
        from chromadb.errors import NotFoundError

        with self.trouble_told(), suppress(NotFoundError):  # a repeated request, of which the first answer was lost
            if self.is_there():
                self._api.delete_collection(self.name, self._server.tenant, self._server.database)
        self.look_again()
        shutil.rmtree(self._left, ignore_errors=True)

    def compact(self) -> None:
        """Let it be: the files are the server's, which has commands of its own for that (`chroma vacuum`)."""

    def close(self) -> None:
        """Close the connections."""
        self.look_again()
        if "_api" in self.__dict__:
            self.__dict__.pop("_api")._session.close()

    @cached_property
    def _api(self) -> FastAPI:
        """Chroma's client without its first three requests, which it would send with no timeout and no retry."""
        from chromadb.api.fastapi import FastAPI
        from chromadb.config import Settings, System

        from index.server_session import session

        settings = Settings(anonymized_telemetry=False)
        # A URL with its port and path; the port that it takes beside it is not used then, but has to be there.
        settings.chroma_server_host, settings.chroma_server_http_port = self._server.url, 0
        settings.chroma_server_headers, settings.chroma_client_auth_provider = None, None
        settings.chroma_server_ssl_verify = False  # of the session that is closed unused
        api, ours = FastAPI(System(settings)), session(self._server)
        api._session.close()
        api._session = ours
        return api

    def _ours(self, model: Model) -> Collection:
        from chromadb.api.models.Collection import Collection

        owner = (model.metadata or {}).get("archive")
        if owner != self._archive_id:
            raise VectorsElsewhere(
                f"the collection {self.name} at {self._server} belongs to another archive ({owner or 'unnamed'}); "
                f"use another database (KNIPSEL_CHROMA_DATABASE)"
            )
        return Collection(client=self._api, model=model, embedding_function=None)
