// Starts reveal.js. The space bar presses buttons, so it does not turn the page.
"use strict";

Reveal.initialize({
  width: 1280, height: 720, margin: 0.02, hash: true, slideNumber: "c/t",
  transition: "none", keyboard: { 32: null }, plugins: [RevealNotes],
});
