// A live page: a form of settings, its state in the address, and frames as they come.
"use strict";

const LIVE_CALM = matchMedia("(prefers-reduced-motion: reduce)");

class Live {
  /** show(values) draws and returns the sentence; `form` has a range "generation". */
  constructor(form, caption, show) {
    Object.assign(this, { form, caption, show, wanted: false, playing: false });
    this.fields = [...form.elements].filter((field) => field.name);
    this.start = this.values;
    this.read();
    form.addEventListener("input", () => this.ask());
    form.addEventListener("change", () => this.write());
    form.onsubmit = (event) => event.preventDefault();
    this.button = form.querySelector("button.play");
    this.button.onclick = () => (this.playing ? this.pause() : this.play());
    form.querySelector("button.reroll").onclick = () => this.reroll();
    addEventListener("hashchange", () => {
      this.read();
      this.ask();
    });
    this.ask();
  }

  get values() {
    return Object.fromEntries(
      this.fields.map(({ name, value, type, dataset }) => [
        name, type === "range" || type === "number" || "number" in dataset ? Number(value) : value,
      ]),
    );
  }

  get generation() {
    return this.form.elements.generation;
  }

  /** Take from the address what is a setting of this page, and its start for the rest. */
  read() {
    const given = new URLSearchParams(location.hash.slice(1));
    for (const { name } of this.fields)
      this.take(this.form.elements[name], given.get(name) ?? this.start[name]);
  }

  /** Set a field; what is no number, or none of its options, leaves it as it began. */
  take(field, value) {
    const known = field.options && [...field.options].map((option) => option.value);
    const fits = known
      ? known.includes(String(value))
      : field.type === "text" || Number.isFinite(Number(value));
    field.value = fits ? value : this.start[field.name];
    if (!field.checkValidity()) field.value = this.start[field.name];
  }

  write() {
    history.replaceState(null, "", `#${new URLSearchParams(this.values)}`);
  }

  /** Draw with the next frame, once however often it is asked for. */
  ask() {
    if (this.wanted) return;
    this.wanted = true;
    requestAnimationFrame(() => this.paint());
  }

  paint() {
    this.wanted = false;
    const begun = performance.now(), values = this.values;
    const text = this.show(values);
    const ms = performance.now() - begun;
    this.form.querySelector("output").textContent = values.generation;
    this.caption.textContent = text;
    this.form.dispatchEvent(new CustomEvent("frame", { detail: ms }));
  }

  reroll() {
    const seed = this.form.elements.seed;
    seed.value = (Number(seed.value) + 1) % (Number(seed.max) + 1);
    this.write();
    this.ask();
  }

  play() {
    if (this.generation.value === this.generation.max) this.generation.value = 1;
    this.playing = true;
    this.button.textContent = "Pause";
    this.caption.setAttribute("aria-live", "off");
    this.last = 0;
    requestAnimationFrame((now) => this.step(now));
  }

  /** The next generation, when it is time for it. */
  step(now) {
    if (!this.playing) return;
    if (now - this.last >= (LIVE_CALM.matches ? 1000 : Number(this.form.dataset.pace))) {
      this.last = now;
      this.generation.stepUp();
      this.ask();
    }
    if (this.generation.value === this.generation.max) return this.pause();
    requestAnimationFrame((later) => this.step(later));
  }

  pause() {
    this.playing = false;
    this.button.textContent = "Play";
    this.caption.setAttribute("aria-live", "polite");
    this.write();
    this.ask();
  }
}

/** The last results, so that going back never simulates. */
function kept(simulate, most = 16) {
  const results = new Map();
  return (settings) => {
    const key = JSON.stringify(settings);
    const result = results.get(key) ?? simulate(settings);
    results.delete(key);
    results.set(key, result);
    if (results.size > most) results.delete(results.keys().next().value);
    return result;
  };
}
