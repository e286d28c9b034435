// Quotes sentences of the article, saves drafts as they are typed and keeps them on this device while offline, and
// offers posts that came since the page was opened. The page works without it.

const AFTER_TYPING = 800;
const RETRY = 5000;
const OUTCOME_UNKNOWN = 5;

const form = document.getElementById("write");
const texts = document.getElementById("texts")?.dataset;

panes();
news();
if (form) {
  const draft = form.dataset.save ? drafts() : { changed() {} };
  const quotes = quoting(() => draft.changed());
  draft.start?.(quotes);
}

// A sentence in the article, its box in the list and its chip in the form say the same.
function quoting(changed) {
  const chips = document.getElementById("chips");
  const says = document.getElementById("cite-state");
  const boxes = [...form.querySelectorAll('[name="cite"]')];
  const sentences = [...document.querySelectorAll(".sentence")];
  const boxOf = new Map(boxes.map((box) => [box.value, box]));
  const nameOf = new Map(sentences.map((one) => [one.dataset.key, one.textContent]));
  const fold = form.closest("details");
  let armed = false;

  sentences.forEach((one, index) => {
    one.addEventListener("click", () => {
      if (armed && getSelection().isCollapsed) toggle(one.dataset.key);
    });
    one.addEventListener("keydown", (event) => {
      if (!armed) return;
      const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
      if (event.key === " " || event.key === "Enter") toggle(one.dataset.key);
      else if (step) go(sentences[index + step]);
      else return;
      event.preventDefault();
    });
    one.addEventListener("focus", () => {
      for (const other of sentences) other.tabIndex = other === one ? 0 : -1;
    });
  });
  fold?.addEventListener("toggle", arm);
  form.addEventListener("change", (event) => {
    if (event.target.name === "cite") told(event.target);
  });
  chips.addEventListener("click", (event) => {
    const key = event.target.closest("button")?.dataset.key;
    if (!key) return;
    const next = event.target.closest("li").nextElementSibling ?? event.target.closest("li").previousElementSibling;
    const wanted = next?.dataset.key;
    toggle(key);
    (chips.querySelector(`button[data-key="${wanted}"]`) ?? form.querySelector("summary")).focus();
  });
  arm();

  // Sentences are buttons while there is a form to quote them in.
  function arm() {
    armed = !fold || fold.open;
    document.getElementById("cite-help").hidden = !armed;
    sentences.forEach((one, index) => {
      if (armed) {
        one.setAttribute("role", "button");
        one.setAttribute("aria-describedby", "cite-help");
        one.tabIndex = index ? -1 : 0;
      } else for (const name of ["role", "aria-describedby", "aria-pressed", "tabindex"]) one.removeAttribute(name);
    });
    show();
  }

  function go(one) {
    one?.focus();
    one?.scrollIntoView({ block: "nearest" });
  }

  function toggle(key) {
    const box = boxOf.get(key);
    box.checked = !box.checked;
    told(box);
  }

  function told(box) {
    show();
    const count = boxes.filter((one) => one.checked).length;
    says.textContent = (box.checked ? texts.quoted : texts.unquoted).replace("{n}", count);
    changed();
  }

  function show() {
    const picked = boxes.filter((box) => box.checked);
    chips.replaceChildren(...picked.map(chip));
    document.getElementById("no-chips").hidden = picked.length > 0;
    for (const one of armed ? sentences : []) one.setAttribute("aria-pressed", Boolean(boxOf.get(one.dataset.key)?.checked));
  }

  function chip(box) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const button = document.createElement("button");
    item.className = "chip";
    item.dataset.key = box.value;
    link.href = `#${box.id.replace("cite", "sentence")}`;
    link.textContent = `“${nameOf.get(box.value)}”`;
    button.type = "button";
    button.className = "quiet";
    button.dataset.key = box.value;
    button.textContent = "×";
    button.setAttribute("aria-label", `${texts.remove}: ${nameOf.get(box.value)}`);
    item.append(link, button);
    return item;
  }

  return {
    read: () => boxes.filter((box) => box.checked).map((box) => box.value),
    write(keys) {
      for (const box of boxes) box.checked = keys.includes(box.value);
      show();
    },
  };
}

