// The form of an applicant saves itself (`saving.js`); what two changed is asked, and counts as not saved.
"use strict";
(() => {
  const form = document.getElementById("section-form");
  if (!form) return;
  const NOT_TYPED = /^(csrfmiddlewaretoken|version|go|remove|conflict|choose\..*|upload\..*)$/;
  const fieldOf = (name) => name.split(".")[0];
  const isBlank = (values) => values === '[""]' || values === "[]";

  class Section extends window.linxuan.Saver {
    counts(name) { return Boolean(name) && !NOT_TYPED.test(name); }

    begin() {
      this.asking = new Set(); // fields that two changed, until somebody chose
      this.stood = new Set(); // names of inputs that stood here at any time: rows come and go
      this.written = new Map(); // amounts as the server writes them: shown when whoever typed them has left
      super.begin();
      form.addEventListener("focusout", () => setTimeout(() => this.write()));
      form.addEventListener("change", (event) => /^choose\./.test(event.target.name) && this.changed());
    }

    isHeld(name) { return this.asking.has(fieldOf(name)); }
    acknowledge(text, sent) {
      super.acknowledge(text, sent);
      this.write();
    }
    answered(page, sent) {
      if (page.getElementById(this.words.line)?.dataset.state === "saved" && sent) this.forget(sent);
      for (const one of page.querySelectorAll("#written data")) this.written.set(one.dataset.of, { typed: sent.get(one.dataset.of), text: one.value });
      this.asking = new Set([...page.querySelectorAll("[name=conflict]")].map((one) => one.value));
      for (const name of this.names()) if (this.isHeld(name)) this.kept.set(name, "in question");
    }

    // A row that went is a change until it is saved; one that came blank is none.
    unsaved() {
      const now = this.names();
      const gone = [...this.kept].filter(([name, values]) => !now.has(name) && !isBlank(values)).map(([name]) => [name, "[]"]);
      return [...super.unsaved().filter(([name, values]) => this.kept.has(name) || !isBlank(values)), ...gone];
    }
    forget(sent) {
      const now = this.names();
      for (const name of [...this.kept.keys()]) if (!sent.has(name) && !now.has(name)) this.kept.delete(name);
    }
    store(saved) {
      const now = this.names(), found = this.stored();
      for (const name of this.stood) if (!now.has(name)) delete found[name];
      if (now.size < this.stood.size) this.keep(found);
      for (const name of now) this.stood.add(name);
      super.store(saved);
    }

    write() {
      for (const [name, { typed, text }] of this.written) {
        const input = form.elements[name];
        if (input && input === document.activeElement) continue;
        this.written.delete(name);
        if (!input || this.valuesOf(name) !== typed) continue;
        input.value = text;
        if (this.kept.get(name) === typed) this.kept.set(name, this.valuesOf(name));
      }
    }

    seen() { return form.elements.version.value; }
    wentBack(found) {
      form.elements.version.value = Math.min(form.elements.version.value, ...found.map((one) => Number(one.seen ?? one.version)));
    }

    sending() {
      const { data, snapshot } = super.sending();
      for (const name of [...data.keys()]) if (name.startsWith("upload.")) data.delete(name);
      return { data, snapshot };
    }
  }

  new Section(form).begin();
})();
