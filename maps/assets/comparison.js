// Two days side by side, one over the other, or as their difference; with what each side gained and lost.
(function (frontline) {
  "use strict";

  Object.assign(frontline.words, frontline.words.comparison); // of the one table, what only this page says
  const { el, say } = frontline;
  const TABS = ["figures", "places", "against"];
  const WIDE = matchMedia("(min-width: 900px)");

  /** Keep the views of several maps the same. */
  function inStep(maps) {
    let busy = false;
    for (const map of maps) {
      map.on("move", () => {
        if (busy) return;
        busy = true;
        for (const other of maps) if (other !== map) other.setView(map.getCenter(), map.getZoom(), { animate: false });
        busy = false;
      });
    }
  }

  function views(app) {
    const buttons = app.views.map((view) => {
      const button = el("button", { type: "button", "aria-pressed": "false" }, say(view));
      button.addEventListener("click", () => app.setView(view));
      return button;
    });
    app.onView.push((view) => buttons.forEach((button, n) => button.setAttribute("aria-pressed", String(app.views[n] === view))));
    return el("div", { class: "fl-views", role: "group", "aria-label": say("view") }, ...buttons);
  }

  function swipe(app) {
    const range = el("input", { type: "range", min: 0, max: 100, value: 50, step: 1, "aria-label": say("divider"), class: "fl-divide" });
    range.addEventListener("input", () => {
      app.stage.style.setProperty("--fl-cut", `${range.value}%`);
      app.write();
    });
    app.divider = range;
    return range;
  }

  /** Tabs of the panel: figures, places, contradictions. */
  function tabs(app) {
    const count = { places: app.facts.changed.length, against: app.facts.disputed.length };
    const content = { figures: frontline.comparisonFigures, places: frontline.comparisonPlaces, against: frontline.comparisonAgainst };
    const panes = TABS.map((tab) => el("div", { role: "tabpanel", id: `fl-pane-${tab}`, "aria-labelledby": `fl-tab-${tab}`, class: "fl-scroll", tabindex: "0" }, ...content[tab](app)));
    const buttons = TABS.map((tab) => el("button", { type: "button", role: "tab", id: `fl-tab-${tab}`, "aria-controls": `fl-pane-${tab}` }, say(tab),
      tab in count ? el("span", { class: "fl-count" }, frontline.number(count[tab])) : null));
    app.setTab = function (tab) {
      app.tab = tab;
      TABS.forEach((each, n) => {
        buttons[n].setAttribute("aria-selected", String(each === tab));
        buttons[n].tabIndex = each === tab ? 0 : -1;
        panes[n].hidden = each !== tab;
      });
      app.write();
    };
    buttons.forEach((button, n) => {
      button.addEventListener("click", () => app.setTab(TABS[n]));
      button.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!step) return;
        const next = (n + step + TABS.length) % TABS.length;
        app.setTab(TABS[next]);
        buttons[next].focus();
      });
    });
    return [el("div", { class: "fl-tabs", role: "tablist" }, ...buttons), ...panes];
  }

  /** What the maps say in pictures. */
  function legend(app) {
    const list = el("ul", {});
    const theme = frontline.theme;
    const box = (fill) => frontline.marks.picture([26, 18], (ctx) => {
      ctx.beginPath();
      ctx.rect(3, 3, 20, 12);
      fill(ctx);
    });
    const row = (picture, text) => el("li", {}, picture, el("bdi", {}, text));
    const piece = (before, after) => box((ctx) => app.difference.fill(ctx, { before, after }));
    const tint = (look) => box((ctx) => {
      ctx.globalAlpha = theme().area;
      ctx.fillStyle = frontline.ink(look);
      ctx.fill();
    });
    const line = (dash, width, end) => row(frontline.marks.picture([26, 18], (ctx) => {
      ctx.setLineDash(dash);
      ctx.lineWidth = width;
      ctx.strokeStyle = theme().text;
      ctx.beginPath();
      ctx.moveTo(3, 9);
      ctx.lineTo(23, 9);
      ctx.stroke();
    }), say("frontBefore", { day: app.endText(end) }));
    const ring = () => row(frontline.marks.picture([26, 18], (ctx) => frontline.contestedRing(ctx, 13, 9, 7, theme())), say("contestedPlace"));
    const other = { code: "", colour: theme().muted, dark: theme().muted };
    const changes = function () {
      const [first, last] = app.facts.ends;
      const look = app.looks.get(app.focus);
      const name = look && look.label;
      const gainers = [...app.looks.values()].filter((each) => app.facts.actors[each.code] && app.facts.actors[each.code].gained_km2 >= 1);
      const rows = look
        ? [row(piece(other, look), say("gainedBy", { name })), row(piece(look, other), say("lostBy", { name })), row(piece(look, look), say("heldBy", { name }))]
        : [...gainers.map((each) => row(piece(other, each), say("gainedBy", { name: each.label }))), row(piece(other, other), say("heldThroughout"))];
      rows.push(row(piece(look || other, null), say("noDataEffect")));
      if (app.contested) rows.push(ring());
      if (app.facts.front.km_from) rows.push(line([4, 4], 1.4, first));
      if (app.facts.front.km_to) rows.push(line([], 2.5, last));
      return rows;
    };
    const holders = () => [...app.looks.values()].filter((look) => app.facts.actors[look.code]).map((look) => row(tint(look), look.label));
    app.drawLegend = () => list.replaceChildren(...(app.view === "changes" ? changes() : holders()));
    app.legend = el("details", { class: "fl-legend", open: WIDE.matches }, el("summary", {}, say("legend")), list);
    return app.legend;
  }

  function endWords(app, end) {
    const day = el("strong", {}, app.day(end.day));
    const more = [end.name, end.known_by === null ? null : say("knownByShort", { day: frontline.writtenDay(end.known_by) })].filter(Boolean);
    return [day, ...more.map((text) => el("bdi", { class: "fl-known" }, text))];
  }

  function frame(app) {
    const [before, after] = app.maps;
    const [first, last] = app.facts.ends;
    const tag = (end, cls) => el("p", { class: `fl-tag ${cls}` }, app.facts.versus ? el("span", { class: "fl-nth" }, say(end === first ? "before" : "after")) : null, ...endWords(app, end));
    app.maps.forEach((map, n) => {
      map.getContainer().setAttribute("role", "region");
      map.getContainer().setAttribute("aria-label", `${say("map")} (${app.day(app.facts.ends[n].day)})`);
    });
    app.stage = el("main", { class: "fl-stage fl-two" }, before.getContainer(), after.getContainer(), tag(first, "fl-was"), tag(last, "fl-is"),
      swipe(app), el("div", { class: "fl-under" }, legend(app)), el("p", { class: "fl-credits" }, ...["Leaflet", ...app.facts.credits].map((text) => el("span", {}, text))), frontline.overTime(app) || "");
    const editions = app.editions ? el("span", { class: "fl-known" }, `${app.edition(first)} ${say("became")} ${app.edition(last)}`) : null;
    const stamp = first.day === last.day ? [app.day(first.day)] : [app.day(first.day), " – ", app.day(last.day)];
    const header = el("header", { class: "fl-head" }, el("h1", {}, el("bdi", {}, app.facts.title)),
      el("p", { class: "fl-asof" }, el("strong", { class: "fl-stamp" }, ...stamp), editions), views(app));
    const save = el("button", { type: "button" }, say("saveTable"));
    save.addEventListener("click", () => frontline.save(`frontline-${first.day}-${last.day}.csv`, frontline.changesCsv(app), "text/csv"));
    const print = el("button", { type: "button" }, say("print"));
    print.addEventListener("click", () => window.print());
    const link = el("button", { type: "button" }, say("copyLink"));
    link.addEventListener("click", () => frontline.copy(location.href, link));
    const panel = el("section", { class: "fl-panel fl-numbers", "aria-label": say("changes") }, ...tabs(app), el("div", { class: "fl-exports" }, link, save, print));
    document.body.prepend(el("div", { class: "fl-page fl-oneday" }, header, app.stage, panel));
  }

  function methods(app) {
    const [before, after] = app.maps;
    app.day = (iso) => frontline.writtenDay(frontline.dayNumber(iso));
    app.editions = app.facts.ends[0].known_by !== app.facts.ends[1].known_by;
    app.edition = (end) => (end.known_by === null ? say("knownAll") : say("knownByShort", { day: frontline.writtenDay(end.known_by) }));
    app.endText = (end) => (app.editions ? `${app.day(end.day)}, ${app.edition(end)}` : app.day(end.day));
    app.holder = (code) => (app.looks.has(code) ? app.looks.get(code).label : say({ contested: "contestedAlone", unknown: "unknownHolder", no_data: "noData" }[code] || code));
    app.setView = function (view) {
      const untouched = app.fitted === `${after.getCenter()} ${after.getZoom()}`;
      app.view = view;
      app.stage.dataset.view = view;
      const changes = view === "changes";
      for (const layer of [app.difference, app.oldFront, app.contested]) {
        if (layer && changes) layer.addTo(after);
        else if (layer) layer.remove();
      }
      app.later.options.areas = !changes;
      app.later.redraw();
      const [center, zoom] = [after.getCenter(), after.getZoom()];
      app.maps.forEach((map) => map.invalidateSize({ animate: false, pan: false }).setView(center, zoom, { animate: false }));
      app.legend.open = changes && WIDE.matches;
      app.drawLegend();
      if (view === "time") app.drawTime();
      if (untouched) app.fit();
      app.onView.forEach((work) => work(view));
      app.labels.forEach((labels) => labels.redraw());
      app.write();
    };
    /** Show the gains and losses of one actor alone, or of all. */
    app.setFocus = function (code) {
      app.focus = app.looks.has(code) ? code : null;
      app.difference.focus = app.focus;
      app.difference.redraw();
      app.onFocus.forEach((work) => work(app.focus));
      app.drawLegend();
      app.write();
    };
    app.setFilter = function (change) {
      Object.assign(app.filter, change);
      app.refill();
      app.write();
    };
    app.fit = function () {
      const [west, south, east, north] = app.facts.home;
      after.fitBounds([[south, west], [north, east]], { paddingTopLeft: [app.view === "changes" ? frontline.beside(after) : 16, 40], paddingBottomRight: [44, 24], animate: false });
      app.fitted = `${after.getCenter()} ${after.getZoom()}`;
    };
    app.show = function (at, card) {
      if (app.view === "time") app.setView("changes");
      after.setView([at[1], at[0]], Math.max(after.getZoom(), 9), { animate: false });
      frontline.openCard(after, [at[1], at[0]], card);
    };
    app.goTo = (change) => app.show(change.at, frontline.changeCard(app, change));
    frontline.comparisonAddress(app);
  }

  function dress(app) {
    const base = app.facts.base;
    app.labels = app.maps.map((map, n) => {
      const land = new frontline.BaseLayer(base).addTo(map);
      app.land = land;
      new frontline.BorderLayer({ borders: land.borders, regions: land.regions, disputed: land.disputed }).addTo(map);
      const [west, south, east, north] = base.extent;
      if (n) map.setMaxBounds([[south, west], [north, east]]); // the other follows
      const control = n ? app.later : app.earlier;
      control.options.names = false;
      return new frontline.LabelLayer(base, { control, events: null }).addTo(map);
    });
  }

  /** Places that are contested on either day. */
  function contested(app) {
    const found = new Map();
    for (const layer of [app.earlier, app.later]) {
      for (const [place, state] of layer.shown.held) {
        const { id, lon, lat } = layer.places[place];
        if (state.state === "contested") found.set(id, [lon, lat]);
      }
    }
    return found.size ? new frontline.ContestedLayer([...found.values()]) : null;
  }

  /** `earlier` and `later` are snapshot layers of the two maps, `oldFront` a second one of the earlier day, `series` those of more days. */
  frontline.comparison = async function (maps, layers, events) {
    const app = {
      maps, ...layers, events, onView: [], onFocus: [], focus: null, filter: { text: "", kind: "", sort: "day" },
      views: ["changes", "side", "swipe", ...(layers.series ? ["time"] : [])], view: "changes", tab: "figures",
    };
    frontline.app = app;
    try {
      app.facts = await frontline.read("frontline-page");
      if (app.facts.versus) Object.assign(frontline.words, frontline.words.versus);
      await Promise.all([events.ready, ...Object.values(layers).map((layer) => layer.ready)]);
      app.oldFront.options.frontOnly = true;
      app.earlier.eventLayer = app.later.eventLayer = events;
      frontline.agreeOnNames(events, [...app.earlier.places, ...app.later.places], app.facts.base.towns);
      app.looks = new Map(app.facts.looks.map((row) => [row[0], frontline.lookOf(row)]));
      app.contested = contested(app);
      for (const map of maps) Object.assign(map.options, { zoomSnap: 0.25, zoomDelta: 0.5, minZoom: 3, maxZoom: 14 });
      methods(app);
      frame(app);
      const given = app.read();
      app.stage.style.setProperty("--fl-cut", `${app.divider.value}%`);
      app.stage.dataset.view = app.view;
      maps.forEach((map) => map.invalidateSize({ animate: false }));
      app.fit();
      inStep(maps);
      dress(app);
      app.setView(app.view);
      app.setTab(app.tab);
      app.setFocus(app.focus);
      L.control.zoom({ position: "topright" }).addTo(maps[1]);
      L.control.scale({ imperial: false, position: "bottomright" }).addTo(maps[1]);
      if (given) maps[1].setView([given[1], given[2]], given[0], { animate: false });
      else app.fit();
      maps[1].on("moveend", () => app.write());
      frontline.comparisonKeys(app);
      matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => app.setFocus(app.focus));
      matchMedia("print").addEventListener("change", () => {
        app.showAll();
        app.setView(app.view);
      });
      document.documentElement.dataset.ready = "true";
    } catch (error) {
      document.body.prepend(el("p", { class: "fl-trouble", role: "alert" }, say("broken", { why: error.message })));
    }
  };
})(window.frontline);
