// What the tablet holds to go on without a connection: for each survey and language in use here, its pages and its rules.
import { Lost, parsed, reached } from "./network.js";

const CACHE = "heard-kiosk";
const RENEWED_AFTER = 6 * 3_600_000; // milliseconds; and at once, where there is a new edition of scripts or survey
const HELD_AT = "Heard-Held-At";
const SCRIPTS = new URL(".", import.meta.url).pathname;
const GUARDS = [
  "Content-Security-Policy",
  "Cross-Origin-Opener-Policy",
  "Referrer-Policy",
  "X-Content-Type-Options",
  "X-Frame-Options",
];

// Everything that is offered on the first page, in the language that it is shown in.
export async function holdWhatIsOffered(home) {
  const language = document.documentElement.lang;
  for (const link of document.querySelectorAll("main a.nhsuk-action-link")) {
    const survey = new URL(link.href).pathname.split("/").at(-1);
    await hold({ home, survey, language });
  }
}

// `edition`: the survey's newest, where the page that is shown says which that is.
export async function hold(which, edition = null) {
  if (await isFresh(await heldResponse(which), edition)) {
    return;
  }
  const response = await reached(addressOf(which), { credentials: "omit" }); // nothing of whoever is here is in it
  if (response.status === 200) {
    await keep(which, response);
  }
}

export async function packFor(which) {
  const held = await heldResponse(which);
  return held ? held.json() : null;
}

// A page as the server makes it for somebody who has answered nothing; null where none is held.
export async function heldPage(address) {
  const cache = await caches.open(CACHE);
  const held = (await cache.match(plain(address))) ?? (await cache.match(plain(address), { ignoreSearch: true }));
  return held ? parsed(await held.text()) : null;
}

// The pack itself last: where it is, everything that it speaks of is there.
async function keep(which, response) {
  const cache = await caches.open(CACHE);
  const pack = JSON.parse(response.text);
  await Promise.all(pack.assets.map((asset) => heldAsset(cache, asset)));
  const headers = new Headers({ "Content-Type": "text/html; charset=utf-8" });
  GUARDS.forEach((name) => headers.set(name, response.headers.get(name)));
  const put = (address, html) => cache.put(address, new Response(html, { headers }));
  await Promise.all(Object.entries(pack.pages).map(([address, html]) => put(address, html)));
  if (location.pathname === which.home && location.search === "") {
    await put(which.home, pack.pages[`${which.home}?lang=${which.language}`]); // the tablet's own language
  }
  const { pages, ...rules } = pack;
  const held = { "Content-Type": "application/json", [HELD_AT]: String(Date.now()) };
  await cache.put(addressOf(which), new Response(JSON.stringify(rules), { headers: held }));
  await forgetOld(cache);
}

async function heldAsset(cache, asset) {
  if (!(await cache.match(asset))) {
    await cache.add(asset).catch(() => {
      throw new Lost();
    });
  }
}

async function isFresh(held, edition) {
  if (!held || held.headers.get(HELD_AT) < Date.now() - RENEWED_AFTER) {
    return false;
  }
  const rules = await held.json();
  return rules.assets.some((asset) => asset.startsWith(SCRIPTS)) && (edition === null || edition === rules.edition);
}

// Style sheets and scripts of editions that no pack here speaks of any more.
async function forgetOld(cache) {
  const held = await cache.keys();
  const path = ({ url }) => new URL(url).pathname + new URL(url).search;
  const packs = held.filter((request) => path(request).startsWith("/kiosk-pack/"));
  const rules = await Promise.all(packs.map(async (pack) => (await cache.match(pack)).json()));
  const used = new Set(rules.flatMap(({ assets }) => assets));
  const old = held.filter((request) => /^\/(static|kiosk-scripts)\//.test(path(request)) && !used.has(path(request)));
  await Promise.all(old.map((request) => cache.delete(request)));
}

async function heldResponse(which) {
  const cache = await caches.open(CACHE);
  return cache.match(addressOf(which));
}

function addressOf({ home, survey, language }) {
  const place = home.replace("/kiosk/", "/kiosk-pack/");
  return `${place}/${survey}?${new URLSearchParams({ lang: language, back: home })}`;
}

// Without what says where somebody came from, and how many answers a change has moved.
function plain(address) {
  const { pathname, searchParams } = new URL(address, location.origin);
  const kept = ["lang", "nothing"].filter((name) => searchParams.has(name));
  const query = new URLSearchParams(kept.map((name) => [name, searchParams.get(name)]));
  return kept.length ? `${pathname}?${query}` : pathname;
}
