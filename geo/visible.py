"""Text from outside, made harmless for a terminal."""

_JOINERS = "\u200c\u200d"  # Persian and emoji need them


def visible(text: str) -> str:
    r"""Return a text in which nothing commands a terminal, breaks the line or turns the order of its letters.

    >>> visible("Hama\n\x1b[31m fell")
    'Hama\\n\\x1b[31m fell'
    """
    return "".join(c if c.isprintable() or c in _JOINERS else c.encode("unicode_escape").decode() for c in text)
