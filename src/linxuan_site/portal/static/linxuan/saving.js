// What somebody types saves itself. What is not saved yet stands in the page and, for the same person only, in
// the browser's own store, until the server has it. A page makes a `Saver` of its own for each of its forms.
"use strict";
(() => {
  const PAUSE = 1200, SOON = 150, TIMEOUT = 15000, LONGEST = 60000;
  const BEACON = 60000; // what a browser sends for a page that is gone, in bytes
  const all = new Set();
  let leaving = false, passing = false;

  // An answer that took nothing; at overload with the number of the refusal, and when to come again.
  class NotTaken extends Error {
    constructor(answer) {
      super(String(answer.status));
      this.number = answer.headers.get("Linxuan-Refusal") || "";
      this.again = Number(answer.headers.get("Retry-After")) || 0;
    }
  }

  class Saver {
    // The form says in its data: `line` (the id of the line that tells how it stands), `place` (what it is about,
    // for the store), `home` (where the form can be read; else this page), and the words of the line.
    constructor(form) {
      this.form = form;
      this.words = form.dataset;
      this.key = `linxuan.unsaved.${document.body.dataset.account}.${this.words.place}`;
      this.pending = null; // a save that nobody has acknowledged: sent again to the letter, so that it counts once
      this.timer = this.failures = 0;
      this.number = ""; // of the last refusal at overload
      this.stopped = this.running = this.refused = false;
    }

    begin() {
      this.kept = this.snapshot(); // what the server has, as the page shows it
      this.mine = new Set(); // what was changed on this page
      all.add(this);
      this.form.addEventListener("input", (event) => this.counts(event.target.name) && this.typed(event.target.name));
      this.form.addEventListener("change", (event) => this.counts(event.target.name) && this.changed(event.target.name));
      this.form.addEventListener("submit", (event) => this.submitted(event));
      this.answered(document);
      this.putBack();
    }

    // ---- what a form may do in its own way

    counts(name) { return Boolean(name) && name !== "csrfmiddlewaretoken"; }
    sending() { return { data: new FormData(this.form), snapshot: this.snapshot() }; }
    isHeld() { return false; } // what a save could not bring further now
    hasMore() { return this.unsaved().length > 0; }
    seen() { return ""; } // what was seen when a field was changed
    mayGoBack() { return true; }
    wentBack() {}
    answered() {} // the page that came, or this one
    submitted(event) {
      if (leaving || this.isSaved()) { leaving = true; return; }
      event.preventDefault();
      const button = event.submitter;
      this.failures = 0;
      this.finish().then((done) => done && go(this.form, button));
    }

    // ---- what is typed

    names() { return new Set([...this.form.elements].map((one) => one.name).filter((one) => this.counts(one))); }
    valuesOf(name, data = new FormData(this.form)) { return JSON.stringify(data.getAll(name)); }
    snapshot() {
      const data = new FormData(this.form);
      return new Map([...this.names()].map((name) => [name, this.valuesOf(name, data)]));
    }
    unsaved() { return [...this.snapshot()].filter(([name, values]) => this.kept.get(name) !== values); }
    isSaved() { return !this.pending && this.unsaved().length === 0; }
    isDone() { return !this.pending && (this.refused || this.unsaved().every(([name]) => this.isHeld(name))); }

    typed() {
      this.store();
      if (this.failures || this.stopped) return;
      this.say("typing");
      this.schedule(PAUSE);
    }
    changed() {
      this.store();
      if (!this.failures) this.schedule(SOON);
    }
    schedule(pause) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), pause);
    }

    // ---- the line that says how it stands

    say(word, link = "") {
      const line = document.getElementById(this.words.line);
      if (!line) return;
      line.textContent = this.words[word].replace("{number}", this.number) + " ";
      line.classList.toggle("failed", word !== "saving" && word !== "typing");
      if (!link) return;
      const way = document.createElement("a");
      Object.assign(way, { href: link, target: "_blank", rel: "noopener", textContent: this.words.signIn });
      line.append(way);
    }

    // ---- the browser's own store

    stored() {
      try { return JSON.parse(localStorage.getItem(this.key)) || {}; } catch { return {}; }
    }
    keep(found) {
      try {
        if (Object.keys(found).length) localStorage.setItem(this.key, JSON.stringify(found));
        else localStorage.removeItem(this.key);
      } catch { /* full or switched off: the page still has it */ }
    }
    store(saved = []) {
      const changed = new Map(this.unsaved());
      const found = this.stored();
      for (const name of saved) if (found[name]) found[name].seen = this.seen(name);
      for (const name of this.names()) {
        if (changed.has(name)) this.mine.add(name);
        if (changed.has(name)) found[name] ||= { seen: this.seen(name) };
        if (changed.has(name)) Object.assign(found[name], { values: changed.get(name), at: Date.now() });
        // What was typed and taken back is not put back by the next visit.
        else if (found[name] && (found[name].values === this.kept.get(name) || this.mine.has(name))) delete found[name];
      }
      this.keep(found);
    }

    inputs(name) { return [...this.form.elements].filter((one) => one.name === name); }
    setValues(name, values) {
      const inputs = this.inputs(name);
      if (!inputs.length || inputs.some((one) => one.readOnly)) return false;
      for (const input of inputs) {
        if (input.type === "checkbox" || input.type === "radio") input.checked = values.includes(input.value);
        else input.value = values[0] ?? "";
      }
      return true;
    }
    // A value as people read it: of a choice the words beside it.
    told(name, values) {
      const chosen = this.inputs(name).filter((one) => one.type === "radio" && values.includes(one.value));
      return chosen.length ? chosen.map((one) => one.labels[0].textContent).join("\n") : values.join("\n");
    }

    putBack() {
      const found = Object.entries(this.stored()).filter(([name, one]) => one.values !== this.kept.get(name));
      const lost = [], back = [];
      for (const [name, one] of found) {
        const values = JSON.parse(one.values);
        if (this.mayGoBack(name, one) && this.setValues(name, values)) back.push(one);
        else if (values.join("").trim()) lost.push(this.told(name, values));
      }
      if (back.length) this.wentBack(back);
      this.store();
      if (!back.length && !lost.length) return;
      this.tell(back.length + lost.length, lost);
      this.form.dispatchEvent(new Event("linxuan:applied", { bubbles: true }));
      if (back.length) this.save();
    }

    // What no longer fits stands above the form, to be copied, until somebody says that it may go.
    tell(number, lost) {
      const note = Object.assign(document.createElement("div"), { className: "lx-note warn mb-4" });
      note.setAttribute("role", "status");
      note.append(Object.assign(document.createElement("p"), { textContent: this.words.back.replace("{n}", number) }));
      for (const text of lost) note.append(Object.assign(document.createElement("pre"), { textContent: text }));
      if (lost.length) {
        const drop = { type: "button", className: "btn btn-quiet btn-sm", textContent: this.words.drop };
        const button = Object.assign(document.createElement("button"), drop);
        button.addEventListener("click", () => { this.keep({}); this.store(); note.remove(); });
        note.append(button);
      }
      this.form.before(note);
    }

    // ---- sending

    async send(data, more = {}) {
      const abort = new AbortController();
      const clock = setTimeout(() => abort.abort(), TIMEOUT);
      try {
        return await fetch(this.form.action, { method: "POST", body: data, headers: { "HX-Request": "true" }, signal: abort.signal, credentials: "same-origin", ...more });
      } finally {
        clearTimeout(clock);
      }
    }

    // Who is signed in now, and the token of the form: read from where the form stands.
    async whoIsThere() {
      const answer = await fetch(this.words.home || location.pathname, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const token = page.querySelector(`#${CSS.escape(this.form.id)} [name=csrfmiddlewaretoken]`);
      return { account: page.body.dataset.account || "", token: token ? token.value : "" };
    }

    async save(anyway = false) {
      clearTimeout(this.timer);
      if (this.running || this.stopped) return this.isSaved();
      if (!anyway && !this.pending && !this.hasMore()) return this.isSaved();
      this.running = true;
      this.refused = false;
      this.pending ||= this.sending();
      const sent = this.pending.snapshot;
      this.say("saving");
      try {
        const answer = await this.send(this.pending.data);
        if (answer.status === 403 || answer.status === 404) await this.turnedAway();
        else if (!answer.ok) throw new NotTaken(answer);
        else this.acknowledge(await answer.text(), sent);
      } catch (fault) {
        this.failures += 1;
        this.number = fault.number || "";
        this.say(this.number ? "busy" : "failed");
        this.store();
        const pause = Math.max(1000 * 2 ** Math.min(this.failures, 6), 1000 * (fault.again || 0));
        this.timer = setTimeout(() => this.save(), Math.min(LONGEST, pause) * (0.8 + Math.random() * 0.4));
      }
      this.running = false;
      if (!this.failures && !this.stopped && !this.isDone()) { this.say("saving"); this.schedule(SOON); }
      return this.isSaved();
    }

    async turnedAway() {
      const there = await this.whoIsThere();
      const same = there.account === document.body.dataset.account;
      if (same && there.token) {
        // Signed in again in another window: the form gets the token of the new session.
        this.form.elements.csrfmiddlewaretoken.value = there.token;
        this.pending.data.set("csrfmiddlewaretoken", there.token);
        this.failures = 0;
        this.timer = setTimeout(() => this.save(), SOON);
        return;
      }
      this.store();
      this.failures += 1;
      if (there.account) {
        this.stopped = true;
        this.say(same ? "closed" : "other");
        return;
      }
      this.say("expired", this.words.signInAt);
      this.timer = setTimeout(() => this.save(), 20000);
    }

    acknowledge(text, sent) {
      const page = new DOMParser().parseFromString(text, "text/html");
      const state = page.getElementById(this.words.line)?.dataset.state;
      if (!state) throw new Error("no answer of the form");
      this.pending = null;
      this.failures = 0;
      this.refused = state === "refused";
      const before = this.snapshot();
      if (state === "saved") for (const [name, values] of sent) this.kept.set(name, values);
      this.swap(page, sent, before);
      this.answered(page, sent);
      this.store(state === "saved" ? sent.keys() : []);
      this.form.dispatchEvent(new Event("linxuan:applied", { bubbles: true }));
    }

    // The parts that came take the place of those of the same id. What somebody is typing in stays.
    swap(page, sent, before) {
      const focused = document.activeElement?.id;
      for (const part of page.querySelectorAll("[data-part]")) {
        const here = document.getElementById(part.id);
        if (!here) continue;
        const changedMeanwhile = [...part.querySelectorAll("[name]")].some((one) => before.get(one.name) !== sent.get(one.name));
        if (part.dataset.part === "control" && changedMeanwhile) continue;
        const fresh = document.importNode(part, true);
        here.replaceWith(fresh);
        if (part.dataset.part !== "control") continue;
        for (const input of fresh.querySelectorAll("[name]")) if (this.counts(input.name)) this.kept.set(input.name, this.valuesOf(input.name));
        if (window.htmx) window.htmx.process(fresh);
      }
      if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
    }

    // Save until nothing more can be done; tells whether the page may be left.
    async finish() {
      for (let round = 0; round < 100 && (this.running || !this.isDone()) && !this.failures && !this.stopped; round += 1) {
        await this.save();
        await new Promise((done) => setTimeout(done, 50));
      }
      return !this.failures || this.stopped;
    }

    leave() {
      if (this.isSaved() || this.stopped) return;
      this.store();
      const { data } = this.sending();
      const size = [...data.values()].reduce((sum, one) => sum + String(one).length * 3, 0);
      if (size < BEACON) this.send(data, { keepalive: true, signal: undefined }).catch(() => {});
    }
  }

  // ---- the page as a whole

  const here = () => [...all].filter((one) => one.form.isConnected);
  const isSaved = () => here().every((one) => one.isSaved());
  const finish = async () => (await Promise.all(here().map((one) => one.finish()))).every(Boolean);
  function go(form, button) {
    leaving = true;
    form.requestSubmit(button);
  }
  function pass(form, button) {
    passing = true;
    form.requestSubmit(button);
    passing = false;
  }

  addEventListener("online", () => here().forEach((one) => one.save()));
  addEventListener("focus", () => here().forEach((one) => one.failures && one.save()));
  document.addEventListener("visibilitychange", () => document.hidden && here().forEach((one) => one.save()));
  addEventListener("beforeunload", (event) => { if (!leaving && !isSaved()) event.preventDefault(); });
  addEventListener("pagehide", () => leaving || here().forEach((one) => one.leave()));
  addEventListener("pageshow", () => { leaving = false; });

  // Who leaves by a link or a button leaves when it is saved; without a network the page stays.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]:not([hx-get])");
    if (!link || link.target || event.ctrlKey || event.metaKey || event.shiftKey || isSaved()) return;
    if (here().some((one) => one.failures || one.stopped)) return;
    if (link.origin !== location.origin || (link.pathname === location.pathname && link.hash)) return;
    event.preventDefault();
    finish().then((done) => done && location.assign(link.href));
  });

  // A form that does not save itself is sent when everything beside it is with the server. One that says so, such as
  // an act, is not sent without; of the others the browser asks.
  document.addEventListener("submit", (event) => {
    const form = event.target, button = event.submitter;
    if (leaving || passing || isSaved() || here().some((one) => one.form === form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    here().forEach((one) => { one.failures = 0; });
    finish().then(() => {
      const saved = here().every((one) => one.isSaved() || one.stopped);
      if (saved) go(form, button);
      else if ("waits" in form.dataset) form.dispatchEvent(new Event("linxuan:waiting", { bubbles: true }));
      else pass(form, button);
    });
  }, true);

  window.linxuan = { Saver };
})();
