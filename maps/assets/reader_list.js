// The articles: search, days, and a list to choose from.
(function (frontline) {
  "use strict";

  const { el, say } = frontline;
  const STEP = 100;

  /** A bound by day, of the days that articles have. */
  function dayField(app, key, label) {
    const days = [...new Set(app.model.articles.map((article) => article.day))].filter((day) => day !== null).sort((a, b) => a - b);
    const field = el("select", { id: `fl-${key}` }, el("option", { value: "" }, say("anyDay")), ...days.map((day) => el("option", { value: day }, frontline.writtenDay(day))));
    field.addEventListener("change", () => {
      app.filter[key] = field.value ? Number(field.value) : null;
      app.update();
    });
    app.onFilter.push(() => {
      field.value = app.filter[key] === null ? "" : String(app.filter[key]);
    });
    return el("label", {}, el("span", {}, label), field);
  }

  function entry(app, article) {
    const places = new Set(article.mentions.map((mention) => mention.sense.place).filter(Boolean)).size;
    const button = el("button", { type: "button", class: "fl-pick", "aria-current": "false", "data-article": article.n },
      el("bdi", { class: "fl-name" }, article.title || article.id || say("untitled")),
      el("span", { class: "fl-source" }, el("span", {}, article.day === null ? say("undated") : frontline.writtenDay(article.day)), article.source ? el("span", {}, el("bdi", {}, article.source)) : null),
      el("span", { class: "fl-count", title: say("placesHere", { n: places }) }, String(places), el("span", { class: "fl-said" }, ` ${say("placesHere", { n: "" })}`)));
    button.addEventListener("click", () => app.openArticle(article.n));
    return el("li", {}, button);
  }

  frontline.articleList = function (app) {
    const search = el("input", { type: "search", id: "fl-search", placeholder: say("searchArticles"), "aria-label": say("searchArticles"), autocomplete: "off", spellcheck: "false" });
    search.addEventListener("input", () => {
      app.filter.text = search.value;
      app.update();
    });
    const days = app.model.days && app.model.days[0] < app.model.days[1] ? el("div", { class: "fl-days" }, dayField(app, "from", say("fromDay")), dayField(app, "to", say("toDay"))) : null;
    const counted = el("p", { class: "fl-counted", role: "status" });
    const list = el("ol", { class: "fl-list" });
    const more = el("button", { type: "button", class: "fl-more" });
    let shown = 0;

    function extend() {
      list.append(...app.shown.slice(shown, shown + STEP).map((article) => entry(app, article)));
      shown = Math.min(app.shown.length, shown + STEP);
      more.hidden = shown >= app.shown.length;
      more.textContent = say("more", { n: Math.min(STEP, app.shown.length - shown) });
      current();
    }

    function current() {
      for (const button of list.querySelectorAll("[data-article]")) button.setAttribute("aria-current", String(Number(button.dataset.article) === app.article.n && app.view === "article"));
    }

    more.addEventListener("click", extend);
    new IntersectionObserver((seen) => {
      if (seen.some((one) => one.isIntersecting) && !more.hidden) extend();
    }).observe(more);
    app.onFilter.push(() => {
      search.value = app.filter.text;
      const all = app.model.articles.length;
      counted.textContent = !app.shown.length ? say("noArticle") : app.shown.length === all ? say("articleCount", { n: all }) : say("articlesShown", { n: app.shown.length, all });
      shown = 0;
      list.replaceChildren();
      extend();
    });
    app.onArticle.push(() => {
      while (shown < app.shown.length && app.shown.indexOf(app.article) >= shown) extend();
      current();
      const button = list.querySelector(`[data-article="${app.article.n}"]`);
      if (button) button.scrollIntoView({ block: "nearest" });
    });
    return el("nav", { class: "fl-articles", "aria-label": say("articleList") }, el("div", { class: "fl-ask" }, search, days), counted, el("div", { class: "fl-scroll" }, list, more));
  };

  /** Which kinds of mention are marked: switches that are their own legend. */
  frontline.kindSwitches = function (app) {
    const switches = app.model.kinds.map((kind) => {
      const box = el("input", { type: "checkbox" });
      const count = el("span", { class: "fl-many" });
      box.addEventListener("change", () => {
        if (box.checked) app.filter.kinds.add(kind);
        else app.filter.kinds.delete(kind);
        app.update();
      });
      const sample = el("span", { class: `fl-m fl-${kind}${kind === "embedded" || kind === "missing" ? "" : " fl-sure2"}` }, frontline.words.role[kind]);
      return { kind, box, count, label: el("label", { title: frontline.words.roleHelp[kind] }, box, sample, count) };
    });
    app.onFilter.push(count);
    app.onArticle.push(count);
    function count() {
      const counts = new Map();
      for (const article of app.view === "all" ? app.shown : [app.article]) {
        for (const mention of article.mentions) counts.set(frontline.kindOfMention(mention), (counts.get(frontline.kindOfMention(mention)) || 0) + 1);
      }
      for (const one of switches) {
        one.box.checked = app.filter.kinds.has(one.kind);
        one.count.textContent = frontline.number(counts.get(one.kind) || 0);
        one.label.hidden = !counts.has(one.kind);
      }
      all.hidden = !counts.size;
    }
    const all = el("fieldset", { class: "fl-kinds" }, el("legend", { class: "fl-said" }, say("marks")), ...switches.map((one) => one.label));
    return all;
  };
})(window.frontline);
