// The panel by the map: every place of the article or of the chosen row, what it was taken for and why, what was nearly chosen.
(function (frontline) {
  "use strict";

  const { el, say } = frontline;
  const AROUND = 60;
  const MOST = 40;

  const dotPicture = (app, row) => frontline.marks.picture([22, 22], (ctx) => {
    const group = app.dots.groups.find((one) => one.place === row.place);
    if (group) frontline.paintDot(ctx, 11, 11, { ...group, r: Math.min(7, group.r) }, frontline.theme(), getComputedStyle(document.documentElement).getPropertyValue("--fl-place").trim());
  });

  /** One of several facts in a line, in its own direction. */
  const fact = (words) => el("span", {}, el("bdi", {}, words));

  /** A mention in the words around it. */
  function snippet({ text }, mention) {
    const from = Math.max(0, mention.start - AROUND);
    const to = Math.min(text.length, mention.end + AROUND);
    const before = text.slice(from, mention.start).replace(/^\S*\s/, from ? "\u2026" : "$&");
    const after = text.slice(mention.end, to).replace(/\s\S*$/, to < text.length ? "\u2026" : "$&");
    const flat = (part) => part.replace(/\s+/g, " ");
    return el("bdi", { dir: frontline.direction(text.slice(from, to)) }, flat(before), el("strong", {}, flat(mention.name)), flat(after));
  }

  function mentionButton(app, article, mention, foreign) {
    const sure = mention.sense.place ? frontline.words.sureness[frontline.sureness(mention.sense.sure)] : null;
    const facts = [frontline.words.role[mention.role], sure];
    if (foreign) facts.unshift(article.title || article.id, article.day === null ? null : frontline.writtenDay(article.day));
    const button = el("button", { type: "button", class: "fl-told", "aria-pressed": "false" }, snippet(article, mention), el("span", { class: "fl-source" }, ...facts.filter(Boolean).map(fact)));
    button.addEventListener("click", () => app.openMention(article, mention));
    return el("li", { "data-mention": foreign ? null : mention.k }, button);
  }

  function reasons(heading, lines) {
    return lines.length ? [el("h4", {}, heading), el("ul", { class: "fl-reasons" }, ...lines.map((line) => el("li", {}, el("bdi", {}, line))))] : [];
  }

  /** What else bears the name, by rank; a click shows where it lies. */
  function nearly(app, sense) {
    const others = sense.candidates.filter((candidate) => candidate.place.n !== (sense.place && sense.place.n));
    if (!others.length) return sense.place ? [el("h4", {}, say("nearly")), el("p", { class: "fl-source" }, say("nearlyNone"))] : [];
    const items = others.map((candidate, n) => {
      const button = el("button", { type: "button", class: "fl-told" }, el("span", {}, el("span", { class: "fl-rank" }, String(n + 1)), " ", el("bdi", {}, candidate.place.name)),
        el("span", { class: "fl-source" }, el("span", {}, frontline.placeWords(candidate.place)), el("span", {}, frontline.words.match[candidate.match])),
        el("span", { class: "fl-source" }, ...candidate.reasons.map(fact)));
      button.addEventListener("click", () => app.lookAt(candidate.place));
      return el("li", {}, button);
    });
    return [el("h4", {}, say("nearly")), el("ol", { class: "fl-nearly" }, ...items)];
  }

  function position(place, sense) {
    const point = `${place.lat.toFixed(4)}, ${place.lon.toFixed(4)}`;
    const copy = el("button", { type: "button", class: "fl-cite" }, say("copyPoint"));
    copy.addEventListener("click", () => frontline.copy(point, copy));
    const size = place.population ? say("inhabitants", { n: frontline.number(place.population) }) : null;
    return el("p", { class: "fl-source" }, el("span", {}, el("bdi", { dir: "ltr" }, point)), sense.radius ? el("span", {}, say("area", { km: frontline.number(sense.radius) })) : null, size ? el("span", {}, size) : null, el("span", {}, el("bdi", {}, place.id)), copy);
  }

  /** The events of a place in the articles at hand. */
  function eventsThere(app, place, foreign) {
    const articles = foreign ? app.shown : [app.article];
    const found = articles.flatMap((article) => article.events.map(({ event }) => ({ article, event }))).filter(({ event }) => {
      const where = app.events.event(event).place;
      return where && where.id === place.id;
    });
    if (!found.length) return [];
    const items = found.slice(0, MOST).map(({ article, event }) => {
      const told = app.events.event(event);
      const facts = [frontline.eventDay(told), frontline.statusWords(told), foreign ? article.title || article.id : null];
      const button = el("button", { type: "button", class: "fl-told" }, el("bdi", {}, frontline.headline(told)), el("span", { class: "fl-source" }, ...facts.filter(Boolean).map(fact)));
      button.addEventListener("click", () => app.openEvent(article, event));
      return el("li", {}, button);
    });
    const rest = found.length - items.length;
    return [el("h4", {}, say("eventsThere")), el("ul", {}, ...items), rest > 0 ? el("p", { class: "fl-source" }, say("andMore", { n: rest })) : null];
  }

  function details(app, row, foreign) {
    const chosen = row.mentions.find(({ mention }) => mention === app.chosen) || row.mentions[0];
    const { sense, role } = chosen.mention;
    const told = row.mentions.slice(0, MOST).map(({ article, mention }) => mentionButton(app, article, mention, foreign));
    const rest = row.mentions.length - told.length;
    const tellings = [el("h4", {}, say("asWritten")), el("ul", { class: "fl-tellings" }, ...told), rest > 0 ? el("p", { class: "fl-source" }, say("andMore", { n: rest })) : null];
    const events = sense.place ? eventsThere(app, sense.place, foreign) : [];
    if (foreign) return el("div", { class: "fl-details" }, sense.place ? position(sense.place, sense) : reasons(say("whyNot"), sense.reasons), ...events, ...tellings);
    return el("div", { class: "fl-details" },
      sense.place ? position(sense.place, sense) : null,
      sense.place ? el("p", { class: "fl-source" }, el("span", {}, frontline.words.role[role]), el("span", {}, frontline.sureWords(sense.sure))) : null,
      ...reasons(sense.place ? say("why") : say("whyNot"), sense.reasons),
      ...(role === "embedded" ? [] : nearly(app, sense)),
      ...events, ...tellings);
  }

  function entry(app, row, foreign) {
    const open = app.isOpen(row);
    const { sense } = row.mentions[0].mention;
    const notes = [row.place ? frontline.placeWords(row.place) : open ? null : sense.reasons[0]];
    const least = Math.min(...row.mentions.map(({ mention }) => mention.sense.sure));
    if (row.place) notes.push(frontline.words.sureness[frontline.sureness(least)]);
    const button = el("button", { type: "button", class: "fl-pick", "aria-expanded": String(open) },
      el("span", { class: "fl-line" }, row.place ? dotPicture(app, row) : el("span", { class: "fl-nodot", "aria-hidden": "true" }, row.mentions[0].mention.role === "embedded" ? "[ ]" : "?"), el("bdi", { class: "fl-name" }, row.name), row.count > 1 ? el("span", { class: "fl-many", title: say("timesNamed", { n: row.count }) }, `\u00d7${row.count}`) : null),
      el("span", { class: "fl-source" }, ...notes.filter(Boolean).map(fact)));
    button.addEventListener("click", () => app.toggleRow(row));
    return el("li", { class: open ? "fl-open" : null, "data-key": row.key }, button, open ? details(app, row, foreign) : null);
  }

  const section = (app, heading, rows, foreign, cls) => (rows.length ? [el("h3", {}, heading), el("ul", { class: `fl-list ${cls || ""}` }, ...rows.map((row) => entry(app, row, foreign)))] : []);

  frontline.placesPanel = function (app) {
    const handle = el("button", { type: "button", class: "fl-handle", "aria-expanded": "false" });
    const body = el("div", { class: "fl-scroll", tabindex: "-1" });
    const panel = el("section", { class: "fl-panel fl-where-panel", "aria-label": say("panel"), "data-stop": "closed" }, handle, body);
    const stops = ["closed", "half", "full"];
    app.sheet = (stop) => {
      panel.dataset.stop = stop;
      handle.setAttribute("aria-expanded", String(stop !== "closed"));
    };
    handle.addEventListener("click", () => app.sheet(stops[(stops.indexOf(panel.dataset.stop) + 1) % 3]));

    function title() {
      const { chosen } = app;
      if (app.view === "article" && chosen) {
        const { place, sure } = chosen.sense;
        handle.replaceChildren(el("bdi", { class: "fl-name" }, chosen.name), el("span", { class: "fl-count" }, place ? `${place.name}, ${frontline.words.sureness[frontline.sureness(sure)]}` : say("meansNothing")));
      } else if (app.view === "article" && app.event !== null) handle.replaceChildren(el("bdi", { class: "fl-name" }, frontline.headline(app.events.event(app.event))));
      else handle.replaceChildren(say("showPanel"), el("span", { class: "fl-count" }, String(app.sum.placed.length)));
    }

    /** What is drawn anew keeps the focus: that of a row, or of a mention in it. */
    function keeping(work) {
      const item = body.contains(document.activeElement) && document.activeElement.closest("[data-mention], [data-key]");
      const own = item && (item.dataset.mention === undefined ? `[data-key="${CSS.escape(item.dataset.key)}"] > button` : `[data-mention="${item.dataset.mention}"] > button`);
      work();
      const again = own && body.querySelector(own);
      if (again) again.focus({ preventScroll: true });
    }

    app.onPanel.push(() => keeping(draw));
    function draw() {
      title();
      const { placed, missing, embedded } = app.sum;
      if (app.view === "all") {
        const row = [...placed, ...missing, ...embedded].find((one) => app.isOpen(one));
        body.replaceChildren(...(row ? [el("ul", { class: "fl-list" }, entry(app, row, true))] : [el("p", { class: "fl-counted" }, say("pick"))]));
        return;
      }
      const told = app.event === null ? [] : [el("h3", {}, say("eventChosen")), el("div", { class: "fl-entry" }, frontline.eventCard(app.events, app.event))];
      body.replaceChildren(...told, ...section(app, say("placesHere", { n: placed.length }), placed), ...section(app, say("missingHere"), missing, false, "fl-lost"), ...section(app, say("embeddedHere"), embedded, false, "fl-lost"));
      if (!placed.length && !missing.length && !embedded.length) body.append(el("p", { class: "fl-counted" }, say(app.filter.kinds.size ? "noPlaces" : "nothingFits")));
      const open = body.querySelector(".fl-open");
      if (told.length) body.scrollTop = 0;
      if (open) body.scrollTop += open.getBoundingClientRect().top - body.getBoundingClientRect().top - 8;
      const own = app.chosen && body.querySelector(`[data-mention="${app.chosen.k}"] button`);
      if (own) own.setAttribute("aria-pressed", "true");
    }
    return panel;
  };
})(window.frontline);
