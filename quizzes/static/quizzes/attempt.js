// Saves answers as they are typed, and keeps them on this device while offline. The page works without it.

const json = JSON.stringify;
const PREFIX = "answers:";
const AFTER_TYPING = 1500; // Also how often whoever never pauses is saved.
const RETRY = 5000;
const HUNG = 10_000; // After this the network counts as gone.

export const own = `${PREFIX}${document.body.dataset.user}:`;
const form = document.getElementById("answers");
const past = document.querySelector("[data-stored]");
const logout = document.querySelector("[data-logout]");
// A browser that forbids both forbids cookies, too, and nobody is logged in; those built into some apps have neither.
export const device = window.localStorage ?? {};
export const session = window.sessionStorage ?? {};

// On a shared device nobody finds another's answers. Notes on the article are kept by reading.js, under a longer key.
forget(own);
let closed = false;
let gone = false; // logged out, here or in another tab
let flush = null; // sends what is new, and says whether some of it stays
if (form) work();
if (past) lookBack();
addEventListener("submit", token, true);
logout?.addEventListener("submit", async (event) => {
  // What can be sent is sent first; what cannot, from here or as kept by another page, would be forgotten.
  event.preventDefault();
  const stays = await flush?.();
  if ((stays || Object.keys(device).some((key) => key.startsWith(own))) && !confirm(logout.dataset.leave)) return;
  leave();
  device[own] = ""; // Other tabs hear of it.
  delete device[own];
  event.target.submit();
});
addEventListener("storage", ({ key }) => {
  if (key !== own) return;
  leave();
  document.body.hidden = true;
  // By then the server knows, too.
  setTimeout(() => location.assign(location.pathname), 1000);
});

function leave() {
  gone = true;
  forget("-");
}

// Whoever logs in again in another tab has a new token, which is then right for everything on this page, too.
function token() {
  const fresh = document.cookie.match(/csrftoken=(\w+)/)?.[1];
  const fields = document.getElementsByName("csrfmiddlewaretoken");
  if (fresh) for (const field of fields) field.value = fresh;
  return fields[0]?.value;
}

export function put(key, things) {
  if (gone) return;
  try {
    if (Object.keys(things).length) device[key] = json(things);
    else delete device[key];
  } catch {
    // On a full device they are still on the page.
  }
}

export function fromTemplate(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true);
}

function kept(key) {
  return JSON.parse(device[key] ?? "{}");
}

// After the questions: what is kept here and not on the server came from a page that was left, or came too late.
function lookBack() {
  const { attempt, stored } = past.dataset;
  const key = own + attempt;
  const there = JSON.parse(stored);
  const waiting = kept(key);
  for (const id in waiting) if (json(waiting[id].answer) === json(there[id].answer)) delete waiting[id];
  put(key, waiting);
  const look = () => (past.hidden = !device[key]);
  look();
  past.closest("form")?.addEventListener("submit", (event) => {
    if (look()) return;
    event.preventDefault();
    past.focus();
  });
  const words = past.querySelector("blockquote");
  if (!words) return;
  // Too late: it can be copied now, and never be sent.
  const lines = Object.entries(waiting).map(([id, { answer }]) => {
    const { number, choices } = there[id];
    return `${number}. ${answer.text ?? choices[answer.choice] ?? answer.places ?? "–"}`;
  });
  words.innerText = lines.join("\n\n");
  delete device[key];
}

function forget(but) {
  for (const key of Object.keys(device)) {
    if (key.startsWith(PREFIX) && !key.startsWith(but)) delete device[key];
  }
}

// What the server says; of what is no answer of this site, such as the way to its log-in page, that nothing is saved.
export async function post(url, body) {
  try {
    const response = await fetch(url, {
      method: "POST",
      redirect: "manual",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
      body: json(body),
      keepalive: document.hidden, // Who leaves does not cut it off.
      signal: AbortSignal.timeout?.(HUNG), // Older browsers wait on.
    });
    if (response.headers.get("Content-Type")?.includes("json")) return await response.json();
    return { state: response.status >= 500 ? "offline" : "unsaved" };
  } catch {
    return { state: "offline" };
  }
}

