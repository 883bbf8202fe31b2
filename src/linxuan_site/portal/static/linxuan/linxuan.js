// On every page: the summary of what is wrong gets the focus, the link of a clause is copied by a click, a
// page that is made for paper is printed by its button, and this browser keeps nothing that somebody else
// typed, nor anything for long. What asks by itself stops when the page is left.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const summary = document.querySelector(".lx-errors[autofocus]");
  if (summary && !location.hash) summary.focus();

  const UNSAVED = "linxuan.unsaved.", DAYS = 7 * 24 * 3600 * 1000;
  function forget(all) {
    const account = document.body.dataset.account;
    for (const key of Object.keys(localStorage).filter((one) => one.startsWith(UNSAVED))) {
      const stale = Object.values(JSON.parse(localStorage.getItem(key))).some((one) => Date.now() - one.at > DAYS);
      if (all || stale || (account && !key.startsWith(`${UNSAVED}${account}.`))) localStorage.removeItem(key);
    }
  }
  for (const button of document.querySelectorAll("button[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  try { forget(false); } catch { /* no store in this browser */ }
  document.querySelector("form[action$='sign-out/']")?.addEventListener("submit", () => {
    try { forget(true); } catch { /* as above */ }
  });
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

// A part that asks anew every few seconds does not ask without a network; one that is asking when the page is left
// ends, and does not fail.
const ASKS_ANEW = "[hx-trigger^=every]";
document.addEventListener("htmx:beforeRequest", (event) => {
  if (!navigator.onLine && event.target.matches(ASKS_ANEW)) event.preventDefault();
});
addEventListener("beforeunload", () => {
  for (const part of document.querySelectorAll(ASKS_ANEW)) window.htmx?.trigger(part, "htmx:abort");
});
