// The form of an applicant saves itself. What is not saved yet stands in the page and, for the same person
// only, in the browser's own store, until the server has it.
"use strict";
(() => {
  const form = document.getElementById("section-form");
  if (!form) return;
  const words = form.dataset;
  const PAUSE = 1200, SOON = 150, TIMEOUT = 15000, LONGEST = 60000;
  const BEACON = 60000; // what a browser sends for a page that is gone, in bytes
  const KEY = `linxuan.unsaved.${document.body.dataset.account}.${words.application}.${words.section}`;
  const NOT_TYPED = /^(csrfmiddlewaretoken|version|conflict|choose\..*|upload\..*)$/;

  const names = () => new Set([...form.elements].map((one) => one.name).filter((one) => one && !NOT_TYPED.test(one) && one !== "go" && one !== "remove"));
  const valuesOf = (name, data = new FormData(form)) => JSON.stringify(data.getAll(name));
  function snapshot() {
    const data = new FormData(form);
    return new Map([...names()].map((name) => [name, valuesOf(name, data)]));
  }

  let kept = snapshot(); // what the server has, as the page shows it
  let pending = null; // a save that nobody has acknowledged: sent again to the letter, so that it counts once
  let timer = 0, failures = 0, stopped = false, running = false, leaving = false, refused = false;
  let written = new Map(); // amounts as the server writes them: shown when whoever typed them has left
  let asking = new Set(); // fields that two changed, until somebody chose: they count as not saved

  const fieldOf = (name) => name.split(".")[0];
  const unsaved = () => [...snapshot()].filter(([name, values]) => kept.get(name) !== values);
  const isSaved = () => !pending && unsaved().length === 0;
  // What a save could bring further now.
  const isDone = () => !pending && (refused || unsaved().every(([name]) => asking.has(fieldOf(name))));

  function ask(page) {
    asking = new Set([...page.querySelectorAll("[name=conflict]")].map((one) => one.value));
    for (const name of names()) if (asking.has(fieldOf(name))) kept.set(name, "in question");
  }

  // ---- the line that says how it stands

  function say(word, link = "") {
    const line = document.getElementById("saved");
    if (!line) return;
    line.textContent = words[word] + " ";
    line.classList.toggle("failed", word !== "saving" && word !== "typing");
    if (!link) return;
    const way = document.createElement("a");
    Object.assign(way, { href: link, target: "_blank", rel: "noopener", textContent: words.signIn });
    line.append(way);
  }

  // ---- the browser's own store

  function stored() {
    try { return JSON.parse(localStorage.getItem(KEY)) || {}; } catch { return {}; }
  }
  function store() {
    const changed = new Map(unsaved());
    const found = stored();
    for (const name of names()) {
      if (changed.has(name)) found[name] ||= { version: form.elements.version.value };
      if (changed.has(name)) Object.assign(found[name], { values: changed.get(name), at: Date.now() });
      else if (found[name] && found[name].values === kept.get(name)) delete found[name];
    }
    try {
      if (Object.keys(found).length) localStorage.setItem(KEY, JSON.stringify(found));
      else localStorage.removeItem(KEY);
    } catch { /* full or switched off: the page still has it */ }
  }

  function setValues(name, values) {
    const inputs = [...form.elements].filter((one) => one.name === name);
    if (!inputs.length || inputs.some((one) => one.readOnly)) return false;
    for (const input of inputs) {
      if (input.type === "checkbox" || input.type === "radio") input.checked = values.includes(input.value);
      else input.value = values[0] ?? "";
    }
    return true;
  }

  function putBack() {
    const found = Object.entries(stored()).filter(([name, one]) => one.values !== kept.get(name));
    const lost = [];
    let back = 0, version = Number(form.elements.version.value);
    for (const [name, one] of found) {
      const values = JSON.parse(one.values);
      if (setValues(name, values)) { back += 1; version = Math.min(version, Number(one.version)); }
      else if (values.join("").trim()) lost.push(values.join("\n"));
    }
    store();
    if (!back && !lost.length) return;
    form.elements.version.value = version;
    const note = document.createElement("div");
    note.className = "lx-note warn mb-4";
    note.setAttribute("role", "status");
    note.append(Object.assign(document.createElement("p"), { textContent: words.back.replace("{n}", back + lost.length) }));
    for (const text of lost) note.append(Object.assign(document.createElement("pre"), { textContent: text }));
    form.before(note);
    form.dispatchEvent(new Event("linxuan:applied", { bubbles: true }));
    if (back) save();
  }

  // ---- sending

  function body() {
    const data = new FormData(form);
    for (const name of [...data.keys()]) if (name.startsWith("upload.")) data.delete(name);
    return data;
  }

  async function send(data) {
    const abort = new AbortController();
    const clock = setTimeout(() => abort.abort(), TIMEOUT);
    try {
      return await fetch(form.action, { method: "POST", body: data, headers: { "HX-Request": "true" }, signal: abort.signal, credentials: "same-origin" });
    } finally {
      clearTimeout(clock);
    }
  }

  // Who is signed in now, and the token of the form: read from the page itself.
  async function whoIsThere() {
    const answer = await fetch(location.pathname, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector("#section-form [name=csrfmiddlewaretoken]");
    return { account: page.body.dataset.account || "", token: token ? token.value : "", ok: answer.ok };
  }

  async function save() {
    clearTimeout(timer);
    if (running || stopped) return isSaved();
    if (!pending && !unsaved().length) return true;
    running = true;
    refused = false;
    pending ||= { data: body(), snapshot: snapshot() };
    const sent = pending.snapshot;
    say("saving");
    try {
      const answer = await send(pending.data);
      if (answer.status === 403) await signedOut();
      else if (!answer.ok) throw new Error(String(answer.status));
      else acknowledge(await answer.text(), sent);
    } catch {
      failures += 1;
      say("failed");
      store();
      timer = setTimeout(save, Math.min(LONGEST, 1000 * 2 ** Math.min(failures, 6)) * (0.8 + Math.random() * 0.4));
    }
    running = false;
    if (!failures && !stopped && !isDone()) { say("saving"); schedule(SOON); }
    return isSaved();
  }

  async function signedOut() {
    const there = await whoIsThere();
    if (there.account === document.body.dataset.account && there.token) {
      // Signed in again in another window: the form gets the token of the new session.
      form.elements.csrfmiddlewaretoken.value = there.token;
      pending.data.set("csrfmiddlewaretoken", there.token);
      failures = 0;
      timer = setTimeout(save, SOON);
      return;
    }
    store();
    failures += 1;
    if (there.account) {
      stopped = true;
      say(there.account === document.body.dataset.account ? "closed" : "other");
      return;
    }
    say("expired", words.signInAt);
    timer = setTimeout(save, 20000);
  }

  function acknowledge(text, sent) {
    const page = new DOMParser().parseFromString(text, "text/html");
    const state = page.getElementById("saved")?.dataset.state;
    if (!state) throw new Error("no answer of the form");
    pending = null;
    failures = 0;
    refused = state === "refused";
    const before = snapshot();
    if (state === "saved") kept = sent;
    swap(page, sent, before);
    for (const one of page.querySelectorAll("#written data")) written.set(one.dataset.of, { typed: sent.get(one.dataset.of), text: one.value });
    ask(page);
    store();
    write();
    form.dispatchEvent(new Event("linxuan:applied", { bubbles: true }));
  }

  // The parts that came take the place of those of the same id. What somebody is typing in stays.
  function swap(page, sent, before) {
    const focused = document.activeElement?.id;
    for (const part of page.querySelectorAll("[data-part]")) {
      const here = document.getElementById(part.id);
      if (!here) continue;
      const changedMeanwhile = [...part.querySelectorAll("[name]")].some((one) => before.get(one.name) !== sent.get(one.name));
      if (part.dataset.part === "control" && changedMeanwhile) continue;
      const fresh = document.importNode(part, true);
      here.replaceWith(fresh);
      if (part.dataset.part === "control") {
        for (const input of fresh.querySelectorAll("[name]")) if (!NOT_TYPED.test(input.name)) kept.set(input.name, valuesOf(input.name));
        if (window.htmx) window.htmx.process(fresh);
      }
    }
    if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
  }

  function write() {
    for (const [name, { typed, text }] of written) {
      const input = form.elements[name];
      if (input && input === document.activeElement) continue;
      written.delete(name);
      if (!input || valuesOf(name) !== typed) continue;
      input.value = text;
      if (kept.get(name) === typed) kept.set(name, valuesOf(name));
    }
  }

  function schedule(pause) {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  }

  // ---- when

  form.addEventListener("input", (event) => {
    if (NOT_TYPED.test(event.target.name)) return;
    store();
    if (failures || stopped) return;
    say("typing");
    schedule(PAUSE);
  });
  form.addEventListener("change", (event) => {
    if (event.target.type === "file") return;
    store();
    if (!failures) schedule(SOON);
  });
  form.addEventListener("focusout", () => setTimeout(write));
  window.addEventListener("online", save);
  window.addEventListener("focus", () => failures && save());
  document.addEventListener("visibilitychange", () => document.hidden && save());
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && !isSaved()) event.preventDefault();
  });
  window.addEventListener("pagehide", () => {
    if (leaving || isSaved() || stopped) return;
    store();
    const data = body();
    const size = [...data.values()].reduce((sum, one) => sum + String(one).length * 3, 0);
    if (size < BEACON) fetch(form.action, { method: "POST", body: data, headers: { "HX-Request": "true" }, keepalive: true, credentials: "same-origin" }).catch(() => {});
  });

  // Who leaves by a link or a button leaves when it is saved; without a network the page stays.
  async function saveFirst(go) {
    for (let round = 0; round < 100 && (running || !isDone()) && !failures && !stopped; round += 1) {
      await save();
      await new Promise((done) => setTimeout(done, 50));
    }
    if (failures && !stopped) return;
    go();
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.target || event.ctrlKey || event.metaKey || event.shiftKey || isSaved() || failures || stopped) return;
    if (link.origin !== location.origin || (link.pathname === location.pathname && link.hash)) return;
    event.preventDefault();
    saveFirst(() => location.assign(link.href));
  });
  form.addEventListener("submit", (event) => {
    if (leaving || isSaved()) { leaving = true; return; }
    event.preventDefault();
    const button = event.submitter;
    failures = 0;
    saveFirst(() => { leaving = true; form.requestSubmit(button); });
  });
  window.addEventListener("pageshow", () => { leaving = false; });

  ask(document);
  putBack();
})();
