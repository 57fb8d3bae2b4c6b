// What makes a tablet last through a lost connection, and what it tells staff of it on its first page.
import { isHome } from "./going.js";
import { canKeep, droppedCount, waitingCount } from "./keeping.js";
import { Lost } from "./network.js";
import { hold, holdWhatIsOffered } from "./packs.js";
import { keepSending } from "./sending.js";

const WORKER = new URL("./worker.js", import.meta.url);

export async function last() {
  if (!("serviceWorker" in navigator) || !(await canKeep())) {
    return;
  }
  await navigator.serviceWorker.register(WORKER, { scope: "/" });
  await navigator.storage?.persist?.();
  keepSending();
}

// With each page: its own language and survey are in use here.
export async function holdWhatIsInUse() {
  if (document.documentElement.dataset.packed !== undefined || !("serviceWorker" in navigator) || !(await canKeep())) {
    return;
  }
  const home = document.documentElement.dataset.kiosk;
  const below = location.pathname.startsWith(`${home}/`) ? location.pathname.slice(home.length + 1) : "";
  const [survey, question] = below.split("/");
  const newest = question === undefined ? document.documentElement.dataset.edition : undefined;
  try {
    if (survey) {
      await hold({ home, survey, language: document.documentElement.lang }, newest);
    } else if (isHome()) {
      await holdWhatIsOffered(home);
    }
    document.documentElement.dataset.holds = ""; // to be seen from outside: this page's survey needs no connection
  } catch (fault) {
    if (!(fault instanceof Lost || fault instanceof DOMException)) {
      throw fault;
    } // with no connection, or no room on the disk, what is held stays as it is
  }
}

export async function tellStaff() {
  if (isHome() && (await canKeep())) {
    tell("waiting", await waitingCount());
    tell("dropped", await droppedCount());
  }
}

function tell(what, count) {
  const line = document.querySelector(`[data-kept=${what}]`);
  if (line !== null) {
    line.hidden = count === 0;
    line.querySelector("strong").textContent = String(count);
  }
}
