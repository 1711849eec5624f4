"""Takes the pictures of the chat for the README, from the running assistant.

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
SIZES = {"360": (360, 740), "1280": (1280, 800)}
FOLDER = ROOT / "docs" / "screenshots"


def main(address: str) -> None:
    """Ask one question a language and take a picture at each size."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, (width, height) in SIZES.items():
            for language, question in QUESTIONS.items():
                page = browser.new_page(
                    viewport={"width": width, "height": height}, locale=language if language != "ht" else "fr"
                )
                page.goto(address)
                page.get_by_role("textbox").fill(question)
                page.get_by_role("textbox").press("Enter")
                page.locator(".source").last.wait_for()
                page.wait_for_timeout(500)
                page.screenshot(path=FOLDER / f"chat-{language}-{name}.png")
                page.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
