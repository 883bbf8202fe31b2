// Lists and orders. Everything works without: this ticks a page of boxes, and lets a row be dragged.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("button[data-choose]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      const boxes = [...button.form.querySelectorAll(`input[name="${button.dataset.choose}"]`)];
      const all = boxes.every((box) => box.checked);
      boxes.forEach((box) => { box.checked = !all; });
    });
  });
});
