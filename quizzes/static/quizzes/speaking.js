// Reads the article aloud, sentence by sentence, with voices of this device alone: others would send it elsewhere.

export function start(panel) {
  const part = (name) => panel.querySelector(`[data-speak="${name}"]`);
  const [play, pause, stop, rate, voice, says] = ["play", "pause", "stop", "rate", "voice", "says"].map(part);
  const pauseText = pause.textContent;
  let voices = [];
  let at = 0;
  let turn = 0; // what is spoken in an earlier turn no longer goes on

  function offer() {
    const local = speechSynthesis.getVoices().filter((one) => one.localService);
    const english = local.filter((one) => one.lang.toLowerCase().startsWith("en"));
    voices = english.length ? english : local;
    voice.replaceChildren(...voices.map((one, index) => new Option(one.name, index)));
    for (const each of [play, part("choices")]) each.hidden = !voices.length;
    says.textContent = voices.length ? "" : says.dataset.none;
  }

  function mark(sentence) {
    document.querySelector(".spoken")?.classList.remove("spoken");
    sentence?.classList.add("spoken");
    sentence?.scrollIntoView({ block: "center" });
  }

  function speak() {
    const mine = ++turn;
    const sentence = document.querySelectorAll(".sentence")[at];
    if (!sentence) return end();
    const copy = sentence.cloneNode(true);
    for (const aside of copy.querySelectorAll("[data-aside]")) aside.remove();
    const said = new SpeechSynthesisUtterance(copy.textContent);
    said.voice = voices[voice.value];
    said.lang = said.voice.lang;
    said.rate = Number(rate.value);
    said.onend = () => {
      if (mine !== turn) return;
      at += 1;
      speak();
    };
    mark(sentence);
    speechSynthesis.cancel();
    speechSynthesis.speak(said);
  }

  function keys(speaking) {
    play.hidden = speaking;
    pause.hidden = stop.hidden = !speaking;
    pause.textContent = pauseText;
  }

  function end() {
    turn += 1;
    at = 0;
    speechSynthesis.cancel();
    mark(null);
    const focused = panel.contains(document.activeElement);
    keys(false);
    if (focused) play.focus();
  }

  play.addEventListener("click", () => {
    at = Math.max(0, [...document.querySelectorAll(".sentence")].findIndex((one) => one.matches(".picked")));
    keys(true);
    pause.focus();
    speak();
  });
  pause.addEventListener("click", () => {
    if (pause.textContent === pauseText) {
      // Not every device can stop in the middle of a sentence: going on says the sentence again.
      turn += 1;
      speechSynthesis.cancel();
      pause.textContent = pause.dataset.resume;
    } else {
      pause.textContent = pauseText;
      speak();
    }
  });
  stop.addEventListener("click", end);
  for (const field of [rate, voice]) field.addEventListener("change", () => !stop.hidden && pause.textContent === pauseText && speak());
  speechSynthesis.addEventListener?.("voiceschanged", offer);
  addEventListener("pagehide", () => speechSynthesis.cancel());
  offer();
}
