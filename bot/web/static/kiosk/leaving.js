// The end of one person's stay: nothing of it is left on the tablet for the next to find.
import { instead } from "./going.js";
import { tokenHere } from "./here.js";
import { beginsAnew, left, over } from "./stay.js";

const AGAIN = 15_000;

// Where somebody begins, nobody is here yet.
export function tidy() {
  if (beginsAnew(location.href)) {
    sessionStorage.clear();
  }
}

// A window that is opened there, or loaded again, is somebody's doing; one that only rests there takes nobody away. And a
// tablet that was killed in the middle has nobody at it, whichever page comes back.
export async function openAnew() {
  if (beginsAnew(location.href) || tokenHere() === null) {
    await over();
  }
}

// At once, whether or not the next page can be had.
export function leave() {
  document.querySelector("#kiosk-idle")?.close();
  document.querySelector("main").replaceChildren();
  instead(async () => {
    const next = await left();
    if (next.notice) {
      setTimeout(leave, AGAIN);
    }
    return next;
  });
}
