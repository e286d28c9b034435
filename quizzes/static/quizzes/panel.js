// On a shared device nobody finds what another teacher was writing: logging out forgets it.

document.getElementById("logout-form")?.addEventListener("submit", () => {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith("answers:")) localStorage.removeItem(key);
  } catch {
    // A browser that allows no storage holds nothing to forget.
  }
});
