// What one person does between the tablet's first page and the next one's. Every answer is kept before it is sent; while
// there is no connection, the tablet goes on asking by itself.
import { advance, begin, isOver } from "./engine.js";
import { fillCheck, fillEnd, fillLinks, fillQuestion, fillSent, isOpen, pageOf, sayOffline } from "./filling.js";
import { arrived, gone, isOurs, isOvertaken, showsNobody, stillHere, tokenHere } from "./here.js";
import { canKeep, load, newToken, NoRoom, save, settle, unsent } from "./keeping.js";
import { Lost, page } from "./network.js";
import { heldPage, packFor } from "./packs.js";
import { send, withStays } from "./sending.js";

export async function pageFor(address) {
  if (isOfAnother(address)) {
    return firstPage();
  }
  if (beginsAnew(address)) {
    await over();
  }
  const stay = await standing();
  if (stay === null || unsent(stay).length === 0) {
    try {
      return await page(address);
    } catch (fault) {
      passOn(fault);
    }
  }
  return (await heldFor(address, stay)) ?? { notice: "no-page" };
}

export async function answer(form, sent) {
  stillHere();
  if (!isOurs()) {
    return firstPage();
  }
  const reply = replyOf(form, sent);
  if (reply === null || !(await canKeep())) {
    return plainly(form, sent);
  }
  const next = await withStays(async () => {
    const stay = await staying(form);
    return stay && said(stay, reply, form, sent);
  });
  return next ?? left();
}

// Nobody is at this window any more. Whoever has begun in another one goes on there.
export function left() {
  return nothingToReset() || (tokenHere() !== null && !isOurs()) ? firstPage() : pageFor(home());
}

// As it is for everybody, and without a word to the server that somebody has left.
async function firstPage() {
  showsNobody();
  if (await canKeep()) {
    await withStays(async () => tokenHere() === null && settle());
  }
  try {
    return await page(home(), { credentials: "omit" });
  } catch (fault) {
    passOn(fault);
  }
  return (await heldFor(home(), null)) ?? { notice: "no-page" };
}

function nothingToReset() {
  const { size, colours } = document.documentElement.dataset;
  return location.pathname === home() && size === undefined && colours === undefined;
}

// What is asked for from a page of somebody who is not at the tablet any more. Help is there for everybody.
function isOfAnother(address) {
  return beginsAnew(address) ? isOvertaken() : placeOf(address).survey !== undefined && !isOurs();
}

// Whoever was here has gone, or is as good as gone: nothing of them is left but what is still to be sent.
export async function over() {
  gone();
  if (await canKeep()) {
    await withStays(settle);
    send();
  }
}

async function standing() {
  const token = tokenHere();
  return token && (await canKeep()) ? load(token) : null;
}

// Whose button it is that was pressed. Nobody's, where it is in the middle of a survey and they have left: in another
// window, say.
async function staying(form) {
  if (!isOurs()) {
    return null;
  }
  const stay = await standing();
  const { survey, language } = placeOf(form.action);
  if (stay?.survey === survey) {
    return stay;
  }
  const pack = await packFor({ home: home(), survey, language });
  return !pack || pack.survey.questions[0].id === form.dataset.question ? begun(survey) : null;
}

function home() {
  return document.documentElement.dataset.kiosk;
}

// The first page of the tablet, and that of a survey.
export function beginsAnew(address) {
  const { pathname } = new URL(address, location.origin);
  return pathname === home() || (pathname.startsWith(`${home()}/`) && !pathname.slice(home().length + 1).includes("/"));
}

// A page of a survey on this tablet: which survey, and which of its pages.
function placeOf(address) {
  const { pathname, searchParams } = new URL(address, location.origin);
  const [survey, name] = pathname.startsWith(`${home()}/`) ? pathname.slice(home().length + 1).split("/") : [];
  return { survey, name, language: searchParams.get("lang") ?? document.documentElement.lang };
}

// `over`: nobody is at it any more. `ended`: nothing more can be said, though its last page may still be read.
function begun(survey) {
  const token = newToken();
  arrived(token);
  return { token, home: home(), survey, edition: null, log: [], over: false, ended: false };
}

function replyOf(form, sent) {
  if (!form.matches("[data-question], [data-check]")) {
    return null;
  }
  return {
    id: newToken().replaceAll("_", "-"),
    page: form.dataset.question ?? "check",
    do: sent.get("do") ?? "",
    answers: sent.getAll("answer"),
    language: placeOf(form.action).language,
    sent: false,
  };
}

async function plainly(form, sent) {
  try {
    return await page(form.action, { method: "POST", body: sent });
  } catch (fault) {
    passOn(fault);
    return { notice: "not-kept" };
  }
}

