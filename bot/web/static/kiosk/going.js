// From page to page without leaving a trace: each takes the place of the last, so that there is no way back to one, and
// what was sent in a form is held by no history. The whole screen stays whole meanwhile.
import { answer, pageFor } from "./stay.js";

const shown = [];
let busy = false;
let latest = 0;

// The place's first page, where the next person begins.
export function home() {
  return document.documentElement.dataset.kiosk;
}

export function isHome() {
  return location.pathname === home();
}

// What is to be done with each page, the first included.
export function onShown(...hooks) {
  shown.push(...hooks);
  hooks.forEach((hook) => hook());
}

export function follow(event) {
  const link = event.target.closest?.("a[href]");
  if (!link) {
    return;
  }
  event.preventDefault();
  const to = new URL(link.href);
  if (to.hash && to.pathname === location.pathname) {
    focusOn(document.querySelector(to.hash));
  } else if (to.origin === location.origin) {
    open(to.pathname + to.search);
  }
}

export function press(event) {
  event.preventDefault();
  const [form, button] = [event.target, event.submitter];
  const sent = new URLSearchParams(new FormData(form));
  if (button?.name) {
    sent.append(button.name, button.value);
  }
  go(() => answer(form, sent));
}

export function open(address) {
  return go(() => pageFor(address));
}

// A second press while the first is on its way is the same press.
async function go(work) {
  if (!busy) {
    await instead(work);
  }
}

// Whatever was on its way before is not shown any more.
export async function instead(work) {
  const mine = (latest += 1);
  busy = true;
  document.querySelector("main").setAttribute("aria-busy", "true");
  try {
    const next = await work();
    if (mine === latest) {
      show(next);
    }
  } finally {
    if (mine === latest) {
      busy = false;
      document.querySelector("main").removeAttribute("aria-busy");
    }
  }
}

// In place of a page that cannot be had: what is there stays, and says why.
function tell(notice) {
  const words = document.querySelector("#kiosk-words").content.querySelector(`[data-notice=${notice}]`);
  const box = document.createElement("div");
  box.className = "nhsuk-inset-text heard-kiosk-notice";
  box.setAttribute("role", "alert");
  box.append(words.cloneNode(true));
  document.querySelector(".heard-kiosk-notice")?.remove();
  document.querySelector("main").prepend(box);
  box.scrollIntoView();
}

function show(next) {
  if (next.notice) {
    tell(next.notice);
    return;
  }
  const { address, tree, fresh, edition } = next;
  if (fresh && !sameScripts(tree)) {
    location.replace(address);
    return;
  }
  history.replaceState(null, "", address);
  takePlace(tree);
  if (edition) {
    document.documentElement.dataset.edition = edition;
  }
  scrollTo(0, 0);
  focusOn(document.querySelector("main [autofocus], main h1, main h2"));
  shown.forEach((hook) => hook());
  document.dispatchEvent(new Event("heard:page"));
}

// A page of a newer edition, or of no tablet, is loaded as a whole.
function sameScripts(tree) {
  const scripts = (from) => [...from.querySelectorAll("head script")].map((script) => script.getAttribute("src"));
  return scripts(tree).join() === scripts(document).join();
}

function takePlace(tree) {
  const [now, next] = [document.documentElement, tree.documentElement];
  [...now.attributes].forEach(({ name }) => next.hasAttribute(name) || now.removeAttribute(name));
  [...next.attributes].forEach(({ name, value }) => now.setAttribute(name, value));
  const sheets = "head link[rel=stylesheet], head link[rel=manifest]";
  tree.querySelectorAll(sheets).forEach((sheet) => {
    const old = document.querySelector(`head link[rel=${sheet.rel}]`);
    if (old.getAttribute("href") !== sheet.getAttribute("href")) {
      old.setAttribute("href", sheet.getAttribute("href"));
    }
  });
  document.title = tree.title;
  document.body.replaceWith(document.adoptNode(tree.body));
}

function focusOn(element) {
  if (element && !element.matches("a, button, input, select, textarea, [tabindex]")) {
    element.tabIndex = -1;
  }
  element?.focus();
}
