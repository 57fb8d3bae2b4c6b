// One reply moves one session one step, as surveys/engine.py does it for everybody else; tests hold the two side by side.
// An answer is { option }, { options }, { words }, { number }, { day }, { month } or SKIPPED. Nothing here changes a value.
import { read } from "./reading.js";

export const SKIPPED = Object.freeze({ skipped: true });
const GIVING = "giving";
const CHECKING = "checking";
const SENT = "sent";
const FINISHED = "finished";
const STOPPED = "stopped";
const FEEDBACK = "feedback";
const EQUALITY = "equality";
const OPT_IN = "equality-opt-in";
const SECTION = { [GIVING]: FEEDBACK, [CHECKING]: FEEDBACK, [SENT]: EQUALITY };

const COMPARE = {
  "=": (one, other) => one === other,
  "<": (one, other) => one < other,
  "<=": (one, other) => one <= other,
  ">": (one, other) => one > other,
  ">=": (one, other) => one >= other,
};

export function begin(survey) {
  return movedOn(survey, { stage: GIVING, at: null, answers: {} });
}

// Nothing more can be said.
export function isOver(session) {
  return session.stage === FINISHED || session.stage === STOPPED;
}

// The session after a reply { page, do, answers }, or `mistake`: why the reply could not be read.
export function advance(survey, session, reply) {
  if (isOver(session)) {
    return { session };
  }
  if (reply.do === "stop") {
    return { session: standing(session, session.stage === SENT ? FINISHED : STOPPED) };
  }
  if (reply.page === "check") {
    return { session: reply.do === "back" ? back(survey, session, session.at) : send(survey, session, reply) };
  }
  return reply.do === "back" ? { session: back(survey, session, reply.page) } : answered(survey, session, reply);
}

// Which questions stand, and the answers that count: one pass in order, conditions look backward only.
export function route(survey, answers) {
  const way = { asked: [], standing: {} };
  for (const question of survey.questions) {
    if (isAsked(question, way.standing)) {
      way.asked.push(question);
      const answer = answers[question.id];
      if (answer !== undefined && onOffer(question, answer, way.standing)) {
        way.standing[question.id] = answer;
      }
    }
  }
  return way;
}

export function openQuestions(survey, session) {
  return route(survey, session.answers).asked.filter((question) => question.section === SECTION[session.stage]);
}

export function offered(question, standing) {
  if (question.narrowing === null) {
    return question.options;
  }
  return question.narrowing.finer[standing[question.narrowing.broad]?.option] ?? [];
}

export function holds(condition, answers) {
  const [kind, ...parts] = condition;
  const given = answers[parts[0]];
  switch (kind) {
    case "always":
      return true;
    case "is":
      return given?.option === parts[1];
    case "selected":
      return given?.options?.includes(parts[1]) ?? false;
    case "counted":
      return given?.options !== undefined && COMPARE[parts[1]](given.options.length, parts[2]);
    case "compared":
      return compared(given, parts);
    case "not":
      return !holds(parts[0], answers);
    case "both":
      return holds(parts[0], answers) && holds(parts[1], answers);
    case "either":
      return holds(parts[0], answers) || holds(parts[1], answers);
    default:
      throw new Error(`a condition of an unknown kind: ${kind}`);
  }
}

// Days and months are written so that their order is that of their letters.
function compared(given, [, operator, kind, value]) {
  const said = given?.[kind];
  if (said === undefined) {
    return false;
  }
  return kind === "number" ? COMPARE[operator](Number(said), Number(value)) : COMPARE[operator](said, value);
}

export function saidNothing(survey, session) {
  return Object.values(route(survey, session.answers).standing).every((answer) => answer.skipped);
}

function isAsked(question, standing) {
  if (question.section === EQUALITY && question.id !== OPT_IN && standing[OPT_IN]?.option !== "yes") {
    return false;
  }
  if (question.narrowing !== null && offered(question, standing).length === 0) {
    return false;
  }
  return holds(question.condition, standing);
}

// A second step can lose the option that was on offer when it was chosen.
function onOffer(question, answer, standing) {
  const options = offered(question, standing);
  if (question.narrowing === null || (answer.option === undefined && answer.options === undefined)) {
    return true;
  }
  return (answer.options ?? [answer.option]).every((option) => options.includes(option));
}

function answered(survey, session, reply) {
  const way = route(survey, session.answers);
  const question = way.asked.find(({ id, section }) => id === reply.page && section === SECTION[session.stage]);
  if (question === undefined) {
    return { session };
  }
  const answer = read(question, offered(question, way.standing), reply);
  if (answer.mistake) {
    return { session: standing(session, asking(session), question.id), mistake: answer };
  }
  return { session: movedOn(survey, { ...session, answers: { ...session.answers, [question.id]: answer } }) };
}

function send(survey, session, reply) {
  const sends = reply.do === "continue" && session.stage === CHECKING;
  return sends ? movedOn(survey, standing(session, SENT)) : session;
}

// From the question that was looked at, so that a double tap is no double step.
function back(survey, session, here) {
  const section = survey.questions.filter((question) => question.section === SECTION[session.stage]).map(({ id }) => id);
  if (here !== null && !section.includes(here)) {
    return session;
  }
  const earlier = here === null ? section : section.slice(0, section.indexOf(here));
  const open = new Set(openQuestions(survey, session).map(({ id }) => id));
  const before = earlier.filter((id) => open.has(id)).at(-1);
  return before === undefined ? session : standing(session, asking(session), before);
}

// The next question is always the first that stands and has no answer.
function movedOn(survey, session) {
  const way = route(survey, session.answers);
  const section = SECTION[session.stage];
  const waiting = way.asked.find((question) => question.section === section && !(question.id in way.standing));
  if (waiting !== undefined) {
    return standing(session, asking(session), waiting.id);
  }
  return standing(session, session.stage === SENT ? FINISHED : CHECKING);
}

function asking(session) {
  return session.stage === CHECKING ? GIVING : session.stage;
}

function standing(session, stage, at = null) {
  return { stage, at, answers: session.answers };
}
