"""Takes the pictures of the chat, from the running assistant: each language, and a topic of each kind on a phone.

`.venv/bin/python -m tools.screenshots [ADDRESS]`
"""

import shutil
import sys

from playwright.sync_api import sync_playwright

from tools.steps import ROOT

QUESTIONS = {
    "es": "cuanto tiempo tengo para pedir refugio",
    "en": "What is the CURP for?",
    "fr": "Comment trouver du travail ici ?",
    "ht": "Ki kote sant yo ye?",
}
TOPICS = {
    "centres": ("es", "¿Dónde está el centro de Tapachula?"),
    "asylum": ("ht", "Konbyen jou m genyen pou m mande azil?"),
    "documents": ("fr", "Comment obtenir la CURP ?"),
    "work": ("en", "Do I need a permit to work?"),
    "life": ("ht", "Kijan m ka mete pitit mwen lekòl?"),
    "return": ("es", "Quiero volver a mi país, ¿quién me ayuda?"),
    "protection": ("fr", "un homme avec un couteau est devant ma porte"),
    "contacts": ("en", "Who can I call for a free lawyer?"),
    "other": ("es", "¿Quién maneja este asistente?"),
}
SIZES = {"360": (360, 740), "1280": (1280, 800)}
FOLDER = ROOT / "docs" / "screenshots"


def main(address: str) -> None:
    """Ask each question and take a picture of the answer."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    pictures = {
        f"chat-{language}-{size}": (language, question, size)
        for size in SIZES
        for language, question in QUESTIONS.items()
    }
    pictures |= {f"topic-{topic}-360": (*asked, "360") for topic, asked in TOPICS.items()}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, (language, question, size) in pictures.items():
            width, height = SIZES[size]
            locale = language if language != "ht" else "fr"
            page = browser.new_page(viewport={"width": width, "height": height}, locale=locale)
            page.goto(address)
            page.get_by_role("textbox").fill(question)
            page.get_by_role("textbox").press("Enter")
            page.locator(".message.assistant").nth(1).wait_for()
            page.wait_for_timeout(500)
            page.screenshot(path=FOLDER / f"{name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
