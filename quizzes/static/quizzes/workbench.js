// The review by keyboard, the current card's evidence in the article, and warnings while typing. All of it also works
// without this script, by links and buttons.

const cards = [...document.querySelectorAll(".card")];
const marks = [...document.querySelectorAll("mark[data-questions]")];
const help = document.getElementById("keys");
const toggle = document.getElementById("keys-on");
const STORED = "review-shortcuts-off";
let current = document.querySelector(".card.is-current") ?? null;

toggle.closest("p").hidden = false;
toggle.checked = localStorage.getItem(STORED) === null;
toggle.addEventListener("change", () => {
  if (toggle.checked) localStorage.removeItem(STORED);
  else localStorage.setItem(STORED, "1");
});

function makeCurrent(card, scrollText) {
  if (!card) return;
  current?.classList.remove("is-current");
  current = card;
  card.classList.add("is-current");
  for (const mark of marks) {
    mark.classList.toggle("current", mark.dataset.questions.split(" ").includes(card.dataset.question));
  }
  const first = marks.find((mark) => mark.classList.contains("current"));
  const pane = first?.closest(".bench-article");
  // Only where the text scrolls in a pane of its own: else the page would jump away from the card.
  if (scrollText && first && pane.scrollHeight > pane.clientHeight) {
    pane.scrollTop += first.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
  }
}

for (const card of cards) card.addEventListener("focusin", () => makeCurrent(card, true));
if (current) {
  makeCurrent(current, true);
  if (!document.querySelector(".errornote")) current.focus();
}

function isTyping(element) {
  return element.matches("textarea, select, input:not([type=submit])") || element.isContentEditable;
}

function step(by) {
  const place = cards.indexOf(current) + by;
  const next = cards[Math.max(0, Math.min(cards.length - 1, place))];
  next?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !toggle.checked || isTyping(event.target)) return;
  const act = {
    j: () => step(1),
    k: () => step(-1),
    u: () => document.getElementById("undo")?.click(),
    "?": () => {
      help.open = !help.open;
      if (help.open) help.querySelector("summary").focus();
    },
  }[event.key];
  if (act) {
    event.preventDefault();
    act();
  } else if ("aerg".includes(event.key) && current) {
    const control = current.querySelector(`[data-key="${event.key}"]`);
    if (!control) return;
    event.preventDefault();
    const details = control.closest("summary")?.parentElement;
    if (details) {
      details.open = true;
      details.querySelector("input:not([type=hidden]), button").focus();
    } else {
      control.click();
    }
  }
});

const form = document.getElementById("card-form");
if (form) {
  const says = document.getElementById("cautions");
  let timer = 0;
  let changed = false;
  let asked = 0;

  const caution = ([advice, about]) => {
    const line = document.createElement("p");
    line.className = "caution";
    const label = document.createElement("strong");
    label.textContent = `${says.dataset.label}: `;
    const quote = document.createElement("span");
    quote.className = "quiet";
    quote.textContent = ` “${about}”`;
    line.append(label, advice, quote);
    return line;
  };

  const check = async () => {
    const number = ++asked;
    try {
      const reply = await fetch(form.dataset.check, { method: "POST", body: new FormData(form) });
      if (!reply.ok || number !== asked) return;
      const { warnings } = await reply.json();
      const none = document.createElement("p");
      none.className = "quiet";
      none.textContent = says.dataset.none;
      says.replaceChildren(...(warnings.length ? warnings.map(caution) : [none]));
    } catch {
      // Offline: the same check is made when the question is saved.
    }
  };
  const later = () => {
    changed = true;
    clearTimeout(timer);
    // A debate has no warnings.
    if (says) timer = setTimeout(check, 600);
  };
  for (const box of form.elements) {
    box.addEventListener("input", later);
    box.addEventListener("change", later);
  }
  if (says?.childElementCount === 0 && location.search.includes("edit=")) check();
  form.addEventListener("submit", () => (changed = false));
  addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}
