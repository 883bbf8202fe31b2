// The form of an applicant: what applies, how much is written. `form-saving.js` saves it, `form-pasting.js` pastes.
"use strict";
(() => {
  // Fields and options whose condition became false are hidden, the others shown.
  function showWhatApplies() {
    const state = document.getElementById("off");
    if (!state) return;
    const fields = new Set(state.dataset.fields.split(" ").filter(Boolean));
    const options = new Set(state.dataset.options.split(" ").filter(Boolean));
    for (const part of document.querySelectorAll("[data-field]")) {
      part.classList.toggle("lx-off", fields.has(part.dataset.field));
    }
    for (const option of document.querySelectorAll("[data-option]")) {
      const input = option.querySelector("input");
      const off = options.has(option.dataset.option) && !(input && input.checked);
      if (input) option.classList.toggle("lx-off", off);
      else option.hidden = off && !option.selected;
    }
  }

  document.addEventListener("linxuan:applied", showWhatApplies);

  function count(area) {
    const line = document.querySelector(`[data-count="${CSS.escape(area.id)}"]`);
    if (!line) return;
    const written = [...area.value.trim()].length;
    line.textContent = line.dataset.words.replace("{n}", written).replace("{most}", area.dataset.chars);
    line.classList.toggle("over", written > Number(area.dataset.chars));
  }
  document.addEventListener("input", (event) => event.target.dataset.chars && count(event.target));
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-chars]").forEach(count);
    showWhatApplies();
  });
})();
