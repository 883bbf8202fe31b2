// On every page: the summary of what is wrong gets the focus, and the link of a clause is copied by a click.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const summary = document.querySelector(".lx-errors[autofocus]");
  if (summary && !location.hash) summary.focus();
});

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a.lx-anchor");
  if (!link || !navigator.clipboard) return;
  try {
    await navigator.clipboard.writeText(link.href);
  } catch {
    return; // The address stands in the bar of the browser all the same.
  }
  link.textContent = link.dataset.copied;
  setTimeout(() => { link.textContent = "#"; }, 2000);
});
