"""How the page looks: our theme, and what stands in its head; nothing is fetched from anywhere."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

SERIF = ["Charter", "Bitstream Charter", "Iowan Old Style", "Source Serif 4", "Georgia", "serif"]


def look() -> dict[str, Any]:
    """Return what Gradio takes to serve a page that looks like ours: `theme` and `head`."""
    import gradio as gr

    style = files("ui").joinpath("assets", "chat.css").read_text("utf-8")
    mono = ["ui-monospace", "monospace"]  # names of fonts, as those above: none is fetched
    theme = gr.themes.Base(primary_hue="red", neutral_hue="stone", font=SERIF, font_mono=mono, radius_size="sm")
    # In the head as it is: what goes through `css` is applied only once Gradio has loaded.
    return {"theme": theme, "head": f"<style>{style}</style>"}
