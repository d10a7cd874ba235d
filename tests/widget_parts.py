"""Where a test finds the parts of the widget in a page."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page


@dataclass
class WithWidget:
    """A page that has the widget."""

    page: Page

    @property
    def launcher(self) -> Locator:
        return self.page.locator("knipsel-chat .launcher")

    @property
    def panel(self) -> Locator:
        return self.page.locator("knipsel-chat .panel")

    @property
    def question(self) -> Locator:
        return self.panel.locator("textarea")
