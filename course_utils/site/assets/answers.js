// Predictions and quizzes that answer. The first answer counts, as in a notebook.
"use strict";

const dataOf = (part) =>
  JSON.parse(part.querySelector(":scope > script[type='application/json']").textContent);
const statusOf = (part) => part.querySelector(":scope > [role=status]");

/** A value as a reader sees it: `words` of a prediction. */
function inWords(asked, value) {
  if (asked.kind === "choice") return asked.words[value];
  if (asked.kind === "amount") return `${general(value, 4)} ${asked.unit}`;
  return value
    .map((y, i) => `${general(y, 2)} at ${asked.xName} ${general(asked.x[i], 6)}`)
    .join(", ");
}

/** `gap` of a prediction: what was said and what is so. */
function gap(asked, mine) {
  if (asked.kind === "choice") return asked.gaps[mine];
  return asked.kind === "amount" ? gapOfAmount(asked, mine) : gapOfCurve(asked, mine);
}

function gapOfAmount(asked, mine) {
  const { truth, close } = asked;
  const said = `You said ${inWords(asked, mine)}; it is ${inWords(asked, truth)}.`;
  if (Math.abs(mine - truth) <= close * Math.abs(truth))
    return `${said} That is close: within ${Math.round(100 * close)} %.`;
  const off = inWords(asked, Math.abs(mine - truth));
  const text = `${said} You were ${off} too ${mine > truth ? "high" : "low"}`;
  if (!(mine > 0 && truth > 0)) return `${text}.`;
  const ratio = mine / truth;
  const times = ratio < 99.5 ? general(ratio, 2) : commas(ratio.toFixed(0));
  return `${text}: ${times} times the true number.`;
}

function gapOfCurve(asked, mine) {
  const { truth, limit, x, xName } = asked;
  const off = mine.map((y, i) => y - truth[i]);
  const worst = off.reduce((w, v, i) => (Math.abs(v) > Math.abs(off[w]) ? i : w), 0);
  const said =
    `The largest gap is at ${xName} ${general(x[worst], 6)}: you said ` +
    `${general(mine[worst], 2)}, it is ${general(truth[worst], 2)}.`;
  if (Math.abs(off[worst]) <= limit)
    return `Close everywhere: within ${general(limit, 2)}. ${said}`;
  const high = off.filter((v) => v > limit).length;
  const low = off.filter((v) => v < -limit).length;
  return (
    `Of ${mine.length} points you were too high at ${high}, too low at ${low} and ` +
    `close (within ${general(limit, 2)}) at ${mine.length - high - low}. ${said}`
  );
}

/** What a form says: an option's name, a number, five numbers; null if nothing. */
function valueOf(form, kind) {
  const given = new FormData(form);
  if (kind === "choice") return given.get("value");
  if (kind === "amount") return Number(given.get("value"));
  return [...given.values()].map(Number);
}

function setUpPrediction(form) {
  const id = form.dataset.predict, asked = dataOf(form), status = statusOf(form);
  form.onsubmit = (event) => {
    event.preventDefault();
    const value = valueOf(form, asked.kind);
    if (value === null) status.textContent = "Choose one first.";
    else updateRecord(({ predictions }) => (predictions[id] ??= value));
  };
  const settle = (record) => {
    const value = record.predictions[id];
    if (value === undefined) return;
    const values = [value].flat();
    [...form.querySelectorAll("input")].forEach((input, i) => {
      if (asked.kind === "choice") input.checked = input.value === value;
      else input.value = values[i];
      input.disabled = true;
    });
    form.querySelector("button").disabled = true;
    status.textContent = `Locked: ${inWords(asked, value)}.`;
  };
  hear(settle);
}

function setUpReveal(section) {
  const id = section.dataset.reveal, asked = dataOf(section);
  hear((record) => {
    const mine = record.predictions[id];
    if (mine === undefined) return;
    statusOf(section).textContent = `Your prediction ${id}: ${gap(asked, mine)}`;
    section.querySelector("details").open = true;
  });
}

const MARKS = { open: "A good answer", right: "Right", wrong: "Not right" };

function setUpQuiz(section) {
  const id = section.dataset.quiz, { passed, missed } = dataOf(section);
  const forms = [...section.querySelectorAll("form")];
  const says = new Map(forms.map((form) => [form, dataOf(form)]));
  const explain = (form, index) => {
    const { option, says: text, mark } = says.get(form)[index];
    const head = element("strong", {}, `${MARKS[mark]}: ${option}`);
    const rest = element("span");
    rest.innerHTML = ` ${text}`; // made by Python from the course's own text
    statusOf(form).replaceChildren(head, rest);
    statusOf(form).dataset.mark = mark;
    form.querySelector(`input[value="${index}"]`).checked = true;
  };
  for (const form of forms)
    form.onsubmit = (event) => {
      event.preventDefault();
      const index = new FormData(form).get("value"), question = form.dataset.question;
      if (index === null) return void (statusOf(form).textContent = "Choose one first.");
      updateRecord(({ quizzes }) => ((quizzes[id] ??= {})[question] ??= Number(index)));
      explain(form, Number(index));
    };
  const count = (record) => {
    const first = record.quizzes[id] ?? {}, total = forms.length;
    const marks = forms.map((f) => says.get(f)[first[f.dataset.question]]?.mark);
    const answered = marks.filter(Boolean).length;
    const score = marks.filter((mark) => mark === "right").length;
    statusOf(section).textContent =
      answered < total
        ? `${answered} of ${total} answered.`
        : `Your score: ${score} of ${total}. ${score === total ? passed : missed}`;
    for (const form of forms) {
      const index = first[form.dataset.question];
      if (index !== undefined && !statusOf(form).dataset.mark) explain(form, index);
    }
  };
  hear(count);
}

/** The line that takes the answers along. */
function setUpCode(section) {
  const code = section.querySelector("code"), mark = code.dataset.mark;
  section.querySelector("button").onclick = forgetRecord;
  hear((record) => {
    const { predictions, quizzes } = record;
    if (!Object.keys({ ...predictions, ...quizzes }).length) return;
    code.textContent = `progress.restore("${passport(record, mark)}")`;
  });
}

/** Show the record now and whenever it changes. */
function hear(show) {
  show(readRecord());
  document.addEventListener("answered", (event) => show(event.detail));
}

/** An element with attributes and children, in one line. */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

const PARTS = {
  ".course-predict": setUpPrediction,
  ".course-reveal": setUpReveal,
  ".course-quiz": setUpQuiz,
  ".course-code": setUpCode,
};
for (const [selector, setUp] of Object.entries(PARTS))
  for (const part of globalThis.document?.querySelectorAll(selector) ?? []) setUp(part);
