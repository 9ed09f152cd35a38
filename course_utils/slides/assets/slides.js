// Starts reveal.js, which shares the keyboard with the explorers.
"use strict";

Reveal.initialize({
  width: 1280, height: 720, margin: 0.02, hash: true, slideNumber: "c/t",
  transition: "none", plugins: [RevealNotes],
  keyboardCondition: (event) => event.key !== " " || !event.target.closest("button"),
});
// A slider that the mouse has moved gives the keys, and so the clicker, back.
document.addEventListener("pointerup", ({ target }) => {
  if (target.matches("input[type=range]")) target.blur();
});
