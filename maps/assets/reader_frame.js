// The frame of the reader view: articles, text, map and panel, and what stands in the text's column.
(function (frontline) {
  "use strict";

  const { el, say } = frontline;
  const narrow = matchMedia("(max-width: 899px)");

  function tabs(app) {
    const buttons = ["article", "all"].map((view) => {
      const button = el("button", { type: "button", "aria-pressed": "false" }, say(`${view}View`));
      button.addEventListener("click", () => app.setView(view));
      app.onArticle.push(() => button.setAttribute("aria-pressed", String(app.view === view)));
      return button;
    });
    return el("div", { class: "fl-tabs", role: "group", "aria-label": say("view") }, ...buttons);
  }

  function legend() {
    const theme = frontline.theme();
    const colour = getComputedStyle(document.documentElement).getPropertyValue("--fl-place").trim();
    const dot = (look, x, y) => (ctx) => frontline.paintDot(ctx, x || 13, y || 12, { r: 5, named: true, area: false, ...look }, theme, colour);
    const row = (draw, words) => el("li", {}, frontline.marks.picture([28, 24], draw), el("span", {}, say(words)));
    const fill = (level, words) => el("li", {}, el("span", { class: `fl-m fl-locative fl-sure${level}` }, say("sample")), el("span", {}, say(words)));
    const both = (ctx) => {
      dot({ r: 3.5 }, 7)(ctx);
      dot({ r: 7.5 }, 19)(ctx);
    };
    return el("details", { class: "fl-legend" }, el("summary", {}, say("legend")),
      el("h3", {}, say("legendMap")), el("ul", {}, row(dot({}), "dotNamed"), row(dot({ named: false }), "dotSpoken"), row(dot({ area: true }), "dotArea"), row(both, "dotSize"),
        row((ctx) => frontline.paintRank(ctx, 13, 12, 1, theme), "dotNearly")),
      el("h3", {}, say("legendText")), el("ul", {}, fill(2, "fillSure"), fill(1, "fillFairly"), fill(0, "fillUnsure"), el("li", {}, el("mark", { class: "fl-clause" }, say("sample")), el("span", {}, say("clauseMark")))));
  }

  function heading(app, article) {
    const title = article.title || article.id || say("untitled");
    const alone = app.model.articles.length === 1 && title === app.page.title;
    const source = article.url ? el("a", { href: article.url, target: "_blank", rel: "noopener noreferrer" }, el("bdi", {}, article.source || article.url)) : article.source ? el("bdi", {}, article.source) : null;
    const day = article.day === null ? say("undated") : frontline.writtenDay(article.day);
    return el("header", { class: "fl-about" }, el("h2", { class: alone ? "fl-said" : null, dir: frontline.direction(title) }, title),
      el("p", { class: "fl-source" }, el("time", { datetime: article.day === null ? null : frontline.isoDay(article.day) }, day), source && el("span", {}, source), el("span", {}, el("bdi", {}, article.id))));
  }

  function eventEntry(app, event) {
    const card = frontline.eventCard(app.events, event);
    const title = card.querySelector("h2");
    const button = el("button", { type: "button", class: "fl-go", "aria-pressed": "false" });
    button.append(...title.childNodes);
    if (!app.events.event(event).place) button.lastChild.before(el("span", { class: "fl-off" }, say("notOnMap")));
    button.addEventListener("click", () => app.chooseEvent(event));
    title.replaceWith(el("h4", {}, button));
    return el("li", { class: "fl-entry", "data-event": event }, card);
  }

  function eventsOf(app, article) {
    const known = article.events.map(({ event }) => event);
    return el("section", { class: "fl-events" }, el("h3", {}, say("eventsHere"), known.length ? el("span", { class: "fl-many" }, String(known.length)) : null),
      known.length ? el("ol", { class: "fl-list" }, ...known.map((event) => eventEntry(app, event))) : el("p", { class: "fl-source" }, say("noEvents")));
  }

  /** The column of the text: one article, or the sum over all. */
  function column(app) {
    const switches = frontline.kindSwitches(app);
    const sum = frontline.summary(app);
    const reading = el("article", { class: "fl-reading" });
    const body = el("div", { class: "fl-scroll", id: "fl-body", tabindex: "-1" }, reading, sum);
    app.drawText = function () {
      const all = app.view === "all";
      const held = document.activeElement;
      reading.hidden = all;
      sum.hidden = !all;
      if (all) {
        sum.firstChild.after(switches);
      } else {
        app.text = frontline.articleText(app, app.article);
        reading.replaceChildren(heading(app, app.article), switches, app.text.body, eventsOf(app, app.article));
        frontline.showFound(app);
      }
      if (switches.contains(held)) held.focus({ preventScroll: true });
    };
    app.toTop = () => {
      body.scrollTop = 0;
      if (narrow.matches) body.focus({ preventScroll: true });
    };
    /** Bring a node of the text into view, if it is not. */
    app.reveal = function (node) {
      const inner = node.getBoundingClientRect();
      const outer = body.getBoundingClientRect();
      const bottom = narrow.matches ? outer.bottom - 56 : outer.bottom;
      if (inner.top < outer.top + 8 || inner.bottom > bottom - 8) body.scrollTop += inner.top - outer.top - outer.height / 3;
    };
    return el("main", { class: "fl-column" }, body);
  }

  function spanWords(app) {
    const { articles, days } = app.model;
    const words = [say("articleCount", { n: articles.length })];
    if (days) words.push(days[0] === days[1] ? frontline.writtenDay(days[0]) : `${frontline.writtenDay(days[0])} \u2013 ${frontline.writtenDay(days[1])}`);
    return words;
  }

  frontline.readerFrame = function (app) {
    const several = app.model.articles.length > 1;
    const live = el("p", { class: "fl-said", "aria-live": "polite" });
    app.tell = (words) => {
      live.textContent = words;
    };
    const chooser = el("button", { type: "button", class: "fl-plain fl-chooser", "aria-expanded": "false" }, say("chooseArticle"));
    const frame = el("div", { class: `fl-page fl-reader${several ? "" : " fl-single"}`, "data-list": "closed" });
    app.openList = (open) => {
      frame.dataset.list = open ? "open" : "closed";
      chooser.setAttribute("aria-expanded", String(open));
    };
    chooser.addEventListener("click", () => app.openList(frame.dataset.list === "closed"));
    const header = el("header", { class: "fl-head" }, el("h1", { dir: frontline.direction(app.page.title) }, app.page.title), el("p", { class: "fl-asof" }, ...spanWords(app).map((words) => el("span", {}, words))), several ? el("div", { class: "fl-turn" }, chooser, tabs(app)) : null);
    const fit = el("button", { type: "button", class: "fl-fit", title: say("fit"), "aria-label": say("fit") }, "\u2922");
    fit.addEventListener("click", () => app.fit());
    const under = el("div", { class: "fl-under" }, legend());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => under.replaceChildren(legend()));
    const map = app.map.getContainer();
    map.setAttribute("role", "region");
    map.setAttribute("aria-label", say("map"));
    const stage = el("section", { class: "fl-stage", "aria-label": say("legendMap") }, map, el("div", { class: "fl-corner" }, fit), under,
      el("p", { class: "fl-credits" }, ...["Leaflet", ...app.page.credits].map((words) => el("span", {}, words))));
    frame.append(header, ...(several ? [frontline.articleList(app)] : []), column(app), stage, frontline.placesPanel(app), live);
    document.body.prepend(frame);
  };
})(window.frontline);
