// The paper desk by keyboard. Without this the page works as well: every key below has a link or a button.
(() => {
  const code = document.getElementById("id_code");
  const scan = document.getElementById("scan");
  if (!code || !scan) return;
  const begins = /LX.[:：]/i;

  // A scanner types wherever the cursor stands: what begins like a code goes to the input for codes.
  document.addEventListener("input", (event) => {
    const input = event.target;
    if (input === code || typeof input.value !== "string") return;
    const at = input.value.search(begins);
    if (at < 0) return;
    code.value = input.value.slice(at);
    input.value = input.value.slice(0, at);
    code.focus();
    code.setSelectionRange(code.value.length, code.value.length);
  });

  document.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      code.value = "";
      code.focus();
      event.preventDefault();
    } else if (document.activeElement === document.body && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      // Somebody clicked beside everything and types on.
      code.select();
      code.focus();
    }
  });

  // The next sheet was scanned before this one was received.
  scan.addEventListener("submit", (event) => {
    const counted = [...document.querySelectorAll(".pd-copies")].some((one) => one.value !== one.defaultValue);
    if (counted && !window.confirm(scan.dataset.unsaved)) event.preventDefault();
  });

  // What was asked for last is overwritten by the next code, not lengthened by it.
  code.addEventListener("focus", () => code.select());
})();
