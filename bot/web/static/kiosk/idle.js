// Asks whether anybody is there, and clears the screen where nobody answers. Any touch or key is an answer.
//
// Measured by a clock that nobody can set. It may stand still while the tablet sleeps: for as long as the page could not be
// seen, whichever clock went further counts.
import { isHome } from "./going.js";
import { stillHere } from "./here.js";
import { leave } from "./leaving.js";

const SIGNS = ["pointerdown", "keydown", "wheel", "input", "touchstart"];
const SECOND = 1000;
const ALOUD = [10]; // how many seconds before the end it is said once more to those who do not see it

let touched = 0;
let slept = 0;
let hidden = null;
let ticking = null;

for (const sign of SIGNS) {
  document.addEventListener(sign, stay, { capture: true, passive: true });
}
document.addEventListener("visibilitychange", seenOrNot);

// From each page on anew: whoever came to it is there.
export function watch() {
  isTouched();
  stillHere();
  clearInterval(ticking);
  ticking = dialog() && setInterval(tick, SECOND);
}

function dialog() {
  return document.querySelector("#kiosk-idle");
}

function isTouched() {
  touched = performance.now();
  slept = 0;
}

function seenOrNot() {
  if (document.hidden) {
    hidden = { day: Date.now(), steady: performance.now() };
  } else if (hidden !== null) {
    slept += Math.max(0, Date.now() - hidden.day - (performance.now() - hidden.steady));
    hidden = null;
  }
  if (ticking) {
    tick();
  }
}

// A touch that comes too late, as on a tablet that slept, is the next person's.
function stay(event) {
  const asking = dialog();
  if (ticking && secondsLeft(asking) <= 0) {
    tick();
    return;
  }
  if (performance.now() - touched > SECOND) {
    stillHere();
  }
  isTouched();
  if (asking?.open && !event.target.closest?.("[data-clear]")) {
    asking.close();
  }
}

function tick() {
  const asking = dialog();
  const left = secondsLeft(asking);
  if (left <= 0) {
    clearInterval(ticking);
    ticking = null;
    leave();
  } else if (left <= Number(asking.dataset.toSaySo) && !nothingToLose()) {
    ask(asking, left);
  }
}

function secondsLeft({ dataset }) {
  const untouched = (performance.now() - touched + slept) / SECOND;
  return Math.ceil(Number(dataset.untouched) + Number(dataset.toSaySo) - untouched);
}

// On the first page, in the tablet's own language, there is nothing of anybody.
function nothingToLose() {
  return isHome();
}

function ask(asking, left) {
  asking.querySelector("[data-seconds]").textContent = String(left);
  if (ALOUD.includes(left)) {
    const aloud = asking.querySelector("[data-aloud]");
    aloud.textContent = `${aloud.dataset.words} ${left}`;
  }
  if (!asking.open) {
    asking.querySelector("[data-clear]").onclick = () => leave();
    asking.showModal();
  }
}
