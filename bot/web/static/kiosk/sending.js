// What was kept while there was no connection goes out when there is one: each person's in order, each reply with its id,
// so that one that is sent again counts once.
import { tokenHere } from "./here.js";
import { drop, dropOld, marked, unsent, waitingStays } from "./keeping.js";
import { Lost, reached } from "./network.js";

const AGAIN = 15_000; // milliseconds; browsers do not always notice that a connection is back
const MOST_AT_ONCE = 20;
const LARGEST = 300_000; // bytes as a form: one answer of any length goes through, and a few short ones with it
const PATIENCE = 60_000; // milliseconds: words of any length over a poor connection, and nobody waits for it
const TAKEN = 200;
const GONE = 410;
const NOT_NOW = 429;
const SAID = { [TAKEN]: "at", [GONE]: "gone" }; // in our server's own words, or it is none of its
const LONGEST_WAIT = 600_000; // milliseconds

let beginsAgainAt = 0;

export function keepSending() {
  addEventListener("online", () => send());
  setInterval(() => send(), AGAIN);
  send();
}

// Whatever is here and may go; one window at a time, and nobody waits for it. `own`: whose press has just been kept. It
// is not asked for again by itself, so it takes its turn.
export async function send(own = null) {
  await navigator.locks.request("heard-kiosk-sending", { ifAvailable: own === null }, async (lock) => {
    if (lock === null) {
      return;
    }
    await sendAll(await withStays(() => thatMayGo(own)));
    if ((await withStays(dropOld)) > 0) {
      tellOfIt();
    }
  });
}

// What is over, by itself. A stay in use only with a press of its own: sent from here it could overtake one that is on its
// way, and an answer that its person is about to put right would be passed over.
async function thatMayGo(own) {
  const isOver = ({ over, ended, token }) => over || ended || token !== tokenHere();
  return (await waitingStays()).filter((stay) => stay.token === own || isOver(stay));
}

async function sendAll(stays) {
  for (const stay of stays) {
    if (mayBegin(stay) && (await sendStay(stay)) === null) {
      return; // nobody answers: the next would not get through either
    }
  }
}

// Too many have begun of late: the server said when to ask again. What has begun there goes on.
function mayBegin(stay) {
  return !unsent(stay)[0].begins || performance.now() >= beginsAgainAt;
}

// What the server said last; null where it said nothing. A stay that it does not take keeps no other from being sent.
async function sendStay(stay) {
  for (let replies = few(unsent(stay)); replies.length > 0; replies = few(unsent(stay))) {
    const status = await sent(stay, replies);
    if (status === GONE) {
      await withStays(() => drop(stay.token));
      tellOfIt();
    }
    if (status !== TAKEN) {
      return status;
    }
    const ids = replies.map((reply) => reply.id);
    await withStays(() => marked(stay.token, ids));
    stay.log = stay.log.filter((reply) => !ids.includes(reply.id));
    tellOfIt();
  }
  return TAKEN;
}

function tellOfIt() {
  document.dispatchEvent(new Event("heard:sent"));
}

// What a stay says is changed by one at a time.
export function withStays(work) {
  return navigator.locks.request("heard-kiosk-stays", work);
}

async function sent(stay, replies) {
  try {
    const body = new URLSearchParams({ edition: stay.edition ?? "", replies: JSON.stringify(replies) });
    const headers = { "Heard-Stay": stay.token };
    const options = { method: "POST", body, headers, credentials: "omit" };
    const answer = await reached(`${stay.home}/${stay.survey}`, options, PATIENCE);
    const isOurs = !(answer.status in SAID) || read(answer.text)[SAID[answer.status]] !== undefined;
    return isOurs ? answer.status : null;
  } catch (fault) {
    if (fault instanceof Lost) {
      return later(read(fault.text).later);
    }
    throw fault;
  }
}

function later(seconds) {
  if (typeof seconds !== "number") {
    return null;
  }
  beginsAgainAt = performance.now() + Math.min(seconds * 1000, LONGEST_WAIT);
  return NOT_NOW;
}

// A server in between that has nothing but good news takes no answers, and no other one gives them up.
function read(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

function few(replies) {
  let bytes = 0;
  const fits = (reply) => (bytes += encodeURIComponent(JSON.stringify(reply)).length) < LARGEST;
  const first = replies.slice(0, 1);
  first.forEach(fits);
  const rest = replies.slice(1, MOST_AT_ONCE);
  const end = rest.findIndex((reply) => !fits(reply));
  return [...first, ...(end < 0 ? rest : rest.slice(0, end))];
}
