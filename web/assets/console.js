// The console's behaviour: ask, show, inspect. All HTML comes escaped from the server; nothing typed is ever parsed as HTML here.
"use strict";

const byId = (id) => document.getElementById(id);
const token = document.querySelector('meta[name="ispo-token"]').content;
const state = { channel: null, left: null, previous: {}, inspected: null, tab: "json", busy: false, typed: {}, opener: null };

const persona = () => document.querySelector('input[name="persona"]:checked');
const direct = "dm";
const threadKey = () => `${persona().value} ${state.channel}`;
const typed = () => (state.typed[persona().value] ??= []);

// What names a person in `only` is seen by nobody else: answers to one alone, and everybody's own direct messages.
const isInSight = ({ channel, only }) => channel === state.channel && (!only || only === persona().value);

async function post(path, body) {
  const reply = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json", "x-ispo-token": token },
    body: JSON.stringify(body),
  });
  const json = await reply.json().catch(() => ({ error: `The service answered ${reply.status} without an explanation.` }));
  if (!reply.ok || !json.now) throw Object.assign(new Error(json.error || `The service answered ${reply.status}.`), { refused: reply.status >= 400 && reply.status < 500 });
  return json;
}

// Only a refusal says for sure that nothing happened; any other reply may have been lost on its way.
const became = (error) => error.refused ? "Nothing was changed." : "Whether it was carried out is not known; look before you repeat it.";

function showTime(rfc3339) {
  const time = byId("now");
  time.dateTime = rfc3339;
  time.textContent = localTime(rfc3339);
}

function localTime(rfc3339) {
  return new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", timeZone: "UTC" })
    .format(new Date(rfc3339)) + " UTC";
}

function initials(avatar, name) {
  const words = name.split(" ");
  avatar.textContent = words[0].slice(0, 1) + (words.length > 1 ? words.at(-1).slice(0, 1) : "");
  avatar.classList.add(`tone${[...name].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 6}`);
}

const icon = () => document.querySelector(".welcome img").cloneNode();

// What was said outlasts a reload of the page, in this tab only; the oldest goes first.
const mostKept = 80;
const conversation = [];

function keep(entry) {
  conversation.push(entry);
  if (conversation.length > mostKept) conversation.shift();
  store();
}

// What is too long for the browser loses its oldest part; where nothing may be stored it lasts until the page is left.
function store() {
  for (let said = conversation; ; said = said.slice(Math.ceil(said.length / 4))) {
    try {
      sessionStorage.setItem("ispo-conversation", JSON.stringify({
        said, previous: state.previous, typed: state.typed, channel: state.channel, persona: persona().value,
      }));
      return;
    } catch {
      if (said.length === 0) return;
    }
  }
}

function drawEntry(entry) {
  if (entry.reply) answer(entry);
  else message(entry, plain(entry.text));
}

// Who is acted as and where one is may change while an answer is waited for: `place` was taken before.
const here = (alone = false) => ({ channel: state.channel, only: alone || state.channel === direct ? persona().value : null });

function say(kind, name, content, place = here()) {
  const entry = { kind, name, at: byId("now").dateTime, ...place, ...content };
  drawEntry(entry);
  keep(entry);
}

function restore() {
  try {
    const kept = JSON.parse(sessionStorage.getItem("ispo-conversation"));
    if (!kept) return;
    Object.assign(state.previous, kept.previous);
    Object.assign(state.typed, kept.typed);
    goBack(kept);
    for (const entry of kept.said) {
      drawEntry(entry);
      conversation.push(entry);
    }
  } catch { /* what cannot be read is not shown */ }
}

// To where one was and as whom. What is no longer there changes nothing.
function goBack({ channel, persona: who }) {
  const person = [...document.querySelectorAll('input[name="persona"]')].find((each) => each.value === who);
  if (person) person.checked = true;
  const place = [...document.querySelectorAll("[data-channel][data-name]")].find((each) => each.dataset.channel === channel);
  if (place) enter(place);
}

const articles = new Map();  // of what was said

