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
  document.querySelectorAll("ol[data-form]").forEach(draggable);
});

// A row is dropped at the place of another: the same form is sent as by its buttons.
function draggable(list) {
  const form = document.getElementById(list.dataset.form);
  const reason = document.getElementById(list.dataset.reason);
  const rows = [...list.querySelectorAll("li[data-move]")];
  let dragged = null;
  const passesEquals = (row) => {
    const [low, high] = [rows.indexOf(dragged), rows.indexOf(row)].sort((a, b) => a - b);
    return rows.slice(low, high + 1).some((one) => one.classList.contains("tied"));
  };
  rows.forEach((row) => {
    row.draggable = true;
    row.addEventListener("dragstart", (event) => {
      // Text in an input is marked with the pointer, not dragged.
      if (event.target !== row) return;
      dragged = row;
      event.dataTransfer.effectAllowed = "move";
    });
    row.addEventListener("dragend", () => { dragged = null; });
    row.addEventListener("dragover", (event) => { if (dragged && dragged !== row) event.preventDefault(); });
    row.addEventListener("drop", (event) => {
      event.preventDefault();
      if (!dragged || dragged === row) return;
      if (passesEquals(row) && !reason.value.trim()) {
        document.getElementById("moved").textContent = list.dataset.ask;
        reason.placeholder = list.dataset.ask;
        reason.focus();
        return;
      }
      const button = Object.assign(document.createElement("button"), { type: "submit", name: "to", value: row.dataset.place, hidden: true });
      button.formAction = dragged.dataset.move;
      form.append(button);
      form.requestSubmit(button);
    });
  });
}
