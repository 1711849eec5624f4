"""The registration page as people use it: in a real browser, without JavaScript, and as those who attack it do."""

import html
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from orienta.languages import LANGUAGES
from orienta.registration.countries import say_country
from orienta.sentences import say
from tests.assistant import Assistant, Talk
from tests.channels.web import test_page
from tests.channels.web.test_page import PHONE, choose, complaints, focused
from tests.test_booking import books
from tests.test_my_data import registers

browser = test_page.browser
CURP, WRONG_CURP = "BOXW310820HNERXN09", "BOXW310820HNERXN00"
LOCALES = {"es": "es-MX", "en": "en-US", "fr": "fr-FR", "ht": "ht-HT"}
languages = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture
def language() -> str:
    """What the page speaks, unless a test says otherwise."""
    return "en"


@pytest.fixture
def page(browser: Browser, assistant: Assistant, language: str) -> Iterator[Page]:
    """The page as a phone without JavaScript opens it."""
    context = browser.new_context(
        base_url=assistant.address, locale=LOCALES[language], viewport=PHONE, java_script_enabled=False
    )
    opened = context.new_page()
    opened.goto("/registration")
    yield opened
    context.close()


@pytest.fixture
def scripted(browser: Browser, assistant: Assistant) -> Iterator[Page]:
    """The same with JavaScript, which the tests' own tools need."""
    context = browser.new_context(base_url=assistant.address, locale="en-US", viewport=PHONE)
    opened = context.new_page()
    opened.goto("/registration")
    yield opened
    context.close()


@pytest.fixture
def client(assistant: Assistant) -> Iterator[httpx.Client]:
    """A browser's requests by hand; the person has agreed to registering."""
    headers = {"Accept-Language": "en"}
    with httpx.Client(base_url=assistant.address, headers=headers, follow_redirects=True) as opened:
        opened.post("/registration/consent", data={"agreed": "true"})
        yield opened


@languages
def test_a_person_registers_changes_and_deletes_without_javascript(page: Page, language: str) -> None:
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("main")).to_contain_text("180")
    press(page, "button_yes", language)
    page.get_by_label(say("ask_registration_name", language)).fill("Ana  María")
    page.get_by_label(say("ask_registration_country", language)).select_option(say_country("HN", language))
    page.get_by_label(say("registration_status_foreign", language)).check()
    page.get_by_label(say("ask_registration_language", language)).select_option("Kreyòl")
    page.get_by_label(say("ask_registration_adults", language)).fill("1")
    page.get_by_label(say("ask_registration_children", language)).fill("2")
    page.get_by_label(say("registration_needs_health", language), exact=True).check()
    page.get_by_label(say("registration_needs_work", language)).check()
    page.get_by_label(say("registration_helps_interpreter", language)).check()
    page.get_by_label(say("registration_contact_wish_here", language)).check()
    page.get_by_label(say("ask_registration_curp", language)).fill(CURP.lower())
    page.get_by_label(say("form_export_yes", language)).check()
    press(page, "form_save", language)

    expect(page.get_by_role("heading")).to_have_text(say("form_kept", language))
    needs = f"{say('registration_needs_health', language)}, {say('registration_needs_work', language)}"
    assert kept(page)[:-1] == [
        line("name", "Ana María", language),
        line("country", say_country("HN", language), language),
        line("language", "Kreyòl", language),
        line("adults", "1", language),
        line("children", "2", language),
        line("needs", needs, language),
        line("helps", say("registration_helps_interpreter", language), language),
        line("status", say("registration_status_foreign", language), language),
        line("contact_wish", say("registration_contact_wish_here", language), language),
        line("curp", "…XN09", language),
        say("registration_exported", language),
    ]

    follow(page, "form_change", language)
    expect(page.get_by_label(say("ask_registration_curp", language))).to_have_value(CURP)
    page.get_by_label(say("registration_needs_work", language)).uncheck()
    page.get_by_label(say("ask_registration_children", language)).fill("")
    page.get_by_label(say("form_export_yes", language)).uncheck()
    press(page, "form_save", language)
    assert line("needs", say("registration_needs_health", language), language) in kept(page)
    assert say("registration_not_exported", language) in kept(page)
    assert say("registration_children", language) not in "".join(kept(page))

    follow(page, "form_delete", language)
    follow(page, "form_delete_no", language)
    assert line("name", "Ana María", language) in kept(page)
    follow(page, "form_delete", language)
    press(page, "form_delete_yes", language)
    assert urlsplit(page.url)[2:5] == ("/", "", "latest")
    expect(page.locator("#latest")).to_contain_text(say("form_deleted", language))
    page.goto("/registration")
    expect(page.get_by_role("button", name=say("button_yes", language), exact=True)).to_be_visible()


