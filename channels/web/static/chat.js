// Sends without reloading and keeps messages safe on a poor network; without it the page works by form posts.

const ANSWER_MS = 15000;
const LEAVE_MS = 3000;
const HEAR_MS = 30000;
const RETRY_SECONDS = [1, 2, 4, 8, 16, 30];
const UNSENT = "orienta-unsent";
const LEFT = "orienta-left";

const main = document.querySelector("main");
const log = document.getElementById("messages");
const bar = document.querySelector(".bar");
const form = document.getElementById("compose");
const input = document.getElementById("text");
const tabs = "BroadcastChannel" in self ? new BroadcastChannel("orienta") : null;
let sentences = JSON.parse(main.dataset.sentences);
let delivering = false;
let leaving = false;
let wake = () => {};

/* The queue: kept in storage by id, so that a second tab never loses the messages of the first. */

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(UNSENT)) || [];
  } catch {
    return []; // storage is off or was tampered with: this page's memory still holds the queue
  }
}

function remember(messages) {
  if (leaving) return;
  messages = messages.filter(({ location }) => !location); // where someone is stays out of the phone's storage
  try {
    if (messages.length) localStorage.setItem(UNSENT, JSON.stringify(messages));
    else localStorage.removeItem(UNSENT);
  } catch {}
}

const queue = remembered();

function send(text, title, location) {
  const message = { id: newId(), text, title, location };
  queue.push(message);
  remember([...remembered(), message]);
  reveal(show(message));
  wake();
  deliver();
}

function drop(message) {
  queue.splice(queue.indexOf(message), 1);
  remember(remembered().filter(({ id }) => id !== message.id));
}

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID(); // missing on plain http
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/* Delivery: strictly in order, one at a time, the same id until the server has acknowledged it. */

async function deliver() {
  if (delivering) return;
  delivering = true;
  for (let failures = 0; queue.length && !leaving; ) {
    const message = queue[0];
    if (!failures) showTyping(show(message));
    if (message.begins === undefined) message.begins = begins(message);
    const answer = await post(message);
    if (leaving) return;
    hideTyping();
    if (!answer) {
      mark(show(message), "web_waiting");
      await pause(RETRY_SECONDS[Math.min(failures++, RETRY_SECONDS.length - 1)]);
      continue;
    }
    failures = 0;
    if (answer.status === 404 && !message.begins) {
      setConversation("");
      message.begins = true;
      continue;
    }
    drop(message);
    if (answer.status < 400) accept(show(message), answer.body);
    else refuse(show(message), message, answer.body);
  }
  delivering = false;
}

// A message that begins a conversation does so at every attempt, or the server could not tell that it is the same.
function begins(message) {
  const first = !main.dataset.conversation;
  remember(remembered().map((kept) => (kept.id === message.id ? { ...kept, begins: first } : kept)));
  return first;
}

async function post({ id, text, begins, location }) {
  const body = { conversation: begins ? null : main.dataset.conversation || null, id, text, language: null, location };
  try {
    return await request("/api/messages", JSON.stringify(body), "application/json", ANSWER_MS, async (response) => {
      const { status } = response;
      if (status >= 500 || status === 408 || status === 429) return null;
      if (status >= 400) return { status, body: await response.json().catch(() => ({})) };
      const answer = await response.json(); // a Wi-Fi login page in between is not JSON: try again
      return answer.replies ? { status, body: answer } : null;
    });
  } catch {
    return null;
  }
}

async function request(address, body, type, milliseconds, read) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), milliseconds);
  try {
    const headers = { Accept: "application/json", "Content-Type": type };
    const keepalive = body.length < 20000; // goes on when the page is closed; browsers refuse it above 64 KB
    return await read(await fetch(address, { method: "POST", headers, body, keepalive, signal: stop.signal }));
  } finally {
    clearTimeout(timer);
  }
}

function pause(seconds) {
  return new Promise((done) => {
    wake = done;
    setTimeout(done, seconds * 1000);
  });
}

function accept(bubble, { conversation, language, replies }) {
  setConversation(conversation);
  bubble.querySelector(".status")?.remove();
  if (!isAnswered(bubble)) bubble.after(...replies.map((reply) => assistantMessage(reply, language)));
  reveal(bubble);
  if (language && language !== document.documentElement.lang) speak(language);
}

