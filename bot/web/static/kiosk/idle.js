// Asks whether anybody is there, and clears the screen where nobody answers. Any touch or key is an answer.
import { isHome } from "./going.js";
import { stillHere } from "./here.js";
import { leave } from "./leaving.js";

const SIGNS = ["pointerdown", "keydown", "wheel", "input", "touchstart"];
const SECOND = 1000;
const ALOUD = [10]; // how many seconds before the end it is said once more to those who do not see it

let touched = 0;
let ticking = null;

for (const sign of SIGNS) {
  document.addEventListener(sign, stay, { capture: true, passive: true });
}
document.addEventListener("visibilitychange", () => ticking && tick());

// From each page on anew: whoever came to it is there.
export function watch() {
  touched = Date.now();
  stillHere();
  clearInterval(ticking);
  ticking = dialog() && setInterval(tick, SECOND);
}

function dialog() {
  return document.querySelector("#kiosk-idle");
}

// A touch that comes too late, as on a tablet that slept, is the next person's.
function stay(event) {
  const asking = dialog();
  if (ticking && secondsLeft(asking) <= 0) {
    tick();
    return;
  }
  if (Date.now() - touched > SECOND) {
    stillHere();
  }
  touched = Date.now();
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
  const untouched = (Date.now() - touched) / SECOND;
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