async function said(stay, reply, form, sent) {
  const behind = unsent(stay).length > 0;
  const kept = { ...stay, log: [...stay.log, { ...reply, begins: stay.log.length === 0 }] };
  const unkept = await whyUnkept(kept);
  if (!behind) {
    try {
      return await online(stay, kept, reply, form, sent, unkept);
    } catch (fault) {
      passOn(fault);
    }
  }
  return unkept ? { notice: unkept } : alone(stay, kept, reply, form);
}

async function whyUnkept(stay) {
  try {
    await save(stay);
    return null;
  } catch (fault) {
    return fault instanceof NoRoom ? "no-room" : "not-kept";
  }
}

async function online(stay, kept, reply, form, sent, unkept) {
  const headers = { "Heard-Update": reply.id };
  const got = await page(form.action, { method: "POST", body: sent, headers });
  if (unkept) {
    return got;
  }
  if (got.status === 200 && got.edition === null) {
    throw new Lost(); // some other server's page, though it says that all is well
  }
  if (got.status === 200) {
    const log = kept.log.map((one) => (one.id === reply.id ? { ...one, sent: true } : one));
    await whyUnkept({ ...kept, log, edition: got.edition ?? kept.edition }); // at worst it is sent once more, and counts once
  } else {
    await whyUnkept(stay); // it was not taken, and what it was is on the page that says so
  }
  return got;
}

async function alone(stay, kept, reply, form) {
  const pack = await packFor({ home: stay.home, survey: stay.survey, language: reply.language });
  const session = pack && playable(stay, pack) ? played(pack.survey, stay.log) : null;
  if (session === null) {
    await save(stay);
    return { notice: "not-kept" };
  }
  const step = advance(pack.survey, session, reply);
  if (step.mistake) {
    await save(stay);
    return filled(form.action, pack, session, stay, reply, step.mistake);
  }
  const pinned = { ...kept, edition: kept.edition ?? pack.edition, ended: isOver(step.session) };
  await save(pinned);
  send(pinned.token);
  return filled(addressOf(stay, pageOf(pack.survey, step.session), reply.language), pack, step.session, pinned);
}

function playable(stay, pack) {
  return stay.edition === null || stay.edition === pack.edition;
}

// How far the replies have led. Null where the server has taken one that cannot be read here.
function played(survey, log) {
  let session = begin(survey);
  for (const reply of log) {
    const step = advance(survey, session, reply);
    if (step.mistake) {
      return null;
    }
    session = step.session;
  }
  return session;
}

function addressOf(stay, name, language) {
  const [path, nothing] = name.split("&");
  return `${stay.home}/${stay.survey}/${path}?lang=${language}${nothing ? "&nothing=1" : ""}`;
}

// A page that is held here: one of a survey as this person is to see it, or one that is the same for everybody.
async function heldFor(address, stay) {
  const { survey, name, language } = placeOf(address);
  if (survey === undefined) {
    return everybodys(address);
  }
  const pack = await packFor({ home: home(), survey, language });
  const here = stay !== null && stay.survey === survey;
  const session = pack && (here ? playable(stay, pack) && played(pack.survey, stay.log) : begin(pack.survey));
  if (!session) {
    return null;
  }
  const wanted = name ?? session.at;
  if (!here && wanted !== session.at) {
    return everybodys(home());
  }
  const open = isOpen(pack.survey, session, wanted) ? wanted : pageOf(pack.survey, session);
  return filled(addressOf({ home: home(), survey }, open, language), pack, session, stay);
}

async function everybodys(address) {
  const tree = await heldPage(address);
  if (tree === null) {
    return null;
  }
  fillLinks(tree, address);
  if (!beginsAnew(address)) {
    keepDisplay(tree);
  }
  return { address, tree };
}

async function filled(address, pack, session, stay, reply = null, mistake = null) {
  const tree = await heldPage(address);
  if (tree === null) {
    return { notice: "no-page" };
  }
  const name = placeOf(address).name;
  const question = pack.survey.questions.find(({ id }) => id === name);
  if (question) {
    fillQuestion(tree, pack, session, question, reply, mistake);
    await fillSent(tree, stay?.token);
    sayOffline(tree);
  } else if (name === "check") {
    fillCheck(tree, pack, session);
    sayOffline(tree);
  } else {
    await fillEnd(tree, stay.token);
  }
  fillLinks(tree, address);
  keepDisplay(tree);
  return { address, tree };
}

// Larger letters and other colours, for as long as somebody is here.
function keepDisplay(tree) {
  for (const name of ["data-size", "data-colours"]) {
    const chosen = document.documentElement.getAttribute(name);
    if (chosen !== null) {
      tree.documentElement.setAttribute(name, chosen);
    }
  }
}

function passOn(fault) {
  if (!(fault instanceof Lost)) {
    throw fault;
  }
}
