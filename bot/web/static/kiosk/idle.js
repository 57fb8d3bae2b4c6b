// Asks whether anybody is there, and clears the screen where nobody answers. Any touch or key is an answer.
import { isHome } from "./going.js";
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
  clearInterval(ticking);
  ticking = dialog() && setInterval(tick, SECOND);
}

function dialog() {
  return document.querySelector("#kiosk-idle");
}

function stay(event) {
  touched = Date.now();
  const asking = dialog();
  if (asking?.open && !event.target.closest?.("[data-clear]")) {
    asking.close();
  }
}

function tick() {
  const asking = dialog();
  const untouched = (Date.now() - touched) / SECOND;
  const left = Math.ceil(Number(asking.dataset.untouched) + Number(asking.dataset.toSaySo) - untouched);
  if (left <= 0) {
    clearInterval(ticking);
    leave();
  } else if (left <= Number(asking.dataset.toSaySo) && !nothingToLose()) {
    ask(asking, left);
  }
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
