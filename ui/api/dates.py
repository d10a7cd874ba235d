"""Dates in requests: `2024`, `2024-01` or `2024-01-31`, as everywhere in Knipsel."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from index.period import Period


def _last_day(told: object) -> object:
    return Period.between("", told).end if isinstance(told, str) and told else None if told == "" else told


Day = Annotated[date | None, BeforeValidator(_last_day)]  # of a month or a year it is the last one


def dates_of(first: str, last: str, as_of: str) -> tuple[Period | None, date | None]:
    """Return the period asked about and the last day of the archive; None for what is empty.

    Raises ValueError for what is no date, and for a period that ends before it begins.
    """
    period = Period.between(first, last) if first or last else None
    return period, Period.between("", as_of).end if as_of else None


class PeriodSet(BaseModel):
    """A period that a person set; an end that is left out is open, both are any time."""

    model_config = ConfigDict(
        extra="forbid", populate_by_name=True, json_schema_extra={"examples": [{"from": "2023-12"}]}
    )

    first: str = Field(default="", alias="from", max_length=10, description="2024, 2024-01 or 2024-01-31")
    last: str = Field(default="", alias="to", max_length=10, description="The same; the whole of it is in.")

    @model_validator(mode="after")
    def _is_period(self) -> PeriodSet:
        self.period()
        return self

    def period(self) -> Period:
        """Return the period."""
        return Period.between(self.first, self.last)
