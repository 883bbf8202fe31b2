// Passkeys: a form with data-passkey asks the browser for one and sends its answer. Without script, or where the
// browser has none (it wants HTTPS), the form says so and the other ways stay.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  for (const form of document.querySelectorAll("form[data-passkey]")) makeReady(form);
});

function makeReady(form) {
  const button = form.querySelector("button"), told = form.querySelector("[role=status]");
  if (!window.PublicKeyCredential || !window.webauthnJSON) {
    told.textContent = form.dataset.without;
    return;
  }
  button.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    told.textContent = form.dataset.waiting;
    button.disabled = true;
    try {
      const ask = form.dataset.passkey === "create" ? window.webauthnJSON.create : window.webauthnJSON.get;
      form.elements.credential.value = JSON.stringify(await ask(await optionsOf(form)));
      form.submit();
    } catch {
      // Given up, too slow, or no passkey for this site: the browser says which, we say what to do.
      told.textContent = form.dataset.failed;
      button.disabled = false;
      button.focus();
    }
  });
}

async function optionsOf(form) {
  const written = document.getElementById("passkey-options");
  if (written) return JSON.parse(written.textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}
