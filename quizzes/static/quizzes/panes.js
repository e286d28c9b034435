// Article and questions as tabs on a narrow screen, one question at a time, how far one is and what to come back to.
// Without it the tabs are links, and CSS alone shows one question at a time.

const narrow = matchMedia("(max-width: 899.98px)");
const nav = document.querySelector(".panes");
const links = [...nav.querySelectorAll("a")];
const form = document.getElementById("answers");
const questions = [...document.querySelectorAll(".question")];
const single = document.querySelector(".one-at-a-time");
const results = document.querySelector("[data-pane]");
const memory = `pane:${form?.dataset.attempt ?? results?.dataset.pane}`;
const places = {};
let shown = "";

const paneOf = (link) => document.querySelector(link.hash);

// Each tab keeps its own place on the page.
function open(id) {
  if (id === shown) return;
  if (shown) places[shown] = scrollY;
  shown = id;
  roles();
  if (narrow.matches) scrollTo({ top: places[id] ?? 0, behavior: "instant" });
  try {
    sessionStorage.setItem(memory, id);
  } catch {
    // Then a reload begins with the first tab.
  }
}

function roles() {
  const set = (element, pairs) => {
    for (const [name, value] of Object.entries(pairs)) {
      if (narrow.matches) element.setAttribute(name, value);
      else element.removeAttribute(name);
    }
  };
  set(nav, { role: "tablist" });
  for (const link of links) {
    const is = link.hash === `#${shown}`;
    link.id ||= `tab-${link.hash.slice(1)}`;
    set(link, { role: "tab", "aria-selected": is, "aria-controls": link.hash.slice(1), tabindex: is ? 0 : -1 });
    set(paneOf(link), { role: "tabpanel" });
    paneOf(link).classList.toggle("shown", is);
  }
}

// Shows what a link leads to, wherever it is hidden.
function reveal(hash) {
  const target = /^#[\w-]+$/.test(hash) && document.querySelector(hash);
  const pane = target && target.closest(".pane");
  if (!pane) return;
  open(pane.id);
  const question = target.closest(".question");
  if (single && question) for (const one of questions) one.classList.toggle("current", one === question);
  target.scrollIntoView({ block: question ? "start" : "center", behavior: "instant" });
  if (question) question.focus({ preventScroll: true });
  else pane.focus({ preventScroll: true });
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
    row.querySelector(".is-open").hidden = answered;
    row.querySelector(".is-flagged").hidden = !question.querySelector('[name^="flag-"]').checked;
  }
  counter.textContent = counter.dataset.says.replace("{n}", done).replace("{all}", questions.length);
}

// A flag that could not be sent is sent when there is a connection again, and by every save of the whole page.
async function flag(box) {
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  try {
    await fetch(box.closest(".question").dataset.flag, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ flagged: box.checked }),
    });
  } catch {
    addEventListener("online", () => flag(box), { once: true });
  }
}

nav.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link) return;
  event.preventDefault();
  open(link.hash.slice(1));
});
nav.addEventListener("keydown", (event) => {
  if (!/^Arrow(Left|Right)$/.test(event.key) || !narrow.matches) return;
  const other = links.find((link) => link.hash !== `#${shown}`);
  open(other.hash.slice(1));
  other.focus();
});
narrow.addEventListener("change", roles);
document.addEventListener("click", (event) => {
  const link = event.target.closest('.pane a[href^="#"]');
  if (link) setTimeout(() => reveal(link.hash));
});
addEventListener("hashchange", () => reveal(location.hash));
if (document.getElementById("progress")) {
  form?.addEventListener("input", (event) => {
    progress();
    if (event.target.name?.startsWith("flag-")) flag(event.target);
  });
  form?.addEventListener("written", progress);
  if (form) progress();
}
document.body.classList.add("one-pane");
single?.classList.add("by-script");
if (single) questions[0]?.classList.add("current");
let last = results ? "questions" : "article";
try {
  last = sessionStorage.getItem(memory) ?? last;
} catch {
  // As above.
}
open(links.some((link) => link.hash === `#${last}`) ? last : "article");
reveal(location.hash);
