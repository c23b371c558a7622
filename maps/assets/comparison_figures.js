// The figures of the comparison: area by actor, the front line, ground, what is only an effect of no data.
(function (frontline) {
  "use strict";

  const { el, say } = frontline;
  const km2 = (value) => frontline.number(value);
  const km = (value) => (value < 10 ? value.toFixed(1) : frontline.number(value));
  const signed = (value) => (Math.round(value) > 0 ? `+${km2(value)}` : Math.round(value) < 0 ? `\u2212${km2(-value)}` : "0");

  /** A holder's name behind its colour. */
  frontline.chip = function (app, code, name = app.holder(code)) {
    const look = app.looks.get(code);
    const ink = look ? frontline.ink(look) : frontline.theme().muted;
    const swatch = frontline.marks.picture([12, 12], (ctx) => {
      ctx.fillStyle = ink;
      ctx.fillRect(1, 1, 10, 10);
    });
    return el("span", { class: "fl-chip" }, look ? swatch : null, el("bdi", {}, name));
  };
  const chip = frontline.chip;

  /** From whom to whom, in the direction in which the page is read. */
  frontline.move = (app, { from, to }) => [chip(app, from), ` ${say("became")} `, chip(app, to)];

  const section = (title, ...content) => el("section", { class: "fl-part" }, el("h2", {}, title), ...content);

  function summary(app) {
    const { agreement, front, versus, changed } = app.facts;
    if (versus && agreement.share !== null) {
      return el("p", { class: "fl-headline" }, el("strong", {}, say("agreement", { percent: (100 * agreement.share).toFixed(1) })), " ",
        say("agreementOf", { km2: km2(agreement.both_km2) }));
    }
    const moved = app.facts.pairs.filter((pair) => pair.from !== "no_data" && pair.to !== "no_data").reduce((sum, pair) => sum + pair.km2, 0);
    const facts = [say("net1", { n: changed.filter((row) => row.kind !== "no_data").length }), say("netKm2", { n: km2(moved) })];
    if (front.km_from || front.km_to) facts.push(say("netFront", { a: km2(front.km_to), b: km2(front.km_from) }));
    return el("ul", { class: "fl-headline" }, ...facts.map((text) => el("li", {}, text)));
  }

  const COLUMNS = [
    ["actor", (row, name) => name], ["before", (row) => row.km2_from], ["after", (row) => row.km2_to],
    ["gained", (row) => row.gained_km2], ["lost", (row) => row.lost_km2], ["net", (row) => row.net_km2],
  ];

  function figuresCsv(app) {
    const names = ["km2_from", "km2_to", "gained_km2", "lost_km2", "net_km2", "gained_from_no_data_km2", "lost_to_no_data_km2"];
    const lines = Object.entries(app.facts.actors).map(([code, row]) => [code, ...names.map((name) => row[name])]);
    return `${[["actor", ...names], ...lines].map((line) => line.map(frontline.csvCell).join(",")).join("\r\n")}\r\n`;
  }

  function balance(app) {
    const rows = Object.entries(app.facts.actors).filter(([code]) => code !== "no_data");
    const order = { column: 5, down: true };
    const body = el("tbody", {});
    const heads = COLUMNS.map(([name], n) => {
      const button = el("button", { type: "button" }, say(name));
      button.addEventListener("click", () => {
        order.down = order.column === n ? !order.down : n > 0;
        order.column = n;
        fill();
      });
      return el("th", { scope: "col", class: n ? "fl-n" : null }, button);
    });
    const cells = (row) => COLUMNS.slice(1).map(([name, of]) => el("td", { class: "fl-n" }, name === "net" ? signed(of(row)) : km2(of(row))));

    function fill() {
      const [name, of] = COLUMNS[order.column];
      const value = ([code, row]) => (name === "net" && order.down ? Math.abs(row.net_km2) : of(row, app.holder(code)));
      const sorted = [...rows].sort((a, b) => {
        const [x, y] = [value(a), value(b)];
        return ((x > y) - (x < y)) * (order.down ? -1 : 1) || (a[0] < b[0] ? -1 : 1);
      });
      heads.forEach((head, n) => head.setAttribute("aria-sort", n === order.column ? (order.down ? "descending" : "ascending") : "none"));
      body.replaceChildren(...sorted.map(([code, row]) => {
        const pick = el("button", { type: "button", class: "fl-pick", "aria-pressed": String(app.focus === code) }, chip(app, code));
        pick.addEventListener("click", () => app.setFocus(app.focus === code ? null : code));
        return el("tr", { "data-actor": code, class: app.focus === code ? "fl-chosen" : null }, el("th", { scope: "row" }, pick), ...cells(row));
      }));
    }

    const all = Object.values(app.facts.actors).reduce((sum, row) => ({ from: sum.from + row.km2_from, to: sum.to + row.km2_to }), { from: 0, to: 0 });
    const none = app.facts.actors.no_data;
    const foot = el("tfoot", {}, none ? el("tr", {}, el("th", { scope: "row" }, say("noData")), ...cells(none)) : null,
      el("tr", {}, el("th", { scope: "row" }, say("whole")), el("td", { class: "fl-n" }, km2(all.from)), el("td", { class: "fl-n" }, km2(all.to)), el("td", {}), el("td", {}), el("td", {})));
    const copy = el("button", { type: "button", class: "fl-plain" }, say("copyTable"));
    copy.addEventListener("click", () => frontline.copy(figuresCsv(app), copy));
    fill();
    app.onFocus.push(() => {
      const active = document.activeElement && document.activeElement.closest("[data-actor]");
      fill();
      if (active) body.querySelector(`[data-actor="${CSS.escape(active.dataset.actor)}"] button`).focus();
    });
    return [el("table", { class: "fl-table" }, el("caption", {}, say("balance")), el("thead", {}, el("tr", {}, ...heads)), body, foot),
      el("p", { class: "fl-aside fl-under-table" }, el("span", {}, say("onlyActor")), copy)];
  }

  function go(app, at, words, card) {
    const button = el("button", { type: "button", class: "fl-spot", title: say("showOnMap") }, ...words);
    button.addEventListener("click", () => app.show(at, card()));
    return button;
  }

  function front(app) {
    const { moved, sides, km_from: before, km_to: after } = app.facts.front;
    if (!before && !after) return null;
    const fact = (name, ...value) => el("div", {}, el("dt", {}, name), el("dd", {}, ...value));
    const long = (length) => (length ? say("km", { n: km(length) }) : say("noFront"));
    const facts = [fact(say("length"), `${long(before)} ${say("became")} ${long(after)}`)];
    if (moved) {
      const at = [moved.lon, moved.lat];
      const words = [say("km", { n: km(moved.greatest_km) }), ...(moved.near ? [" ", say("near", { place: "" }), el("bdi", {}, moved.near)] : [])];
      const card = () => el("div", { class: "fl-card" }, el("h2", {}, say("greatest")), el("p", {}, say("km", { n: km(moved.greatest_km) })));
      facts.push(fact(say("moved"), say("km", { n: km(moved.median_km) })), fact(say("movedMost"), say("km", { n: km(moved.p95_km) })), fact(say("greatest"), go(app, at, words, card)));
    }
    const side = (code) => chip(app, app.facts.sides[code][1], app.facts.sides[code][0]);
    const rows = sides.map((row) => el("tr", {}, el("th", { scope: "row" }, side(row.side_a), " – ", side(row.side_b)), el("td", { class: "fl-n" }, km(row.km_from)), el("td", { class: "fl-n" }, km(row.km_to))));
    const table = el("table", { class: "fl-table" }, el("thead", {}, el("tr", {}, el("th", { scope: "col" }, say("bySides")), el("th", { scope: "col", class: "fl-n" }, say("before")), el("th", { scope: "col", class: "fl-n" }, say("after")))), el("tbody", {}, ...rows));
    return section(say("frontTitle"), el("dl", { class: "fl-facts" }, ...facts), el("p", { class: "fl-aside" }, moved ? say("movedWhy") : say("noMove")),
      el("details", {}, el("summary", {}, say("bySides")), table));
  }

  function stretches(app) {
    const known = app.facts.stretches.filter((row) => row.from !== "no_data" && row.to !== "no_data");
    if (!known.length) return null;
    const rows = known.map((row) => {
      const move = () => frontline.move(app, row);
      const card = () => el("div", { class: "fl-card" }, el("h2", {}, el("span", {}, ...move())), el("p", { class: "fl-source" }, say("km2", { n: km2(row.km2) })));
      const near = row.near ? el("span", { class: "fl-by" }, say("near", { place: "" }), el("bdi", {}, row.near)) : null;
      return el("li", {}, go(app, [row.lon, row.lat], [el("span", { class: "fl-km2" }, say("km2", { n: km2(row.km2) })), el("span", { class: "fl-move" }, ...move()), near], card));
    });
    return section(say("stretchTitle"), el("ol", { class: "fl-stretches" }, ...rows));
  }

  function noData(app) {
    const rows = app.facts.pairs.filter((pair) => pair.from === "no_data" || pair.to === "no_data").sort((a, b) => b.km2 - a.km2 || (a.from + a.to < b.from + b.to ? -1 : 1));
    const [first, last] = app.facts.ends.map((end) => end.name || app.day(end.day));
    const words = rows.map((pair) => (pair.to === "no_data"
      ? say("noDataNow", { km2: km2(pair.km2), name: app.holder(pair.from), day: last })
      : say("noDataThen", { km2: km2(pair.km2), name: app.holder(pair.to), day: first })));
    return section(say("noDataTitle"), words.length ? el("ul", { class: "fl-plainlist" }, ...words.map((text) => el("li", {}, el("bdi", {}, text)))) : el("p", { class: "fl-aside" }, say("noDataNone")));
  }

  function notes(app) {
    const { notes: all } = app.facts;
    return all.length ? section(say("notesTitle"), el("ul", { class: "fl-plainlist" }, ...all.map((text) => el("li", {}, el("bdi", {}, text))))) : null;
  }

  frontline.comparisonFigures = (app) => [summary(app), ...balance(app), front(app), stretches(app), noData(app), notes(app)].filter(Boolean);
})(window.frontline);
