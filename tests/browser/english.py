"""What a page says of itself in English."""

from __future__ import annotations

import re

from playwright.sync_api import Page

FROM_OUTSIDE = (
    "bdi, q, svg, time, a, .fl-row select:nth-of-type(2) option + option, .fl-credits, .leaflet-container, "
    ".fl-reading .fl-text, .fl-about, .fl-reasons"
)
WORDS = """(outside) => {
    const copy = document.querySelector(".fl-page").cloneNode(true);
    for (const node of copy.querySelectorAll(outside)) node.remove();
    const named = [...copy.querySelectorAll("[title], [aria-label]")].map((node) => node.ariaLabel || node.title);
    const parts = [...copy.querySelectorAll("*")].flatMap((node) => [...node.childNodes].filter((one) => one.data));
    return [...parts.map((part) => part.data), ...named.filter((one) => !/[\\u0600-\\u06ff]/.test(one))].join(" ");
}"""


def english_of(page: Page, *names: str) -> set[str]:
    """Return the English words that stand on a page, but for names and texts from outside."""
    words = set(re.findall(r"[A-Za-z]{2,}", page.evaluate(WORDS, FROM_OUTSIDE)))
    return words - {"CSV", "HTS", "SDF", *names}
