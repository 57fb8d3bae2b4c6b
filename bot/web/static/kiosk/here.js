// Whose stay it is that goes on: the one that this browser's cookie names. Every window of the tablet sees the same one.
// It goes when the browser is closed. Browsers that were killed bring it back with their windows: so there is another one
// beside it, with nothing in it, that ends by itself where nobody has touched the tablet for as long as it takes to clear
// the screen. Without that one, whoever the first one names has left.
//
// A window remembers whose page it shows. Somebody else may have begun in another one meanwhile: what is pressed here is
// then not theirs, and that nobody is at this window says nothing of them.

const [STAY, HERE] = ["kiosk-stay", "kiosk-here"];
const GRACE = 60; // seconds: the page that is left clears itself first

let shown = tokenHere();

export function tokenHere() {
  return held(HERE) ? held(STAY) : null;
}

// Whether the page in this window is of the stay that goes on, or of nobody's where none does.
export function isOurs() {
  return tokenHere() === shown;
}

// Whoever this page is of has left: somebody has begun in another window since.
export function isOvertaken() {
  return shown !== null && tokenHere() !== null && !isOurs();
}

export function arrived(token) {
  shown = token;
  put(STAY, token);
  here();
}

// Put back where a clock that was set forward has ended it, for as long as this window was not left.
export function stillHere() {
  if (shown !== null && held(STAY) === shown) {
    here();
  }
}

export function showsNobody() {
  shown = null;
}

export function gone() {
  showsNobody();
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
