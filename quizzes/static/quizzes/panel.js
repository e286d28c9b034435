// What every page of the panel does.

// On a phone the heads of a list are not there, so each cell says what it is.
for (const list of document.querySelectorAll("#result_list")) {
  const heads = [...list.tHead.rows[0].cells].map((head) => head.querySelector(".text")?.textContent.trim());
  for (const row of list.tBodies[0].rows) {
    [...row.cells].forEach((cell, place) => {
      if (cell.matches("td") && heads[place] && cell.textContent.trim()) cell.dataset.label = `${heads[place]}: `;
    });
  }
}

// On a shared device nobody finds what another teacher was writing: logging out forgets it.

document.getElementById("logout-form")?.addEventListener("submit", () => {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith("answers:")) localStorage.removeItem(key);
  } catch {
    // A browser that allows no storage holds nothing to forget.
  }
});
