// The first page: your sentence among 2,000, and how long it lives.
"use strict";

{
  const { subjects, predicates, colours, scatter, bet, typical } = COURSE;
  const simulated = kept(simulateCorpus);
  const form = document.getElementById("controls"), lock = document.getElementById("bet");
  const stage = document.getElementById("stage"), said = document.getElementById("said");
  const mosaic = document.getElementById("mosaic");
  const seats = document.getElementById("class"), page = document.getElementById("lines");
  const pixels = new ImageData(50, 40), words = new Uint32Array(pixels.data.buffer);
  const palette = colours.map(([r, g, b]) => (255 << 24) | (b << 16) | (g << 8) | r);
  const chart = new Chart(document.getElementById("copies"), {
    x: [0, CORPUS_GENERATIONS], xticks: [0, 20, 40, 60], y: [0, 20], yticks: [0, 5, 10, 15, 20],
    title: "Your copies among 2,000 (at most 20 shown)", xlabel: "generation", ylabel: "copies",
  });
  for (let i = 0; i < CLASS; i++) seats.append(document.createElement("span"));
  for (let i = 0; i < LINES; i++) page.append(document.createElement("li"));

  /** Equal sentences in one colour, side by side; yours is colour 0. */
  const paintMosaic = (types) => {
    types.forEach((type, i) => {
      const shade = 1 + Math.floor((((type * scatter) % SIZE) * 254) / SIZE);
      words[i] = palette[type === 0 ? 0 : shade];
    });
    mosaic.getContext("2d").putImageData(pixels, 0, 0);
  };

  const show = ({ sentence, generation, ...settings }) => {
    const texts = sentences(sentence, subjects, predicates);
    const series = corpusSeries(simulated(settings), generation, texts);
    paintMosaic(series.page);
    chart.frame((g) => chart.curve(g, series.copies, { strokeStyle: PREDICTION, lineWidth: 2.5 }));
    series.alive.forEach((alive, i) => {
      seats.children[i].className = alive ? "alive" : "";
      seats.children[i].textContent = alive ? "●" : "○";
    });
    series.lines.forEach((text, i) => {
      page.children[i].textContent = text;
      page.children[i].className = series.yours[i] ? "yours" : "";
    });
    const [left, right] = describeCorpus(series), room = describeClass(series);
    mosaic.setAttribute("aria-label", left);
    chart.canvas.setAttribute("aria-label", right);
    seats.setAttribute("aria-label", room);
    return `${left} ${right} ${room}`;
  };

  const open = () => (stage.hidden = false);
  lock.onsubmit = (event) => {
    event.preventDefault();
    const value = new FormData(lock).get("value");
    if (value === null) said.textContent = "Choose one first.";
    else updateRecord(({ predictions }) => (predictions[bet] ??= Number(value)));
  };
  document.getElementById("look").onclick = open;
  hear(({ predictions }) => {
    const mine = predictions[bet];
    if (mine === undefined) return;
    for (const field of lock.querySelectorAll("input, button")) field.disabled = true;
    for (const field of lock.querySelectorAll("input")) field.checked = Number(field.value) === mine;
    said.textContent =
      `Locked: ${mine} generations. After ${typical}, more than half of all such ` +
      "sentences are gone. Now see it happen.";
    open();
  });
  if (location.hash) open();
  new Live(form, document.querySelector("figcaption"), show);
}
