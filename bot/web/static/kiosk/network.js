// One question to the server, and the page that it answers with; or the knowledge that it cannot be reached.

const PATIENCE = 8000; // milliseconds: a ward's network that has not answered by then is as good as none
const NOT_NOW = new Set([429, 502, 503, 504]); // too many at once; or a proxy speaks for a server that is away
const FAULT = 500;

// `text`: what somebody on the way, or the server itself, said in place of what it was asked for.
export class Lost extends Error {
  constructor(text = "") {
    super();
    this.text = text;
  }
}

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
  const { url, redirected, status, headers, text } = await told(address, options, patience);
  if (NOT_NOW.has(status)) {
    throw new Lost(text);
  }
  return { url, redirected, status, headers, edition: headers.get("Heard-Edition"), text };
}

async function told(address, options, patience) {
  try {
    const response = await fetch(address, { cache: "no-store", ...options, signal: AbortSignal.timeout(patience) });
    const { url, redirected, status, headers } = response;
    return { url, redirected, status, headers, text: await response.text() };
  } catch {
    throw new Lost(); // whatever came in between: no name, no route, no time
  }
}

export function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html");
}
