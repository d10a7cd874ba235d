"""How the page looks and what it does: our theme, style and script; nothing is fetched from anywhere."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

SERIF = ["Charter", "Bitstream Charter", "Iowan Old Style", "Source Serif 4", "Georgia", "serif"]
STYLES = ("page", "below", "share", "conversations", "signed_in", "managing")
# One script in the end, in this order: what stands in one is known to those after it, to all once something happens.
SCRIPTS = (
    "page",
    "asking",
    "outlets",
    "evidence",
    "reading_out",
    "card",
    "reading_pane",
    "share",
    "listening",
    "found",
    "feedback",
    "conversations",
    "changes",
    "signed_in",
    "managing",
)

# A clipping with its quotation marks.
_ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' "
    "rx='2' fill='%239b1c1c'/%3E%3Cpath fill='%23fff' d='M3 9l1-4h2.5l-1 4zM8.5 9l1-4H12l-1 4zM3 11h10v1.5H3z'/%3E"
    "%3C/svg%3E"
)


def look() -> dict[str, Any]:
    """Return what Gradio takes to serve a page that looks like ours: `theme` and `head`."""
    import gradio as gr

    style = "\n".join(_asset(f"{name}.css") for name in STYLES)
    mono = ["ui-monospace", "monospace"]  # names of fonts, as those above: none is fetched
    theme = gr.themes.Base(primary_hue="red", neutral_hue="stone", font=SERIF, font_mono=mono, radius_size="sm")
    # In the head as it is: what goes through `css` is applied only once Gradio has loaded.
    # Without an icon of the page's own a browser asks the host for /favicon.ico, which below a path is not ours.
    return {"theme": theme, "head": f'<link rel="icon" href="{_ICON}"><style>{style}</style>'}


def script() -> str:
    """Return what the page runs once it has loaded."""
    return "\n".join(_asset(f"{name}.js") for name in SCRIPTS)


def _asset(name: str) -> str:
    return files("ui").joinpath("assets", "chat", name).read_text("utf-8")