function refuse(bubble, { text, title }, { detail }) {
  mark(bubble, "web_not_sent");
  bubble.after(assistantMessage({ text: typeof detail === "string" ? detail : sentences.web_failed }));
  reveal(bubble);
  if (!title && !input.value) input.value = text;
}

function setConversation(id) {
  main.dataset.conversation = id || "";
  for (const field of document.getElementsByName("conversation")) field.value = id || "";
}

/* What the assistant says of its own accord: reminders and offers. */

async function hear() {
  const { conversation, after } = main.dataset;
  if (!conversation || document.hidden || delivering) return;
  try {
    const response = await fetch(`/api/messages?conversation=${conversation}&after=${after}`);
    if (!response.ok) return;
    const news = await response.json();
    main.dataset.after = news.after;
    for (const { replies, language } of news.answers) log.append(...replies.map((reply) => assistantMessage(reply, language)));
    if (news.answers.length) reveal(log.lastElementChild);
  } catch {} // the next time
}

/* Where the person is: sent once, kept nowhere. */

function locate() {
  const found = ({ coords: { latitude, longitude } }) => send("", sentences.web_location_sent, { latitude, longitude });
  const failed = () => log.append(assistantMessage({ text: sentences.web_location_failed }));
  navigator.geolocation.getCurrentPosition(found, failed, { maximumAge: 600000, timeout: 10000 });
}

/* What is seen. Only `html`, which the server has sanitised, is ever read as HTML. */

function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function sentence(tag, name, attributes = {}) {
  return element(tag, { ...attributes, "data-t": name }, sentences[name] || "");
}

function find({ id }) {
  return [...log.children].find((child) => child.dataset.id === id);
}

function isAnswered(bubble) {
  return Boolean(bubble?.nextElementSibling?.matches(".assistant"));
}

function show(message) {
  const shown = find(message);
  if (shown) return shown;
  const text = element("p", { class: "text", dir: "auto" }, message.title || message.text);
  const bubble = element("div", { class: "message person", "data-id": message.id }, sentence("span", "web_you", { class: "unseen" }), text);
  mark(bubble, "web_sending");
  log.append(bubble);
  return bubble;
}

function mark(bubble, name) {
  const old = bubble.querySelector(".status");
  if (old?.dataset.t === name) return; // or a screen reader says it again at each attempt
  old?.remove();
  bubble.append(sentence("p", name, { class: "status" }));
}

function reveal(node) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  node.scrollIntoView({ behavior: calm ? "auto" : "smooth" });
}

function showTyping(bubble) {
  hideTyping();
  const dots = element("span", { class: "dots", "aria-hidden": "true" }, element("i", {}), element("i", {}), element("i", {}));
  bubble.after(element("div", { class: "message typing" }, element("p", { class: "text" }, sentence("span", "web_typing"), dots)));
  reveal(bubble);
}

function hideTyping() {
  log.querySelector(".typing")?.remove();
}

function assistantMessage({ text, html, source, buttons }, language = document.documentElement.lang) {
  const words = element("div", { class: "text", dir: "auto" });
  if (html) words.innerHTML = html;
  else words.append(element("p", { class: "plain" }, text || ""));
  const made = element("div", { class: "message assistant", lang: language }, element("span", { class: "who" }, "Orienta"), words);
  if (source) made.append(element("p", { class: "source", dir: "auto" }, source));
  if (buttons?.length) {
    const hidden = { conversation: main.dataset.conversation, id: newId() };
    const fields = Object.entries(hidden).map(([name, value]) => element("input", { type: "hidden", name, value }));
    const choices = buttons.map(({ title, payload }) => element("button", { name: "payload", value: payload }, title));
    made.append(element("form", { class: "replies", method: "post", action: "/#latest" }, ...fields, ...choices));
  }
  return made;
}

/* The language. */

async function speak(language) {
  try {
    const response = await fetch(`/sentences/${language}`);
    if (!response.ok) return;
    sentences = { ...sentences, ...(await response.json()) };
  } catch {
    return; // the next answer tries again
  }
  document.documentElement.lang = language;
  translate("data-t", (node, words) => (node.textContent = words));
  translate("data-t-label", (node, words) => node.setAttribute("aria-label", words));
  translate("data-t-placeholder", (node, words) => (node.placeholder = words));
  for (const button of document.getElementsByName("language")) button.setAttribute("aria-pressed", button.value === language);
}

