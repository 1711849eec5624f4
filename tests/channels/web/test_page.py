"""The chat page as people use it: in a real browser, on a small screen, on a poor network."""

import gzip
import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Route, ViewportSize, expect, sync_playwright

from channels.web.page import FOLDER
from orienta.languages import LANGUAGES, NAMES
from orienta.sentences import say
from tests.assistant import Assistant

QUESTIONS = {
    "es": "¿Qué es la CURP?",
    "en": "What is the CURP?",
    "fr": "C'est quoi la CURP ?",
    "ht": "Kisa CURP la ye?",
}
PHONE = ViewportSize(width=360, height=640)
ANSWER_MS = 15_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    chromium = os.environ.get("ORIENTA_CHROMIUM") or shutil.which("chromium")
    if not chromium:
        pytest.fail("The page is tested in Chromium: get it with `apt-get install chromium`.")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser, assistant: Assistant) -> Iterator[Page]:
    """The page as an English phone opens it."""
    context = browser.new_context(base_url=assistant.address, locale="en-US", viewport=PHONE)
    opened = context.new_page()
    opened.goto("/")
    yield opened
    context.close()


@pytest.fixture
def plain_page(browser: Browser, assistant: Assistant) -> Iterator[Page]:
    """The same without JavaScript."""
    context = browser.new_context(
        base_url=assistant.address, locale="en-US", viewport=PHONE, java_script_enabled=False
    )
    opened = context.new_page()
    opened.goto("/")
    yield opened
    context.close()


def test_a_typed_question_is_answered_with_source_and_buttons(page: Page) -> None:
    ask(page, "What is the CURP?")

    answer = answers(page).last
    expect(answer.locator(".text")).to_contain_text("Mexico", timeout=ANSWER_MS)
    expect(answer.locator(".source")).to_have_text(re.compile(r"20\d\d"))
    assert answer.get_by_role("button").count() > 0
    expect(page.locator(".status")).to_have_count(0)


def test_a_pressed_button_is_shown_by_its_title_and_answered(page: Page) -> None:
    ask(page, "What is the CURP?")
    button = answers(page).last.get_by_role("button").first
    title = button.inner_text()
    button.click()

    expect(questions(page).last).to_have_text(title)
    expect(answers(page)).to_have_count(3, timeout=ANSWER_MS)


def test_everything_works_without_javascript(plain_page: Page) -> None:
    ask(plain_page, "What is the CURP?")
    title = answers(plain_page).last.get_by_role("button").first.inner_text()
    answers(plain_page).last.get_by_role("button").first.click()

    expect(questions(plain_page)).to_have_text(["What is the CURP?", title])
    expect(answers(plain_page)).to_have_count(3)
    assert urlsplit(plain_page.url).fragment == "latest"

    choose(plain_page, "fr")
    expect(plain_page.locator("html")).to_have_attribute("lang", "fr")

    plain_page.locator("#leave button").click()
    expect(plain_page).to_have_url(re.compile("weather"))
    plain_page.goto("/")
    expect(questions(plain_page)).to_have_count(0)


def test_a_reload_keeps_the_conversation(page: Page) -> None:
    ask(page, "What is the CURP?")
    said = answers(page).last.locator(".text").inner_text()

    page.reload()

    expect(questions(page)).to_have_text(["What is the CURP?"])
    expect(answers(page).last.locator(".text")).to_have_text(said, use_inner_text=True)
    ask(page, "How much does it cost to ask for asylum?")
    expect(questions(page)).to_have_count(2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_chosen_before_writing_speaks_at_once_and_answers(page: Page, language: str) -> None:
    choose(page, language)

    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.get_by_role("button", name=NAMES[language])).to_have_attribute("aria-pressed", "true")
    expect(answers(page).first).to_have_attribute("lang", language)
    ask(page, "CURP")
    expect(answers(page).last).to_have_attribute("lang", language)


def test_leaving_quickly_forgets_everything_and_goes_elsewhere(page: Page, assistant: Assistant) -> None:
    ask(page, "What is the CURP?")
    conversation = page.locator("main").get_attribute("data-conversation")

    page.get_by_role("button", name=say("web_leave", "en")).click()

    expect(page).to_have_url(re.compile("weather"))
    assert assistant.post("hello", conversation).status_code == 404
    assert not page.context.cookies()
    assert page.evaluate("localStorage.length") == 0
    page.go_back()
    expect(page.locator(".person")).to_have_count(0)


def test_leaving_empties_the_page_even_without_a_network(page: Page) -> None:
    ask(page, "What is the CURP?")
    page.context.set_offline(True)

    for _ in range(3):
        page.keyboard.press("Escape")

    expect(page).to_have_url("about:blank")
    page.context.set_offline(False)
    page.goto("/")
    expect(page).to_have_url(re.compile("/$"))
    expect(questions(page)).to_have_count(0)


