// What is shown: by day, actor, action, status, article and words.
(function (frontline) {
  "use strict";

  const { el, say } = frontline;

  /** A set of ticks with counts; `chosen` holds the values ticked, null means all. */
  function ticks(app, key, legend, rows) {
    const boxes = rows.map(([value, text, count, mark]) => {
      const box = el("input", { type: "checkbox", value });
      box.checked = !app.filter[key] || app.filter[key].has(String(value));
      return el("label", {}, box, mark || null, el("bdi", {}, text), el("span", { class: "fl-count" }, String(count)));
    });
    const field = el("fieldset", {}, el("legend", {}, legend), ...boxes);
    const inputs = () => [...field.querySelectorAll("input")];
    field.addEventListener("change", () => {
      const on = inputs().filter((box) => box.checked).map((box) => box.value);
      app.filter[key] = on.length === rows.length ? null : new Set(on);
      app.update();
    });
    app.onReset.push(() => inputs().forEach((box) => {
      box.checked = !app.filter[key] || app.filter[key].has(box.value);
    }));
    return field;
  }

  const tally = (values) => values.reduce((counts, value) => counts.set(value, (counts.get(value) || 0) + 1), new Map());
  const option = (value, text) => el("option", { value }, text);

  frontline.filters = function (app) {
    const { data } = app.events;
    const theme = frontline.theme();
    const byActor = tally(data.actor);
    const actors = [...byActor].sort((a, b) => b[1] - a[1]).map(([n, count]) => {
      const look = app.events.actors[n];
      const swatch = frontline.marks.picture([12, 12], (ctx) => {
        ctx.beginPath();
        ctx.rect(1.5, 1.5, 9, 9);
        if (look) frontline.fill(ctx, frontline.ink(look));
        else frontline.stroke(ctx, theme.muted, 1);
      });
      return [n, look ? look.label : say("nobody"), count, swatch];
    });
    const actions = [...tally(data.action)].sort((a, b) => a[0] - b[0]).map(([n, count]) => {
      const action = data.actions[n];
      const mark = frontline.marks.picture([22, 22], (ctx) => frontline.marks.badge(ctx, 11, 11, { action, status: "reported", colour: theme.muted }, theme));
      return [n, frontline.words.action[action], count, mark];
    });
    const statuses = [...tally(data.status)].sort((a, b) => a[0] - b[0]).map(([n, count]) => [n, frontline.words.status[frontline.STATUS[n]], count]);
    const articles = el("select", { id: "fl-article" }, option("", say("everyArticle")));
    const [titles, sources] = data.articles;
    // There may be tens of thousands: they are listed when they are first asked for.
    const listArticles = () => {
      if (articles.options.length === 1) articles.append(...titles.map((title, n) => option(n, sources[n] ? `${title} – ${sources[n]}` : title)));
    };
    articles.addEventListener("change", () => {
      app.filter.article = articles.value === "" ? null : Number(articles.value);
      app.update();
    });
    const span = el("select", { id: "fl-span", "aria-label": say("window") }, option("all", say("windowAll")), option("week", say("windowWeek")), option("day", say("windowDay")));
    span.addEventListener("change", () => {
      app.filter.span = span.value;
      app.update();
    });
    const search = el("input", { type: "search", id: "fl-search", placeholder: say("search"), "aria-label": say("search"), autocomplete: "off", spellcheck: "false" });
    search.addEventListener("input", () => {
      app.filter.text = search.value;
      app.update();
    });
    const reset = frontline.button(say("reset"), app.reset, { class: "fl-plain" });
    app.onReset.push(() => {
      if (app.filter.article !== null) listArticles();
      articles.value = app.filter.article === null ? "" : String(app.filter.article);
      span.value = app.filter.span;
      search.value = app.filter.text;
    });
    const folded = el("details", { class: "fl-filters" }, el("summary", {}, say("filters")),
      ticks(app, "actors", say("actor"), actors), ticks(app, "actions", say("what"), actions), ticks(app, "statuses", say("how"), statuses),
      el("p", {}, el("label", { for: "fl-article" }, say("article")), articles), reset);
    folded.addEventListener("toggle", listArticles);
    app.onUpdate.push(() => folded.classList.toggle("fl-on", Boolean(app.filter.actors || app.filter.actions || app.filter.statuses || app.filter.article !== null)));
    return el("div", { class: "fl-ask" }, search, app.events.count ? el("div", { class: "fl-row" }, span, folded) : null);
  };

  /** The events that pass, newest first. */
  frontline.passing = function (app) {
    const { data, count } = app.events;
    const { actors, actions, statuses, article, span, text } = app.filter;
    const words = frontline.fold(text).split(/\s+/).filter(Boolean);
    const until = app.day;
    const from = span === "day" ? until : span === "week" ? until - 6 : -Infinity;
    const found = [];
    for (let i = count - 1; i >= 0; i -= 1) {
      const day = data.day[i];
      if (day !== null && (day > until || day < from)) continue;
      if (day === null && span !== "all") continue;
      if (actors && !actors.has(String(data.actor[i]))) continue;
      if (actions && !actions.has(String(data.action[i]))) continue;
      if (statuses && !statuses.has(String(data.status[i]))) continue;
      if (article !== null && data.article[i] !== article) continue;
      if (words.length && !words.every((word) => searchText(app, i).includes(word))) continue;
      found.push(i);
    }
    return found;
  };

  function searchText(app, i) {
    if (!app.texts[i]) {
      const { data, places } = app.events;
      const place = places[data.place[i]];
      app.texts[i] = frontline.fold([data.strings[data.words[i]], data.strings[data.sentence[i]], place ? [place.name, ...place.names].join(" ") : ""].join(" "));
    }
    return app.texts[i];
  }
})(window.frontline);
