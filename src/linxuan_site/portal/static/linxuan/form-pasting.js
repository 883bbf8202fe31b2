// A block copied from a spreadsheet goes into a table of years, or into the rows of a group: under its headings
// and beside its names where it has them, else from the cell where it is pasted, to the right and below. What has
// no place is listed, an empty cell leaves what stands, and the whole can be taken back. Rows are added here too.
"use strict";
(() => {
  const PASTED = ".lx-yeartable input, .lx-row input, .lx-row select, .lx-row textarea";
  const YES_NO = { 是: "true", 有: "true", yes: "true", "√": "true", 否: "false", 无: "false", no: "false" };
  const pastes = new Map(); // the place where it is told → what can be taken back there, the latest last

  // ---- what a cell of a spreadsheet says

  function blockOf(text) {
    const rows = [[]];
    for (const [, cell, end] of text.matchAll(/("(?:[^"]|"")*"(?=[\t\n]|$)|[^\t\n]*)(\t|\n|$)/g)) {
      const quoted = cell.length > 1 && cell.startsWith('"') && cell.endsWith('"');
      rows.at(-1).push((quoted ? cell.slice(1, -1).replaceAll('""', '"') : cell).trim());
      if (!end) break;
      if (end === "\n") rows.push([]);
    }
    return rows;
  }

  const narrow = (text) => text.normalize("NFKC").replace(/\s+/g, "");
  const plain = (text) => narrow(text).replace(/\([^()]*\)/g, "").replace(/^(其中:?|[\d一二三四五六七八九十]+[.、])+/, "").replace(/[:*]$/, "").toLowerCase();
  const isAmount = (text) => /^([(+\-−–—¥]*\d.*|[-−–—/]+)$/.test(narrow(text));
  const yearIn = (text) => narrow(text).match(/^((?:19|20)\d\d)(年|年度|年末|年底)?(\(.*\))?$/)?.[1];

  // Which unit of the kind of `unit` a heading or a name tells: “营业收入（元）”, “单位：元”.
  function unitIn(text, unit = "") {
    const counted = narrow(unit).replace(/^[十百千万亿]+(?=.)/, "");
    if (!counted || !text) return "";
    const found = narrow(text).match(/(?:\((?:单位:?)?|单位:?)(?:人民币)?([十百千万亿]*)([^()]*)(?=\)|$)/);
    return found && (found[2] === counted || (found[1] && !found[2])) ? found[1] + counted : "";
  }

  // The name among names: as it is written, else without what stands in brackets, numbers and 其中.
  function placeOf(names, text) {
    const exact = names.findIndex((one) => narrow(one) === narrow(text));
    return exact >= 0 || !plain(text) ? exact : names.findIndex((one) => plain(one) === plain(text));
  }

  function dayIn(text) {
    const found = narrow(text).match(/^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/);
    return found ? [found[1], found[2].padStart(2, "0"), found[3].padStart(2, "0")].join("-") : "";
  }

  // ---- the table on the page

  function yearRows(table) {
    const rows = [...table.querySelectorAll("tbody tr[data-name]")].filter((row) => row.getClientRects().length);
    return rows.map((row) => ({ name: row.dataset.name, unit: row.dataset.unit, cells: [...row.querySelectorAll("td[data-year]")] }));
  }

  // Rows are found by their names in the other tables of the page too, where these are of the same years.
  function yearTable(table) {
    const rows = yearRows(table);
    const yearsOf = (row) => row.cells.map((cell) => cell.dataset.year);
    const others = [...document.querySelectorAll(".lx-yeartable")].filter((one) => one !== table).flatMap(yearRows);
    const alike = others.filter((row) => String(yearsOf(row)) === String(yearsOf(rows[0])));
    return { rows: [...rows, ...alike], own: rows.length, columns: yearsOf(rows[0]), key: yearIn, named: true };
  }

  function groupRow(row) {
    const cells = [...row.querySelectorAll(".lx-rowgrid > .lx-q")].filter((cell) => !cell.querySelector("[type=file]"));
    return { name: row.querySelector("legend").textContent.trim(), cells, element: row };
  }

  function groupTable(group) {
    const rows = [...group.querySelectorAll("fieldset.lx-row")].map(groupRow);
    return { rows, own: Infinity, columns: rows[0].cells.map((cell) => cell.dataset.name), units: rows[0].cells.map((cell) => cell.dataset.unit), key: plain, group };
  }

  function addRow(group) {
    const template = group.querySelector("template");
    const rows = [...group.querySelectorAll("fieldset.lx-row")];
    if (!template || rows.length >= Number(template.dataset.most)) return null;
    const index = Math.max(...rows.map((row) => Number(row.dataset.index))) + 1;
    template.insertAdjacentHTML("beforebegin", template.innerHTML.replaceAll("{index}", index).replaceAll("{number}", rows.length + 1));
    showButtons(group);
    return template.previousElementSibling;
  }

  // One more up to the limit, one less down to the last.
  function showButtons(group) {
    const count = group.querySelectorAll("fieldset.lx-row").length;
    for (const more of group.querySelectorAll("[name=go]")) more.hidden = count >= Number(group.querySelector("template").dataset.most);
    for (const less of group.querySelectorAll(".lx-row > .top [name=remove]")) less.hidden = count < 2;
  }

  // ---- which part of a block belongs where

  // The first of the upper rows that names columns: years of a table, names of a group.
  function headingOf(block, table) {
    const known = table.columns.map(table.key);
    return block.slice(0, 3).findIndex((row, n) => {
      const keys = row.map(table.key);
      const isKnown = (one, at) => one && (known.includes(one) || (table.named && /年/.test(row[at])));
      if (n === block.length - 1 || !keys.some(isKnown)) return false;
      if (!table.named) return true;
      // 2021 alone above a number may be a number itself.
      const years = row.filter(yearIn);
      return row.every((one) => yearIn(one) || !isAmount(one)) && (years.length > 1 || row.length > 1 || !/\d$/.test(years[0]));
    });
  }

  function hasNames(rows, table) {
    const first = rows.map((row) => row[0]).filter(Boolean);
    if (!table.named || !rows.some((row) => row.length > 1)) return false;
    return first.some((one) => placeOf(table.rows.map((row) => row.name), one) >= 0) || (first.length > 0 && !first.some(isAmount));
  }

  function layOut(block, table, at) {
    const above = headingOf(block, table);
    const heading = above < 0 ? null : block[above];
    const rows = block.slice(above + 1);
    const names = hasNames(rows, table);
    const units = heading && table.named ? heading.findIndex((one) => plain(one) === "单位") : -1;
    const titled = [...(table.named && heading ? [heading[0]] : []), ...block.slice(0, Math.max(above, 0)).flat()];
    const columnUnder = (text) => (!text ? -1 : table.named ? table.columns.map(yearIn).indexOf(yearIn(text)) : placeOf(table.columns, text));
    const columnOf = (n) => (heading ? columnUnder(heading[n]) : at.column + n - (names ? 1 : 0));
    const rowOf = (row, n) => (names ? placeOf(table.rows.map((one) => one.name), row[0] || "") : at.row + n < table.own ? at.row + n : -1);
    const titles = block.slice(0, Math.max(above, 0)).map((row) => ({ row: -1, column: -1, name: "", texts: row.filter(Boolean), title: true }));
    const cells = rows.flatMap((row, n) => row.map((text, right) => {
      const place = rowOf(row, n), column = columnOf(right);
      const own = table.named ? table.rows[place]?.unit : table.units[column];
      // What stands nearest to the amount says its unit.
      const telling = [units >= 0 ? `单位${row[units]}` : "", names ? row[0] : "", heading?.[right], ...titled];
      const told = telling.map((one) => unitIn(one, own)).find(Boolean);
      return { row: place, column, name: names ? row[0] : "", heading: heading?.[right] || "", texts: [text], unit: told && told !== narrow(own) ? told : "", skip: !text || (names && !right) || right === units };
    }));
    return [...titles.filter((one) => one.texts.length), ...cells.filter((one) => !one.skip)];
  }

  // ---- filling a cell

  const inputsOf = (cell) => [...cell.querySelectorAll("input, select, textarea")].filter((one) => one.type !== "hidden");

  // Returns why it cannot be: a key of the words.
  function fill(inputs, text) {
    const first = inputs[0];
    if (!first) return "computed";
    if (first.readOnly || first.disabled) return "fixed";
    if (first.type === "radio" || first.type === "checkbox") return tick(inputs, first.type === "radio" ? [text] : text.split(/[、，,;；]/));
    if (first.tagName === "SELECT") {
      const option = [...first.options].find((one) => one.value && (plain(one.textContent) === plain(text) || one.value === text));
      if (!option) return "choice";
      first.value = option.value;
    } else {
      const value = first.type === "date" ? dayIn(text) : first.tagName === "TEXTAREA" ? text : text.replace(/\s+/g, " ");
      const before = first.value;
      first.value = value;
      if (first.type === "date" && !first.value) { first.value = before; return "day"; }
    }
    return "";
  }

  function tick(inputs, words) {
    const chosen = words.map((word) => inputs.find((one) => plain(one.labels[0].textContent) === plain(word) || one.value === (YES_NO[narrow(word).toLowerCase()] || word)));
    if (!chosen.every(Boolean)) return "choice";
    for (const one of inputs) one.checked = chosen.includes(one);
    return "";
  }

  function paste(block, table, at) {
    const done = { states: [], added: [], count: 0, left: [], units: new Set() };
    const filled = new Set();
    for (const one of layOut(block, table, at)) {
      while (table.group && one.column >= 0 && one.row >= table.rows.length) {
        const row = addRow(table.group);
        if (!row) break;
        done.added.push(row);
        table.rows.push(groupRow(row));
      }
      const row = table.rows[one.row], cell = row?.cells[one.column];
      const why = one.title ? "title" : one.column < 0 || (row && !cell) ? "column" : !row ? (table.group ? "full" : "row") : filled.has(cell) ? "twice" : "";
      const inputs = why ? [] : inputsOf(cell);
      const states = inputs.map((input) => ({ input, value: input.value, checked: input.checked }));
      const refused = why || fill(inputs, one.unit && /\d\)?$/.test(narrow(one.texts[0])) ? one.texts[0] + one.unit : one.texts[0]);
      if (refused) {
        done.left.push(leftOver(one, one.name || row?.name || "", refused));
        continue;
      }
      filled.add(cell);
      done.count += 1;
      done.states.push(...states);
      if (one.unit) done.units.add(one.unit);
    }
    return done;
  }

  function leftOver(one, name, why) {
    const [where, beside] = why === "column" && one.heading ? [one.heading, one.name] : [name, one.heading];
    return { where, why, texts: one.texts.map((text) => (beside ? `${beside} ${text}` : text)) };
  }

  // ---- telling, and taking back

  function line(tag, text) {
    return Object.assign(document.createElement(tag), { textContent: text });
  }

  function tell(region, done) {
    const words = region.dataset;
    const left = done.left.reduce((sum, one) => sum + one.texts.length, 0);
    const said = (left ? words.some : words.all).replace("{n}", done.count).replace("{left}", left);
    const parts = [line("p", said)];
    for (const unit of done.units) parts.push(line("p", words.unit.replace("{unit}", unit)));
    const together = new Map();
    for (const one of done.left) {
      const key = `${one.why} ${one.where}`;
      if (!together.has(key)) together.set(key, { ...one, texts: [] });
      together.get(key).texts.push(...one.texts);
    }
    const list = document.createElement("ul");
    for (const one of together.values()) {
      const why = words[one.why].replace("{most}", words.most);
      list.append(line("li", (one.where ? words.left : words.bare).replace("{where}", one.where).replace("{why}", why).replace("{texts}", () => one.texts.join("　"))));
    }
    if (together.size) parts.push(list);
    if (done.count) parts.push(Object.assign(line("button", words.undo), { type: "button", className: "btn btn-sm btn-outline-primary" }));
    region.replaceChildren(...parts);
    region.classList.toggle("warn", left > 0);
    if (list.scrollHeight > list.clientHeight) list.tabIndex = 0;
  }

  function undo(region) {
    const done = pastes.get(region)?.pop();
    if (!done) return;
    for (const { input, value, checked } of done.states.filter((one) => one.input.isConnected)) Object.assign(input, { value, checked });
    for (const row of done.added.filter((one) => !one.dataset.typed)) {
      const group = row.parentElement;
      row.remove();
      showButtons(group);
    }
    const still = pastes.get(region).length;
    region.replaceChildren(line("p", region.dataset.undone), ...(still ? [Object.assign(line("button", region.dataset.undo), { type: "button", className: "btn btn-sm btn-outline-primary" })] : []));
    region.classList.remove("warn");
    done.states.find((one) => one.input.isConnected)?.input.focus();
    changed(region, done);
  }

  // Saved and counted as what is typed is.
  function changed(region, done) {
    const inputs = done.states.map((one) => one.input).filter((one) => one.isConnected);
    for (const area of inputs.filter((one) => one.dataset.chars)) area.dispatchEvent(new Event("input", { bubbles: true }));
    (inputs[0] || region).dispatchEvent(new Event("change", { bubbles: true }));
  }

  const regionOf = (element) => element.closest(".lx-sheet")?.querySelector(".lx-pasted");

  document.addEventListener("paste", (event) => {
    const target = event.target.closest?.(PASTED);
    const region = target && regionOf(target);
    const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n+$/, "");
    // Words of several lines are words where words are written.
    if (!region || !(target.tagName === "TEXTAREA" ? /\t/ : /[\t\n]/).test(text)) return;
    event.preventDefault();
    const years = target.closest(".lx-yeartable");
    const table = years ? yearTable(years) : groupTable(target.closest(".lx-row").parentElement);
    const row = table.rows.findIndex((one) => one.cells.some((cell) => cell.contains(target)));
    if (row < 0) return;
    const at = { row, column: table.rows[row].cells.findIndex((cell) => cell.contains(target)) };
    const block = blockOf(text).filter((one) => years || one.some(Boolean));
    const done = paste(block, table, at);
    if (done.count) pastes.set(region, [...(pastes.get(region) || []), done]);
    tell(region, done);
    if (done.count) changed(region, done);
  });

  document.addEventListener("keydown", (event) => {
    const region = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z" && event.target.matches?.(PASTED) && regionOf(event.target);
    if (!region || !pastes.get(region)?.length || pastes.get(region).at(-1).typed) return;
    event.preventDefault();
    undo(region);
  });

  // What somebody typed since stays when a paste is taken back.
  document.addEventListener("input", (event) => {
    if (!event.isTrusted || !event.target.matches(PASTED)) return;
    const row = event.target.closest(".lx-row");
    if (row) row.dataset.typed = "true";
    for (const done of pastes.get(regionOf(event.target)) || []) {
      done.typed = true;
      done.states = done.states.filter((one) => one.input.name !== event.target.name);
    }
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.closest(".lx-pasted")) return undo(button.closest(".lx-pasted"));
    const row = button?.value.startsWith("more.") && addRow(button.parentElement);
    if (!row) return;
    event.preventDefault();
    inputsOf(row)[0]?.focus();
  });
})();