def test_a_message_on_an_unreliable_network_is_sent_until_it_is_answered_once(page: Page) -> None:
    sent: list[str] = []

    def lose_the_first_two(route: Route) -> None:
        sent.append(json.loads(route.request.post_data or "")["id"])
        if len(sent) > 2:
            route.continue_()
        elif len(sent) == 2:
            route.fetch()  # it arrives, and its answer is lost
            route.abort()
        else:
            route.abort()

    page.route("**/api/messages", lose_the_first_two)
    ask(page, "What is the CURP?")
    page.reload()

    assert len(sent) == 3
    assert len(set(sent)) == 1
    expect(questions(page)).to_have_text(["What is the CURP?"])
    expect(answers(page)).to_have_count(2)


def test_html_that_a_person_types_is_shown_as_text(page: Page) -> None:
    ask(page, "<b id=bold>What is the CURP?</b>")
    expect(questions(page)).to_have_text(["<b id=bold>What is the CURP?</b>"])
    page.reload()

    expect(questions(page)).to_have_text(["<b id=bold>What is the CURP?</b>"])
    expect(page.locator("#bold")).to_have_count(0)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_to_complain_of(page: Page, language: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    choose(page, language)
    expect(page.locator("html")).to_have_attribute("lang", language)
    welcome = complaints(page)

    ask(page, QUESTIONS[language])
    expect(answers(page).last.locator(".source")).to_be_visible()

    assert welcome == []
    assert complaints(page) == []


def test_everything_is_reached_and_used_by_keyboard_only(page: Page) -> None:
    page.keyboard.press("Tab")
    assert focused(page) == say("web_skip", "en")
    page.keyboard.press("Tab")
    assert focused(page) == say("web_leave", "en")

    tab_to(page, NAMES["fr"])
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    tab_to(page, say("web_write", "fr"))
    page.keyboard.type(QUESTIONS["fr"])
    page.keyboard.press("Enter")
    expect(answers(page)).to_have_count(2, timeout=ANSWER_MS)
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    assert focused(page) == say("button_no", "fr")
    page.keyboard.press("Enter")
    expect(answers(page)).to_have_count(3, timeout=ANSWER_MS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wider_than_the_narrowest_screen(page: Page, language: str) -> None:
    page.set_viewport_size({"width": 320, "height": 568})
    choose(page, language)
    ask(page, QUESTIONS[language])

    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_the_page_with_all_its_files_is_smaller_than_15_kb(assistant: Assistant) -> None:
    files = [file.read_bytes() for file in (Path(FOLDER) / "static").iterdir()]

    html = httpx.get(assistant.address).content

    assert sum(len(gzip.compress(part)) for part in [html, *files]) < 15_000


def test_no_request_goes_to_another_host(page: Page, assistant: Assistant) -> None:
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))

    page.reload()
    ask(page, "What is the CURP?")

    assert hosts == {urlsplit(assistant.address).netloc}


def test_a_content_security_policy_keeps_the_page_to_itself(assistant: Assistant) -> None:
    policy = httpx.get(assistant.address).headers["content-security-policy"]

    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def questions(page: Page) -> Locator:
    """What the person said, without the words that only a screen reader says."""
    return page.locator(".message.person .text")


def answers(page: Page) -> Locator:
    """What the assistant said, its welcome first, without its question whether that helped."""
    asked = re.compile("|".join(re.escape(say("faq_helpful", code)) for code in LANGUAGES))
    return page.locator(".message.assistant").filter(has_not_text=asked)


def ask(page: Page, text: str) -> None:
    """Type a question, send it and wait for the answer."""
    before = answers(page).count()
    page.locator("#text").fill(text)
    page.locator("#compose button:not(#locate)").click()
    expect(answers(page)).to_have_count(before + 1, timeout=ANSWER_MS)


def choose(page: Page, language: str) -> None:
    """Press the button of a language."""
    page.get_by_role("button", name=NAMES[language]).click()


def focused(page: Page) -> str:
    """Return the name of what has the focus, as a screen reader would say it."""
    name = page.evaluate(
        "(({ariaLabel, labels, innerText}) => ariaLabel || labels?.[0]?.textContent || innerText)"
        "(document.activeElement)"
    )
    return str(name).strip()


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what has that name has the focus."""
    for _ in range(30):
        page.keyboard.press("Tab")
        if focused(page) == name:
            return
    pytest.fail(f"The Tab key never reaches {name!r}.")


def complaints(page: Page) -> list[str]:
    """Return what axe finds wrong, and where."""
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {node['html'][:120]}" for v in found for node in v["nodes"]]
