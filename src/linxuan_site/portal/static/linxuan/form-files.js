// Files of a form: dropped or chosen, looked at before they are sent, each sent by itself with its own progress
// and outcome. `form-saving.js` saves what a row names; without this script the button of the form sends them.
"use strict";
(() => {
  const form = document.getElementById("section-form");
  const words = document.getElementById("file-words")?.dataset;
  if (!form || !words) return;
  const AT_ONCE = 2, STALLED = 60000, MB = 1024 * 1024;
  const uploads = new Set(); // all that are not done: waiting, sending, failed, refused

  const zoneNamed = (id) => document.getElementById(id);
  const kept = (zone) => zone.querySelector("[data-part=kept]");
  const say = (text) => { document.getElementById("files-said").textContent = text; };
  const fill = (text, given) => text.replace(/\{(\w+)\}/g, (_, name) => given[name]);
  const isUnderWay = (one) => ["waiting", "sending", "failed"].includes(one.state);

  function element(tag, given = {}, ...inside) {
    const made = Object.assign(document.createElement(tag), given);
    made.append(...inside);
    return made;
  }
  function button(text, act, name) {
    const made = element("button", { type: "button", className: "btn btn-sm btn-quiet", onclick: act }, text);
    made.append(element("span", { className: "visually-hidden" }, name));
    return made;
  }

  // ---- what stands on the page of an upload

  function draw(one) {
    const name = one.file.name, acts = element("span", { className: "lx-fileacts" });
    const said = element("div", { className: one.why ? "lx-fielderr" : "tiny muted" }, one.why || one.told || words[one.state]);
    if (one.state === "failed") acts.append(button(words.retry, () => retry(one), name));
    if (one.state === "refused") acts.append(button(words.dismiss, () => drop(one), name));
    else if (!one.checking) acts.append(button(words.cancel, () => drop(one), name));
    one.bar ||= element("progress", { max: 100, value: 0 });
    one.bar.setAttribute("aria-label", name);
    one.bar.hidden = one.state !== "sending";
    one.row.className = `lx-file lx-upload ${one.state}`;
    const focused = one.row.contains(document.activeElement);
    one.row.replaceChildren(element("span"), element("div", {}, element("b", {}, name), one.bar, said), acts);
    place(one);
    if (focused) (acts.querySelector("button") || inputOf(one))?.focus();
  }
  function place(one) {
    const zone = zoneNamed(one.zone);
    if (!zone || zone.contains(one.row)) return;
    let list = zone.querySelector(".lx-uploads");
    if (!list) kept(zone).after(list = element("ul", { className: "lx-uploads" }));
    list.append(one.row);
  }
  const inputOf = (one) => zoneNamed(one.zone)?.querySelector("input[type=file]");
  function drop(one) {
    uploads.delete(one);
    one.request?.abort();
    one.row.remove();
    inputOf(one)?.focus();
    next();
  }
  function refuse(one, why) {
    Object.assign(one, { state: "refused", why });
    draw(one);
    say(`${one.file.name} ${why}`);
  }
  function fail(one, why) {
    Object.assign(one, { state: "failed", why, checking: false, request: null });
    draw(one);
    say(`${one.file.name} ${why}`);
  }

  // ---- what is taken

  function wrongWith(zone, file, replaces) {
    const types = zone.dataset.types.split(","), dot = file.name.lastIndexOf(".");
    if (!types.includes(dot < 0 ? "" : file.name.slice(dot).toLowerCase())) {
      return fill(words.type, { kinds: zone.dataset.kinds });
    }
    if (!file.size) return words.empty;
    if (file.size > Number(zone.dataset.size)) {
      return fill(words.large, { mb: (file.size / MB).toFixed(1), most: Math.floor(Number(zone.dataset.size) / MB) });
    }
    const others = [...uploads].filter((one) => one.zone === zone.id && isUnderWay(one) && !one.replaces).length;
    const inRow = zone.dataset.name.includes(".");
    const there = (inRow ? 0 : Number(kept(zone).dataset.count)) + others;
    return !replaces && there >= Number(zone.dataset.most) ? fill(words.many, { most: zone.dataset.most }) : "";
  }

  function take(zone, files, replaces = "") {
    for (const file of files) {
      const one = { zone: zone.id, file, replaces, state: "waiting", row: element("li"), why: "" };
      const wrong = wrongWith(zone, file, replaces);
      uploads.add(one);
      if (wrong) refuse(one, wrong); else draw(one);
    }
    next();
  }

  // ---- sending

  function next() {
    const sending = [...uploads].filter((one) => one.state === "sending").length;
    for (const one of [...uploads].filter((each) => each.state === "waiting").slice(0, Math.max(0, AT_ONCE - sending))) send(one);
  }

  function send(one) {
    const zone = zoneNamed(one.zone);
    if (!zone) { uploads.delete(one); return; }
    const data = new FormData(), request = new XMLHttpRequest();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.set("at", zone.dataset.name);
    if (one.replaces) data.set("replaces", one.replaces);
    data.set("file", one.file);
    Object.assign(one, { state: "sending", why: "", told: fill(words.sending, { n: 0 }), checking: false, request });
    one.bar && (one.bar.value = 0);
    let clock = 0;
    const moves = () => { clearTimeout(clock); clock = setTimeout(() => request.abort(), STALLED); };
    request.upload.onprogress = (event) => {
      moves();
      const share = event.lengthComputable ? Math.floor((100 * event.loaded) / event.total) : 0;
      one.bar.value = share;
      one.row.querySelector(".tiny").textContent = fill(words.sending, { n: share });
    };
    request.upload.onload = () => { one.checking = true; one.told = words.checking; draw(one); };
    request.onerror = () => tellFailure(one);
    request.onabort = () => uploads.has(one) && fail(one, words.failed);
    request.onload = () => answered(one, request);
    request.onloadend = () => { clearTimeout(clock); next(); };
    request.open("POST", zone.dataset.at);
    request.setRequestHeader("HX-Request", "true");
    draw(one);
    moves();
    request.send(data);
  }

  // A browser gives the same error for a network that is gone and for a file that is.
  async function tellFailure(one) {
    try {
      await one.file.slice(0, 1).arrayBuffer();
      fail(one, words.failed);
    } catch {
      refuse(one, words.changed);
    }
  }

  function answered(one, request) {
    if (request.status === 403) { fail(one, words.expired); one.signedOut = true; return; }
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    const outcome = page.getElementById("attached");
    if (!outcome || request.status >= 500) { fail(one, words.failed); return; }
    if (outcome.dataset.state === "refused") refuse(one, outcome.textContent);
    else {
      uploads.delete(one);
      one.row.remove();
      say(fill(words.done, { name: one.file.name }));
    }
    show(page);
  }

  async function retry(one) {
    if (one.signedOut) {
      const there = await whoIsThere().catch(() => null);
      if (there && there.account && there.account !== document.body.dataset.account) { fail(one, words.other); return; }
      if (there?.token) form.elements.csrfmiddlewaretoken.value = there.token;
      one.signedOut = false;
    }
    Object.assign(one, { state: "waiting", why: "", told: "" });
    draw(one);
    next();
  }
  async function whoIsThere() {
    const answer = await fetch(location.pathname, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return { account: page.body.dataset.account || "", token: page.querySelector("#section-form [name=csrfmiddlewaretoken]")?.value || "" };
  }

  // ---- what came back takes the place of what stands here, unless that is newer

  function show(page) {
    for (const part of page.querySelectorAll("[data-part]")) {
      const here = document.getElementById(part.id);
      if (!here || Number(part.dataset.version) < Number(here.dataset.version)) continue;
      const focused = here.contains(document.activeElement), zone = here.closest("[data-files]");
      const fresh = document.importNode(part, true);
      here.replaceWith(fresh);
      const named = fresh.querySelector("input[type=hidden]");
      if (named && part.dataset.part === "kept") named.dispatchEvent(new Event("change", { bubbles: true }));
      if (focused) (fresh.querySelector(".lx-undo button") || zone?.querySelector("input[type=file]"))?.focus();
    }
    form.dispatchEvent(new Event("linxuan:applied", { bubbles: true }));
  }

  async function post(button) {
    const zone = button.closest("[data-files]"), data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.set("at", zone.dataset.name);
    button.disabled = true;
    try {
      const answer = await fetch(button.dataset.post, { method: "POST", body: data, headers: { "HX-Request": "true" }, credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const outcome = page.getElementById("attached");
      if (!outcome) throw new Error(String(answer.status));
      button.disabled = false;
      button.focus();
      show(page);
      const undo = zone.querySelector(".lx-undo");
      tell(zone, outcome.textContent);
      if (undo) say(undo.firstChild.textContent);
    } catch {
      button.disabled = false;
      button.focus();
      tell(zone, words.notDone);
    }
  }
  function tell(zone, text) {
    zone.querySelector(":scope > .lx-fielderr")?.remove();
    if (!text) return;
    kept(zone).after(element("p", { className: "lx-fielderr" }, text));
    say(text);
  }

  // ---- when

  const inputs = "[data-files] .lx-drop input[type=file]";
  const bringsFiles = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
  // The whole field takes what is dropped on it, and nothing of what is dropped beside opens in its place.
  function zoneUnder(event) {
    const field = event.target.closest?.(".lx-q");
    const zone = field?.querySelector("[data-files]");
    return zone && zone.closest(".lx-q") === field ? zone : null;
  }
  function light(zone) {
    for (const one of document.querySelectorAll(".lx-slot.over")) if (one !== zone) one.classList.remove("over");
    zone?.classList.add("over");
  }

  document.addEventListener("change", (event) => {
    if (!event.target.matches(inputs)) return;
    const files = [...event.target.files];
    event.target.value = "";
    take(event.target.closest("[data-files]"), files);
  });
  document.addEventListener("dragover", (event) => {
    if (!bringsFiles(event)) return;
    event.preventDefault();
    const zone = zoneUnder(event);
    event.dataTransfer.dropEffect = zone ? "copy" : "none";
    light(zone);
  });
  document.addEventListener("dragleave", (event) => !event.relatedTarget && light(null));
  document.addEventListener("drop", (event) => {
    if (!bringsFiles(event)) return;
    event.preventDefault();
    light(null);
    const zone = zoneUnder(event);
    if (zone) take(zone, [...event.dataTransfer.files]);
  });
  form.addEventListener("click", (event) => {
    const acting = event.target.closest("[data-files] [data-post]");
    if (acting) { event.preventDefault(); post(acting); return; }
    const area = event.target.closest("[data-files] .lx-drop");
    if (area && !event.target.closest("label, input, button, a")) { area.querySelector("input[type=file]").click(); return; }
    const replacing = event.target.closest("[data-replace]");
    if (!replacing) return;
    const zone = replacing.closest("[data-files]");
    const input = element("input", { type: "file", accept: zone.dataset.types });
    input.onchange = () => take(zone, [...input.files].slice(0, 1), replacing.dataset.replace);
    input.click();
  });
  document.addEventListener("linxuan:applied", () => uploads.forEach(place));
  window.addEventListener("beforeunload", (event) => {
    if ([...uploads].some(isUnderWay)) event.preventDefault();
  });
})();
