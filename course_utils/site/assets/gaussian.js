// One Gaussian: fit, sample, fit again. Held to Python's numbers by tests/site.
"use strict";

const LINEAGES = 40, GAUSSIAN_GENERATIONS = 300, SHOWN_POINTS = 200;

/** Moments of k points of N(mean, std²), by their exact law, without the points. */
function drawMoments(k, mean, std, random) {
  const middle = k ? mean + (std * random.normal()) / Math.sqrt(k) : 0;
  return { count: k, mean: middle, squares: std * std * random.chisquare(k - 1), points: [] };
}

/** The same for points that are drawn one by one, and shown. */
function drawPoints(k, mean, std, random) {
  const points = Array.from({ length: k }, () => mean + std * random.normal());
  const middle = k ? points.reduce((sum, x) => sum + x, 0) / k : 0;
  const squares = points.reduce((sum, x) => sum + (x - middle) ** 2, 0);
  return { count: k, mean: middle, squares, points: points.slice(-SHOWN_POINTS) };
}

/** Moments of two sets of points together (Chan, Golub and LeVeque 1983). */
function merge(one, other) {
  const count = one.count + other.count;
  const share = other.count / count, gap = other.mean - one.mean;
  return {
    count,
    mean: one.mean + gap * share,
    squares: one.squares + other.squares + gap * gap * one.count * share,
    points: [...one.points, ...other.points].slice(-SHOWN_POINTS),
  };
}

const GAUSSIAN_POLICIES = policies(merge);

/** One lineage: mean, std, size and points of what each model was fitted to. */
function lineage({ n, ddof, policy }, generations, random, draw) {
  const mean = new Float64Array(generations + 1);
  const std = new Float64Array(generations + 1).fill(1);
  const sizes = [0], points = [[]];
  const real = (k) => draw(k, 0, 1, random);
  let training = real(n);
  const first = training;
  for (let t = 1; t <= generations; t++) {
    if (t > 1) {
      const synthetic = (k) => draw(k, mean[t - 1], std[t - 1], random);
      training = GAUSSIAN_POLICIES[policy](training, first, real, synthetic, n);
    }
    mean[t] = training.mean;
    std[t] = Math.sqrt(training.squares / (training.count - ddof));
    sizes.push(training.count);
    points.push(training.points);
  }
  return { mean, std, sizes, points };
}

/** The highlighted lineage and the standard deviations of 40 others. */
function simulateGaussian(settings, generations = GAUSSIAN_GENERATIONS) {
  const run = (i, draw) =>
    lineage(settings, generations, new Random(settings.seed * 1009 + i), draw);
  const others = Array.from({ length: LINEAGES }, (_, i) => run(i + 1, drawMoments).std);
  const medians = Float64Array.from({ length: generations + 1 }, (_, t) =>
    median(others.map((std) => std[t])),
  );
  return { ...run(0, drawPoints), others, medians };
}

/** What model t looks like beside the others, by the names of View.series. */
function gaussianSeries(result, t) {
  return {
    generation: t, n: result.sizes[t], points: result.points[t], mean: result.mean[t],
    std: result.std[t], others: result.others.map((std) => std[t]),
    median: result.medians[t],
  };
}

/** The sentences of View.describe, one for each picture. */
function describeGaussian({ generation, n, std, others, median }) {
  const low = others.filter((one) => one < 0.5).length;
  const spread = std ? plain(std) : "0, closer than the computer can tell apart";
  return [
    `Generation ${generation}, fitted to ${n} points: the highlighted model has ` +
      `σ = ${spread}.`,
    `Over ${others.length} other lineages the median σ is ${plain(median)}; ${low} of ` +
      `${others.length} are below one half of the truth's σ, which is 1.`,
  ];
}
