// Search on a page: how often a word stands there, and the Enter key goes to the next.
"use strict";

{
  const field = document.getElementById("search");
  const found = document.getElementById("found");
  const cells = [...document.querySelectorAll("main .jp-Cell")];
  const texts = cells.map((cell) => cell.textContent.toLowerCase());
  let hits = [], at = -1;

  const look = () => {
    const word = field.value.trim().toLowerCase();
    hits = word ? cells.filter((_, i) => texts[i].includes(word)) : [];
    at = -1;
    found.textContent = word ? `${hits.length} of ${cells.length} parts` : "";
  };
  const go = () => {
    cells.forEach((cell) => cell.classList.remove("hit"));
    if (!hits.length) return;
    at = (at + 1) % hits.length;
    hits[at].classList.add("hit");
    hits[at].scrollIntoView({ block: "start" });
    found.textContent = `${at + 1} of ${hits.length} parts`;
  };
  field.oninput = look;
  field.onkeydown = (event) => {
    if (event.key === "Enter") go(); // to return false here would stop Tab
  };
}
