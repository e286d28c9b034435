// Article and questions as tabs on a narrow screen, one question at a time, how far one is and what to come back to.
// Without it the tabs are links, and CSS alone shows one question at a time.

import { session } from "./attempt.js";

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
  const question = target.closest(".question");
  if (question) for (const one of questions) one.classList.toggle("current", one === question);
  target.scrollIntoView({ block: question ? "start" : "center", behavior: "instant" });
  (question ?? pane).focus({ preventScroll: true });
}

function progress() {
  const counter = document.getElementById("progress");
  let done = 0;
  for (const question of questions) {
    const fields = [...question.querySelectorAll('[name^="answer-"]')];
    const answered = fields.some((field) => (field.type === "radio" ? field.checked : field.value.trim()));
    const row = document.querySelector(`[data-of="${question.id.slice(9)}"]`);
    done += answered;
    row.classList.toggle("done", answered);
    row.classList.toggle("flagged", question.querySelector('[name^="flag-"]').checked);
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
