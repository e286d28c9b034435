// The article beside its questions. First where one is: tabs on a narrow screen (without this they are links), one question
// at a time (which CSS alone shows, too), how far one is and what to come back to. Then help with reading: highlights of
// selected words, sentences chosen as proof, how the text looks. Nothing of the page is sent anywhere but to this site.

import { device, own, put, session } from "./attempt.js";

const narrow = matchMedia("(max-width: 899.98px)");
const nav = document.querySelector(".panes");
const links = [...nav.querySelectorAll("a")];
const form = document.getElementById("answers");
const questions = [...document.querySelectorAll(".question")];
const page = document.querySelector("[data-pane]").dataset;
const memory = `pane:${page.pane}`;
const places = {};
let shown = "";
const partOf = (hash) => document.getElementById(hash.slice(1));

// Each tab keeps its own place on the page.
function open(id) {
  if (id === shown) return;
  if (shown) places[shown] = scrollY;
  shown = id;
  roles();
  if (narrow.matches) scrollTo({ top: places[id] ?? 0, behavior: "instant" });
  session[memory] = id;
}

function roles() {
  const tabs = narrow.matches;
  nav.role = tabs ? "tablist" : null;
  for (const link of links) {
    const pane = partOf(link.hash);
    const is = pane.id === shown;
    pane.classList.toggle("shown", is);
    pane.role = tabs ? "tabpanel" : null;
    link.role = tabs ? "tab" : null;
    link.ariaSelected = tabs ? is : null;
    link.tabIndex = tabs && !is ? -1 : 0;
  }
}

// Shows what a link leads to, wherever it is hidden.
function reveal(hash) {
  const target = partOf(hash);
  const pane = target?.closest(".pane");
  if (!pane) return;
  open(pane.id);
  const asked = target.closest(".question");
  if (asked) for (const one of questions) one.classList.toggle("current", one === asked);
  target.scrollIntoView({ block: asked ? "start" : "center", behavior: "instant" });
  (asked ?? pane).focus({ preventScroll: true });
}

function progress() {
  const counter = document.getElementById("progress");
  let done = 0;
  for (const one of questions) {
    const fields = [...one.querySelectorAll('[name^="answer-"]')];
    const answered = fields.some((field) => (field.type === "radio" ? field.checked : field.value.trim()));
    const row = document.querySelector(`[data-of="${one.id.slice(9)}"]`);
    done += answered;
    row.classList.toggle("done", answered);
    row.classList.toggle("flagged", one.querySelector('[name^="flag-"]').checked);
  }
  counter.textContent = counter.dataset.says.replace("{n}", done).replace("{all}", questions.length);
}

nav.addEventListener("click", (event) => {
  event.preventDefault();
  if (event.target.hash) open(event.target.hash.slice(1));
});
nav.addEventListener("keydown", (event) => {
  if (!/^Arrow(Left|Right)$/.test(event.key)) return;
  const other = links.find((link) => link.tabIndex < 0);
  open(other.hash.slice(1));
  other.focus();
});
narrow.addEventListener("change", roles);
document.addEventListener("click", (event) => {
  const link = event.target.closest('.pane a[href^="#"]');
  if (link) setTimeout(() => reveal(link.hash));
});
addEventListener("hashchange", () => reveal(location.hash));
if (form) {
  for (const type of ["input", "written"]) form.addEventListener(type, progress);
  progress();
}
document.body.classList.add("one-pane");
document.querySelector(".one-at-a-time")?.classList.add("by-script");
(document.querySelector("[data-wrong]") ?? questions[0])?.classList.add("current");
open(session[memory] ?? page.first);
reveal(location.hash);

const article = document.getElementById("article");
const pick = document.getElementById("pick");
const citing = document.getElementById("citing");
const highlight = document.getElementById("highlight");
const place = document.getElementById("highlight-place");
const said = document.getElementById("reading-said");
const chosenWords = highlight && new Option(place.dataset.own, "");
// The same with the questions and with the results; each window keeps its own there.
const noteKey = own + highlight?.action;
const ownNotes = noteKey + Math.random();
let question = null; // whose proof is being chosen