@languages
def test_a_no_leads_back_to_the_chat_and_keeps_nothing(page: Page, language: str) -> None:
    press(page, "button_no", language)

    expect(page.locator("#latest")).to_contain_text(say("registration_refused", language))
    page.goto("/registration")
    expect(page.locator("#fields")).to_have_count(0)
    expect(page.get_by_role("button", name=say("button_yes", language), exact=True)).to_be_visible()


def test_every_field_may_be_left_out(page: Page) -> None:
    press(page, "button_yes")
    press(page, "form_save")

    assert kept(page)[:-1] == [
        line("status", say("registration_status_unsaid", "en")),
        line("contact_wish", say("registration_contact_wish_none", "en")),
        say("registration_not_exported", "en"),
    ]


def test_a_wrong_curp_is_explained_and_what_was_typed_stays(page: Page) -> None:
    press(page, "button_yes")
    page.get_by_label(say("ask_registration_name", "en")).fill("Wilnadège")
    page.get_by_label(say("ask_registration_country", "en")).select_option("HT")
    page.get_by_label(say("registration_needs_legal", "en")).check()
    curp = page.get_by_label(say("ask_registration_curp", "en"))
    curp.fill(WRONG_CURP)
    press(page, "form_save")

    wrong = say("registration_wrong_curp", "en")
    expect(page.locator("#problems")).to_be_focused()
    expect(page).to_have_title(f"{say('form_problems', 'en')} · {say('form_title', 'en')} · Orienta")
    expect(curp).to_have_accessible_description(f"{wrong} {say('form_curp_hint', 'en')}")
    expect(curp).to_have_value(WRONG_CURP)
    expect(page.get_by_label(say("ask_registration_name", "en"))).to_have_value("Wilnadège")
    expect(page.get_by_label(say("ask_registration_country", "en"))).to_have_value("HT")
    expect(page.get_by_label(say("registration_needs_legal", "en"))).to_be_checked()

    page.get_by_role("link", name=wrong).click()
    expect(curp).to_be_focused()
    curp.fill(CURP)
    press(page, "form_save")
    assert line("name", "Wilnadège") in kept(page)


def test_nothing_is_kept_while_one_answer_is_wrong(client: httpx.Client) -> None:
    client.post("/registration", data={"name": "Ana", "curp": WRONG_CURP})

    assert 'value="Ana"' not in client.get("/registration").text


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", "A" * 10_000, "form_wrong_name"),
        ("name", "<script>alert(1)</script>", "form_wrong_name"),
        ("name", "=1+1", "form_wrong_name"),
        ("name", "Ana\x00\u202e", "form_wrong_name"),
        ("adults", "-3", "form_wrong_people"),
        ("adults", "21", "form_wrong_people"),
        ("children", "9" * 10_000, "form_wrong_people"),
        ("children", "1.5", "form_wrong_people"),
        ("children", "dos", "form_wrong_people"),
        ("country", "QQ", "form_wrong_country"),
        ("country", '"><b>', "form_wrong_country"),
        ("language", "zzz", "form_wrong_language"),
        ("language", "x" * 10_000, "form_wrong_language"),
        ("needs", "money", "form_wrong_choice"),
        ("helps", "'; DROP TABLE registrations", "form_wrong_choice"),
        ("status", "other", "form_wrong_choice"),
        ("contact_wish", "everywhere", "form_wrong_choice"),
        ("curp", "١" * 18, "registration_wrong_curp"),
        ("curp", "C" * 10_000, "registration_wrong_curp"),
    ],
)
def test_what_cannot_be_kept_is_explained_beside_its_field(
    client: httpx.Client, field: str, typed: str, sentence: str
) -> None:
    answered = client.post("/registration", data={field: typed})

    assert answered.status_code == 422
    explained = html.escape(say(sentence, "en"), quote=True)
    assert f'id="{field}-problem">{explained}</p>' in answered.text
    assert "<script" not in answered.text
    assert "<b>" not in answered.text
    assert client.get("/registration").status_code == 200


