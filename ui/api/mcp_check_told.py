"""What the MCP tool `check_text` returns: a verdict on each sentence, with the place of every quotation."""

from __future__ import annotations

from pydantic import BaseModel, Field

from rag.check import Checked
from rag.checking.verdict import Status, Verdict
from ui.api.mcp_told import Quotation, quotations
from ui.verdict_words import remarks_on_check, verdict_words


class VerdictTold(BaseModel):
    """What the archive says of one sentence."""

    sentence: str
    verdict: Status = Field(
        description="supported: the quotations say the same. superseded: they did, a later figure is in `told`. "
        "contradicted: they give another number or day. related: the quotation comes near, `told` says what differs."
    )
    told: str
    citations: list[Quotation]

    @classmethod
    def of(cls, verdict: Verdict) -> VerdictTold:
        """Return a verdict."""
        return cls(
            sentence=verdict.sentence.text,
            verdict=verdict.status,
            told=verdict_words(verdict),
            citations=quotations(verdict.citations),
        )


class CheckTold(BaseModel):
    """A text checked: a verdict on each of its sentences, and what whoever reads them should know."""

    verdicts: list[VerdictTold]
    remarks: list[str] = []

    @classmethod
    def of(cls, checked: Checked) -> CheckTold:
        """Return a whole check."""
        return cls(verdicts=[VerdictTold.of(one) for one in checked.verdicts], remarks=remarks_on_check(checked))
