// A file that was handed in is looked at in a dialog on the page; without this script its page opens in a tab.
"use strict";
(() => {
  let dialog = null;

  function opened() {
    if (dialog) return dialog;
    dialog = document.createElement("dialog");
    dialog.className = "lx-dialog";
    dialog.setAttribute("aria-labelledby", "preview-title");
    const head = document.createElement("div");
    head.className = "lx-dialoghead";
    head.append(
      Object.assign(document.createElement("h2"), { id: "preview-title", tabIndex: -1 }),
      Object.assign(document.createElement("button"), { type: "button", className: "btn-close", onclick: () => dialog.close() }),
    );
    dialog.append(head, Object.assign(document.createElement("div"), { id: "preview-body" }));
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("close", () => dialog.querySelector("#preview-body").replaceChildren());
    dialog.addEventListener("keydown", (event) => dialog.querySelector(`[data-key="${event.key}"]`)?.click());
    document.body.append(dialog);
    return dialog;
  }

  async function look(link) {
    const shown = opened(), body = shown.querySelector("#preview-body"), title = shown.querySelector("h2");
    const key = link.dataset.key;
    if (!shown.open) {
      title.textContent = link.textContent;
      shown.querySelector(".btn-close").setAttribute("aria-label", document.documentElement.lang === "en" ? "Close" : "关闭");
      shown.showModal();
      title.focus();
    }
    body.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(link.href, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
      const part = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".lx-preview");
      // Signed out, or taken away meanwhile: the page itself says so.
      if (!part) { location.assign(link.href); return; }
      body.replaceChildren(document.importNode(part, true));
      shown.scrollTop = 0;
      if (key) (body.querySelector(`[data-key="${key}"]`) || title).focus();
    } catch {
      shown.close();
      location.assign(link.href);
    } finally {
      body.removeAttribute("aria-busy");
    }
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-look]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    look(link);
  });
})();
