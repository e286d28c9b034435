// Saves answers as they are typed, and keeps them on this device while offline. The page works without it.

const PREFIX = "answers:";
const AFTER_TYPING = 1500; // Also how often whoever never pauses is saved.
const RETRY = 5000;
const OUTCOME_UNKNOWN = 5;

const user = document.body.dataset.user;
const form = document.getElementById("answers");
const done = document.querySelector("[data-handed-in]");

// On a shared device nobody finds another's answers.
forget((key) => !key.startsWith(`${PREFIX}${user}:`));
if (done) forget((key) => key === keyOf(done.dataset.handedIn));
const logout = document.querySelector("[data-logout]");
if (form) work();
logout?.addEventListener("submit", () => forget(() => true));

function keyOf(attempt) {
  return `${PREFIX}${user}:${attempt}`;
}

function forget(which) {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX) && which(key)) localStorage.removeItem(key);
    }
  } catch {
    // A browser that allows no storage holds nothing to forget.
  }
}

function work() {
  const texts = document.getElementById("texts").dataset;
  const says = document.getElementById("save-state");
  const key = keyOf(form.dataset.attempt);
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const questions = [...form.querySelectorAll("[data-response]")].map(question);
  let closed = false;

  function question(element) {
    const id = element.dataset.response;
    const one = {
      id,
      element,
      fields: [...element.querySelectorAll(`[name="answer-${id}"]`)],
      cites: [...element.querySelectorAll(`[name="cited-${id}"]`)],
      counter: element.querySelector(`[name="sequence-${id}"]`),
      sequence: Number(element.dataset.sequence), // of the newest answer known to be on the server
      sent: [], // answers whose arrival is not known
      state: "saved",
      message: "", // why the server refused it
      sending: false,
      timer: 0,
    };
    one.counter.value = one.sequence;
    one.stored = JSON.stringify(read(one));
    order(one);
    return one;
  }

  // The answer, and with it the sentences chosen as its proof: they are saved, refused and offered together.
  function read(one) {
    const cited = one.cites.filter((box) => box.checked).map((box) => box.value.split("-").map(Number));
    return cited.length ? { ...answerOf(one), cited } : answerOf(one);
  }

  function answerOf(one) {
    if (one.fields[0].type === "select-one") {
      const places = one.fields.map((field) => Number(field.value));
      return places.some(Boolean) ? { places } : {};
    }
    if (one.fields[0].type !== "radio") {
      const text = one.fields[0].value;
      return text.trim() ? { text } : {};
    }
    const picked = one.fields.find((field) => field.checked);
    return picked ? { choice: picked.value } : {};
  }

  function write(one, answer) {
    one.fields.forEach((field, index) => {
      if (field.type === "radio") field.checked = field.value === answer.choice;
      else if (field.type === "select-one") field.value = answer.places?.[index] || "";
      else field.value = answer.text ?? "";
    });
    const cited = new Set((answer.cited ?? []).map((span) => span.join("-")));
    for (const box of one.cites) box.checked = cited.has(box.value);
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
      if (places.every((place) => place) && new Set(places).size === places.length) {
        list.append(...[...one.rows].sort((a, b) => placeOf(a).value - placeOf(b).value));
      }
      name();
    };
    for (const row of one.rows) {
      const move = document.createElement("span");
      move.className = "move";
      move.innerHTML = '<button type="button" value="earlier">↑</button><button type="button" value="later">↓</button>';
      row.append(move);
    }
    list.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button || closed) return;
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
    const text = new Set(given).size < given.length ? texts.clash : given.length < places.length ? texts.gaps : "";
    if (says.textContent !== text) says.textContent = text;
  }

  // An answer in words, to show it beside another.
  function words(one, answer) {
    const labelOf = (span) => one.cites.find((box) => box.value === span.join("-"))?.labels[0].textContent.trim();
    const proof = answer.cited?.map(labelOf).join(" … ");
    return proof ? `${inWords(one, answer)}\n${texts.cited.replace("{list}", proof)}` : inWords(one, answer);
  }

  function inWords(one, answer) {
    if (answer.places) {
      const events = one.fields.map((field, index) => [answer.places[index], field.labels[0].textContent.trim()]);
      events.sort(([a], [b]) => (a || Infinity) - (b || Infinity));
      return events.map(([place, event]) => (place ? `${place}. ${event}` : `– ${event}`)).join("\n");
    }
    const label = one.fields.find((field) => field.type === "radio" && field.value === answer.choice)?.labels[0];
    return answer.text ?? label?.textContent.trim() ?? "–";
  }

  const isNew = (one) => JSON.stringify(read(one)) !== one.stored;

  function kept() {
    try {
      return JSON.parse(localStorage.getItem(key) ?? "{}");
    } catch {
      return {};
    }
  }

  // Another window may keep answers of the same attempt here: only what this one put or took is taken away.
  function keep() {
    const waiting = kept();
    for (const one of questions) {
      if (isNew(one)) one.kept = JSON.stringify((waiting[one.id] = { answer: read(one), sequence: one.sequence, sent: one.sent }));
      else if (JSON.stringify(waiting[one.id]) === one.kept) delete waiting[one.id];
    }
    try {
      if (Object.keys(waiting).length) localStorage.setItem(key, JSON.stringify(waiting));
      else localStorage.removeItem(key);
    } catch {
      // Without storage the answer is still on the page and is sent as soon as that works.
    }
  }

  function show() {
    const states = new Set(questions.map((one) => one.state));
    const worst = ["closed", "unsaved", "different", "offline", "saving", "saved"].find((state) => states.has(state));
    const refused = worst === "unsaved" && questions.find((one) => one.state === worst && one.message);
    const text = closed ? texts.closed : refused ? refused.message : texts[worst];
    if (says.textContent !== text) says.textContent = text;
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

  async function send(one) {
    clearTimeout(one.timer);
    one.timer = 0;
    if (closed || one.sending || one.state === "different") return;
    const answer = read(one);
    const text = JSON.stringify(answer);
    if (text === one.stored && !one.sent.length) return;
    one.sending = true;
    one.state = "saving";
    one.sent = [...new Set([...one.sent, text])].slice(-OUTCOME_UNKNOWN);
    const sequence = one.sequence + 1;
    const { cited = [], ...rest } = answer;
    keep();
    show();
    let reply = {};
    try {
      const response = await fetch(one.element.dataset.url, {
        method: "POST",
        redirect: "manual",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
        body: JSON.stringify({ answer: rest, sequence, ...(one.cites.length && { cited }) }),
      });
      if (response.headers.get("Content-Type")?.includes("json")) reply = await response.json();
      else reply = { state: response.status >= 500 ? "offline" : "unsaved" };
    } catch {
      reply = { state: "offline" };
    }
    if (reply.answer && reply.cited?.length) reply.answer.cited = reply.cited;
    one.sending = false;
    settle(one, reply, text, sequence);
    keep();
    show();
  }

  function settle(one, reply, text, sequence) {
    const theirs = JSON.stringify(reply.answer);
    if (reply.state === "saved" || (reply.state === "stale" && (theirs === text || one.sent.includes(theirs)))) {
      // "Stale" with our own words means that an earlier try had arrived after all.
      arrived(one, reply.state === "saved" ? sequence : reply.sequence, reply.state === "saved" ? text : theirs);
    } else if (reply.state === "stale") {
      one.sent = [];
      one.state = "different";
      offer(one, reply);
    } else if (reply.state === "closed") {
      over();
    } else if (reply.state === "offline") {
      one.state = "offline";
      one.timer = setTimeout(() => send(one), RETRY);
    } else {
      one.state = "unsaved";
      one.message = reply.message ?? "";
    }
  }

  function arrived(one, sequence, text) {
    one.sequence = sequence;
    one.counter.value = sequence;
    one.stored = text;
    one.sent = [];
    one.state = "saved";
    if (JSON.stringify(read(one)) !== text) changed(one, AFTER_TYPING);
  }

  function offer(one, reply) {
    one.element.querySelector(".conflict")?.remove();
    const box = document.getElementById("conflict").content.firstElementChild.cloneNode(true);
    box.querySelector("blockquote").innerText = words(one, reply.answer);
    box.addEventListener("click", (event) => {
      const choice = event.target.dataset.keep;
      if (!choice) return;
      if (choice === "theirs") write(one, reply.answer);
      box.remove();
      arrived(one, reply.sequence, JSON.stringify(reply.answer));
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
    const notice = document.getElementById("over").content.firstElementChild.cloneNode(true);
    const late = questions.some(isNew);
    notice.querySelector(".too-late").hidden = !late;
    form.prepend(notice);
    for (const one of questions) {
      for (const field of [...one.fields, ...one.cites]) "readOnly" in field && !/radio|checkbox/.test(field.type) ? (field.readOnly = true) : (field.disabled = true);
    }
    for (const button of form.querySelectorAll(".actions button")) button.disabled = true;
    notice.scrollIntoView({ block: "center" });
    show();
    if (!late) setTimeout(() => location.assign(form.action), 3000);
  }

  function replay() {
    const waiting = kept();
    for (const one of questions) {
      const was = waiting[one.id];
      one.kept = JSON.stringify(was);
      if (!was || JSON.stringify(was.answer) === one.stored) continue;
      if (was.sequence < one.sequence) {
        // Sent from where this device stood, so that another window's newer answer is noticed and not overwritten.
        one.sequence = was.sequence;
        one.stored = "";
      }
      one.sent = was.sent ?? [];
      write(one, was.answer);
      changed(one, 0);
    }
    keep();
  }

  form.addEventListener("input", (event) => {
    const one = questions.find((candidate) => candidate.element.contains(event.target));
    if (!one) return;
    check(one);
    changed(one, AFTER_TYPING);
  });
  form.addEventListener("submit", (event) => {
    for (const one of questions) clearTimeout(one.timer);
    // The server reads the places in the order in which the events were shown.
    for (const one of questions) one.rows?.[0].parentElement.append(...one.rows);
    if (event.submitter?.name !== "save" || questions.some((one) => one.state === "unsaved")) return;
    // The page stays where it is; what cannot be sent now is kept and sent later.
    event.preventDefault();
    for (const one of questions) one.sort?.();
    questions.forEach(send);
    show();
  });
  logout.addEventListener("submit", async (event) => {
    if (!questions.some(isNew)) return;
    // What can be sent is sent first; what cannot would be forgotten.
    event.preventDefault();
    event.stopImmediatePropagation();
    await Promise.all(questions.map(send));
    if (questions.some(isNew) && !confirm(texts.leave)) return;
    forget(() => true);
    event.target.submit();
  });
  const retry = () => questions.filter((one) => one.state === "offline").forEach(send);
  addEventListener("online", retry);
  document.addEventListener("visibilitychange", () => {
    const unsent = questions.filter((one) => one.state === "saving");
    (document.hidden ? unsent : []).forEach(send);
  });
  replay();
  // The clock is in clock.js.
  document.addEventListener("time-nearly-over", () => questions.forEach(send));
  document.addEventListener("time-over", async (event) => {
    event.preventDefault();
    await Promise.all(questions.map(send));
    over();
  });
}