function message(entry, fill) {
  const { kind, name, channel, only, at } = entry;
  const article = document.createElement("article");
  article.className = `message ${kind}`;
  article.hidden = !isInSight(entry);
  if (only && channel !== direct) {
    const mark = document.createElement("p");
    mark.className = "only";
    mark.textContent = "Only visible to you";
    article.append(mark);
  }
  const avatar = document.createElement("div");
  avatar.className = "avatar";
  avatar.setAttribute("aria-hidden", "true");
  if (kind === "person") initials(avatar, name);
  else avatar.append(icon());
  const body = document.createElement("div");
  body.className = "body";
  const who = document.createElement("p");
  who.className = "who";
  const strong = document.createElement("strong");
  strong.textContent = name;
  who.append(strong);
  if (kind !== "person") {
    const badge = document.createElement("span");
    badge.className = "badge";
    badge.textContent = "app";
    who.append(badge);
  }
  const time = document.createElement("time");
  time.dateTime = at;
  time.textContent = at.slice(11, 16);
  who.append(time);
  body.append(who);
  fill(body);
  article.append(avatar, body);
  byId("messages").append(article);
  articles.set(article, entry);
  show(article);
  return article;
}

// What is meant for where one is now, and for whom one acts as.
function lookAround() {
  for (const [article, entry] of articles) article.hidden = !isInSight(entry);
  const newest = [...articles.keys()].findLast((article) => !article.hidden);
  if (newest) show(newest);
  if (!state.inspected || !isInSight(state.inspected)) inspect(conversation.findLast((entry) => entry.reply && isInSight(entry)));
}

// A long answer is read from its beginning: the question above it stays in sight.
function show(article) {
  if (article.hidden) return;
  const before = article.previousElementSibling;
  const question = article.classList.contains("bot") && before?.classList.contains("person") ? before : article;
  const height = article.offsetTop + article.offsetHeight - question.offsetTop;
  if (height > byId("messages").clientHeight) question.scrollIntoView({ block: "start" });
  else byId("messages").scrollTop = byId("messages").scrollHeight;
}

const plain = (text) => (body) => {
  const p = document.createElement("p");
  p.textContent = text;
  body.append(p);
};

function answer(entry) {
  const { reply } = entry;
  const article = message(entry, (body) => body.insertAdjacentHTML("beforeend", reply.html));
  for (const time of article.querySelectorAll(".as-of time")) time.textContent = localTime(time.dateTime);
  const look = document.createElement("button");
  look.type = "button";
  look.className = "look";
  look.textContent = "Inspect";
  look.setAttribute("aria-label", `Inspect this answer: ${reply.headline}`);
  look.addEventListener("click", () => {
    inspect(entry);
    if (byId("inspector").hidden) openInspector(look);
  });
  article.querySelector(".who").append(look);
  addChange(article.querySelector(".answer > .reading"), reply, entry.only && entry.channel !== direct ? "/ispo " : "");
  if (isInSight(entry)) inspect(entry);
}

// What plain words were taken for, to be corrected where one types. `lead` keeps it between the asker and the bot.
function addChange(reading, { line, reading: words }, lead) {
  if (!reading || !line) return;
  const change = document.createElement("button");
  change.type = "button";
  change.className = "change";
  change.textContent = "Change";
  change.setAttribute("aria-label", `Change what I read: ${words}`);
  change.addEventListener("click", () => {
    const input = byId("question");
    input.value = lead + line;
    recalled = typed().length;
    input.focus();
    input.setSelectionRange(input.value.length, input.value.length);
  });
  reading.append(" ", change);
}

// What is pressed is answered to the person alone, as in Slack; so is a slash command.
async function ask(text, shown, fields, pressed = false) {
  if (state.busy) return;
  state.busy = true;
  document.body.classList.add("busy");
  const alone = pressed || /^\/ispo/i.test(text);
  const place = here(alone);
  const thread = threadKey();
  say("person", persona().dataset.name, { text: shown || text }, place);
  try {
    const reply = await post("/console/ask", { text, fields: fields || {}, alone, persona: persona().value, channel: place.channel, previous: state.previous[thread] || "" });
    if (typeof reply.html !== "string" || !reply.html) throw new Error("The service sent a part that this page can't draw.");
    if (reply.line) state.previous[thread] = reply.line;
    showTime(reply.now);
    say("bot", "ISPO Bot", { reply }, place);
  } catch (error) {
    say("bot problem", "ISPO Bot", { text: `This could not be shown: ${error.message} ${became(error)}` }, place);
  } finally {
    state.busy = false;
    document.body.classList.remove("busy");
  }
}

