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
