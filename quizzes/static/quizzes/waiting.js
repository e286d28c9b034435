// How far the generator is, without loading the page again and again; it is loaded once more when it has finished.

const EVERY = 2000;
const before = document.getElementById("waiting");

async function look() {
  try {
    const reply = await fetch(location.href, { redirect: "error" });
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    const now = page.getElementById("waiting");
    if (reply.ok && !now) location.reload();
    else if (now) before.replaceChildren(...now.childNodes);
  } catch {
    // Offline: it looks again.
  }
}

setInterval(() => document.hidden || look(), EVERY);
