// A reply read as an answer, or why not. Narrower than surveys/reading.py, never wider: what is taken here must be taken
// there, when it is sent. A number or a date has to be typed in figures.
import { SKIPPED } from "./engine.js";

const LONGEST_WORDS = 80_000;
const LONGEST_TYPED = 500;
const NUMBER = /^-?\d{1,9}(?:[.,]\d{1,6})?$/;
const ZEROS = "٠۰०০੦૦"; // figures of other scripts: Arabic, Urdu, Devanagari, Bengali, Gurmukhi, Gujarati

export function read(question, offered, reply) {
  const answer = said(question, offered, reply);
  const unmet = answer.skipped && question.needed && question.kind !== "statement";
  return unmet ? mistake("needed") : answer;
}

function said(question, offered, reply) {
  if (reply.do === "skip" || question.kind === "statement") {
    return SKIPPED;
  }
  switch (question.kind) {
    case "text":
      return words(reply.answers[0] ?? "");
    case "number":
    case "day":
    case "month":
      return measured(question, reply.answers.join(" "));
    default:
      return picked(question, offered, new Set(reply.answers));
  }
}

function mistake(reason, option) {
  return { mistake: reason, option };
}

function words(text) {
  const kept = text.replaceAll("\r\n", "\n");
  if ([...kept].length > LONGEST_WORDS) {
    return mistake("too-long");
  }
  return kept.trim() === "" ? SKIPPED : { words: kept.trim() };
}

function picked(question, offered, chosen) {
  if (chosen.size === 0) {
    return mistake("empty");
  }
  if (![...chosen].every((option) => offered.includes(option))) {
    return mistake("unknown");
  }
  const inOrder = offered.filter((option) => chosen.has(option));
  if (question.kind !== "several") {
    return inOrder.length === 1 ? { option: inOrder[0] } : mistake("one-only");
  }
  const excluding = inOrder.find((option) => question.exclusive.includes(option));
  return excluding !== undefined && inOrder.length > 1 ? mistake("exclusive", excluding) : { options: inOrder };
}

function measured(question, typed) {
  if (typed.length > LONGEST_TYPED) {
    return mistake("too-long");
  }
  if (typed.trim() === "") {
    return mistake("empty");
  }
  const value = question.kind === "number" ? number(question, typed) : date(question.kind, typed);
  if (value === null) {
    return mistake("unknown");
  }
  return within(question, value) ? { [question.kind]: value } : mistake("out-of-range");
}

function within({ kind, range }, value) {
  if (range === null) {
    return true;
  }
  const [low, said, high] = [range.low, value, range.high].map((one) => (kind === "number" ? Number(one) : one));
  return low <= said && said <= high;
}

function number(question, typed) {
  const plain = figures(typed).trim().replace("\u2212", "-");
  if (!NUMBER.test(plain)) {
    return null;
  }
  const [, places = ""] = plain.split(/[.,]/);
  return places.replace(/0+$/, "").length > (question.range?.places ?? 0) ? null : plain.replace(",", ".");
}

// The day comes before the month, as in Britain, unless the year comes first.
function date(kind, typed) {
  const parts = figures(typed).match(/\d{1,9}/g) ?? [];
  if (parts.length !== (kind === "day" ? 3 : 2) || !/^[\d\s./-]*$/.test(figures(typed))) {
    return null;
  }
  const yearFirst = Number(parts[0]) >= 1000;
  const [year, month, day = "1"] = yearFirst ? parts : parts.reverse();
  return real(Number(year), Number(month), Number(day)) ? written(kind, year, month, day) : null;
}

function real(year, month, day) {
  const found = new Date(Date.UTC(year, month - 1, day));
  const same = found.getUTCFullYear() === year && found.getUTCMonth() === month - 1 && found.getUTCDate() === day;
  return year >= 1000 && year <= 9999 && same;
}

function written(kind, year, month, day) {
  const two = (part) => String(Number(part)).padStart(2, "0");
  const begun = `${Number(year)}-${two(month)}`;
  return kind === "day" ? `${begun}-${two(day)}` : begun;
}

function figures(typed) {
  return [...typed].map(figure).join("");
}

function figure(character) {
  for (const zero of ZEROS) {
    const value = character.codePointAt(0) - zero.codePointAt(0);
    if (value >= 0 && value <= 9) {
      return String(value);
    }
  }
  return character;
}
