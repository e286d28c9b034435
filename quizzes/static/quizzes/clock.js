// The clock of an attempt, and the ping that keeps it true: the server says how long is left, so this device's own time
// does not matter. Without it the page shows when time ends, and new messages come with the next page.

import { fromTemplate, post, session } from "./attempt.js";

const EVERY = 10_000; // An extension or a message is here well within 15 seconds.
const FLUSH = 2; // Seconds before the end at which what is being typed is sent.
const HIDDEN = "clock-hidden";

const face = document.getElementById("clock");
const line = face.parentElement;
const ends = document.getElementById("time-ends");
const left = document.getElementById("clock-left");
const toggle = document.getElementById("clock-toggle");
const says = document.getElementById("clock-says");
const notices = document.getElementById("notices");
const closed = `notices:${face.dataset.attempt}`;

let end = null; // on the clock of this page, which nobody can set
let before = Infinity;
let last = Number(face.dataset.last);
let position = null;
let asking = false;
let over = false;

function set(seconds) {
  end = seconds === null ? null : performance.now() + seconds * 1000;
  line.hidden = face.hidden = end === null;
}

function hide(hidden) {
  left.hidden = hidden;
  toggle.textContent = hidden ? toggle.dataset.show : toggle.dataset.hide;
}

function tick() {
  if (end === null || over) return;
  const seconds = Math.max(0, Math.round((end - performance.now()) / 1000));
  left.textContent = seconds > 86400 ? "" : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  const passed = [10, 5, 1].find((n) => before > n * 60 && seconds <= n * 60 && seconds > n * 60 - 30);
  if (passed) says.textContent = passed === 1 ? face.dataset.minute : face.dataset.minutes.replace("{n}", passed);
  if (before > FLUSH && seconds <= FLUSH) document.dispatchEvent(new CustomEvent("time-nearly-over"));
  before = seconds;
  // The teacher may have given more time since the last ping.
  if (seconds === 0) ask();
}

async function ask() {
  if (asking || over) return;
  asking = true;
  const reply = await post(face.dataset.url, { position, after: last });
  asking = false;
  if (reply.state === "running") hear(reply);
  // Offline the clock goes on by itself.
  else if (reply.state === "over" || (end !== null && performance.now() >= end)) finish();
}

const whenSeen = () => document.hidden || ask();

function hear(reply) {
  set(reply.seconds);
  if (ends.textContent !== reply.ends) {
    ends.textContent = reply.ends;
    before = Infinity;
    notice(`${face.dataset.changed} ${reply.ends}`);
  }
  for (const message of reply.messages) {
    last = Math.max(last, message.id);
    notice(message.text, message.id);
  }
  tick();
}

function finish() {
  over = true;
  // A page with answers on it says what becomes of them; any other is opened anew.
  if (document.dispatchEvent(new CustomEvent("time-over", { cancelable: true }))) location.reload();
}

function notice(text, id) {
  const box = fromTemplate("notice");
  if (id) box.dataset.message = id;
  else box.querySelector("strong").remove();
  box.querySelector(".words").textContent = text;
  notices.append(box);
  makeClosable(box);
}

function makeClosable(box) {
  const id = Number(box.dataset.message);
  if (id && id <= (session[closed] ?? 0)) return box.remove();
  const button = fromTemplate("dismiss");
  button.addEventListener("click", () => {
    if (id) session[closed] = Math.max(id, session[closed] ?? 0);
    box.remove();
    document.getElementById("main").focus({ preventScroll: true });
  });
  box.append(" ", button);
}

document.addEventListener("focusin", (event) => {
  const question = event.target.closest(".question");
  if (question) position = Number(question.id.slice(9));
});
document.addEventListener("visibilitychange", whenSeen);
toggle.addEventListener("click", () => {
  hide(!left.hidden);
  session[HIDDEN] = left.hidden ? "1" : "";
});

hide(Boolean(session[HIDDEN]));
for (const box of [...notices.children]) makeClosable(box);
set(face.dataset.seconds === "" ? null : Number(face.dataset.seconds));
setInterval(tick, 1000);
setInterval(whenSeen, EVERY);
tick();
