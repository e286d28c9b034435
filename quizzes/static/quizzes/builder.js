// Ordering the questions of a quiz on the page: by the arrows, which keep the focus, and by dragging. Without this
// script the arrows save the page.

const list = document.getElementById("items");
const says = document.getElementById("moved");
let dragged = null;
let changed = false;

const places = () => [...list.querySelectorAll(".item")];

function tell(item) {
  changed = true;
  says.textContent = says.dataset.moved.replace("{n}", places().indexOf(item) + 1);
}

list.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=up], button[name=down]");
  if (!button) return;
  event.preventDefault();
  const item = button.closest(".item");
  const other = button.name === "up" ? item.previousElementSibling : item.nextElementSibling;
  if (!other) return;
  if (button.name === "up") other.before(item);
  else other.after(item);
  button.focus();
  tell(item);
});

for (const item of places()) {
  item.draggable = true;
  item.addEventListener("dragstart", (event) => {
    // Selecting words in a field must stay possible.
    if (document.activeElement?.matches("input, textarea") && item.contains(document.activeElement)) {
      event.preventDefault();
      return;
    }
    dragged = item;
    item.classList.add("dragged");
    event.dataTransfer.effectAllowed = "move";
  });
  item.addEventListener("dragend", () => {
    item.classList.remove("dragged");
    if (dragged) tell(item);
    dragged = null;
  });
  item.addEventListener("dragover", (event) => {
    if (!dragged || dragged === item) return;
    event.preventDefault();
    const box = item.getBoundingClientRect();
    if (event.clientY < box.top + box.height / 2) item.before(dragged);
    else item.after(dragged);
  });
}

const form = document.getElementById("build");
form.addEventListener("input", () => (changed = true));
form.addEventListener("submit", () => (changed = false));
addEventListener("beforeunload", (event) => {
  if (changed) event.preventDefault();
});
