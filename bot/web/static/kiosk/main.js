// The shared tablet, where scripts run. Without them every page works all the same; see docs/decisions.md, "The tablet".
import { fullScreen } from "./screen.js";
import { follow, home, onShown, open, press } from "./going.js";
import { watch } from "./idle.js";
import { holdWhatIsInUse, last, tellStaff } from "./lasting.js";
import { openAnew, tidy } from "./leaving.js";

const HOUR = 3600;
const page = document.documentElement.dataset;
let opened = null;

function announce() {
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `kiosk-watched=1; path=/; max-age=${HOUR}; samesite=strict${secure}`;
  return document.cookie.includes("kiosk-watched=1");
}

// A header that clears the page cannot be held back: once the server knows of us, it leaves it out.
function clearsItself() {
  return announce() && page.packed === undefined && document.querySelector("#kiosk-idle[data-refresh]") !== null;
}

// To be seen from outside: from here on pages change in place.
function running() {
  page.running = "";
}

async function arrive() {
  tidy();
  await opened;
  await tellStaff();
}

function begin() {
  history.scrollRestoration = "manual";
  document.addEventListener("click", follow);
  document.addEventListener("submit", press);
  document.addEventListener("contextmenu", (event) => event.preventDefault());
  addEventListener("pageshow", (event) => event.persisted && location.replace(home()));
  opened = openAnew();
  onShown(announce, running, fullScreen, watch, arrive, holdWhatIsInUse);
  if (page.packed !== undefined) {
    open(location.pathname + location.search); // made for nobody: it is filled in first
  }
  last();
  document.addEventListener("heard:sent", tellStaff);
}

// A browser that has not all that is needed is better off with the pages as they are.
if ("timeout" in AbortSignal && "HTMLDialogElement" in window) {
  if (clearsItself()) {
    location.reload();
  } else {
    begin();
  }
}
