"""Knipsel over HTTP: ask, search, articles and feedback, also as OpenAI's API and as an MCP server (docs/api.md)."""
