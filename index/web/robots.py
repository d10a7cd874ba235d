"""Whether a host's robots.txt lets a page be fetched (RFC 9309)."""

from __future__ import annotations

from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from index.web.fetch import AGENT, Fetcher, FetchFailed

_LARGEST = 512_000  # bytes that are looked at, as RFC 9309 has it


class Robots:
    """Reads each host's robots.txt once: without one all is allowed, and nothing where it cannot be had."""

    def __init__(self, fetcher: Fetcher, *, private: bool = False) -> None:
        self._fetcher = fetcher
        self._private = private
        self._rules: dict[str, RobotFileParser] = {}

    def allow(self, url: str) -> bool:
        """Tell whether the page at a URL may be fetched; what pause the host asks for is passed on."""
        try:
            return self._allow(url)
        except ValueError:  # `http://[x`: where no page can be
            return False

    def _allow(self, url: str) -> bool:
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        if root not in self._rules:
            self._rules[root] = self._read(root)
            if (pause := self._rules[root].crawl_delay(AGENT)) is not None:
                self._fetcher.pause_for(parts.netloc, float(pause))
        return self._rules[root].can_fetch(AGENT, url)

    def _read(self, root: str) -> RobotFileParser:
        rules, nothing = RobotFileParser(), ["User-agent: *", "Disallow: /"]
        try:
            found = self._fetcher.get(f"{root}/robots.txt", private=self._private)
            rules.parse(found.body[:_LARGEST].decode("utf-8", "replace").splitlines() if found else [])
        except FetchFailed as failed:
            rules.parse([] if 400 <= failed.status < 500 else nothing)
        except ValueError:  # `Crawl-delay: ²` is a digit to Python's parser, and no number
            rules = RobotFileParser()
            rules.parse(nothing)
        return rules