const nothingYet = byId("verdict").textContent;

function inspect(entry) {
  state.inspected = entry ?? null;
  if (entry) judge(entry.reply);
  else Object.assign(byId("verdict"), { textContent: nothingYet, className: "" });
  draw();
}

function judge(reply) {
  const errors = reply.block_errors || [];
  byId("verdict").textContent = errors.length
    ? `Slack would refuse it: ${errors.map((e) => `${e.pointer}: ${e.message}`).join("; ")}`
    : `Block Kit is valid: ${(reply.blocks.blocks || []).length} blocks. Command line: ${reply.line || "none"}`;
  byId("verdict").className = errors.length ? "bad" : "good";
}

function draw() {
  const reply = state.inspected?.reply;
  byId("panel").textContent = reply ? JSON.stringify(state.tab === "json" ? reply.json : reply.blocks, null, 2) : "";
}

function choose(tab) {
  state.tab = tab;
  for (const name of ["json", "blocks"]) {
    const button = byId(`tab-${name}`);
    button.setAttribute("aria-selected", String(name === tab));
    button.tabIndex = name === tab ? 0 : -1;
  }
  byId("panel").setAttribute("aria-labelledby", `tab-${tab}`);
  draw();
}

function enter(button) {
  for (const each of document.querySelectorAll("[data-channel][data-name]")) each.removeAttribute("aria-current");
  button.setAttribute("aria-current", "true");
  state.channel = button.dataset.channel;
  byId("channel-name").textContent = button.dataset.name;
  byId("channel-topic").textContent = button.dataset.topic;
  lookAround();
}

// As in Slack, nobody is in a channel that is not theirs: a guest only where the partner company is. Who was led out of
// one comes back to it as somebody who is in it.
const isIn = (place) => !(place.closest("[data-colleagues]") && persona().dataset.role === "guest");
function stayWhereAllowed() {
  const places = [...document.querySelectorAll("[data-channel][data-name]")];
  const current = places.find((each) => each.dataset.channel === state.channel);
  if (!isIn(current)) {
    state.left = current;
    enter(places.find(isIn));
  } else if (state.left && isIn(state.left)) {
    enter(state.left);
    state.left = null;
  }
}

function confirmed(question) {
  const dialog = byId("confirm");
  byId("confirm-question").textContent = question;
  dialog.showModal();
  return new Promise((resolve) => {
    const end = (yes) => () => { dialog.close(); resolve(yes); };
    byId("confirm-yes").onclick = end(true);
    byId("confirm-no").onclick = end(false);
    dialog.oncancel = () => resolve(false);
  });
}

async function moveClock(path, body, told) {
  if (state.busy) return;
  state.busy = true;
  document.body.classList.add("busy");
  const place = here();
  const before = byId("now").dateTime;
  byId("now").textContent = "One moment …";
  try {
    const reply = await post(path, body);
    showTime(reply.now);
    say("bot", "ISPO Bot", { text: `${told} It is now ${localTime(reply.now)}.` }, place);
  } catch (error) {
    showTime(before);
    say("bot problem", "ISPO Bot", { text: error.refused ? error.message : `${error.message} ${became(error)}` }, place);
  } finally {
    state.busy = false;
    document.body.classList.remove("busy");
  }
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.line && button.type === "button") {
    if (button.dataset.confirm && !(await confirmed(button.dataset.confirm))) return;
    ask(button.dataset.line, `/ispo ${button.dataset.line}`, {}, true);
  } else if (button.dataset.name) {
    state.left = null;
    enter(button);
    store();
    openMenu(false);
  } else if (button.dataset.forward) {
    moveClock("/console/clock", { forward: button.dataset.forward }, "The clock moved.");
  }
});

// As in a shell: Up brings back what the same person typed before, Down leads forward again to what was begun.
const mostTyped = 50;
let recalled = 0;
let begun = "";
function remember(text) {
  const before = typed();
  if (text && text !== before.at(-1)) before.push(text);
  if (before.length > mostTyped) before.shift();
  recalled = before.length;
}
byId("question").addEventListener("keydown", (event) => {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const next = recalled + step;
  const before = typed();
  if (!step || event.isComposing || next < 0 || next > before.length) return;
  event.preventDefault();
  const input = byId("question");
  if (recalled === before.length) begun = input.value;
  recalled = next;
  input.value = next === before.length ? begun : before[next];
  input.setSelectionRange(input.value.length, input.value.length);
});