const sentences = () => [...document.querySelectorAll(".sentence")];

// Where in the article's text a point of the page is, or the end of the sentence that is nearest to it; the server
// counts whole characters, and only those of the article.
function offset(sentence, node, at) {
  const [start, end] = sentence.dataset.place.split("-").map(Number);
  const range = new Range();
  range.setStart(sentence, 0);
  range.setEnd(node, at);
  const part = range.cloneContents();
  for (const aside of part.querySelectorAll("[data-aside]")) aside.remove();
  return Math.min(start + [...part.textContent].length, end);
}

function selected() {
  const selection = getSelection();
  if (selection.isCollapsed) return "";
  const range = selection.getRangeAt(0);
  const inside = sentences().filter((one) => range.intersectsNode(one));
  if (!inside.length || !document.getElementById("reading-text").contains(range.commonAncestorContainer)) return "";
  const start = offset(inside[0], range.startContainer, range.startOffset);
  const end = offset(inside.at(-1), range.endContainer, range.endOffset);
  return start < end ? `${start}-${end}` : "";
}

function picked(value) {
  for (const one of sentences()) one.classList.toggle("picked", one.dataset.place === value);
  document.querySelector(".picked")?.scrollIntoView({ block: "center" });
}

function choosePlace(value) {
  place.value = value;
  if (place.value) return;
  chosenWords.value = value;
  if (!chosenWords.parentElement) place.options[0].after(chosenWords);
  chosenWords.selected = true;
}

function unfold(element) {
  for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
}

// Notes that are being written, with the words they are about and what each was begun from.
function begun() {
  const typed = [...document.querySelectorAll("[data-aid] textarea")].filter((one) => one.value !== one.defaultValue);
  return typed.map(({ id, value, form, defaultValue }) => [id, value, form.place.value, defaultValue]);
}

// What has no place of its own any more goes to the `spare` one; two windows' notes for one place stand in it together.
function goOn(notes, spare) {
  for (const [id, text, words, before] of notes) {
    const note = document.getElementById(id) ?? spare;
    if (!note) continue;
    const was = note.value;
    if (was === before || text.includes(was)) note.value = text;
    else if (!was.includes(text)) note.value = `${was}\n${text}`;
    unfold(note);
    if (words && note === highlight.note) choosePlace(words);
  }
}

const keptNotes = () => Object.keys(device).filter((key) => key.startsWith(noteKey));

// On this device, until they are saved.
function keepNotes() {
  put(ownNotes, begun());
}

if (highlight) {
  document.addEventListener("selectionchange", () => {
    const value = question ? "" : selected();
    if (!value) return;
    choosePlace(value);
    keepNotes();
    pick.hidden = false;
  });
  place.addEventListener("change", () => picked(place.value));
  article.addEventListener("pointerdown", (event) => {
    if (!event.target.closest("#reading-text")) return;
    said.textContent = "";
    document.getElementById("reading-undo").replaceChildren();
  });
  pick.addEventListener("click", (event) => {
    if (event.target.closest("[data-note]")) {
      unfold(highlight.note);
      highlight.note.focus();
    }
    if (event.target.closest("[data-note], [data-cancel]")) pick.hidden = true;
  });
  article.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-aid]")) return;
    event.preventDefault();
    send(event.target, event.submitter);
  });
  article.addEventListener("input", keepNotes);
  for (const key of keptNotes()) {
    goOn(JSON.parse(device[key]), highlight.note);
    delete device[key];
  }
  keepNotes();
}

function say(text) {
  // A live region speaks only of what changes in it.
  said.textContent = "";
  setTimeout(() => (said.textContent = text), 50);
}

