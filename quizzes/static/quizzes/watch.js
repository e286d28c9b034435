// Keeps the table of students up to date without a reload; ticks and the focus stay. Without it there is a button.

const EVERY = 5000;

const rows = document.getElementById("watched");
const line = document.getElementById("refreshing");
const news = document.getElementById("news");
if (rows) watch();

function watch() {
  const says = line.querySelector("span");
  const button = line.querySelector("[data-pause]");
  const texts = button.dataset;
  let paused = false;

  button.hidden = false;
  says.textContent = texts.live;
  button.addEventListener("click", () => {
    paused = !paused;
    button.textContent = paused ? texts.goOn : texts.pause;
    says.textContent = paused ? texts.paused : texts.live;
    look();
  });
  document.addEventListener("visibilitychange", look);
  setInterval(look, EVERY);

  async function look() {
    if (paused || document.hidden) return;
    try {
      const response = await fetch(`${location.pathname}?rows`, { redirect: "error" });
      if (!response.ok) throw new Error(response.statusText);
      const table = document.createElement("table");
      table.innerHTML = await response.text();
      show([...table.rows]);
      says.textContent = texts.live;
    } catch {
      says.textContent = texts.lost;
    }
  }
}

function show(fresh) {
  const said = [];
  const ids = new Set(fresh.map((row) => row.id));
  for (const row of [...rows.rows]) if (!ids.has(row.id)) row.remove();
  for (const row of fresh) {
    const known = document.getElementById(row.id);
    if (!known) {
      rows.append(row);
      continue;
    }
    if (known.dataset.state !== row.dataset.state && row.dataset.says) said.push(row.dataset.says);
    known.className = row.className;
    known.dataset.state = row.dataset.state;
    for (const [index, cell] of [...row.cells].entries()) {
      const old = known.cells[index];
      // The tick is the teacher's, and so is where the focus is.
      if (cell.querySelector("input") || old.contains(document.activeElement)) continue;
      if (old.innerHTML !== cell.innerHTML) old.innerHTML = cell.innerHTML;
    }
  }
  if (said.length) news.textContent = said.join(". ");
}
