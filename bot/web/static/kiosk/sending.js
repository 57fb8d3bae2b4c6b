// What was kept while there was no connection goes out when there is one: each person's in order, each reply with its id,
// so that one that is sent again counts once.
import { drop, dropOld, marked, unsent, waitingStays } from "./keeping.js";
import { Lost, reached } from "./network.js";

const AGAIN = 15_000; // milliseconds; browsers do not always notice that a connection is back
const MOST_AT_ONCE = 20;
const LARGEST = 300_000; // bytes as a form: one answer of any length goes through, and a few short ones with it
const PATIENCE = 60_000; // milliseconds: words of any length over a poor connection, and nobody waits for it
const TAKEN = 200;
const GONE = 410;

export function keepSending() {
  addEventListener("online", () => send());
  setInterval(() => send(), AGAIN);
  send();
}

// Whatever is here; one window at a time, and nobody waits for it.
export async function send() {
  await navigator.locks.request("heard-kiosk-sending", { ifAvailable: true }, async (lock) => {
    if (lock === null) {
      return;
    }
    await dropOld();
    for (const stay of await waitingStays()) {
      if ((await sendStay(stay)) === null) {
        return; // nobody answers: the next would not get through either
      }
    }
  });
}

// What the server said last; null where it said nothing. A stay that it does not take keeps no other from being sent.
async function sendStay(stay) {
  for (let replies = few(unsent(stay)); replies.length > 0; replies = few(unsent(stay))) {
    const status = await sent(stay, replies);
    if (status === GONE) {
      await drop(stay.token);
    }
    if (status !== TAKEN) {
      return status;
    }
    const ids = replies.map((reply) => reply.id);
    await withStays(() => marked(stay.token, ids));
    stay.log = stay.log.filter((reply) => !ids.includes(reply.id));
    document.dispatchEvent(new Event("heard:sent"));
  }
  return TAKEN;
}

// What a stay says is changed by one at a time.
export function withStays(work) {
  return navigator.locks.request("heard-kiosk-stays", work);
}

async function sent(stay, replies) {
  try {
    const body = new URLSearchParams({ edition: stay.edition, replies: JSON.stringify(replies) });
    const headers = { "Heard-Stay": stay.token };
    const options = { method: "POST", body, headers, credentials: "omit" };
    const answer = await reached(`${stay.home}/${stay.survey}`, options, PATIENCE);
    return answer.status !== TAKEN || isOurs(answer.text) ? answer.status : null;
  } catch (fault) {
    if (fault instanceof Lost) {
      return null;
    }
    throw fault;
  }
}

// A server in between that has nothing but good news takes no answers.
function isOurs(text) {
  try {
    return typeof JSON.parse(text).at === "string";
  } catch {
    return false;
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
