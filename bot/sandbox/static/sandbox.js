// Plays the chat: draws what the server tells, and tells it what somebody does. It keeps no state of its own.
"use strict";

const part = (id) => document.getElementById(id);
const chat = part("chat");
const drawn = new Map(); // by message id, the JSON that its bubble was drawn from
const AWAY = "The sandbox does not answer. It may have been stopped.";
const NEAR_THE_END = 40; // pixels
let person = null;
let seenNotice = null;
let stream = null;
let following = true; // somebody who scrolled back is left where they read

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

async function play(what, said = {}) {
  try {
    const response = await fetch(`/play/${what}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ person, ...said }),
    });
    const answer = await response.json();
    if (!response.ok) tell(answer.error);
    return answer;
  } catch {
    tell(AWAY);
    return {};
  }
}

function tell(text) {
  part("notice").textContent = text;
}

function watch(id) {
  if (stream) stream.close();
  chat.replaceChildren();
  drawn.clear();
  seenNotice = null;
  stream = new EventSource(id ? `/play/events?person=${id}` : "/play/events");
  stream.addEventListener("message", (event) => draw(JSON.parse(event.data)));
  stream.addEventListener("error", () => tell(AWAY));
}

function draw(view) {
  person = view.person;
  part("bot").textContent = view.bot.name;
  chat.lang = view.language || "en";
  drawPeople(view);
  drawCommands(view);
  drawChat(view);
  drawNotice(view.notice);
  part("block").textContent = view.blocked ? "Unblock the bot" : "Block the bot";
  part("block").value = view.blocked ? "unblock" : "block";
  for (const field of document.querySelectorAll("#composer :is(textarea, button), #kinds button, #commands button")) {
    field.disabled = view.blocked;
  }
}

function drawPeople(view) {
  const label = (one) => (one.language ? `${one.name} (${one.language})` : one.name);
  const options = view.people.map((one) => new Option(label(one), one.id, false, one.id === view.person));
  if (part("person").options.length !== options.length || part("person").value !== String(view.person)) {
    part("person").replaceChildren(...options);
  }
}

function drawCommands(view) {
  const wanted = JSON.stringify(view.commands);
  if (part("commands").dataset.drawn === wanted) return;
  part("commands").dataset.drawn = wanted;
  part("no-commands").hidden = view.commands.length > 0;
  part("commands").replaceChildren(
    ...view.commands.map(({ command, description }) => {
      const button = element("button", { type: "button", value: `/${command}` });
      button.append(element("bdi", { class: "command" }, `/${command}`), " ");
      button.append(element("bdi", { lang: view.language }, description));
      return button;
    }),
  );
}

function drawChat(view) {
  const shown = new Set(view.messages.map((message) => message.id));
  for (const id of [...drawn.keys()].filter((id) => !shown.has(id))) {
    bubbleOf(id).remove();
    drawn.delete(id);
  }
  part("welcome")?.remove();
  view.messages.forEach(drawMessage);
  if (!view.begun || view.blocked) chat.append(welcome(view));
  follow();
}

function follow() {
  if (following) chat.scrollTop = chat.scrollHeight;
}

function bubbleOf(id) {
  return part(`message-${id}`);
}

function drawMessage(message) {
  const wanted = JSON.stringify(message);
  if (drawn.get(message.id) === wanted) return;
  const old = bubbleOf(message.id);
  const made = bubble(message);
  if (old) {
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    old.replaceWith(made);
    if (focused) sameKey(made, focused).focus({ preventScroll: true });
  } else {
    chat.append(made);
  }
  drawn.set(message.id, wanted);
}

// Whoever pressed a button by keyboard stays on it; if it has gone, they are at the first of those that came.
function sameKey(bubble, focused) {
  const keys = [...bubble.querySelectorAll(".key")];
  return keys.find((one) => one.dataset.sends === focused.dataset.sends) || keys[0] || part("text");
}

function bubble(message) {
  const who = element("span", { class: "hidden", lang: "en" }, message.mine ? "You: " : "Bot: ");
  const body = element("div", { class: "bubble__body" }, who);
  const ours = (name, text) => element("p", { class: name, lang: "en" }, text);
  if (message.kind) body.append(ours("bubble__kind", `[${message.kind.replace("_", " ")}]`));
  if (message.text) body.append(element("p", { class: "bubble__text", dir: "auto" }, message.text));
  body.append(ours("bubble__at", `${message.edited ? "edited " : ""}${clock(message.at)}`));
  const side = message.mine ? "bubble bubble--mine" : "bubble";
  const made = element("div", { class: side, id: `message-${message.id}` }, body);
  if (message.rows.length) made.append(keyboard(message));
  return made;
}

function keyboard(message) {
  const keys = (row) => row.map((one) => key(message, one));
  const rows = message.rows.map((row) => element("div", { class: "keyboard__row" }, ...keys(row)));
  return element("div", { class: "keyboard" }, ...rows);
}

function key(message, { text, data, url }) {
  const looks = { class: "key", dir: "auto" };
  if (url) return element("a", { ...looks, href: url, target: "_blank", rel: "noopener noreferrer" }, text);
  const made = element("button", { ...looks, type: "button", "data-sends": data }, text);
  made.addEventListener("click", () => play("tap", { message: message.id, data }));
  return made;
}

function welcome(view) {
  const start = element("button", { type: "button", class: "start" }, view.blocked ? "Restart" : "Start");
  start.addEventListener("click", () => play("start"));
  const said = view.blocked ? "You blocked the bot." : "Nothing has been said yet.";
  const made = element("div", { class: "welcome", id: "welcome" }, element("p", { lang: "en" }, said));
  if (view.description && !view.blocked) {
    made.append(element("p", { class: "bubble__text", dir: "auto" }, view.description));
  }
  made.append(element("p", { lang: "en" }, start));
  return made;
}

function drawNotice(notice) {
  if (seenNotice !== null && notice.number > seenNotice) tell(notice.text);
  else if (seenNotice === null) tell("");
  seenNotice = notice.number;
}

function clock(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}

async function send() {
  const text = part("text").value;
  if (!text.trim()) return;
  part("text").value = "";
  tell("");
  await play("say", { text });
}

chat.addEventListener("scroll", () => {
  following = chat.scrollHeight - chat.scrollTop - chat.clientHeight < NEAR_THE_END;
});
new ResizeObserver(follow).observe(chat);
part("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});
part("text").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    send();
  }
});
part("person").addEventListener("change", (event) => watch(event.target.value));
part("kinds").addEventListener("click", (event) => {
  if (event.target.value) play("send", { kind: event.target.value });
});
part("commands").addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button) play("say", { text: button.value });
});
part("block").addEventListener("click", (event) => play(event.target.value));
part("link").addEventListener("submit", (event) => {
  event.preventDefault();
  play("start", { payload: part("payload").value });
});
part("newcomer").addEventListener("submit", async (event) => {
  event.preventDefault();
  const made = await play("people", { name: part("name").value, language: part("language").value });
  if (!made.person) return;
  event.target.reset();
  watch(made.person);
});

watch(null);
