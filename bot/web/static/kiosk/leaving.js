// The end of one person's stay: nothing of it is left on the tablet for the next to find.
import { home, instead } from "./going.js";
import { beginsAnew, over, pageFor } from "./stay.js";

const AGAIN = 15_000;

// Where somebody begins, nobody is here yet.
export async function tidy() {
  if (beginsAnew(location.href)) {
    sessionStorage.clear();
    await over();
  }
}

// At once, whether or not the next page can be had.
export function leave() {
  document.querySelector("#kiosk-idle")?.close();
  document.querySelector("main").replaceChildren();
  instead(async () => {
    const next = await pageFor(home());
    if (next.notice) {
      setTimeout(leave, AGAIN);
    }
    return next;
  });
}
