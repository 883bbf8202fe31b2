// On every page: bring the summary of what is wrong into view and give it the focus.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const summary = document.querySelector(".lx-errors[autofocus]");
  if (summary && !location.hash) summary.focus();
});
