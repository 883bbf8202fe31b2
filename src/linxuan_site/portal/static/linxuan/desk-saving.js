// What an officer writes while he reviews saves itself (`saving.js`): judgements with their doubts, remarks at
// fields. The words of an act wait in the browser's own store until it is done.
"use strict";
(() => {
  const { Saver } = window.linxuan;
  const account = document.body.dataset.account;
  const begun = new WeakSet(), savers = new Set();

  // One line at the foot of the window says what is not saved, wherever on the page one is.
  function mind(word = "unsaved") {
    const bar = document.getElementById("unsaved");
    if (!bar) return;
    bar.hidden = ![...savers].some((one) => one.isInTrouble());
    bar.textContent = bar.dataset[word];
  }

  class OnDesk extends Saver {
    begin() {
      savers.add(this);
      super.begin();
    }
    isInTrouble() { return this.form.isConnected && Boolean(this.failures || this.stopped || this.refused); }
    say(word, link) {
      super.say(word, link);
      mind();
    }
    acknowledge(text, sent) {
      super.acknowledge(text, sent);
      mind();
    }
    typed(name) {
      this.refused = false;
      super.typed(name);
    }
    // What a colleague changed meanwhile is not overwritten unseen: one's own words are shown beside.
    mayGoBack(name, one) { return one.seen === this.seen(name); }
    submitted(event) {
      event.preventDefault();
      this.failures = 0;
      this.save(true);
    }
  }

  class Judging extends OnDesk {
    begin() {
      this.held = new Set(); // conditions that were refused: sent again when they are changed
      super.begin();
    }
    condition(name) { return name.slice(name.indexOf(".") + 1); }
    counts(name) { return /^(verdict|remark)\./.test(name); }
    isHeld(name) { return this.held.has(this.condition(name)); }
    hasMore() { return this.unsaved().some(([name]) => !this.isHeld(name)); }
    isInTrouble() { return super.isInTrouble() || this.held.size > 0; }
    seen(name) { return this.form.elements[`seen.${this.condition(name)}`].value; }
    typed(name) {
      this.lift(name);
      super.typed(name);
    }
    changed(name) {
      this.lift(name);
      super.changed(name);
    }
    lift(name) {
      if (this.held.delete(this.condition(name))) this.row(name).querySelector(".lx-fielderr")?.remove();
    }
    row(name) { return this.inputs(name)[0].closest("fieldset"); }

    // Only what was changed: what a colleague judges meanwhile elsewhere is his.
    sending() {
      const data = new FormData(), snapshot = new Map();
      data.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
      const changed = this.unsaved().map(([name]) => name).filter((name) => !this.isHeld(name));
      for (const one of new Set(changed.map((name) => this.condition(name)))) {
        data.set(`seen.${one}`, this.seen(`verdict.${one}`));
        for (const name of [`verdict.${one}`, `remark.${one}`]) {
          const values = this.valuesOf(name);
          snapshot.set(name, values);
          JSON.parse(values).forEach((value) => data.append(name, value));
        }
      }
      return { data, snapshot };
    }
    answered(page) {
      const line = page.getElementById(this.words.line), one = line?.dataset.element;
      if (!one || !this.inputs(`verdict.${one}`).length) return;
      this.held.add(one);
      this.refused = false;
      const told = Object.assign(document.createElement("div"), { className: "lx-fielderr", textContent: line.textContent.trim() });
      told.setAttribute("role", "alert");
      this.row(`verdict.${one}`).append(told);
    }
    told(name, values) {
      const heading = this.inputs(name)[0]?.closest("fieldset").getAttribute("aria-labelledby");
      const words = super.told(name, values);
      return heading ? `${document.getElementById(heading).textContent.trim()}\n${words}` : words;
    }
  }

  class Remark extends OnDesk {
    counts(name) { return name === "text"; }
    seen() { return this.form.elements.seen.value; }
    answered(page) { this.theirs = page.getElementById(this.words.line)?.dataset.theirs; }
    // Who was told what a colleague wrote, and saves all the same, has seen it.
    submitted(event) {
      if (this.theirs !== undefined && !this.pending) this.form.elements.seen.value = this.theirs;
      super.submitted(event);
    }
  }

  // ---- words of an act

  function keepWords(form) {
    const key = `linxuan.unsaved.${account}.act.${new URL(form.action).pathname}`;
    const seen = form.elements.seen?.value ?? "";
    const written = [...form.elements].filter((one) => one.matches("textarea, input:not([type=hidden], [type=file], [type=checkbox])"));
    try {
      const found = JSON.parse(localStorage.getItem(key)) || {};
      const back = written.filter((one) => found[one.name]?.seen === seen && !one.defaultValue.trim() && found[one.name].values.trim());
      for (const one of back) one.value = found[one.name].values;
      if (back.length) tellBack(form);
      else localStorage.removeItem(key);
    } catch { /* no store in this browser */ }
    form.addEventListener("input", () => {
      const now = written.filter((one) => one.value !== one.defaultValue);
      const words = Object.fromEntries(now.map((one) => [one.name, { values: one.value, seen, at: Date.now() }]));
      try { localStorage.setItem(key, JSON.stringify(words)); } catch { /* full */ }
    });
    // What is recorded without a step of the application cannot be told from what was not.
    if (!seen) form.addEventListener("submit", (event) => event.defaultPrevented || localStorage.removeItem(key));
  }
  function tellBack(form) {
    const fold = form.closest("details");
    if (fold) fold.open = true;
    const note = { className: "small lx-note mb-2", textContent: document.getElementById("unsaved").dataset.back };
    form.prepend(Object.assign(document.createElement("p"), note));
  }

  // ---- where

  const KINDS = { judging: Judging, remark: Remark };
  function begin(part) {
    for (const form of [part, ...part.querySelectorAll("form")].filter((one) => one.matches?.("form") && !begun.has(one))) {
      begun.add(form);
      if (form.dataset.saves in KINDS) new KINDS[form.dataset.saves](form).begin();
      else if ("waits" in form.dataset) keepWords(form);
    }
  }

  // A remark whose words were not saved is opened again.
  function reopen() {
    const place = document.getElementById("unsaved")?.dataset.place;
    if (!place) return;
    const start = `linxuan.unsaved.${account}.${place}.remark.`;
    const keys = Object.keys(localStorage).filter((one) => one.startsWith(start));
    for (const key of keys) document.getElementById(`remark-${key.slice(start.length)}`)?.querySelector("a[hx-get]")?.click();
  }

  addEventListener("linxuan:waiting", () => mind("waiting"));
  document.addEventListener("htmx:load", (event) => begin(event.detail.elt));
  document.addEventListener("DOMContentLoaded", () => {
    begin(document);
    setTimeout(() => { try { reopen(); } catch { /* no store in this browser */ } });
  });
})();
