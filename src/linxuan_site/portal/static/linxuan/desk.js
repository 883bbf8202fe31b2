// In the checklist of a review the keys 1, 2 and 3 choose among the three judgements of a row.
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || !["1", "2", "3"].includes(event.key)) return;
  const row = event.target.closest(".dk-rv.three");
  if (!row || event.target.matches("textarea, input:not([type=radio])")) return;
  const choice = row.querySelectorAll(".dk-tri input")[Number(event.key) - 1];
  if (!choice) return;
  choice.focus();
  choice.click();
  event.preventDefault();
});

// A form that does not save itself: who leaves with words in it that were not sent is asked first.
for (const form of document.querySelectorAll("form[data-unsaved]")) {
  let unsaved = form.parentElement.querySelector(".lx-errors") !== null;
  form.addEventListener("input", () => { unsaved = true; });
  form.addEventListener("submit", () => { unsaved = false; });
  addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
}