function translate(attribute, put) {
  for (const node of document.querySelectorAll(`[${attribute}]`)) {
    const words = sentences[node.getAttribute(attribute)];
    if (words) put(node, words);
  }
}

async function chooseLanguage(button) {
  const fields = new URLSearchParams({ conversation: main.dataset.conversation, language: button.value });
  try {
    const fresh = await request("/language", fields.toString(), "application/x-www-form-urlencoded", ANSWER_MS, async (response) =>
      new DOMParser().parseFromString(response.ok ? await response.text() : "", "text/html"),
    );
    const messages = fresh.getElementById("messages").childNodes;
    log.setAttribute("aria-live", "off"); // or a screen reader reads the whole talk again
    log.replaceChildren(...messages);
    setTimeout(() => log.setAttribute("aria-live", "polite"), 500);
    setConversation(fresh.querySelector("main").dataset.conversation);
    queue.forEach(show);
    await speak(button.value);
  } catch {
    log.append(assistantMessage({ text: sentences.web_try_again }));
    reveal(log.lastElementChild);
  }
}

/* Leaving: the page is empty at once, whatever the network does. */

async function leave(to) {
  if (leaving) return;
  leaving = true;
  const conversation = main.dataset.conversation;
  document.title = "";
  document.body.replaceChildren();
  try {
    localStorage.clear();
    sessionStorage.clear();
    localStorage.setItem(LEFT, "1"); // until the server has forgotten the cookie, which scripts can't see
  } catch {}
  tabs?.postMessage("leave");
  let next = "about:blank";
  try {
    const fields = new URLSearchParams({ conversation }).toString();
    const { leave_to } = await request("/leave", fields, "application/x-www-form-urlencoded", LEAVE_MS, (response) => response.json());
    next = to || leave_to;
    localStorage.clear();
  } catch {}
  location.replace(next);
}

/* Start. */

function compose() {
  const text = input.value.trim();
  input.focus();
  if (!text) return;
  input.value = "";
  grow();
  send(text);
}

function grow() {
  for (input.rows = 1; input.rows < 5 && input.scrollHeight > input.clientHeight; ) input.rows += 1;
}

document.addEventListener("submit", (event) => {
  const { target, submitter: button } = event;
  if (!button) return; // an old browser: the form is posted as without this script
  event.preventDefault();
  const name = target.getAttribute("id"); // target.id is the field named "id"
  if (name === "leave") leave();
  else if (name === "languages") chooseLanguage(button);
  else if (name === "compose") compose();
  else if (queue[queue.length - 1]?.text !== button.value) send(button.value, button.textContent);
});

input.addEventListener("input", grow);
input.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  compose();
});

function measure() {
  const { classList, style } = document.documentElement;
  classList.toggle("crowded", bar.offsetHeight + form.offsetHeight > innerHeight / 2);
  const fixed = getComputedStyle(form).position === "fixed";
  const sizes = { bar: bar.offsetHeight, compose: fixed ? form.offsetHeight : 0, column: main.clientWidth };
  for (const [name, size] of Object.entries(sizes)) style.setProperty(`--${name}`, `${size}px`);
}

function stayInPlace() {
  if (!("ResizeObserver" in self)) return;
  document.documentElement.classList.add("js");
  const sizes = new ResizeObserver(measure);
  for (const part of [bar, form, main]) sizes.observe(part);
  addEventListener("resize", measure);
  measure();
}

let escapes = [];
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.repeat) return;
  escapes = [...escapes.slice(-2), event.timeStamp];
  if (escapes.length === 3 && event.timeStamp - escapes[0] < 1500) leave();
});

if ("geolocation" in navigator && isSecureContext) {
  const button = document.getElementById("locate");
  button.hidden = false;
  button.addEventListener("click", locate);
}

setInterval(hear, HEAR_MS);
document.addEventListener("visibilitychange", hear);
addEventListener("online", () => wake());
addEventListener("pageshow", (event) => event.persisted && location.reload());
if (tabs) tabs.onmessage = () => leave();

let left = null;
try {
  left = localStorage.getItem(LEFT);
} catch {}
if (left) leave("/");
else {
  stayInPlace();
  queue.filter((message) => isAnswered(find(message))).forEach(drop);
  queue.forEach(show);
  if (log.children.length > 1) log.lastElementChild.scrollIntoView();
  deliver();
}
