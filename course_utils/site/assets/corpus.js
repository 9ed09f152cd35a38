// Two thousand sentences, yours among them, and the corpora that follow. Held to
// Python's numbers by tests/site. A sentence is a type; type 0 is yours.
"use strict";

const SIZE = 2000, CORPUS_GENERATIONS = 60, CLASS = 30, LINES = 5, LONGEST = 44;

/** SIZE sentences, all different, your own first: language/corpus.py. */
function sentences(own, subjects, predicates) {
  own = own.trim() || "I was here.";
  const all = predicates.flatMap((verb) => subjects.map((who) => `${who} ${verb}.`));
  const others = all.filter((sentence) => sentence !== own);
  return [own, ...others.slice(others.length - SIZE + 1)];
}

const joinCorpora = (one, other) => {
  const both = new Uint16Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
};
const CORPUS_POLICIES = policies(joinCorpora);

/** k sentences, each picked at random from a corpus, with replacement. */
function pick(corpus, k, random) {
  return Uint16Array.from({ length: k }, () => corpus[random.below(corpus.length)]);
}

/** What can be seen of the corpora 0 (the truth) to the last. */
function simulateCorpus({ policy, seed }, generations = CORPUS_GENERATIONS) {
  const random = new Random(seed), truth = Uint16Array.from({ length: SIZE }, (_, i) => i);
  const real = (k) => pick(truth, k, random);
  let corpus = real(SIZE);
  const first = corpus, seen = [{ ...look(truth), lines: [] }];
  for (let t = 1; t <= generations; t++) {
    if (t > 1) {
      const past = corpus, synthetic = (k) => pick(past, k, random);
      corpus = CORPUS_POLICIES[policy](past, first, real, synthetic, SIZE);
    }
    seen.push({ ...look(corpus), lines: pick(corpus, LINES, random) });
  }
  return seen;
}

/** Different sentences, copies of yours among SIZE, who of the class is left, a page. */
function look(corpus) {
  const counts = new Uint32Array(SIZE);
  for (const type of corpus) counts[type]++;
  const step = Math.max(1, Math.floor(corpus.length / SIZE));
  return {
    different: counts.reduce((sum, count) => sum + (count > 0), 0),
    copies: (SIZE * counts[0]) / corpus.length,
    alive: Array.from(counts.subarray(0, CLASS), (count) => count > 0),
    page: corpus.filter((_, i) => i % step === 0).subarray(0, SIZE).sort(),
  };
}

/** What is shown of corpus t, by the names of View.series. */
function corpusSeries(result, t, texts) {
  const { page, different, lines, alive } = result[t];
  return {
    generation: t, page, different, alive, "at first": texts.length,
    copies: result.slice(0, t + 1).map((seen) => seen.copies),
    lines: Array.from(lines, (type) => shortened(texts[type])),
    yours: Array.from(lines, (type) => type === 0), you: shortened(texts[0]),
  };
}

const shortened = (text) => {
  const letters = [...text];
  return letters.length <= LONGEST ? text : `${letters.slice(0, LONGEST - 1).join("")}…`;
};

/** The sentences of View.describe, one for each picture. */
function describeCorpus(series) {
  const { generation, different, you, copies } = series;
  return [
    `Generation ${generation}: ${commas(String(different))} different sentences are ` +
      `left of ${commas(String(series["at first"]))}.`,
    `“${you}” ${standing(copies)}.`,
  ];
}

function standing(copies) {
  const now = copies.at(-1), size = commas(String(SIZE));
  if (!now)
    return `was last seen at generation ${copies.findLastIndex((count) => count > 0)}`;
  if (now < 1) return `has less than 1 of ${size} places`;
  const whole = wholePart(now), about = Math.abs(now - whole) < 1e-9 ? "" : "about ";
  return `has ${about}${commas(String(whole))} of ${size} places`;
}

/** How many of the class are left. */
function describeClass({ alive, generation }) {
  const left = alive.filter(Boolean).length;
  return `Of a class of ${CLASS}, yours among them, ${left} sentences are left in ` +
    `generation ${generation}.`;
}
