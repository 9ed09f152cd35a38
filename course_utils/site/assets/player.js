// Plays an explorer's presets: frames and sentences that Python made.
"use strict";

const coursePresets = {}; // address of a preset -> its frames; the scripts fill it
const CALM = matchMedia("(prefers-reduced-motion: reduce)");
const FRAME_MS = 160, CALM_MS = 1000;

/** Load a script once; a page that was opened by double click may not fetch. */
function loadPreset(address) {
  if (coursePresets[address]) return Promise.resolve(coursePresets[address]);
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve(coursePresets[address]);
    script.onerror = () => reject(new Error(`${address} is not there`));
    document.head.append(script);
  });
}

class Player {
  constructor(section) {
    this.section = section;
    this.stage = section.querySelector(".stage");
    this.state = section.querySelector("[role=status]");
    this.buttons = [...section.querySelectorAll("button[data-preset]")];
    for (const button of this.buttons) button.onclick = () => this.open(button);
    section.querySelector(".presets").hidden = false;
  }

  async open(button) {
    this.pause();
    this.asked = button;
    this.state.textContent = "loading …";
    let preset, said;
    try {
      preset = await loadPreset(button.dataset.preset);
    } catch (problem) {
      said = `This preset could not be loaded: ${problem.message}.`;
    }
    if (this.asked !== button) return; // another one was asked for meanwhile
    if (said) return void (this.state.textContent = said);
    this.preset = preset;
    for (const other of this.buttons)
      other.setAttribute("aria-pressed", other === button);
    this.state.textContent = this.preset.settings;
    this.build();
    const { frames, start } = this.preset;
    this.show(frames.findIndex((frame) => frame.generation === start));
  }

  /** Pictures, words and what moves them, for the preset that was loaded. */
  build() {
    const { frames, panels } = this.preset;
    this.pictures = panels.map(([width, height]) => element("img", { width, height }));
    this.caption = element("figcaption", { "aria-live": "polite" });
    this.number = element("output");
    this.slider = element("input", { type: "range", min: 0, max: frames.length - 1 });
    this.slider.oninput = () => this.show(Number(this.slider.value));
    this.button = element("button", { type: "button" }, "Play");
    this.button.onclick = () => (this.timer ? this.pause() : this.play());
    const step = (label, by) => {
      const made = element("button", { type: "button" }, label);
      made.onclick = () => this.show(this.index + by);
      return made;
    };
    this.stage.replaceChildren(
      element("div", { class: "pictures" }, ...this.pictures),
      this.caption,
      element("div", { class: "settings" }, this.button, step("Back", -1),
        step("Step", 1), element("label", {}, "Generation ", this.slider), this.number),
    );
  }

  show(index) {
    const { frames } = this.preset;
    this.index = Math.min(Math.max(index, 0), frames.length - 1);
    const { generation, pictures, sentences } = frames[this.index];
    this.pictures.forEach((picture, i) => {
      picture.src = `data:image/png;base64,${pictures[i]}`;
      picture.alt = sentences[i];
    });
    this.caption.textContent = sentences.join(" ");
    this.number.textContent = generation;
    this.slider.value = this.index;
    this.slider.setAttribute("aria-valuetext", `generation ${generation}`);
  }

  play() {
    const last = this.preset.frames.length - 1;
    if (this.index === last) this.show(0);
    this.caption.setAttribute("aria-live", "off");
    this.button.textContent = "Pause";
    this.timer = setInterval(() => {
      this.show(this.index + 1);
      if (this.index === last) this.pause();
    }, CALM.matches ? CALM_MS : FRAME_MS);
  }

  pause() {
    clearInterval(this.timer);
    this.timer = null;
    if (!this.button) return;
    this.button.textContent = "Play";
    this.caption.setAttribute("aria-live", "polite");
  }
}

for (const section of document.querySelectorAll(".course-player")) new Player(section);