// The draft, in the manner of an attempt's answers: a newer save of another window is never overwritten unasked.
function drafts() {
  const says = document.getElementById("save-state");
  const key = `answers:${document.body.dataset.user}:post:${form.dataset.save}`;
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const counter = form.querySelector("[name=sequence]");
  const names = ["claim", "reasoning", "counterclaim", "move", "position"].filter((name) => form.elements[name]);
  let quotes;
  let sequence = Number(counter.value) || 0; // of the newest draft known to be on the server
  let stored = "";
  let sent = []; // drafts whose arrival is not known
  let state = "saved";
  let message = "";
  let sending = false;
  let leaving = false;
  let touched = false;
  let timer = 0;

  const read = () => ({
    fields: Object.fromEntries(names.map((name) => [name, form.elements[name].value])),
    cite: quotes.read(),
  });

  function write(draft) {
    for (const name of names) form.elements[name].value = draft.fields[name] ?? "";
    quotes.write(draft.cite);
  }

  // The draft of the server with only the fields this form has, so that the two can be compared.
  const alike = (draft) => {
    const fields = Object.fromEntries(names.map((name) => [name, draft.fields?.[name] ?? ""]));
    return JSON.stringify({ fields, cite: draft.cite ?? [] });
  };

  function keep() {
    try {
      const text = JSON.stringify(read());
      if (text !== stored) localStorage.setItem(key, JSON.stringify({ draft: JSON.parse(text), sequence, sent }));
      else localStorage.removeItem(key);
    } catch {
      // Without storage the draft is still on the page and is sent as soon as that works.
    }
  }

  function show() {
    const text = state === "unsaved" && message ? message : state === "saved" && !touched ? "" : texts[state];
    if (says.textContent !== text) says.textContent = text;
  }

  function changed(wait = AFTER_TYPING) {
    if (state === "closed" || leaving) return;
    touched = true;
    keep();
    clearTimeout(timer);
    if (JSON.stringify(read()) === stored && !sent.length) state = "saved";
    else {
      if (state !== "different") state = navigator.onLine ? "saving" : "offline";
      timer = setTimeout(send, wait);
    }
    show();
  }

  async function send() {
    clearTimeout(timer);
    if (leaving || sending || state === "different" || state === "closed") return;
    const text = JSON.stringify(read());
    if (text === stored && !sent.length) return;
    sending = true;
    state = "saving";
    sent = [...new Set([...sent, text])].slice(-OUTCOME_UNKNOWN);
    const number = sequence + 1;
    keep();
    show();
    let reply = {};
    try {
      const response = await fetch(form.dataset.save, {
        method: "POST",
        redirect: "manual",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
        body: JSON.stringify({ ...JSON.parse(text), sequence: number }),
      });
      if (response.headers.get("Content-Type")?.includes("json")) reply = await response.json();
      else reply = { state: response.status >= 500 ? "offline" : "unsaved" };
    } catch {
      reply = { state: "offline" };
    }
    sending = false;
    if (leaving) return;
    settle(reply, text, number);
    keep();
    show();
  }

  function settle(reply, text, number) {
    const theirs = reply.state === "stale" ? alike(reply) : "";
    if (reply.state === "saved") arrived(number, text);
    else if (reply.state === "stale" && (theirs === text || sent.includes(theirs))) arrived(reply.sequence, theirs);
    else if (reply.state === "stale") {
      sent = [];
      state = "different";
      offer(reply);
    } else if (reply.state === "closed") state = "closed";
    else if (reply.state === "offline") {
      state = "offline";
      timer = setTimeout(send, RETRY);
    } else {
      state = "unsaved";
      message = reply.message ?? "";
    }
  }

  function arrived(number, text) {
    sequence = number;
    counter.value = number;
    stored = text;
    sent = [];
    state = "saved";
    if (JSON.stringify(read()) !== text) changed();
  }

  function offer(reply) {
    const box = document.getElementById("conflict").content.firstElementChild.cloneNode(true);
    const words = [reply.fields.claim, reply.fields.reasoning, reply.fields.counterclaim].filter(Boolean);
    box.querySelector("blockquote").innerText = words.join("\n\n") || "–";
    box.addEventListener("click", (event) => {
      const choice = event.target.dataset.keep;
      if (!choice) return;
      if (choice === "theirs") write(reply);
      box.remove();
      arrived(reply.sequence, alike(reply));
      form.elements.claim.focus();
      if (choice === "mine") send();
      keep();
      show();
    });
    document.getElementById("conflict-place").replaceChildren(box);
  }

  function replay() {
    let kept = null;
    try {
      kept = JSON.parse(localStorage.getItem(key) ?? "null");
    } catch {
      return;
    }
    if (!kept || JSON.stringify(kept.draft) === stored) return;
    if (kept.sequence > sequence) {
      // The draft it went on from has been posted; what was typed since starts a new one.
      kept.sequence = sequence;
    } else if (kept.sequence < sequence) {
      // Sent from where this device stood, so that another window's newer draft is noticed and not overwritten.
      sequence = kept.sequence;
      stored = "";
    }
    sent = kept.sent ?? [];
    write(kept.draft);
    changed(0);
  }

  form.addEventListener("input", (event) => {
    if (event.target.name !== "cite") changed();
  });
  form.addEventListener("submit", (event) => {
    if (leaving) {
      // Posted once is enough.
      event.preventDefault();
      return;
    }
    if (event.submitter?.name === "save" && state !== "different" && state !== "unsaved") {
      event.preventDefault();
      touched = true;
      send();
      show();
      return;
    }
    clearTimeout(timer);
    leaving = true;
    // A save on its way counts as arrived; the server takes the newer one, which is this.
    if (sending) counter.value = sequence + 1;
    try {
      localStorage.removeItem(key);
    } catch {
      // As above.
    }
  });
  addEventListener("pageshow", (event) => {
    // Back from the next page: what stands here may be posted already.
    if (event.persisted && leaving) location.reload();
  });
  addEventListener("online", () => state === "offline" && send());
  document.addEventListener("visibilitychange", () => document.hidden && state === "saving" && send());

  return {
    changed,
    start(found) {
      quotes = found;
      stored = JSON.stringify(read());
      replay();
    },
  };
}

