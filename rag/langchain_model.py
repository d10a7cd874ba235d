"""Any LangChain chat model as a ChatModel; the only module that knows LangChain's chat models."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator, Sequence
from typing import TYPE_CHECKING, Any

from rag.model import Message, ModelMissing
from rag.model_trouble import told_of
from rag.streaming import read

if TYPE_CHECKING:
    from langchain_core.callbacks import BaseCallbackHandler
    from langchain_core.language_models import BaseChatModel

DEFAULT_TIMEOUT_S = 60.0
DEFAULT_CONTEXT = 8_192
WHOLE = 3  # an answer may take this many times the longest silence
_EXTRAS = ("openai", "ollama", "anthropic")  # those that pyproject.toml names
_NO_KEY = "none"  # servers of one's own ask for no key, and clients will not do without one


class LangChainModel:
    """A chat model by the name that LangChain knows it by; see ChatModel."""

    def __init__(
        self,
        name: str,
        model: BaseChatModel,
        *,
        url: str = "",
        context: int = DEFAULT_CONTEXT,
        timeout_s: float = DEFAULT_TIMEOUT_S,
        callbacks: Sequence[BaseCallbackHandler] = (),
    ) -> None:
        self.name = name
        self.context = context
        self._model = model
        self._url = url
        self._timeout_s = timeout_s
        self._callbacks = list(callbacks)

    @classmethod
    def named(
        cls,
        name: str,
        *,
        url: str = "",
        key: str = "",
        context: int = DEFAULT_CONTEXT,
        timeout_s: float = DEFAULT_TIMEOUT_S,
        callbacks: Sequence[BaseCallbackHandler] = (),
    ) -> LangChainModel:
        """Return the model of `provider:model`; raise ModelMissing where its package is, ModelRefused without a key.

        `url` is where it is served, unless that is where the provider serves it; `key` goes before the provider's own
        environment variable, which is never sent to a `url`. `context` is how many tokens it takes in all. A silence of
        `timeout_s` is given up. `callbacks` are LangChain's, for tools that trace.
        """
        provider, colon, model = name.partition(":")
        if not (provider and colon and model):
            raise ModelMissing(f"{name!r} names no model; write provider:model, for example ollama:llama3.1")
        from langchain.chat_models import init_chat_model

        options = _options(provider, url, key, context)
        try:
            made = init_chat_model(model, model_provider=provider, **options)
        except ImportError:
            raise ModelMissing(_install(provider, name)) from None
        except ValueError as wrong:
            raise ModelMissing(f"{name}: {' '.join(str(wrong).split())[:300]}") from None
        except Exception as failed:  # noqa: BLE001 - each provider has errors of its own, all become ours
            raise told_of(failed, name, url) from None
        return cls(name, made, url=url, context=context, timeout_s=timeout_s, callbacks=callbacks)

    def stream(self, messages: Sequence[Message]) -> Generator[str, None, None]:
        """Yield what it writes; see ChatModel."""
        try:
            yield from read(lambda: self._pieces(messages), self._timeout_s, WHOLE * self._timeout_s)
        except Exception as failed:  # noqa: BLE001 - each provider has errors of its own, all become ours
            raise told_of(failed, self.name, self._url) from None

    async def _pieces(self, messages: Sequence[Message]) -> AsyncGenerator[str, None]:
        async for piece in self._model.astream(list(messages), config={"callbacks": self._callbacks}):
            yield str(piece.text)


def _options(provider: str, url: str, key: str, context: int) -> dict[str, Any]:
    """Return what a provider's class is made with; each retries by itself unless told not to, behind our back."""
    options: dict[str, Any] = {}
    if url:
        options["base_url"] = url
    if url or provider == "ollama":
        options["temperature"] = 0.0  # hosted models of today take no other than their own
    if provider == "ollama":
        options["num_ctx"] = context  # or it cuts off at 4,096 tokens, from the top, and says nothing
        if (key or url) and "@" not in url:  # a name and password in the URL are its own way in
            options["client_kwargs"] = {"headers": {"Authorization": f"Bearer {key or _NO_KEY}"}}
        return options
    if key or url:
        options["api_key"] = key or _NO_KEY
    return {**options, "max_retries": 0}


def _install(provider: str, name: str) -> str:
    if provider in _EXTRAS:
        return f'{name} needs a package that is not installed; `pip install -c constraints.txt -e ".[{provider}]"`'
    return f"{name} needs LangChain's package for {provider}; `pip install langchain-{provider.replace('_', '-')}`"
