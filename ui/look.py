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


def look() -> dict[str, Any]:
    """Return what Gradio takes to serve a page that looks like ours: `theme` and `head`."""
    import gradio as gr

    style = "\n".join(_asset(f"{name}.css") for name in STYLES)
    mono = ["ui-monospace", "monospace"]  # names of fonts, as those above: none is fetched
    theme = gr.themes.Base(primary_hue="red", neutral_hue="stone", font=SERIF, font_mono=mono, radius_size="sm")
    # In the head as it is: what goes through `css` is applied only once Gradio has loaded.
    return {"theme": theme, "head": f"<style>{style}</style>"}


def script() -> str:
    """Return what the page runs once it has loaded."""
    return "\n".join(_asset(f"{name}.js") for name in SCRIPTS)


def _asset(name: str) -> str:
    return files("ui").joinpath("assets", "chat", name).read_text("utf-8")