function work() {
  const texts = document.getElementById("texts").dataset;
  const says = document.getElementById("save-state");
  const key = own + form.dataset.attempt;
  const questions = [...form.querySelectorAll("[data-response]")].map(question);

  function question(element) {
    const { response: id, sequence, wrong } = element.dataset;
    const named = (name) => [...element.querySelectorAll(`[name="${name}-${id}"]`)];
    const one = {
      id,
      element,
      fields: named("answer"),
      cites: named("cited"),
      counter: named("sequence")[0],
      flag: named("flag")[0],
      sequence: Number(wrong ?? sequence), // of the newest answer known to be on the server
      sent: [], // answers whose arrival is not known
      state: "saved",
      flagState: "saved",
      message: "", // why the server refused it
    };
    one.counter.value = one.sequence;
    // What the server refused stands on the page, but nowhere else.
    one.stored = wrong ? "" : standing(one);
    order(one);
    return one;
  }

  // The answer, and with it the sentences chosen as its proof: they are saved, refused and offered together.
  function read(one) {
    const cited = one.cites.filter((box) => box.checked).map((box) => box.value.split("-").map(Number));
    return cited.length ? { ...answerOf(one), cited } : answerOf(one);
  }

  function standing(one) {
    return json(read(one));
  }

  function answerOf(one) {
    const { type, value } = one.fields[0];
    if (type === "select-one") {
      const places = one.fields.map((field) => Number(field.value));
      return places.some(Boolean) ? { places } : {};
    }
    if (type !== "radio") return value.trim() ? { text: value } : {};
    const picked = one.fields.find((field) => field.checked);
    return picked ? { choice: picked.value } : {};
  }

  const isIn = (cited, box) => cited?.some((span) => span.join("-") === box.value);

  function write(one, answer) {
    one.fields.forEach((field, index) => {
      if (field.type === "radio") field.checked = field.value === answer.choice;
      else if (field.type === "select-one") field.value = answer.places?.[index] || "";
      else field.value = answer.text ?? "";
    });
    for (const box of one.cites) box.checked = isIn(answer.cited, box);
    check(one);
    one.sort?.();
    one.element.dispatchEvent(new Event("written", { bubbles: true }));
  }

  // Buttons that put an event of an order earlier or later; the rows stand in the order they make.
  function order(one) {
    const list = one.element.querySelector(".events");
    if (!list) return;
    one.rows = [...list.children];
    const placeOf = (row) => row.querySelector("select");
    const name = () => {
      for (const button of list.querySelectorAll("button")) {
        const row = button.closest("li");
        const place = placeOf(row).selectedOptions[0].textContent;
        button.ariaLabel = `${texts[button.value]}: ${row.querySelector("label").textContent} (${place})`;
      }
    };
    one.sort = () => {
      const places = one.rows.map((row) => Number(placeOf(row).value));
      if (new Set(places.filter(Boolean)).size === places.length) {
        list.append(...[...one.rows].sort((a, b) => placeOf(a).value - placeOf(b).value));
      }
      name();
    };
    for (const row of one.rows) row.append(fromTemplate("move"));
    list.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      const row = button.closest("li");
      if (button.value === "earlier") row.previousElementSibling?.before(row);
      else row.nextElementSibling?.after(row);
      [...list.children].forEach((each, index) => (placeOf(each).value = index + 1));
      button.focus();
      placeOf(row).dispatchEvent(new Event("input", { bubbles: true }));
    });
    list.addEventListener("input", name);
    one.sort();
  }

  // What an order still lacks is said while it is made.
  function check(one) {
    const says = one.element.querySelector(".lacks[role=status]");
    if (!says) return;
    const places = read(one).places ?? [];
    const given = places.filter(Boolean);
    tell(says, new Set(given).size < given.length ? texts.clash : given.length < places.length ? texts.gaps : "");
  }

  const isNew = (one) => standing(one) !== one.stored;

  // Another window may keep answers of the same attempt here: only what this one put or took is taken away.
  function keep() {
    const waiting = kept(key);
    for (const one of questions) {
      if (isNew(one)) one.kept = json((waiting[one.id] = { answer: read(one), sequence: one.sequence, sent: one.sent }));
      else if (json(waiting[one.id]) === one.kept) delete waiting[one.id];
    }
    put(key, waiting);
  }

  // A live region is heard again whenever it is written to.
  function tell(region, text, link = "") {
    if (region.textContent !== text + (link.textContent ?? link)) region.replaceChildren(text, link);
  }

  function show() {
    let one;
    const has = (state) => (one = questions.find((each) => each.state === state || each.flagState === state));
    const worst = closed ? "closed" : ["unsaved", "different", "offline", "unflagged", "saving", "saved"].find(has);
    let text = texts[worst];
    const link = document.createElement("a");
    if (/^(uns|d)/.test(worst)) {
      // It may be one that is not shown.
      text = one.message || text;
      link.href = `#${one.element.id}`;
      link.append(one.element.getAttribute("aria-label"));
    }
    tell(says, `${text} `, link);
  }

  function changed(one, wait) {
    if (closed) return;
    keep();
    if (!isNew(one) && !one.sent.length) one.state = "saved";
    else {
      if (one.state !== "different") one.state = navigator.onLine ? "saving" : "offline";
      one.timer ||= setTimeout(() => send(one), wait);
    }
    show();
  }

  // Of each question one answer at a time is under way; what is typed meanwhile follows it.
  function send(one) {
    clearTimeout(one.timer);
    one.timer = 0;
    return (one.sending ??= save(one).finally(() => (one.sending = null)));
  }

  const sendNew = () => Promise.all(questions.flatMap((one) => [send(one), one.flagState === "unflagged" && flag(one)]));
  // What comes after waits for what is under way, so that nothing overtakes it.
  const arrivals = () => Promise.all(questions.flatMap((one) => [one.sending, one.flagging]));
  flush = async () => {
    await arrivals();
    await sendNew();
    return questions.some((one) => isNew(one) || one.flagState !== "saved");
  };

  async function save(one) {
    if (closed || one.state === "different") return;
    const answer = read(one);
    const text = json(answer);
    if (text === one.stored && !one.sent.length) return;
    const lost = one.sent.at(-1);
    one.sent = [...one.sent.filter((each) => each !== text), text].slice(-5);
    const sequence = one.sequence + 1;
    const { cited = [], ...rest } = answer;
    keep();
    const reply = await post(one.element.dataset.url, { answer: rest, sequence, ...(one.cites.length && { cited }) });
    if (reply.answer && reply.cited?.length) reply.answer.cited = reply.cited;
    settle(one, reply, text, lost);
    keep();
    show();
  }

  function settle(one, reply, text, lost) {
    const newest = reply.state === "saved" ? text : json(reply.answer);
    const isTry = one.sent.includes(newest) && reply.sequence === one.sequence + 1;
    one.message = reply.message ?? "";
    // "Stale" with what was sent from here means that a try had arrived after all; every try has the number after the
    // newest known. What is only chosen, another window may have chosen, too, unless it is the last one sent.
    if (newest === text || (isTry && (newest === lost || reply.answer.text))) {
      arrived(one, reply.sequence, newest);
    } else if (reply.state === "stale") {
      one.sent = [];
      one.stored = "";
      one.state = "different";
      offer(one, reply);
    } else if (reply.state === "closed") {
      over();
    } else {
      one.state = reply.state === "offline" ? reply.state : "unsaved";
      // What was refused with a reason would be refused again.
      if (!one.message || standing(one) !== text) one.timer ||= setTimeout(() => send(one), RETRY);
    }
  }

  function arrived(one, sequence, text) {
    one.sequence = sequence;
    one.counter.value = sequence;
    one.stored = text;
    one.sent = [];
    one.state = "saved";
    if (isNew(one)) changed(one, AFTER_TYPING);
  }

  // A question to come back to, or no more: one request at a time, so that the last click is the one that counts.
  function flag(one) {
    clearTimeout(one.flagTimer);
    return (one.flagging ??= saveFlag(one).finally(() => (one.flagging = null)));
  }

  async function saveFlag(one) {
    if (closed) return;
    one.flagState = "saving";
    show();
    const flagged = one.flag.checked;
    const { state } = await post(one.element.dataset.flag, { flagged });
    if (flagged !== one.flag.checked) return saveFlag(one);
    if (state === "closed") over();
    one.flagState = state === "saved" ? state : "unflagged";
    if (state !== "saved") one.flagTimer = setTimeout(() => flag(one), RETRY);
    show();
  }

  function offer(one, reply) {
    one.element.querySelector(".conflict")?.remove();
    const box = fromTemplate("conflict");
    const proof = one.cites.filter((each) => isIn(reply.cited, each)).map((each) => each.labels[0].textContent.trim());
    const lines = [reply.words || "–"];
    if (proof.length) lines.push(texts.cited.replace("{list}", proof.join(" … ")));
    box.querySelector("blockquote").innerText = lines.join("\n");
    box.addEventListener("click", (event) => {
      const choice = event.target.dataset.keep;
      if (!choice) return;
      if (choice === "theirs") write(one, reply.answer);
      box.remove();
      arrived(one, reply.sequence, json(reply.answer));
      one.fields[0].focus();
      if (choice === "mine") send(one);
      keep();
      show();
    });
    one.element.prepend(box);
  }

  function over() {
    if (closed) return;
    closed = true;
    const notice = fromTemplate("over");
    const late = questions.some(isNew);
    notice.querySelector(".too-late").hidden = !late;
    form.prepend(notice);
    for (const field of form.elements) {
      // Text can still be copied.
      field.readOnly = field.matches("textarea, [type=text]");
      field.disabled = !field.readOnly;
    }
    notice.scrollIntoView({ block: "center" });
    show();
    if (!late) setTimeout(() => location.assign(form.action), 3000);
  }

  function replay() {
    const waiting = kept(key);
    for (const one of questions) {
      const was = waiting[one.id];
      one.kept = json(was);
      if (was && one.stored && (was.sequence > one.sequence || json(was.answer) !== one.stored)) {
        // Sent from where this device stood, so that another window's newer answer is noticed and not overwritten.
        one.sequence = one.counter.value = was.sequence;
        one.stored = "";
        one.sent = was.sent;
        write(one, was.answer);
      }
      if (isNew(one)) changed(one, 0);
    }
    keep();
  }

  form.addEventListener("input", ({ target }) => {
    const one = questions.find((candidate) => candidate.element.contains(target));
    if (!one) return;
    if (target === one.flag) return flag(one);
    check(one);
    changed(one, AFTER_TYPING);
  });
  form.addEventListener("submit", async (event) => {
    const { submitter } = event;
    if (submitter?.name === "save" && questions.every((one) => one.state !== "unsaved")) {
      // The page stays where it is; what cannot be sent now is kept and sent later.
      event.preventDefault();
      sendNew();
      show();
    } else if (questions.some((one) => one.sending)) {
      event.preventDefault();
      await arrivals();
      if (!closed) submitter ? submitter.click() : form.submit();
    } else {
      for (const one of questions) {
        clearTimeout(one.timer);
        // The server reads the places in the order in which the events were shown.
        one.rows?.[0].parentElement.append(...one.rows);
      }
    }
  });
  // A page that the server refused is not posted anew by a reload, as it was then.
  history.replaceState(null, "", location.href);
  // A page that "back" brings from the browser's memory may be older than what another saved, or somebody else's.
  addEventListener("pageshow", (event) => event.persisted && flush().then(() => location.reload()));
  addEventListener("online", sendNew);
  document.addEventListener("visibilitychange", () => document.hidden && sendNew());
  replay();
  // The clock is in clock.js.
  document.addEventListener("time-nearly-over", flush);
  document.addEventListener("time-over", async (event) => {
    event.preventDefault();
    await flush();
    over();
  });
}