async function send(form, submitter) {
  const body = new FormData(form);
  const { note } = form;
  const text = note?.value;
  if (submitter?.name) body.set(submitter.name, submitter.value);
  pick.hidden = true;
  try {
    const reply = await fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    // Where the log-in page answers, this fails before anything is replaced.
    const words = page.getElementById("reading-new").textContent;
    if (!reply.ok) return say(words);
    // Not what was saved, nor what it has grown from.
    const other = ([id, was, words]) => id !== note?.id || (was !== text && (words !== form.place.value || !text.includes(was)));
    for (const key of keptNotes()) put(key, JSON.parse(device[key]).filter(other));
    if (note) note.defaultValue = text;
    const others = begun();
    for (const id of ["reading-text", "reading-marks", "reading-undo"]) document.getElementById(id).replaceWith(page.getElementById(id));
    // What was typed on meanwhile stays.
    if (form === highlight) {
      note.defaultValue = "";
      if (note.value === text) highlight.reset();
    }
    goOn(others, note && highlight.note);
    keepNotes();
    say(words);
    if (!submitter?.matches("#highlight *")) document.querySelector("#reading-undo button").focus();
    chosen();
  } catch {
    say(said.dataset.offline);
    pick.hidden = !submitter?.closest("#pick");
  }
}

// The proof of an answer: a click on a sentence ticks its box in the question's list, which the keyboard reaches.
function chosen() {
  const boxes = question ? [...question.querySelectorAll('[name^="cited-"]')] : [];
  const ticked = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
  for (const one of sentences()) one.classList.toggle("cited", ticked.has(one.dataset.place));
}

function count(fold) {
  const says = fold.querySelector(".cite-count");
  const number = fold.querySelectorAll(":checked").length;
  const { none, single, many } = says.dataset;
  says.textContent = [none, single][number] ?? many.replace("{n}", number);
}

function choose(button) {
  question = button?.closest(".question") ?? null;
  for (const each of document.querySelectorAll("[data-cite]")) each.ariaPressed = each === button;
  article.classList.toggle("choosing", Boolean(question));
  citing.hidden = !question;
  if (pick) pick.hidden = true;
  chosen();
  if (!question) return;
  const says = citing.querySelector("[data-says]");
  says.textContent = says.dataset.says.replace("{n}", question.id.slice(9));
  open("article");
  // On a narrow screen the button is out of sight now, and the focus with it.
  if (!button.offsetParent) citing.querySelector("button").focus();
}

for (const fold of document.querySelectorAll(".cite")) {
  const button = fold.querySelector("[data-cite]");
  button.hidden = false;
  button.addEventListener("click", () => choose(question === button.closest(".question") ? null : button));
  count(fold);
}
for (const type of ["input", "written"]) {
  document.getElementById("questions").addEventListener(type, (event) => {
    event.target.closest(".question").querySelectorAll(".cite").forEach(count);
    chosen();
  });
}
article.addEventListener("click", (event) => {
  const sentence = question && event.target.closest(".sentence");
  if (!sentence || !getSelection().isCollapsed) return;
  const box = question.querySelector(`[name^="cited-"][value="${sentence.dataset.place}"]`);
  if (box.disabled) return;
  box.checked = !box.checked;
  box.dispatchEvent(new Event("input", { bubbles: true }));
});
citing?.querySelector("button").addEventListener("click", () => {
  const back = question;
  choose(null);
  open("questions");
  back?.querySelector("[data-cite]").focus();
});

// How the text looks, at once and for the next time.
const settings = document.querySelector("[data-settings]");
settings.querySelector("[type=submit]").hidden = true;
settings.addEventListener("change", (event) => {
  document.documentElement.dataset[event.target.name] = event.target.value;
  fetch(settings.action, { method: "POST", body: new FormData(settings), redirect: "manual" }).catch(() => {});
});

const panel = document.getElementById("speaking");
if ("speechSynthesis" in window) {
  panel.hidden = false;
  panel.addEventListener("toggle", async () => (await import("./speaking.js")).start(panel), { once: true });
}
