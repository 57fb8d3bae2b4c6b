// Keeps a tablet's pages reachable when they are loaded without a connection: after a reload, or a restart of the browser.
// What they say is filled in by their own script. It answers for nothing else: not for staff, not for anybody's own device.

const CACHE = "heard-kiosk";
const PATIENCE = 8000;
const NOBODY_HOME = [502, 503, 504];

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) {
    return;
  }
  if (request.mode === "navigate" && isTablets(url)) {
    event.respondWith(page(request, url));
  } else if (url.pathname.startsWith("/static/") || url.pathname.startsWith("/kiosk-scripts/")) {
    event.respondWith(asset(request));
  }
});

function isTablets({ pathname, searchParams }) {
  const back = searchParams.get("back") ?? "";
  return pathname.startsWith("/kiosk/") || (["/help-now", "/privacy"].includes(pathname) && back.startsWith("/kiosk/"));
}

async function page(request, url) {
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    if (!NOBODY_HOME.includes(response.status)) {
      return response;
    }
  } catch {
    // no connection: what is held here has to do
  }
  return (await held(url)) ?? Response.error();
}

async function held(url) {
  const cache = await caches.open(CACHE);
  const language = url.searchParams.get("lang");
  const home = url.pathname.split("/").slice(0, 3).join("/");
  const tries = [language ? `${url.pathname}?lang=${language}` : url.pathname, url.pathname, home];
  for (const address of tries) {
    const found = (await cache.match(address)) ?? (await cache.match(address, { ignoreSearch: true }));
    if (found) {
      return found;
    }
  }
  return null;
}

async function asset(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(request)) ?? fetch(request);
}
