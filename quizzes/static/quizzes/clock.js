// The clock of an attempt, and the ping that keeps it true: the server says how long is left, so this device's own time
// does not matter. Without it the page shows when time ends, and new messages come with the next page.

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
const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
const closed = `notices:${face.dataset.attempt}`;

let end = null; // on the clock of this page, which nobody can set
let before = Infinity;
let last = Number(face.dataset.last);
let position = null;
let asking = false;
let over = false;

function remembered(key) {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

function remember(key, value) {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    // Then a reload shows what was hidden or closed.
  }
}

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
  let reply = null;
  try {
    const response = await fetch(face.dataset.url, {
      method: "POST",
      redirect: "manual",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ position, after: last }),
    });
    if (response.headers.get("Content-Type")?.includes("json")) reply = await response.json();
  } catch {
    // Offline: the clock goes on by itself.
  }
  asking = false;
  if (reply?.state === "running") hear(reply);
  else if (reply?.state === "over" || (end !== null && performance.now() >= end)) finish();
}

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
  clearInterval(ticking);
  clearInterval(pinging);
  // A page with answers on it says what becomes of them; any other is opened anew.
  if (document.dispatchEvent(new CustomEvent("time-over", { cancelable: true }))) location.reload();
}

function notice(text, id) {
  const box = document.getElementById("notice").content.firstElementChild.cloneNode(true);
  if (id) box.dataset.message = id;
  else box.querySelector("strong").remove();
  box.querySelector(".words").textContent = text;
  notices.append(box);
  makeClosable(box);
}

function makeClosable(box) {
  const id = Number(box.dataset.message);
  if (id && id <= Number(remembered(closed))) return box.remove();
  const button = document.getElementById("dismiss").content.firstElementChild.cloneNode(true);
  button.addEventListener("click", () => {
    if (id) remember(closed, Math.max(id, Number(remembered(closed))));
    box.remove();
    document.getElementById("main").focus({ preventScroll: true });
  });
  box.append(" ", button);
}

document.addEventListener("focusin", (event) => {
  const question = event.target.closest?.("[id^=question-]");
  if (question) position = Number(question.id.slice("question-".length)) || position;
});
document.addEventListener("visibilitychange", () => document.hidden || ask());
toggle.addEventListener("click", () => {
  hide(!left.hidden);
  remember(HIDDEN, left.hidden ? "1" : "");
});

hide(remembered(HIDDEN) === "1");
for (const box of [...notices.children]) makeClosable(box);
set(face.dataset.seconds === "" ? null : Number(face.dataset.seconds));
const ticking = setInterval(tick, 1000);
const pinging = setInterval(() => document.hidden || ask(), EVERY);
tick();
ask();
