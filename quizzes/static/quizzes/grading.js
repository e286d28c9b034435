// Saves each mark as it is given, and keeps it on this device until the server has it. The page works without it.

const PREFIX = "answers:";
const AFTER_TYPING = 800;
const AFTER_CHANGING = 10000;
const RETRY = 5000;

const form = document.getElementById("grading");
if (form) work();

function work() {
  const says = document.getElementById("save-state");
  const texts = form.dataset;
  const own = `${PREFIX}${form.dataset.user}:`;
  const key = `${own}marks:${form.dataset.page}`;
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const answers = [...form.querySelectorAll("[data-answer]")].map(answer);
  // What was written for answers that students have open again: it waits here until they are handed in.
  const absent = {};
  let leaving = false;

  forget((name) => name.startsWith(PREFIX) && !name.startsWith(own));

  function answer(element) {
    const prefix = `r${element.dataset.answer}-`;
    const named = (start) => [...element.querySelectorAll(`[name^="${start}"]`)];
    const fields = new Map();
    for (const field of named(prefix)) {
      const name = field.name.slice(prefix.length);
      if (name !== "seen" && name !== "quick") fields.set(name, field);
    }
    const one = {
      element,
      prefix,
      fields,
      initial: new Map(named(`initial-${prefix}`).map((field) => [field.name.slice(`initial-${prefix}`.length), field])),
      seen: element.querySelector(`[name="${prefix}seen"]`),
      state: "saved",
      message: "",
      sending: false,
      timer: 0,
    };
    // A browser that fills the fields in again after a reload has not the mark that the page was made with.
    one.stored = Object.fromEntries([...one.initial].map(([name, field]) => [name, field.defaultValue]));
    return one;
  }

  const read = (one) => Object.fromEntries([...one.fields].map(([name, field]) => [name, field.value]));
  const same = (here, there) => Object.keys(here).every((name) => here[name] === (there[name] ?? ""));
  // A reason is for the record of a change: alone it is nothing to save.
  const dirty = (one) => !same({ ...read(one), reason: "" }, { ...one.stored, reason: "" });

  function write(one, values) {
    for (const [name, field] of one.fields) if (name in values) field.value = values[name];
  }

  function forget(which) {
    try {
      for (const name of Object.keys(localStorage)) if (which(name)) localStorage.removeItem(name);
    } catch {
      // A browser that allows no storage holds nothing to forget.
    }
  }

  function keep() {
    const waiting = { ...absent };
    for (const one of answers) {
      if (dirty(one)) waiting[one.element.dataset.answer] = { values: read(one), seen: one.seen.value };
    }
    try {
      if (Object.keys(waiting).length) localStorage.setItem(key, JSON.stringify(waiting));
      else localStorage.removeItem(key);
    } catch {
      // Without storage the mark is still on the page and is sent as soon as that works.
    }
  }

  function show() {
    const worst = ["unsaved", "stale", "offline", "saving", "saved"].find((state) => answers.some((one) => one.state === state));
    const refused = worst === "unsaved" && answers.find((one) => one.state === worst && one.message);
    const text = refused ? refused.message : texts[worst];
    if (says.textContent !== text) says.textContent = text;
  }

  function changed(one, wait) {
    clearTimeout(one.timer);
    keep();
    if (one.state !== "stale") {
      one.state = !dirty(one) && !one.sending ? "saved" : navigator.onLine ? "saving" : "offline";
      if (dirty(one)) one.timer = setTimeout(() => send(one), wait);
    }
    show();
  }

  async function send(one) {
    clearTimeout(one.timer);
    if (one.sending || one.state === "stale" || !dirty(one)) return;
    one.sending = true;
    one.state = "saving";
    show();
    const sent = read(one);
    const body = new URLSearchParams({ [`${one.prefix}seen`]: one.seen.value });
    for (const [name, value] of Object.entries(sent)) body.set(one.prefix + name, value);
    for (const [name, field] of one.initial) body.set(`initial-${one.prefix}${name}`, field.value);
    let reply;
    try {
      const response = await fetch(one.element.dataset.url, {
        method: "POST",
        redirect: "manual",
        headers: { "X-CSRFToken": token },
        body,
      });
      if (response.headers.get("Content-Type")?.includes("json")) reply = await response.json();
      else reply = { state: response.status >= 500 ? "offline" : "unsaved" };
    } catch {
      reply = { state: "offline" };
    }
    one.sending = false;
    settle(one, reply, sent);
    keep();
    show();
  }

  function settle(one, reply, sent) {
    if (reply.state === "saved") {
      arrived(one, reply, sent);
    } else if (reply.state === "stale") {
      one.state = "stale";
      offer(one, reply);
    } else if (reply.state === "offline") {
      one.state = "offline";
      one.timer = setTimeout(() => send(one), RETRY);
    } else {
      one.state = "unsaved";
      one.message = reply.message ?? "";
    }
  }

  // The server has `sent` and made `reply.fields` of it: levels give points that nobody typed.
  function arrived(one, reply, sent) {
    const filled = {};
    for (const [name, value] of Object.entries(reply.fields)) {
      const typed = one.fields.get(name)?.value;
      if (name !== "seen" && sent[name] === one.stored[name] && typed === sent[name]) filled[name] = value;
    }
    known(one, reply);
    one.stored = { ...sent, ...filled };
    write(one, filled);
    if (one.fields.get("reason")?.value === sent.reason) write(one, { reason: "" });
    one.state = "saved";
    if (dirty(one)) changed(one, AFTER_TYPING);
  }

  // What the server has of the answer now.
  function known(one, reply) {
    one.seen.value = reply.fields.seen;
    for (const [name, field] of one.initial) field.value = reply.fields[name] ?? "";
    one.element.querySelector("[data-mark]").textContent = reply.words;
    one.element.toggleAttribute("data-waits", reply.waits);
    const left = answers.filter((other) => other.element.hasAttribute("data-waits")).length;
    const count = document.getElementById("waiting");
    if (count && left) count.textContent = left;
    else if (count) count.parentElement.textContent = texts.done;
  }

  function offer(one, reply) {
    one.element.querySelector(".errornote")?.remove();
    const box = document.getElementById("stale").content.firstElementChild.cloneNode(true);
    box.querySelector("[data-theirs]").textContent = reply.theirs;
    const answer = one.element.querySelector("blockquote");
    if ("answer" in reply && reply.answer !== answer.textContent.trim()) {
      // It stands among others that it says the same as no longer.
      answer.innerText = reply.answer;
      one.element.dataset.anew = "";
    }
    one.element.closest(".alike > details")?.setAttribute("open", "");
    box.addEventListener("click", (event) => {
      const choice = event.target.dataset.keep;
      if (!choice) return;
      box.remove();
      known(one, reply);
      one.stored = Object.fromEntries([...one.fields.keys()].map((name) => [name, reply.fields[name] ?? ""]));
      one.state = "saved";
      if (choice === "theirs") write(one, reply.fields);
      one.fields.get("points").focus();
      changed(one, 0);
    });
    one.element.querySelector("legend").after(box);
  }

  function replay() {
    let waiting = {};
    try {
      waiting = JSON.parse(localStorage.getItem(key) ?? "{}");
    } catch {
      return;
    }
    for (const [pk, kept] of Object.entries(waiting)) {
      if (!answers.some((one) => one.element.dataset.answer === pk)) absent[pk] = kept;
    }
    for (const one of answers) {
      const kept = waiting[one.element.dataset.answer];
      if (!kept || same(kept.values, one.stored)) continue;
      // Sent from where this device stood, so that another teacher's newer mark is noticed and not overwritten.
      one.seen.value = kept.seen;
      write(one, kept.values);
      changed(one, 0);
    }
    keep();
  }

  // --- marking many ----------------------------------------------------------------------------------------------------

  function giveToAll(group) {
    const fields = [...group.querySelectorAll("[name^=g]:not([type=hidden])")];
    const given = fields.map((field) => [field.name.replace(/^g\d+-/, ""), field]).filter(([, field]) => field.value.trim());
    const quick = given.find(([name]) => name === "quick");
    for (const element of group.parentElement.querySelectorAll("[data-answer]:not([data-anew])")) {
      const one = answers.find((candidate) => candidate.element === element);
      for (const [name, field] of given) if (one.fields.has(name)) one.fields.get(name).value = field.value;
      if (quick) add(one.fields.get("feedback"), words(quick[1]));
      changed(one, 0);
    }
    for (const field of fields) field.value = "";
  }

  // --- quick comments and keys -----------------------------------------------------------------------------------------

  const words = (select) => select.selectedOptions[0].textContent;

  function add(area, text) {
    area.value = [area.value.trimEnd(), text].filter(Boolean).join("\n");
  }

  function addTo(area, text) {
    add(area, text);
    area.focus();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  for (const button of form.querySelectorAll("[data-add]")) button.hidden = false;
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add]");
    if (!button) return;
    const select = button.parentElement.querySelector("select");
    if (select.value) addTo(button.closest("fieldset").querySelector("textarea"), words(select));
    select.value = "";
  });

  form.addEventListener("keydown", (event) => {
    if (!event.altKey || !/^Digit[1-9]$/.test(event.code) || !event.target.matches("textarea")) return;
    const comment = document.querySelector(`#comments li:nth-child(${event.code.slice(5)}) span`);
    if (!comment) return;
    event.preventDefault();
    addTo(event.target, comment.textContent);
  });

  // Where marking goes on: alike answers that are folded away are marked together, the others one by one.
  function next() {
    const stops = [...form.querySelectorAll("[data-group], [data-answer]")].filter((stop) => stop.checkVisibility());
    const here = stops.findLastIndex((stop) => stop.contains(document.activeElement));
    const waits = (stop) => (stop.matches("[data-group]") ? stop.parentElement.querySelector("[data-waits]") : stop.matches("[data-waits]"));
    const found = [...stops.slice(here + 1), ...stops.slice(0, here + 1)].find(waits);
    found?.scrollIntoView({ block: "start" });
    found?.querySelector("[name$=-points]").focus({ preventScroll: true });
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "n" || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
    event.preventDefault();
    next();
  });
  document.getElementById("to-next")?.addEventListener("click", (event) => {
    event.preventDefault();
    next();
  });

  // --- saving ----------------------------------------------------------------------------------------------------------

  const edited = (event) => {
    const one = answers.find((candidate) => candidate.element.contains(event.target));
    // Points that are changed may be given a reason: they are saved when the teacher goes on to another answer.
    if (one && !event.target.name.endsWith("-quick")) changed(one, one.fields.has("reason") ? AFTER_CHANGING : AFTER_TYPING);
  };
  form.addEventListener("focusout", (event) => {
    const one = answers.find((candidate) => candidate.element.contains(event.target));
    if (one?.fields.has("reason") && !one.element.contains(event.relatedTarget)) send(one);
  });
  form.addEventListener("input", edited);
  form.addEventListener("change", edited);

  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (leaving) return;
    if (button?.value === "group") {
      event.preventDefault();
      giveToAll(button.closest("[data-group]"));
      return;
    }
    for (const one of answers) {
      const quick = one.element.querySelector(`[name="${one.prefix}quick"]`);
      if (quick?.value) {
        add(one.fields.get("feedback"), words(quick));
        quick.value = "";
      }
    }
    if (!answers.some((one) => dirty(one) || one.state !== "saved")) return;
    // The page is left only when the server has every mark; what cannot be sent now is kept and sent later.
    event.preventDefault();
    keep();
    for (const one of answers) if (one.state === "unsaved") one.state = "saving";
    await Promise.all(answers.map(send));
    if (answers.some((one) => dirty(one) || one.state !== "saved")) {
      says.scrollIntoView({ block: "nearest" });
      return;
    }
    leaving = true;
    form.requestSubmit(button);
  });
  addEventListener("online", () => answers.filter((one) => one.state === "offline").forEach(send));
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) answers.filter((one) => one.state === "saving").forEach(send);
  });
  replay();
}
