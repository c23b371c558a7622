// The sum over articles: which places are named most, in how many articles, on which first and last day.
(function (frontline) {
  "use strict";

  const { el, say } = frontline;
  const STEP = 200;
  const text = (row) => frontline.fold(row.name);
  const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const days = (row, key) => (row[key] === null ? Number.POSITIVE_INFINITY : row[key]);
  const COLUMNS = [
    { key: "place", words: "columnPlace", by: (a, b) => order(text(a), text(b)) },
    { key: "mentions", words: "columnMentions", number: true, by: (a, b) => b.count - a.count },
    { key: "articles", words: "columnArticles", number: true, by: (a, b) => b.articles.length - a.articles.length },
    { key: "first", words: "columnFirst", number: true, by: (a, b) => days(a, "first") - days(b, "first") },
    { key: "last", words: "columnLast", number: true, by: (a, b) => days(b, "last") - days(a, "last") },
  ];
  const written = (day) => (day === null ? "\u2013" : frontline.writtenDay(day));

  function csv(app) {
    const lines = [["place", "place_id", "lon", "lat", "country", "mentions", "articles", "first_day", "last_day", "credits"]];
    for (const row of [...app.sum.placed, ...app.sum.missing]) {
      const { place } = row;
      lines.push([row.name, place && place.id, place && place.lon, place && place.lat, place && place.country, row.count, row.articles.length, ...[row.first, row.last].map((day) => (day === null ? null : frontline.isoDay(day))), app.page.credits.join(" \u00b7 ")]);
    }
    frontline.save("frontline-places.csv", `${lines.map((line) => line.map(frontline.csvCell).join(",")).join("\r\n")}\r\n`, "text/csv");
  }

  function line(app, row, most) {
    const button = el("button", { type: "button", class: "fl-go", "aria-pressed": String(app.isOpen(row)) }, el("bdi", {}, row.name));
    button.addEventListener("click", () => app.toggleRow(row));
    const bar = el("meter", { min: 0, max: most, value: row.count, "aria-hidden": "true" });
    const days = row.first === null || row.first === row.last ? written(row.first) : `${written(row.first)} \u2013 ${written(row.last)}`;
    return el("tr", { class: app.isOpen(row) ? "fl-chosen" : null },
      el("th", { scope: "row" }, button, el("span", { class: "fl-source" }, row.place ? frontline.placeWords(row.place, true) : el("bdi", {}, row.mentions[0].mention.sense.reasons[0])), el("span", { class: "fl-source fl-narrow" }, days)),
      el("td", { class: "fl-n" }, frontline.number(row.count), bar), el("td", { class: "fl-n" }, frontline.number(row.articles.length)),
      el("td", { class: "fl-n" }, written(row.first)), el("td", { class: "fl-n" }, written(row.last)));
  }

  function table(app, state, caption, rows) {
    const most = Math.max(1, ...rows.map((row) => row.count));
    const column = COLUMNS.find(({ key }) => key === state.by);
    const turn = state.turned ? -1 : 1;
    const sorted = [...rows].sort((a, b) => turn * column.by(a, b));
    const body = el("tbody", {}, ...sorted.slice(0, state.shown).map((row) => line(app, row, most)));
    const head = COLUMNS.map(({ key, words, number }) => {
      const button = el("button", { type: "button" }, say(words));
      button.addEventListener("click", () => {
        state.turned = state.by === key && !state.turned;
        state.by = key;
        app.onPanel.forEach((work) => work());
      });
      const sort = state.by !== key ? "none" : (number && key !== "first") !== state.turned ? "descending" : "ascending";
      return el("th", { scope: "col", class: number ? "fl-n" : null, "aria-sort": sort }, button);
    });
    return el("table", { class: "fl-table" }, el("caption", {}, caption), el("thead", {}, el("tr", {}, ...head)), body);
  }

  frontline.summary = function (app) {
    const state = { by: "mentions", turned: false, shown: STEP, text: "" };
    const find = el("input", { type: "search", id: "fl-find", placeholder: say("searchPlaces"), "aria-label": say("searchPlaces"), autocomplete: "off", spellcheck: "false" });
    const save = el("button", { type: "button", class: "fl-plain" }, say("csv"));
    save.addEventListener("click", () => csv(app));
    const hint = el("p", { class: "fl-source" });
    const tables = el("div", { class: "fl-tables" });
    const more = el("button", { type: "button", class: "fl-more" });
    more.addEventListener("click", () => {
      state.shown += STEP;
      draw();
    });
    find.addEventListener("input", () => {
      state.text = frontline.fold(find.value).trim();
      draw();
    });
    function draw() {
      if (app.view !== "all") return;
      const keep = tables.contains(document.activeElement) ? document.activeElement.textContent : null;
      const passing = (rows) => rows.filter((row) => text(row).includes(state.text));
      const [placed, missing] = [passing(app.sum.placed), passing(app.sum.missing)];
      hint.textContent = say("allHint", { n: app.shown.length });
      tables.replaceChildren(...(placed.length ? [table(app, state, say("placeCount", { n: placed.length }), placed)] : []), ...(missing.length ? [table(app, state, say("unplacedHeading"), missing)] : []));
      if (!placed.length && !missing.length) tables.append(el("p", { class: "fl-counted" }, say("nothingNamed")));
      const rest = Math.max(placed.length, missing.length) - state.shown;
      more.hidden = rest <= 0;
      more.textContent = say("more", { n: Math.min(STEP, rest) });
      const again = keep && [...tables.querySelectorAll("button")].find((button) => button.textContent === keep);
      if (again) again.focus();
    }
    app.onPanel.push(draw);
    return el("div", { class: "fl-sum" }, el("h2", {}, say("allHeading")), hint, el("div", { class: "fl-row" }, find, save), tables, more);
  };
})(window.frontline);