// Asks now and then which posts there are, and puts new ones in their places when the student wants to see them.
function news() {
  const bar = document.getElementById("news");
  if (!bar) return;
  const says = document.getElementById("news-said");
  const button = bar.querySelector("button");
  const done = bar.querySelector("p");
  const usual = Number(bar.dataset.seconds) * 1000;
  const longest = usual * 20;
  const here = (id) => document.getElementById(`post-${id}`);
  const counted = (words, n) => (n === 1 ? bar.dataset[`${words}Single`] : bar.dataset[`${words}Many`].replace("{n}", n));
  let wait = usual;
  let etag = "";
  let timer = 0;
  let asking = false;
  let over = false;
  let waiting = 0;

  const later = () => {
    clearTimeout(timer);
    if (!over && !document.hidden) timer = setTimeout(ask, wait);
  };

  async function ask() {
    if (asking || over || document.hidden) return;
    asking = true;
    try {
      const response = await fetch(bar.dataset.check, { redirect: "manual", headers: etag ? { "If-None-Match": etag } : {} });
      if (response.status === 200) {
        etag = response.headers.get("ETag") ?? "";
        const posts = (await response.json()).posts;
        takeAway(posts);
        const count = posts.filter((id) => !here(id)).length;
        if (count !== waiting) still(() => offer(count));
      }
      // Logged out, or moved to another board: only a reload helps.
      over = response.type === "opaqueredirect" || (response.status >= 400 && response.status < 500 && response.status !== 429);
      wait = response.status === 200 || response.status === 304 ? usual : Math.min(wait * 2, longest);
    } catch {
      wait = Math.min(wait * 2, longest);
    }
    asking = false;
    later();
  }

  // What others see no more goes from this page too; the replies to it stay, under a note in its place.
  function takeAway(posts) {
    const shown = new Set(posts.map((id) => `post-${id}`));
    const gone = [...document.querySelectorAll(".threads .post[id]:not(.mine)")].filter((post) => !shown.has(post.id));
    if (!gone.length) return;
    still(() => {
      for (const post of gone) {
        const note = document.createElement("article");
        note.className = "post card-box gone";
        note.dataset.gone = post.id;
        note.tabIndex = -1;
        note.textContent = bar.dataset.gone;
        const focused = post.contains(document.activeElement);
        post.replaceWith(note);
        if (focused) note.focus({ preventScroll: true });
      }
    });
    says.textContent = bar.dataset.gone;
  }

  function offer(count) {
    waiting = count;
    button.hidden = !count;
    if (count) {
      done.hidden = true;
      button.textContent = count === 1 ? bar.dataset.single : bar.dataset.many.replace("{n}", count);
      says.textContent = counted("said", count);
    }
    bar.hidden = !count && done.hidden;
  }

  async function put() {
    button.disabled = true;
    let came = null;
    try {
      const response = await fetch(bar.dataset.posts, { redirect: "manual" });
      if (response.ok) came = new DOMParser().parseFromString(await response.text(), "text/html");
    } catch {
      // Said below.
    }
    button.disabled = false;
    if (!came) {
      says.textContent = bar.dataset.failed;
      return;
    }
    const focused = document.activeElement === button || document.activeElement === document.body;
    const link = done.querySelector("a");
    still(() => {
      const added = insert(came);
      waiting = 0;
      button.hidden = true;
      done.hidden = bar.hidden = !added.length;
      if (!added.length) return;
      link.href = `#${added[0].id}`;
      says.textContent = counted("shown", added.length);
      done.replaceChildren(`${says.textContent} `, link);
    });
    if (focused && !done.hidden) link.focus({ preventScroll: true });
  }

  // What the student writes in, or else looks at, stays where it is on the screen, whatever is put above it.
  function still(change) {
    const pane = document.getElementById("board");
    const scroller = pane.scrollHeight > pane.clientHeight + 1 ? pane : document.scrollingElement;
    const focused = document.activeElement;
    const watched = focused.closest?.("#board form") ? focused : null;
    const seen = watched ?? [...pane.querySelectorAll(".post, form")].find((one) => one.getBoundingClientRect().bottom > 0);
    const before = seen?.getBoundingClientRect().top ?? 0;
    // The browser's own way of keeping the place would move it a second time.
    scroller.style.overflowAnchor = "none";
    change();
    if (seen) scroller.scrollTop += seen.getBoundingClientRect().top - before;
    requestAnimationFrame(() => scroller.style.removeProperty("overflow-anchor"));
  }

  // Each new post goes into the list it stands in, before the next post of it that is here; those here stay untouched.
  function insert(came) {
    const added = [];
    for (const theirs of came.querySelectorAll(".post")) {
      if (document.getElementById(theirs.id)) continue;
      const place = theirs.parentElement;
      const above = place.parentElement.closest("li")?.querySelector(":scope > .post");
      const list = above ? repliesOf(document.getElementById(above.id).parentElement) : document.querySelector(".threads");
      let next = place.nextElementSibling;
      while (next && document.getElementById(next.firstElementChild.id)?.parentElement.parentElement !== list) {
        next = next.nextElementSibling;
      }
      const post = document.importNode(theirs, true);
      const note = document.querySelector(`[data-gone="${theirs.id}"]`);
      if (note) {
        // Shown again, where it was.
        note.replaceWith(post);
        mark(post);
        added.push(post);
        continue;
      }
      const item = document.createElement("li");
      if (!post.classList.contains("mine")) mark(post);
      item.append(post);
      list.insertBefore(item, next ? document.getElementById(next.firstElementChild.id).parentElement : null);
      added.push(post);
    }
    document.getElementById("posts").hidden = !document.querySelector(".threads > li");
    return added.filter((post) => !post.classList.contains("mine"));
  }

  function mark(post) {
    const badge = document.createElement("span");
    badge.className = "fresh";
    badge.textContent = bar.dataset.new;
    post.querySelector(".by").append(badge);
  }

  function repliesOf(item) {
    let list = item.querySelector(":scope > .replies");
    if (!list) {
      list = document.createElement("ul");
      list.className = "replies";
      item.append(list);
    }
    return list;
  }

  // A click leaves the cursor in the field somebody writes in.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", put);
  done.querySelector("a").addEventListener("click", () => {
    done.hidden = true;
    bar.hidden = button.hidden;
  });
  document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : ask()));
  addEventListener("online", ask);
  later();
}

// On a narrow screen the two links become tabs, each keeping its place; a link to a sentence opens the article.
function panes() {
  const links = [...document.querySelectorAll(".panes a")];
  const places = {};
  let shown = "";
  const open = (id) => {
    if (shown === id) return;
    if (shown) places[shown] = scrollY;
    shown = id;
    for (const link of links) {
      const current = link.hash === `#${id}`;
      link.setAttribute("aria-current", current);
      document.querySelector(link.hash).classList.toggle("shown", current);
    }
    scrollTo({ top: places[id] ?? 0, behavior: "instant" });
  };
  const follow = () => {
    const target = /^#[\w-]+$/.test(location.hash) ? document.querySelector(location.hash) : null;
    const pane = target?.closest(".pane");
    open(pane?.id ?? "board");
    if (target && target !== pane) {
      target.scrollIntoView({ behavior: "instant", block: "center" });
      target.focus({ preventScroll: true });
    }
  };
  for (const link of links) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      open(link.hash.slice(1));
    });
  }
  document.body.classList.add("one-pane");
  addEventListener("hashchange", follow);
  // The same quote twice changes no hash.
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#sentence-"]');
    if (link && link.hash === location.hash) follow();
  });
  follow();
}