document.addEventListener("submit", (event) => {
  event.preventDefault();
  if (state.busy) return;  // what is typed stays where it is
  if (event.target.id === "composer") {
    const input = byId("question");
    const text = input.value.trim();
    input.value = "";
    remember(text);
    ask(text, text || "(nothing)");
  } else if (event.target.dataset.line) {
    const fields = Object.fromEntries([...new FormData(event.target)].map(([name, value]) => [name, String(value)]));
    // Nobody typed its line: what is shown is what was pressed.
    const [title, pressed] = ["legend", "button[type=submit]"].map((each) => event.target.querySelector(each).textContent);
    ask(event.target.dataset.line, `${title}: ${pressed}`, fields, true);
  }
});

byId("tab-json").addEventListener("click", () => choose("json"));
byId("tab-blocks").addEventListener("click", () => choose("blocks"));
document.querySelector('[role="tablist"]').addEventListener("keydown", (event) => {
  if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
  const next = state.tab === "json" ? "blocks" : "json";
  choose(next);
  byId(`tab-${next}`).focus();
});
byId("copy").addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(byId("panel").textContent);
    byId("copy").textContent = "Copied";
  } catch {
    byId("copy").textContent = "Select and copy by hand";
  }
});
// The focus goes into it, and back to what opened it.
function showInspector(open) {
  byId("inspector").hidden = !open;
  byId("inspect").setAttribute("aria-expanded", String(open));
  document.body.classList.toggle("inspecting", open);
}
function openInspector(opener) {
  state.opener = opener;
  showInspector(true);
  byId(`tab-${state.tab}`).focus();
}
function closeInspector() {
  const hadFocus = byId("inspector").contains(document.activeElement);
  showInspector(false);
  if (hadFocus) (state.opener?.isConnected && state.opener.checkVisibility() ? state.opener : byId("inspect")).focus();
}
byId("inspect").addEventListener("click", () => (byId("inspector").hidden ? openInspector(byId("inspect")) : closeInspector()));
byId("inspect-close").addEventListener("click", closeInspector);
function openMenu(open) {
  byId("menu").setAttribute("aria-expanded", String(open));
  document.body.classList.toggle("menu-open", open);
}
byId("menu").addEventListener("click", () => openMenu(!document.body.classList.contains("menu-open")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || byId("confirm").open) return;
  if (document.body.classList.contains("menu-open")) {
    openMenu(false);
    byId("menu").focus();
  } else if (!byId("inspector").hidden) closeInspector();
});
byId("theme").addEventListener("click", () => {
  const dark = document.documentElement.dataset.theme !== "dark";
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  try { localStorage.setItem("ispo-theme", dark ? "dark" : "light"); } catch { /* the choice then lasts until the page is left */ }
  showTheme();
});
byId("restart").addEventListener("click", async () => {
  if (await confirmed("Start the sample company again at its first day? What happened since is forgotten.")) moveClock("/console/restart", {}, "Everything starts again.");
});

function actAs() {
  offer();
  stayWhereAllowed();
  lookAround();
  recalled = typed().length;
  store();
}

// Nobody is offered what would be refused, nor where they are not.
function offer() {
  for (const each of document.querySelectorAll("[data-colleagues]")) each.hidden = persona().dataset.role === "guest";
}
for (const each of document.querySelectorAll('input[name="persona"]')) each.addEventListener("change", actAs);

function showTheme() {
  const dark = document.documentElement.dataset.theme === "dark";
  byId("theme").setAttribute("aria-pressed", String(dark));
}

showTheme();
for (const each of document.querySelectorAll(".personas label")) initials(each.querySelector(".avatar"), each.querySelector("input").dataset.name);
showTime(byId("now").dateTime);
enter(document.querySelector("[data-channel][data-name]"));
restore();
offer();
stayWhereAllowed();
lookAround();
recalled = typed().length;
byId("question").focus();
