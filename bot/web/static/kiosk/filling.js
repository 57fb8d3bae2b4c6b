// A page that was made for nobody, filled in with what this person said, as the server would have made it for them.
import { offered, openQuestions, route, saidNothing } from "./engine.js";
import { receiptFrom } from "./receipt.js";

const AFTER_QUESTIONS = { checking: "check", finished: "done", stopped: "stopped" };

// The name of the page on which a session stands.
export function pageOf(survey, session) {
  if (session.stage === "stopped" && saidNothing(survey, session)) {
    return "stopped&nothing";
  }
  return session.at ?? AFTER_QUESTIONS[session.stage];
}

// Whether a page can be looked at now; what was sent is closed.
export function isOpen(survey, session, name) {
  return name === pageOf(survey, session) || openQuestions(survey, session).some(({ id }) => id === name);
}

export function fillQuestion(tree, pack, session, question, reply, mistake) {
  const { standing } = route(pack.survey, session.answers);
  keepOffered(tree, offered(question, standing));
  fillIn(tree, reply ? filledIn(question, reply) : filledWith(standing[question.id]));
  if (Object.keys(session.answers).length > 0 || mistake) {
    tree.querySelector(".heard-intro")?.remove();
  }
  if (mistake) {
    sayMistake(tree, wordsOf(pack.mistakes[question.id], mistake));
  }
}

export function fillCheck(tree, pack, session) {
  const { standing } = route(pack.survey, session.answers);
  const open = new Set(openQuestions(pack.survey, session).map(({ id }) => id));
  for (const row of tree.querySelectorAll("[data-row]")) {
    if (open.has(row.dataset.row)) {
      fillRow(row.querySelector(".nhsuk-summary-list__value"), pack, row.dataset.row, standing[row.dataset.row]);
    } else {
      row.remove();
    }
  }
  const given = Object.values(standing).filter((answer) => !answer.skipped);
  tree.querySelector("[data-answered]").textContent = pack.answered[given.length];
}

// That the feedback has been sent: here it is kept, and the code is this person's own.
export async function fillSent(tree, token) {
  const receipt = tree.querySelector("[data-sent-receipt]");
  if (receipt !== null) {
    receipt.textContent = await receiptFrom(token);
    tree.querySelector("[data-sent] > p").replaceWith(notice(tree, "offline-done"));
  }
}

export async function fillEnd(tree, token) {
  const receipt = tree.querySelector("[data-receipt]");
  if (receipt !== null) {
    receipt.textContent = await receiptFrom(token);
    tree.querySelector(".nhsuk-panel__body").replaceChildren(...notice(tree, "offline-done").childNodes);
  }
  tree.querySelector("[data-delete]")?.remove(); // what is to be deleted is still here, and goes with the tablet's key
}

export function sayOffline(tree) {
  if (tree.querySelector("[data-sent]") !== null) {
    return; // it is said there, of what was sent
  }
  const box = tree.createElement("div");
  box.className = "nhsuk-inset-text heard-kiosk-notice";
  box.setAttribute("role", "status");
  box.append(notice(tree, "offline"));
  tree.querySelector("main [class*=nhsuk-grid-column]").prepend(box);
}

// Links that lead back here, or to here in another language.
export function fillLinks(tree, address) {
  const back = new URL(address, location.origin).searchParams.get("back");
  for (const link of tree.querySelectorAll(".heard-languages__link")) {
    link.setAttribute("href", withQuery(address, "lang", link.hreflang));
  }
  for (const link of tree.querySelectorAll("a[href^='/help-now?'], a[href^='/privacy?']")) {
    link.setAttribute("href", withQuery(link.getAttribute("href"), "back", back ?? address));
  }
  const wayBack = tree.querySelector("main a[data-back]");
  if (wayBack && back?.startsWith(tree.documentElement.dataset.kiosk)) {
    wayBack.setAttribute("href", back);
  }
}

function withQuery(address, name, value) {
  const url = new URL(address, location.origin);
  url.searchParams.set(name, value);
  return url.pathname + url.search;
}

function notice(tree, name) {
  return tree.querySelector("#kiosk-words").content.querySelector(`[data-notice=${name}]`).cloneNode(true);
}

function keepOffered(tree, options) {
  for (const input of tree.querySelectorAll("input[type=radio], input[type=checkbox]")) {
    if (!options.includes(input.value)) {
      input.closest(".nhsuk-radios__item, .nhsuk-checkboxes__item").remove();
    }
  }
  tree.querySelector("input[name=answer]")?.setAttribute("id", "answer");
  tree.querySelector(".nhsuk-radios__label, .nhsuk-checkboxes__label")?.setAttribute("for", "answer");
}

function filledIn(question, { answers }) {
  return { options: answers, words: answers[0] ?? "", parts: answers };
}

function filledWith(answer) {
  const measured = answer?.number ?? null;
  const date = (answer?.day ?? answer?.month)?.split("-").reverse().map(Number);
  return {
    options: answer?.options ?? [answer?.option],
    words: answer?.words ?? "",
    parts: date ?? (measured === null ? [] : [measured]),
  };
}

function fillIn(tree, { options, words, parts }) {
  for (const input of tree.querySelectorAll("input[type=radio], input[type=checkbox]")) {
    input.toggleAttribute("checked", options.includes(input.value));
  }
  tree.querySelectorAll("textarea[name=answer]").forEach((field) => (field.textContent = words));
  tree.querySelectorAll("input[type=text][name=answer]").forEach((field, place) => {
    field.setAttribute("value", parts[place] ?? "");
  });
}

function fillRow(cell, pack, question, answer) {
  const labels = (answer?.options ?? (answer?.option ? [answer.option] : [])).map((id) => pack.labels[question][id]);
  const words = answer?.words ?? answer?.number ?? answer?.day ?? answer?.month;
  if (words !== undefined) {
    cell.replaceChildren(element(cell, "div", words, { class: "heard-words", dir: "auto" }));
  } else if (labels.length > 1) {
    const list = element(cell, "ul", "", { class: "nhsuk-list nhsuk-list--bullet" });
    list.append(...labels.map((label) => element(cell, "li", label, { lang: pack.wording })));
    cell.replaceChildren(list);
  } else if (labels.length === 1) {
    cell.replaceChildren(element(cell, "span", labels[0], { lang: pack.wording }));
  } // else it says already that the question was skipped
}

function element(beside, name, text, attributes) {
  const made = beside.ownerDocument.createElement(name);
  Object.entries(attributes).forEach(([attribute, value]) => made.setAttribute(attribute, value));
  made.textContent = text;
  return made;
}

function wordsOf(mistakes, { mistake, option }) {
  return option === undefined ? mistakes[mistake] : mistakes[mistake][option];
}

// As a page that the server refuses an answer with: what is wrong, above everything and beside the field.
function sayMistake(tree, words) {
  const made = tree.querySelector("#kiosk-mistake").content.cloneNode(true);
  const [summary, message] = [made.querySelector(".nhsuk-error-summary"), made.querySelector(".nhsuk-error-message")];
  summary.querySelector("a").textContent = words;
  tree.title = message.textContent + tree.title;
  message.lastElementChild.after(words);
  const group = tree.querySelector("form[data-question] .nhsuk-form-group");
  group.classList.add("nhsuk-form-group--error");
  (group.querySelector(".nhsuk-hint") ?? group.querySelector("legend, .nhsuk-label-wrapper")).after(message);
  group.querySelectorAll("fieldset, textarea, input[type=text]").forEach((field) => field.setAttribute("aria-describedby", "answer-error"));
  tree.querySelector("form[data-question]").before(summary);
}
