"""Turns an answer's simple Markdown into safe HTML."""

import nh3
from markdown_it import MarkdownIt

_markdown = MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": True}).enable("linkify")
TAGS = {"p", "br", "strong", "em", "ol", "ul", "li", "a"}


def to_html(text: str) -> str:
    """Return HTML with paragraphs, lists, emphasis and links; anything else is shown as text."""
    return nh3.clean(_markdown.render(text), tags=TAGS, attributes={"a": {"href"}}, link_rel="noopener")
