// Whose stay it is that goes on: the one that this browser's cookie names. Every window of the tablet sees the same one.
// It goes when the browser is closed. Browsers that were killed bring it back with their windows: so there is another one
// beside it, with nothing in it, that ends by itself where nobody has touched the tablet for as long as it takes to clear
// the screen. Without that one, whoever the first one names has left.

const [STAY, HERE] = ["kiosk-stay", "kiosk-here"];
const GRACE = 60; // seconds: the page that is left clears itself first

export function tokenHere() {
  return held(HERE) ? held(STAY) : null;
}

export function arrived(token) {
  put(STAY, token);
  here();
}

export function stillHere() {
  if (tokenHere() !== null) {
    here();
  }
}

export function gone() {
  put(STAY, "", 0);
  put(HERE, "", 0);
}

function here() {
  const { untouched, toSaySo } = document.querySelector("#kiosk-idle").dataset;
  put(HERE, "1", Number(untouched) + Number(toSaySo) + GRACE);
}

function held(name) {
  return document.cookie.match(new RegExp(`(?:^|; )${name}=([\\w-]+)`))?.[1] ?? null;
}

function put(name, value, seconds = null) {
  const secure = location.protocol === "https:" ? "; secure" : "";
  const ends = seconds === null ? "" : `; max-age=${seconds}`;
  document.cookie = `${name}=${value}; path=/; samesite=strict${secure}${ends}`;
}
