// A chart on a canvas: axes drawn once, lines drawn once and shown as far as wanted.
"use strict";

const REAL = "#0072B2", MODEL = "#D55E00", PREDICTION = "#009E73";
const WIDTH = 420, HEIGHT = 320, BOX = { x: 56, y: 28, w: 350, h: 244 };

class Chart {
  /** axes: x, y (ends), xticks, yticks, title, xlabel, ylabel, log. */
  constructor(canvas, axes) {
    this.ratio = Math.min(globalThis.devicePixelRatio || 1, 2);
    this.canvas = this.sized(canvas);
    this.axes = axes;
    this.back = this.layer((g) => this.drawAxes(g));
  }

  sized(canvas) {
    canvas.width = WIDTH * this.ratio;
    canvas.height = HEIGHT * this.ratio;
    return canvas;
  }

  /** A picture of its own, in the chart's coordinates. */
  layer(draw) {
    const made = this.sized(document.createElement("canvas"));
    draw(this.pen(made));
    return made;
  }

  pen(canvas) {
    const g = canvas.getContext("2d");
    g.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    return g;
  }

  x(value) {
    const [low, high] = this.axes.x;
    return BOX.x + ((value - low) / (high - low)) * BOX.w;
  }

  y(value) {
    const scale = this.axes.log ? Math.log10 : Number, [low, high] = this.axes.y;
    const at = scale(this.axes.log ? Math.max(value, low) : value);
    return BOX.y + BOX.h - ((at - scale(low)) / (scale(high) - scale(low))) * BOX.h;
  }

  drawAxes(g) {
    const { xticks, yticks, title, xlabel, ylabel } = this.axes;
    Object.assign(g, { fillStyle: "white", strokeStyle: "#e3e3e3", lineWidth: 1 });
    g.fillRect(0, 0, WIDTH, HEIGHT);
    Object.assign(g, { fillStyle: "#222", font: "14px sans-serif", textAlign: "center" });
    for (const tick of xticks) {
      line(g, [[this.x(tick), BOX.y], [this.x(tick), BOX.y + BOX.h]]);
      g.fillText(commas(String(tick)), this.x(tick), BOX.y + BOX.h + 18);
    }
    g.fillText(xlabel, BOX.x + BOX.w / 2, HEIGHT - 8);
    g.fillText(title, BOX.x + BOX.w / 2, 16);
    g.textAlign = "end";
    for (const tick of yticks) {
      line(g, [[BOX.x, this.y(tick)], [BOX.x + BOX.w, this.y(tick)]]);
      g.fillText(commas(String(tick)), BOX.x - 6, this.y(tick) + 5);
    }
    g.textAlign = "center";
    g.save();
    g.translate(14, BOX.y + BOX.h / 2);
    g.rotate(-Math.PI / 2);
    g.fillText(ylabel, 0, 0);
    g.restore();
  }

  /** The axes, then what `draw` adds inside the box. */
  frame(draw) {
    const g = this.pen(this.canvas);
    this.put(g, this.back, WIDTH);
    g.save();
    g.beginPath();
    g.rect(BOX.x, BOX.y, BOX.w, BOX.h);
    g.clip();
    draw(g);
    g.restore();
  }

  /** A layer as far as x. */
  put(g, layer, x) {
    const width = Math.min(x, WIDTH);
    g.drawImage(layer, 0, 0, width * this.ratio, HEIGHT * this.ratio, 0, 0, width, HEIGHT);
  }

  /** Values over 0, 1, 2, ... */
  curve(g, values, style) {
    Object.assign(g, { globalAlpha: 1, lineWidth: 2 }, style);
    line(g, Array.from(values, (value, t) => [this.x(t), this.y(value)]));
  }
}

function line(g, places) {
  g.beginPath();
  for (const [x, y] of places) g.lineTo(x, y);
  g.stroke();
}