def test_html_in_a_name_is_shown_as_text(page: Page) -> None:
    name = "Ana <b id=bold>*x*</b> [y](http://z.example)"
    press(page, "button_yes")
    page.get_by_label(say("ask_registration_name", "en")).fill(name)
    press(page, "form_save")

    assert line("name", name) in kept(page)
    expect(page.locator("#bold")).to_have_count(0)


def test_fields_without_consent_are_not_kept(assistant: Assistant) -> None:
    with httpx.Client(base_url=assistant.address, follow_redirects=True) as client:
        client.post("/registration/language", data={"speak": "en"})
        answered = client.post("/registration", data={"name": "Ana"})

        assert say("button_yes", "en") in answered.text
        assert "Ana" not in client.post("/registration/consent", data={"agreed": "true"}).text


@pytest.mark.parametrize("address", ["change", "delete"])
def test_what_needs_a_registration_leads_to_the_consent_without_one(
    assistant: Assistant, address: str
) -> None:
    answered = httpx.get(f"{assistant.address}/registration/{address}", follow_redirects=True)

    assert (answered.status_code, answered.url.path) == (200, "/registration")


@pytest.mark.parametrize(
    ("address", "data"), [("consent", {"agreed": "true"}), ("language", {"speak": "fr"})]
)
def test_another_site_cannot_replace_the_conversation(
    assistant: Assistant, address: str, data: dict[str, str]
) -> None:
    answered = httpx.post(
        f"{assistant.address}/registration/{address}", data=data, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert answered.status_code == 422
    assert "set-cookie" not in answered.headers


def test_a_form_on_another_site_changes_no_registration(browser: Browser, assistant: Assistant) -> None:
    context = browser.new_context(locale="en-US")
    page = context.new_page()
    page.goto(f"{assistant.address}/registration")
    press(page, "button_yes")
    page.get_by_label(say("ask_registration_name", "en")).fill("Ana")
    press(page, "form_save")

    page.goto(
        "data:text/html,<form method=post action="
        + f"{assistant.address}/registration/delete><button>x</button></form>"
    )
    page.get_by_role("button").click()
    page.wait_for_url(f"{assistant.address}/**")

    page.goto(f"{assistant.address}/registration")
    assert line("name", "Ana") in kept(page)
    context.close()


def test_what_was_answered_in_the_chat_stands_on_the_page(talk: Talk, assistant: Assistant) -> None:
    registers(talk, "en", "Rosemitha")

    shown = httpx.get(f"{assistant.address}/registration", cookies={"conversation": str(talk.conversation)})

    assert line("name", "Rosemitha") in shown.text


def test_the_staff_of_the_appointments_centre_may_see_it(talk: Talk, assistant: Assistant) -> None:
    books(talk, "en")
    cookies = {"conversation": str(talk.conversation)}
    with httpx.Client(base_url=assistant.address, cookies=cookies, follow_redirects=True) as client:
        client.post("/registration/consent", data={"agreed": "true"})
        shown = client.post("/registration", data={"name": "Ana"})

    assert say("registration_centre", "en") in shown.text


def test_a_change_of_language_keeps_what_was_typed(page: Page) -> None:
    press(page, "button_yes")
    page.get_by_label(say("ask_registration_name", "en")).fill("Ana")
    page.get_by_label(say("registration_helps_mobility", "en")).check()
    choose(page, "ht")

    expect(page.locator("html")).to_have_attribute("lang", "ht")
    expect(page.get_by_label(say("ask_registration_name", "ht"))).to_have_value("Ana")
    expect(page.get_by_label(say("registration_helps_mobility", "ht"))).to_be_checked()
    press(page, "form_save", "ht")
    assert line("name", "Ana", "ht") in kept(page)
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "ht")


def test_the_enter_key_keeps_the_answers(page: Page) -> None:
    press(page, "button_yes")
    page.get_by_label(say("ask_registration_name", "en")).fill("Ana")
    page.keyboard.press("Enter")

    assert line("name", "Ana") in kept(page)


