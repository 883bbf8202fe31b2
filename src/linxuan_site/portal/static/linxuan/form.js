// The form of an applicant: what applies, how much is written, what is pasted. `form-saving.js` saves it.
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

  // A block copied from a spreadsheet fills the cells to the right and below.
  document.addEventListener("paste", (event) => {
    const first = event.target.closest(".lx-yeartable input");
    const text = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "");
    if (!first || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    const rows = [...first.closest("tbody").querySelectorAll("tr")].filter((row) => row.querySelector("input"));
    const top = rows.indexOf(first.closest("tr"));
    const left = [...rows[top].querySelectorAll("input")].indexOf(first);
    text.split("\n").forEach((line, down) => {
      const inputs = rows[top + down] ? [...rows[top + down].querySelectorAll("input")] : [];
      line.split("\t").forEach((cell, right) => {
        if (inputs[left + right]) inputs[left + right].value = cell.trim();
      });
    });
    first.dispatchEvent(new Event("change", { bubbles: true }));
  });

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
