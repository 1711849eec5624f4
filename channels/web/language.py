"""The language of a page before anything was said: the browser's, if it is one of ours."""

from fastapi import Request

from orienta.languages import DEFAULT, LANGUAGES


def of_browser(request: Request) -> str:
    """Return the first of our languages that the browser asks for, else the default."""
    wanted = request.headers.get("accept-language", "")
    for part in wanted.split(","):
        code = part.split(";")[0].strip()[:2].lower()
        if code in LANGUAGES:
            return code
    return DEFAULT
