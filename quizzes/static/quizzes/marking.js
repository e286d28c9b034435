// Marking by keyboard: 1-9 choose a level of the criterion in focus, n and p go to the next and previous student.
// The page works without it.

const form = document.getElementById("marking");
const criteria = [...form.querySelectorAll(".criterion")];
let changed = false;

form.addEventListener("change", () => (changed = true));
form.addEventListener("input", () => (changed = true));
form.addEventListener("submit", () => (changed = false));
window.addEventListener("beforeunload", (event) => {
  if (changed) event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.key === "n" || event.key === "p") {
    document.getElementById(event.key === "n" ? "next" : "previous")?.click();
  } else if (/^[1-9]$/.test(event.key) && choose(Number(event.key))) {
    event.preventDefault();
  }
});

function isTyping(element) {
  return element.matches("textarea, select, input:not([type=radio], [type=submit])");
}

// The criterion the focus is in; before any, the first without a level.
function current() {
  return (
    criteria.find((criterion) => criterion.contains(document.activeElement)) ??
    criteria.find((criterion) => !criterion.querySelector(":checked"))
  );
}

function choose(number) {
  const criterion = current();
  const radio = criterion?.querySelectorAll("input[type=radio]")[number - 1];
  if (!radio) return false;
  radio.checked = true;
  radio.dispatchEvent(new Event("change", { bubbles: true }));
  focusOn(criteria[criteria.indexOf(criterion) + 1]);
  return true;
}

function focusOn(criterion) {
  const target = criterion
    ? (criterion.querySelector(":checked") ?? criterion.querySelector("input"))
    : form.querySelector("textarea");
  target.focus();
}
