// One question to the server, and the page that it answers with; or the knowledge that it cannot be reached.

const PATIENCE = 8000; // milliseconds: a ward's network that has not answered by then is as good as none
const NOT_NOW = new Set([429, 502, 503, 504]); // too many at once; or a proxy speaks for a server that is away
const FAULT = 500;

export class Lost extends Error {}

export async function page(address, options = {}) {
  const response = await reached(address, options);
  if (response.status >= FAULT) {
    throw new Lost(); // its database is away, say: what can be done without it is done here
  }
  const to = new URL(response.url);
  const asked = options.body === undefined || response.redirected ? to : location;
  const { status, edition } = response;
  return { address: asked.pathname + asked.search, tree: parsed(response.text), status, edition, fresh: status === 200 };
}

export async function reached(address, options = {}, patience = PATIENCE) {
  try {
    const response = await fetch(address, { cache: "no-store", ...options, signal: AbortSignal.timeout(patience) });
    if (NOT_NOW.has(response.status)) {
      throw new Lost();
    }
    const { url, redirected, status, headers } = response;
    return { url, redirected, status, headers, edition: headers.get("Heard-Edition"), text: await response.text() };
  } catch {
    throw new Lost(); // whatever came in between: no name, no route, no time
  }
}

export function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html");
}
