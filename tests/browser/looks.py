"""What is wrong with a page as it stands, at both widths and in both colour schemes, without loading it again."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import axe_playwright_python
from playwright.sync_api import Page

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
WIDTHS = (1366, 360)
# A colour scheme changes colours alone, so contrast is all that is looked at in the dark, and at one width.
SCHEMES: dict[Literal["light", "dark"], Any] = {
    "light": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "dark": {"type": "rule", "values": ["color-contrast"]},
}
# Django's links change their colour within a fraction of a second, in which axe would measure something in between.
AT_ONCE = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('*, ::before, ::after { transition: none !important; animation: none !important; }');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
FINDS = """async (only) => (await axe.run({runOnly: only, resultTypes: ['violations'], preload: false})).violations
  .map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(' ')}`)"""
OVERFLOWS = "document.documentElement.scrollWidth > innerWidth"
# What folds may hold anything.
UNFOLD = "document.querySelectorAll('main details, #content details').forEach((one) => (one.open = true))"


def wrong(page: Page, unfolded: bool = False, also: str = "", widths: Sequence[int] = WIDTHS) -> list[str]:
    """Each rule of accessibility the page breaks, each width at which it does not fit, and what `also` finds.

    `also` is a script that gives a list. The page is left as wide as it was, and light.
    """
    if unfolded:
        page.evaluate(UNFOLD)
    page.evaluate(AT_ONCE)
    page.evaluate(f"() => {{ if (!window.axe) {{ {AXE} }} }}")
    before = page.viewport_size
    assert before is not None
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": before["height"]})
        if page.evaluate(OVERFLOWS):
            found.append(f"{width}: does not fit")
        if also:
            found += [f"{width}: {one}" for one in page.evaluate(also)]
        for scheme, rules in SCHEMES.items():
            if scheme == "dark" and width != widths[0]:
                continue
            page.emulate_media(color_scheme=scheme)
            found += [f"{width}, {scheme}: {one}" for one in page.evaluate(FINDS, rules)]
    page.set_viewport_size(before)
    page.emulate_media(color_scheme="light")
    return found
