// Several days at once: a small map a day, and the area of each actor over time.
(function (frontline) {
  "use strict";

  const { el, say } = frontline;
  const MAP_WIDTH = 250;
  const CHART = { width: 860, least: 330, height: 300, left: 58, right: 122, top: 14, bottom: 30 };
  const LABEL_STEP = 15;

  const svg = (tag, attributes, ...children) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  };

  /** The window of a small map: the same place and scale for every day. */
  function windowOf(app, width) {
    const [west, south, east, north] = app.facts.home;
    const [left, bottom, right, top] = frontline.flatten([west, south, east, north], app.maps[1].options.crs);
    const pad = 10;
    const k = (width - 2 * pad) / (right - left);
    const height = Math.round((bottom - top) * k) + 2 * pad;
    return {
      zoom: 4, k, left: left * k - pad, top: top * k - pad, width, height,
      x(flat) { return flat * this.k - this.left; },
      y(flat) { return flat * this.k - this.top; },
    };
  }

  /** Areas and front line of one day, as the large maps show them. */
  function paintDay(app, ctx, view, day) {
    const { series, land } = app;
    const theme = frontline.theme();
    land.paint(ctx, view);
    series.setDay(day);
    for (const index of series.shown.areas) series.paintArea(ctx, view, series.areas[index], theme);
    ctx.beginPath();
    for (const index of series.shown.fronts) {
      for (const refs of series.fronts[index].refs) refs.forEach((ref, n) => series.traceArc(ctx, view, ref, n > 0));
    }
    ctx.lineJoin = "round";
    ctx.lineWidth = 1.5;
    ctx.strokeStyle = theme.text;
    ctx.stroke();
    ctx.beginPath();
    frontline.trace(ctx, land.borders, view, false);
    ctx.lineWidth = 0.7;
    ctx.strokeStyle = theme.border;
    ctx.stroke();
  }

  function sheet(app) {
    const grid = el("ol", { class: "fl-sheet" });
    const view = windowOf(app, MAP_WIDTH);
    for (const total of app.facts.series) {
      const day = frontline.dayNumber(total.day);
      const words = app.held(total).map(([code, km2]) => `${app.holder(code)} ${frontline.number(km2)}`).join(", ");
      const picture = frontline.marks.picture([view.width, view.height], (ctx) => paintDay(app, ctx, view, day));
      picture.removeAttribute("aria-hidden");
      picture.setAttribute("role", "img");
      picture.setAttribute("aria-label", `${app.day(total.day)}: ${words} km\u00b2`);
      grid.append(el("li", {}, el("h3", { title: total.day }, app.day(total.day)), picture));
    }
    return grid;
  }

  /** Round steps for an axis: about four of them up to the greatest value. */
  function steps(most) {
    const rough = most / 4 || 1;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].map((n) => n * power).find((each) => each >= rough);
    return Array.from({ length: Math.floor(most / step) + 1 }, (_, n) => n * step);
  }

  /** Move labels apart that would stand on each other, as little as may be. */
  function spread(labels, bottom) {
    labels.sort((a, b) => a.y - b.y);
    labels.forEach((label, n) => {
      label.at = n ? Math.max(label.y, labels[n - 1].at + LABEL_STEP) : label.y;
    });
    const over = labels.length ? Math.max(0, labels[labels.length - 1].at - bottom) : 0;
    for (let n = labels.length - 1; over && n >= 0; n -= 1) labels[n].at = Math.min(labels[n].at, n === labels.length - 1 ? bottom : labels[n + 1].at - LABEL_STEP);
    return labels;
  }

  /** Drawn as wide as there is room, so that its words keep their size. */
  function chart(app, room) {
    const wide = Math.max(CHART.least, Math.min(CHART.width, room));
    const { series } = app.facts;
    const theme = frontline.theme();
    const codes = app.seriesCodes();
    const days = series.map((total) => frontline.dayNumber(total.day));
    const most = Math.max(1, ...series.flatMap((total) => codes.map((code) => total.actors[code] || 0)));
    const [first, last] = [days[0], days[days.length - 1]];
    const x = (day) => CHART.left + ((wide - CHART.left - CHART.right) * (day - first)) / Math.max(1, last - first);
    const y = (value) => CHART.height - CHART.bottom - ((CHART.height - CHART.top - CHART.bottom) * value) / most;
    const text = (at, words, attributes) => svg("text", { x: at[0], y: at[1], fill: theme.muted, "font-size": 12, ...attributes }, words);
    const root = svg("svg", { viewBox: `0 0 ${wide} ${CHART.height}`, class: "fl-chart", role: "img", "aria-label": say("chartTitle") });
    for (const value of steps(most)) {
      root.append(svg("line", { x1: CHART.left, x2: wide - CHART.right, y1: y(value), y2: y(value), stroke: theme.faint }),
        text([CHART.left - 8, y(value) + 4], frontline.number(value), { "text-anchor": "end" }));
    }
    const every = Math.max(1, Math.ceil((days.length * 70) / (wide - CHART.left - CHART.right)));
    days.forEach((day, n) => {
      if (n % every && n !== days.length - 1) return;
      if (n !== days.length - 1 && x(last) - x(day) < 60) return;
      const words = frontline.writtenDay(day).split(" ").slice(0, 2).join(" ");
      root.append(svg("line", { x1: x(day), x2: x(day), y1: y(0), y2: y(0) + 4, stroke: theme.muted }), text([x(day), CHART.height - 10], words, { "text-anchor": "middle" }));
    });
    const labels = [];
    for (const code of codes) {
      const look = app.looks.get(code);
      const ink = look ? frontline.ink(look) : theme.muted;
      const points = series.map((total, n) => [x(days[n]), y(total.actors[code] || 0)]);
      root.append(svg("polyline", { points: points.map((at) => at.map((v) => v.toFixed(1)).join(",")).join(" "), fill: "none", stroke: ink, "stroke-width": 2.4, "stroke-linejoin": "round" }));
      for (const [px, py] of points) root.append(svg("circle", { cx: px.toFixed(1), cy: py.toFixed(1), r: 2.6, fill: ink }));
      labels.push({ code, ink, y: points[points.length - 1][1] });
    }
    for (const label of spread(labels, y(0))) {
      const from = wide - CHART.right;
      root.append(svg("polyline", { points: `${from + 4},${label.y.toFixed(1)} ${from + 12},${label.at.toFixed(1)}`, fill: "none", stroke: label.ink }),
        text([from + 15, label.at + 4], app.holder(label.code), { fill: theme.text }));
    }
    return root;
  }

  function table(app) {
    const codes = app.seriesCodes();
    const rows = app.facts.series.map((total) => el("tr", {}, el("th", { scope: "row" }, app.day(total.day)),
      ...codes.map((code) => el("td", { class: "fl-n" }, frontline.number(total.actors[code] || 0)))));
    return el("details", { class: "fl-figuretable" }, el("summary", {}, say("tableTitle")), el("div", { class: "fl-wide" }, el("table", { class: "fl-table" },
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, say("lastDay")), ...codes.map((code) => el("th", { scope: "col", class: "fl-n" }, el("bdi", {}, app.holder(code)))))),
      el("tbody", {}, ...rows))));
  }

  function key(app) {
    return el("ul", { class: "fl-key" }, ...app.seriesCodes().map((code) => el("li", {}, frontline.chip(app, code))));
  }

  /** The view over time, or nothing where only two days are compared. */
  frontline.overTime = function (app) {
    if (!app.series) return null;
    const area = el("section", { class: "fl-overtime", "aria-label": say("time"), tabindex: "0" });
    const crs = app.maps[1].options.crs;
    for (const shape of app.series.areas) shape.flat = shape.rings.map((ring) => frontline.flatten(ring, crs));
    app.series.flatArcs = app.series.arcs.map((arc) => frontline.flatten(arc, crs));
    app.held = (total) => Object.entries(total.actors).filter(([code]) => code !== "no_data").sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    app.seriesCodes = function () {
      const most = new Map();
      for (const total of app.facts.series) for (const [code, km2] of app.held(total)) most.set(code, Math.max(km2, most.get(code) || 0));
      return [...most.keys()].sort((a, b) => most.get(b) - most.get(a) || (a < b ? -1 : 1));
    };
    app.drawTime = () => area.replaceChildren(el("h2", {}, say("chartTitle")), chart(app, area.clientWidth - 36), table(app), el("h2", {}, say("sheetTitle")), key(app), sheet(app));
    return area;
  };
})(window.frontline);
