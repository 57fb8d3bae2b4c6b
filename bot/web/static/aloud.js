// Reads a question aloud: the question, its hint and its answers, each with a voice of its own language.
// Only voices that are on the device itself (localService): any other would send the words to somebody else's server.
// The button is hidden in the page, so that nobody sees one that does nothing.
(() => {
  const button = document.querySelector("[data-aloud]");
  const speech = window.speechSynthesis;
  if (!button || !speech) return;
  const [start, stop] = button.querySelectorAll("span");
  const READ = "h1, p, label, .nhsuk-error-message";

  // Runs of text in one language, in the order of the page.
  function passages() {
    const form = document.querySelector("form[data-question]");
    const texts = document.createTreeWalker(form, NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) {
      const around = texts.currentNode.parentElement;
      const block = around.closest(READ);
      const text = texts.currentNode.data.replace(/\s+/g, " ");
      if (!block || !text.trim() || around.closest("[aria-hidden=true]")) continue;
      const lang = around.closest("[lang]").lang;
      const last = found.at(-1);
      if (last && last.block === block && last.lang === lang) last.text += text;
      else found.push({ block, lang, text });
    }
    return found;
  }

  // As voices and pages write it: zh-TW and zh-Hant are one, and Easy Read is English.
  function language(tag) {
    const [first, ...rest] = tag.toLowerCase().split(/[-_]/);
    if (!["zh", "cmn", "yue"].includes(first)) return first;
    return first === "yue" || rest.some((part) => ["hant", "tw", "hk", "mo"].includes(part)) ? "zh-hant" : "zh-hans";
  }

  function voiceFor(tag) {
    const able = speech.getVoices().filter((voice) => voice.localService && language(voice.lang) === language(tag));
    return able.find((voice) => /^en[-_]gb$/i.test(voice.lang)) ?? able[0];
  }

  function show(reading) {
    start.hidden = reading;
    stop.hidden = !reading;
  }

  function offer() {
    button.hidden = !passages().every(({ lang }) => voiceFor(lang));
  }

  function read() {
    show(true);
    const all = passages();
    all.forEach(({ text, lang }, place) => {
      const spoken = new SpeechSynthesisUtterance(text.trim());
      spoken.voice = voiceFor(lang);
      spoken.lang = spoken.voice.lang;
      if (place === all.length - 1) spoken.onend = () => show(false);
      spoken.onerror = () => show(false);
      speech.speak(spoken);
    });
  }

  button.addEventListener("click", () => {
    const reading = !stop.hidden;
    speech.cancel();
    if (reading) show(false);
    else read();
  });
  window.addEventListener("pagehide", () => speech.cancel());
  speech.addEventListener("voiceschanged", offer);
  offer();
})();
