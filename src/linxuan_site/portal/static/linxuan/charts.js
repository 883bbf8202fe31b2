// Charts are drawn after the first view, out of the table that each of them names: one source for the eye, the
// screen reader and the download. Without this file, or without the library, the page is complete with its tables.
"use strict";
(() => {
  const library = document.currentScript.dataset.library;
  const COLOURS = ["#0b4aa2", "#6d8fc4", "#c08a1e", "#c9d3e2", "#5d6a80"];
  const DECALS = ["none", "line", "dots", "cross", "grid"];
  const DASHES = ["solid", "dashed", "dotted", [8, 3, 2, 3], [12, 4]];
  const SYMBOLS = ["circle", "rect", "triangle", "diamond", "emptyCircle"];
  const INK = "#46536b";

  // The first column names the rows; every column whose head is marked as a number is a series.
  function read(table) {
    const heads = [...table.tHead.rows[0].cells];
    const series = heads.map((head, column) => ({ name: text(head), column })).filter((_, n) => n && heads[n].classList.contains("num"));
    const rows = [...table.tBodies[0].rows].filter((row) => !row.hidden);
    return {
      names: rows.map((row) => text(row.cells[0])),
      series: series.map(({ name, column }) => ({ name, values: rows.map((row) => number(row.cells[column])) })),
    };
  }
  const text = (cell) => cell.textContent.trim();
  const number = (cell) => (/\d/.test(text(cell)) ? Number(text(cell).replace(/[^\d.-]/g, "")) : null);

  function decal(n) {
    const kinds = {
      line: { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -Math.PI / 4 },
      dots: { symbol: "circle", dashArrayX: [[6, 6], [0, 6, 6, 0]], dashArrayY: [6, 0], symbolSize: 0.8 },
      cross: { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: Math.PI / 4 },
      grid: { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [3, 3] },
    };
    const kind = kinds[DECALS[n % DECALS.length]];
    return kind ? { ...kind, color: "rgba(21, 34, 58, .28)" } : { symbol: "none" };
  }

  const label = { fontSize: 14, color: INK };
  function bars({ names, series }) {
    const stacked = series.length > 1;
    return {
      grid: { left: 8, right: 48, top: 8, bottom: 8, containLabel: true },
      xAxis: { type: "value", minInterval: 1, axisLabel: label, splitLine: { lineStyle: { color: "#e3e9f2" } } },
      yAxis: { type: "category", inverse: true, data: names, axisLabel: { ...label, width: 150, overflow: "truncate" }, axisTick: { show: false }, axisLine: { lineStyle: { color: "#7b89a1" } } },
      series: series.map((one, n) => ({
        name: one.name, type: "bar", stack: stacked ? "all" : undefined, data: one.values, barMaxWidth: 18,
        itemStyle: { color: COLOURS[n % COLOURS.length], decal: decal(n) },
        label: { show: !stacked, position: "right", fontSize: 14, fontWeight: 700, color: "#15223a" },
      })),
    };
  }
  // At the end of each line its name and last value, in a margin as wide as the widest of them.
  const END = { fontSize: 15, fontWeight: 700 };
  function endsWidth(series) {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = `${END.fontWeight} ${END.fontSize}px ${getComputedStyle(document.body).fontFamily}`;
    return Math.max(0, ...series.map(({ name, values }) => pen.measureText(`${name} ${values[values.length - 1] ?? ""}`).width));
  }
  function lines({ names, series }) {
    return {
      grid: { left: 8, right: Math.ceil(endsWidth(series)) + 20, top: 16, bottom: 8, containLabel: true },
      xAxis: { type: "category", data: names, boundaryGap: false, axisLabel: label, axisTick: { show: false }, axisLine: { lineStyle: { color: "#7b89a1" } } },
      yAxis: { type: "value", axisLabel: label, splitLine: { lineStyle: { color: "#e3e9f2" } } },
      series: series.map((one, n) => ({
        name: one.name, type: "line", data: one.values, symbol: SYMBOLS[n % SYMBOLS.length], symbolSize: 8,
        lineStyle: { width: 2.5, type: DASHES[n % DASHES.length] }, itemStyle: { color: COLOURS[n % COLOURS.length] },
        endLabel: { show: true, formatter: "{a} {c}", ...END, color: "#15223a" },
      })),
    };
  }
  // Of lines that end close together the names are moved up, from the lowest on: the small library does not do that.
  const APART = 18;
  function spread(drawn, series) {
    const at = series.map(({ values }) => drawn.convertToPixel({ yAxisIndex: 0 }, values[values.length - 1] ?? NaN));
    const order = [...at.keys()].filter((n) => Number.isFinite(at[n])).sort((a, b) => at[b] - at[a]);
    const up = series.map(() => 0);
    let free = Infinity;
    for (const n of order) {
      up[n] = Math.max(0, at[n] - free);
      free = at[n] - up[n] - APART;
    }
    // Below a label that stands on its point, half a sign less than none puts its middle there.
    const under = (far) => [0, 0, far - END.fontSize / 2, 0];
    drawn.setOption({ series: up.map((far) => ({ endLabel: { verticalAlign: "bottom", padding: under(far) } })) });
  }
  const KINDS = { bars, lines };

  // The legend is of our own words: the small build of the library has none. Both stand inside the box, whose height
  // is settled, so that nothing on the page moves.
  function legend(box, { series }) {
    if (series.length < 2 || box.dataset.chart !== "bars") return;
    const list = Object.assign(document.createElement("ul"), { className: "lx-legend" });
    list.append(...series.map((one, n) => {
      const item = document.createElement("li");
      item.append(Object.assign(document.createElement("i"), { className: `lx-swatch s${n % COLOURS.length}` }), one.name);
      return item;
    }));
    box.append(list);
  }

  function draw(box) {
    const table = document.getElementById(box.dataset.table);
    const data = table && table.tHead && read(table);
    if (!data || !data.names.length) return void (box.hidden = true);
    legend(box, data);
    const canvas = document.createElement("div");
    box.append(canvas);
    const drawn = window.echarts.init(canvas, null, { renderer: "canvas" });
    drawn.setOption({
      animation: false,
      ...KINDS[box.dataset.chart](data),
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 14, color: INK },
    });
    const settle = () => box.dataset.chart === "lines" && spread(drawn, data.series);
    settle();
    new ResizeObserver(() => { drawn.resize(); settle(); }).observe(canvas);
  }

  function begin() {
    const boxes = [...document.querySelectorAll("[data-chart]")];
    const hide = () => boxes.forEach((box) => (box.hidden = true));
    if (!boxes.length) return;
    if (!library) return void hide();
    const script = Object.assign(document.createElement("script"), { src: library });
    script.addEventListener("load", () => boxes.forEach(draw));
    script.addEventListener("error", hide);
    document.head.append(script);
  }
  addEventListener("load", begin);
})();
