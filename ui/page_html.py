"""The frame of the page, as a template that the browser fills: its words, the conversation and the evidence."""

from __future__ import annotations

from ui.escaping import escape

EXAMPLES = (
    "Hoeveel mensen werden er geëvacueerd bij de overstroming in Sluiswijk?",
    "How many people were killed in Belgorod?",
    "Wat zei Joost Terpstra over de dijk?",
    "How many civilians died by November?",
    "Wanneer begon de brand bij Brandsma Coatings?",
)
_EXAMPLES = "".join(f'<li><button type="button" class="example">{escape(one)}</button></li>' for one in EXAMPLES)
# `${…}` is filled by Gradio's own template: `words` are those of one language, escaped; `value` is HTML of ours, as is
# what scripts put in `window`, where it stays: with each answer Gradio puts all of `props` back as the server has them.
TEMPLATE = f"""
<a class="skip" href="#question">${{words.skip}}</a>
<header class="masthead"><h1>Knipsel</h1><p>${{words.tagline}}</p>${{window.knipselLinks ?? ""}}
<button type="button" class="show-talks" aria-expanded="false" aria-controls="talks">${{words.talks}}</button>
<div class="way-out">${{window.knipselWho ?? ""}}</div></header>
<div class="desk">
<section class="conversation" aria-label="${{words.conversation}}">
<div class="turns">${{value.turns}}</div>
<div class="welcome"><p>${{words.welcome}}</p><h2>${{words.examples}}</h2><ul>{_EXAMPLES}</ul></div>
<form class="ask"><label class="unseen" for="question">${{words.question}}</label>
<textarea id="question" rows="1" placeholder="${{words.placeholder}}"></textarea>
<button type="submit" class="send strong">${{words.send}}</button>
<button type="button" class="stop">${{words.stop}}</button></form>
</section>
<aside class="beside" aria-label="${{words.evidence}}">
<div class="evidence" tabindex="0" role="region" aria-label="${{words.evidence}}">
<p class="empty">${{words.no_evidence}}</p>${{value.evidence}}</div>
</aside>
</div>
""".replace("\n", "")
