// The page "One Gaussian, live".
"use strict";

{
  const simulated = kept(simulateGaussian);
  const canvases = document.querySelectorAll("canvas");
  const density = (x, mean, std) =>
    Math.exp(-0.5 * ((x - mean) / std) ** 2) / (std * Math.sqrt(2 * Math.PI));

  const left = new Chart(canvases[0], {
    x: [-4, 4], y: [-0.09, 1.25], xticks: [-4, -2, 0, 2, 4], yticks: [0, 0.5, 1],
    title: "The model and the points it was fitted to", xlabel: "x", ylabel: "density",
  });
  const axes = {
    x: [0, GAUSSIAN_GENERATIONS], xticks: [0, 100, 200, 300], xlabel: "generation",
    title: `${LINEAGES} lineages (thin), and one of its own`, ylabel: "σ",
  };
  const scales = {
    linear: { ...axes, y: [0, 2.5], yticks: [0, 0.5, 1, 1.5, 2, 2.5] },
    log: { ...axes, log: true, y: [1e-6, 20], yticks: [0.000001, 0.0001, 0.01, 1] },
  };
  const right = Object.fromEntries(
    Object.entries(scales).map(([name, one]) => [name, new Chart(canvases[1], one)]),
  );
  let drawn = {};

  /** A bell curve; a narrow one is as tall as it has to be. */
  const bell = (g, mean, std, colour) => {
    Object.assign(g, { strokeStyle: colour, lineWidth: 2.5, globalAlpha: 1 });
    const width = Math.max(std, 1e-9), places = [];
    for (let i = -40; i <= 40; i++) places.push(i / 10, mean + (i / 8) * width);
    places.sort((a, b) => a - b);
    line(g, places.map((x) => [left.x(x), Math.max(left.y(density(x, mean, width)), -99)]));
  };

  /** All lineages to the end: drawn once, then shown as far as the generation. */
  const lineagesOf = (result, scale) => {
    if (drawn.result !== result || drawn.scale !== scale) {
      const chart = right[scale];
      const layer = chart.layer((g) => {
        for (const std of result.others)
          chart.curve(g, std, { strokeStyle: "#6E6E6E", globalAlpha: 0.4, lineWidth: 1 });
        chart.curve(g, result.std, { strokeStyle: MODEL, lineWidth: 2.5 });
        chart.curve(g, result.medians, { strokeStyle: "black" });
      });
      drawn = { result, scale, layer };
    }
    return drawn.layer;
  };

  const show = ({ generation, scale, ...settings }) => {
    const result = simulated(settings), series = gaussianSeries(result, generation);
    left.frame((g) => {
      bell(g, 0, 1, REAL);
      Object.assign(g, { strokeStyle: generation > 1 ? MODEL : REAL, lineWidth: 1.5, globalAlpha: 0.6 });
      for (const x of series.points)
        line(g, [[left.x(x), left.y(-0.07)], [left.x(x), left.y(-0.02)]]);
      bell(g, series.mean, series.std, MODEL);
      Object.assign(g, { fillStyle: "#B04E00", font: "bold 14px sans-serif" });
      g.fillText(`model ${generation}: σ = ${plain(series.std)}`, BOX.x + 10, BOX.y + 22);
    });
    const chart = right[scale];
    chart.frame((g) => {
      Object.assign(g, { strokeStyle: REAL, lineWidth: 1.5 });
      line(g, [[BOX.x, chart.y(1)], [BOX.x + BOX.w, chart.y(1)]]);
      chart.put(g, lineagesOf(result, scale), chart.x(generation) + 1);
    });
    const texts = describeGaussian(series);
    texts.forEach((text, i) => canvases[i].setAttribute("aria-label", text));
    return texts.join(" ");
  };

  new Live(document.getElementById("controls"), document.querySelector("figcaption"), show);
}
