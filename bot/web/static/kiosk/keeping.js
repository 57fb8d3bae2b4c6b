// Stays on this tablet, sealed: whoever reads its disk without this browser's key reads nothing. The key cannot be taken
// out by a script, but whoever can run this browser as its owner can use it; see docs/decisions.md, "The tablet".

export const MOST_STAYS = 200; // a busy ward's fortnight; each is some kilobytes, and words of any length fit
const DAYS_TO_SEND = 14; // on which the tablet ran; the server deletes what was begun there after as many
const NAME = "heard-kiosk";
const SEAL = { name: "AES-GCM", length: 256 };

// More people's answers wait than may wait at one time.
export class NoRoom extends Error {}

let database = null;

// Whether anything can be kept here at all: not over plain http, and not in some private windows.
export async function canKeep() {
  try {
    await sealingKey();
    return true;
  } catch {
    return false;
  }
}

export function newToken() {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace("=", "");
}

export function unsent(stay) {
  return stay.log.filter((reply) => !reply.sent);
}

export async function load(token) {
  const name = await nameOf(token);
  const record = await done(store("stays").get(name));
  return record ? unsealed(record) : null;
}

export async function save(stay) {
  const name = await nameOf(stay.token);
  const waiting = unsent(stay).length;
  if (waiting && (await waitingBeside(name)) >= MOST_STAYS) {
    throw new NoRoom();
  }
  const since = stay.since ?? (await daysCounted());
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const words = new TextEncoder().encode(JSON.stringify({ ...stay, since }));
  const sealed = await crypto.subtle.encrypt({ ...SEAL, iv, additionalData: utf8(name) }, await sealingKey(), words);
  await done(store("stays", "readwrite").put({ name, since, waiting, over: stay.over, iv, sealed }));
}

// Nobody is at the tablet any more: of each stay only what is still to be sent is left.
export async function settle() {
  for (const record of await records()) {
    if (record.waiting === 0) {
      await remove(record.name);
    } else if (!record.over) {
      const stay = await unsealed(record);
      await save({ ...stay, over: true, log: unsent(stay) });
    }
  }
}

export async function marked(token, ids) {
  const stay = await load(token);
  if (stay === null) {
    return;
  }
  stay.log.forEach((reply) => ids.includes(reply.id) && (reply.sent = true));
  if (stay.over && unsent(stay).length === 0) {
    await remove(await nameOf(token));
  } else {
    await save(stay);
  }
}

export async function waitingStays() {
  const waiting = (await records()).filter((record) => record.waiting > 0);
  return Promise.all(waiting.map(unsealed));
}

export async function waitingCount() {
  return (await records()).filter((record) => record.waiting > 0 && record.over).length;
}

// Whoever was deleted unsent is counted, so that somebody is told.
export async function drop(token) {
  await remove(await nameOf(token));
  await countDropped(1);
}

// How many. Nothing is old that could have been sent: this is asked after it was tried.
export async function dropOld() {
  const today = await daysCounted();
  await dateUndated(today);
  const old = (await records()).filter((record) => today - record.since > DAYS_TO_SEND);
  for (const record of old) {
    await remove(record.name);
  }
  const unsent = old.filter((record) => record.waiting > 0).length;
  await countDropped(unsent);
  return unsent;
}

// Tablets did not always count days: what was kept before counts from the first day on which they do.
async function dateUndated(today) {
  for (const record of (await records()).filter(({ since }) => since === undefined)) {
    await done(store("stays", "readwrite").put({ ...record, since: today }));
  }
}

// Told for as long again as they were kept.
export async function droppedCount() {
  const dropped = await done(store("facts").get("dropped"));
  return dropped && (await daysCounted()) - dropped.since <= DAYS_TO_SEND ? dropped.count : 0;
}

async function countDropped(more) {
  if (more > 0) {
    const dropped = { count: (await droppedCount()) + more, since: await daysCounted() };
    await done(store("facts", "readwrite").put(dropped, "dropped"));
  }
}

// On how many days this tablet has run. Whoever sets its clock forward makes one day more, and whoever sets it back none.
async function daysCounted() {
  await sealingKey();
  const today = new Date().toISOString().slice(0, 10);
  const { last, count } = (await done(store("facts").get("days"))) ?? { last: "", count: 0 };
  if (today <= last) {
    return count;
  }
  await done(store("facts", "readwrite").put({ last: today, count: count + 1 }, "days"));
  return count + 1;
}

async function waitingBeside(name) {
  return (await records()).filter((record) => record.waiting > 0 && record.name !== name).length;
}

async function records() {
  await sealingKey();
  return done(store("stays").getAll());
}

async function remove(name) {
  await done(store("stays", "readwrite").delete(name));
}

async function unsealed({ name, since, iv, sealed }) {
  const key = await sealingKey();
  const words = await crypto.subtle.decrypt({ ...SEAL, iv, additionalData: utf8(name) }, key, sealed);
  return { since, ...JSON.parse(new TextDecoder().decode(words)) };
}

// A record does not tell whose it is: its name leads back to no token.
async function nameOf(token) {
  await sealingKey();
  const digest = await crypto.subtle.digest("SHA-256", utf8(`heard stay\0${token}`));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function sealingKey() {
  database ??= await opened();
  const held = await done(store("keys").get("seal"));
  if (held) {
    return held;
  }
  const made = await crypto.subtle.generateKey(SEAL, false, ["encrypt", "decrypt"]);
  await done(store("keys", "readwrite").add(made, "seal")).catch(() => null); // another window may have been quicker
  return done(store("keys").get("seal"));
}

function opened() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("stays", { keyPath: "name" });
    request.result.createObjectStore("keys");
    request.result.createObjectStore("facts");
  };
  return done(request);
}

function store(name, mode = "readonly") {
  return database.transaction(name, mode, { durability: "strict" }).objectStore(name);
}

function utf8(text) {
  return new TextEncoder().encode(text);
}

// What is written counts when its transaction is over: that is when it is on the disk.
function done(request) {
  return new Promise((resolve, reject) => {
    const transaction = request.transaction;
    request.onerror = () => reject(request.error);
    if (transaction === null || transaction.mode === "readonly" || transaction.mode === "versionchange") {
      request.onsuccess = () => resolve(request.result);
    } else {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? request.error);
    }
  });
}