def test_the_chat_links_to_the_form_and_the_form_to_the_chat(page: Page) -> None:
    page.goto("/")
    follow(page, "web_register")
    expect(page).to_have_title(f"{say('form_title', 'en')} · Orienta")
    follow(page, "form_back")
    expect(page.locator("#compose")).to_be_visible()


def test_leaving_quickly_deletes_the_registration(page: Page) -> None:
    press(page, "button_yes")
    page.get_by_role("button", name=say("web_leave", "en")).click()

    page.goto("/registration")
    expect(page.locator("#fields")).to_have_count(0)
    assert not page.context.cookies()


@languages
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_to_complain_of(scripted: Page, language: str, width: int) -> None:
    scripted.set_viewport_size({"width": width, "height": 800})
    choose(scripted, language)

    assert {part: complaints(scripted) for part in parts(scripted, language)} == {part: [] for part in PARTS}


@languages
def test_nothing_is_wider_than_the_narrowest_screen(scripted: Page, language: str) -> None:
    scripted.set_viewport_size({"width": 320, "height": 568})
    choose(scripted, language)
    wide = "document.documentElement.scrollWidth"

    assert {p: scripted.evaluate(wide) for p in parts(scripted, language)} == dict.fromkeys(PARTS, 320)


def test_everything_is_reached_by_keyboard_in_the_order_of_the_page(scripted: Page) -> None:
    press(scripted, "button_yes")
    expect(scripted.locator("#fields")).to_be_visible()
    scripted.keyboard.press("Tab")
    assert focused(scripted) == say("form_skip", "en")
    scripted.keyboard.press("Enter")
    scripted.keyboard.press("Tab")
    assert focused(scripted) == say("ask_registration_name", "en")
    scripted.keyboard.type("Ana")
    scripted.keyboard.press("Tab")
    assert focused(scripted) == say("ask_registration_country", "en")
    scripted.keyboard.press("Tab")
    scripted.keyboard.press("ArrowUp")
    assert focused(scripted) == say("registration_status_foreign", "en")


def test_no_request_goes_to_another_host_and_the_page_has_no_script(
    scripted: Page, assistant: Assistant
) -> None:
    hosts: set[str] = set()
    scripted.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    refused: list[str] = []
    scripted.on("console", lambda message: refused.append(message.text))

    for _ in parts(scripted, "en"):
        expect(scripted.locator("script")).to_have_count(0)

    assert hosts == {urlsplit(assistant.address).netloc}
    assert [text for text in refused if "Content Security Policy" in text] == []
    policy = httpx.get(f"{assistant.address}/registration").headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


PARTS = ("consent", "fields", "problems", "kept", "delete")


def parts(page: Page, language: str) -> Iterator[str]:
    """Go through every part of the page, from the consent on."""
    yield "consent"
    press(page, "button_yes", language)
    expect(page.locator("#fields")).to_be_visible()
    yield "fields"
    page.get_by_label(say("ask_registration_adults", language)).fill("-1")
    page.get_by_label(say("ask_registration_curp", language)).fill(WRONG_CURP)
    press(page, "form_save", language)
    expect(page.locator("#problems")).to_be_visible()
    yield "problems"
    page.get_by_label(say("ask_registration_adults", language)).fill("1")
    page.get_by_label(say("ask_registration_curp", language)).fill(CURP)
    press(page, "form_save", language)
    expect(page.locator("#kept")).to_be_visible()
    yield "kept"
    follow(page, "form_delete", language)
    expect(page.get_by_role("heading")).to_have_text(say("form_delete_question", language))
    yield "delete"


def press(page: Page, sentence: str, language: str = "en") -> None:
    """Press the button that says so."""
    page.get_by_role("button", name=say(sentence, language), exact=True).click()


def follow(page: Page, sentence: str, language: str = "en") -> None:
    """Follow the link that says so."""
    page.get_by_role("link", name=say(sentence, language), exact=True).first.click()


def line(field: str, value: str, language: str = "en") -> str:
    """Return how the page shows an answer."""
    return say("registration_line", language, label=say(f"registration_{field}", language), value=value)


def kept(page: Page) -> list[str]:
    """Return what the page says is kept."""
    expect(page.locator("#kept")).to_be_visible()
    return page.locator("main li").all_inner_texts()
