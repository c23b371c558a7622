// Two days side by side, one over the other, or as their difference; with what each side gained and lost.
(function (frontline) {
  "use strict";

  const { el, say } = frontline;
  const VIEWS = ["changes", "side", "swipe"];

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
    const buttons = VIEWS.map((view) => {
      const button = el("button", { type: "button", "aria-pressed": "false" }, say(view));
      button.addEventListener("click", () => app.setView(view));
      return button;
    });
    app.onView.push((view) => buttons.forEach((button, n) => button.setAttribute("aria-pressed", String(VIEWS[n] === view))));
    return el("div", { class: "fl-views", role: "group", "aria-label": say("view") }, ...buttons);
  }

  function swipe(app) {
    const range = el("input", { type: "range", min: 0, max: 100, value: 50, step: 1, "aria-label": say("divider"), class: "fl-divide" });
    const place = () => {
      app.stage.style.setProperty("--fl-cut", `${range.value}%`);
      app.write();
    };
    range.addEventListener("input", place);
    app.divider = range;
    return range;
  }

  const km2 = (value) => frontline.number(value);
  const signed = (value) => (Math.round(value) > 0 ? `+${km2(value)}` : Math.round(value) < 0 ? `\u2212${km2(-value)}` : "0");

  function chip(app, code) {
    const look = app.looks.get(code);
    const ink = look ? frontline.ink(look) : frontline.theme().muted;
    const swatch = frontline.marks.picture([12, 12], (ctx) => {
      ctx.fillStyle = ink;
      ctx.fillRect(1, 1, 10, 10);
    });
    return el("span", { class: "fl-chip" }, look ? swatch : null, el("bdi", {}, app.holder(code)));
  }

  function balance(app) {
    const head = [say("actor"), say("before"), say("after"), say("gained"), say("lost"), say("net")];
    const rows = Object.entries(app.facts.actors).filter(([code]) => app.looks.has(code));
    rows.sort((a, b) => Math.abs(b[1].km2_to - b[1].km2_from) - Math.abs(a[1].km2_to - a[1].km2_from) || (a[0] < b[0] ? -1 : 1));
    return el("table", { class: "fl-table" }, el("caption", {}, say("balance")),
      el("thead", {}, el("tr", {}, ...head.map((text, n) => el("th", { scope: "col", class: n ? "fl-n" : null }, text)))),
      el("tbody", {}, ...rows.map(([code, row]) => el("tr", {}, el("th", { scope: "row" }, chip(app, code)),
        ...[km2(row.km2_from), km2(row.km2_to), km2(row.gained_km2), km2(row.lost_km2), signed(row.km2_to - row.km2_from)].map((text) => el("td", { class: "fl-n" }, text))))));
  }

  function changed(app) {
    const list = el("ol", { class: "fl-list" });
    for (const change of app.facts.changed) {
      const events = change.events.map((i) => frontline.eventCard(app.events, i));
      const head = el("span", { class: "fl-change" }, el("bdi", {}, change.place), el("span", { class: "fl-move" }, chip(app, change.from), " → ", chip(app, change.to), change.same_side ? `(${say("sameSide")})` : null));
      const go = el("button", { type: "button", class: "fl-go" }, head);
      go.disabled = !change.at;
      go.addEventListener("click", () => app.goTo(change));
      const why = events.length ? events : [el("p", { class: "fl-source" }, say(change.from === "no_data" || change.to === "no_data" ? "noDataEffect" : "noReportWhy"))];
      list.append(el("li", { class: "fl-entry" }, go, ...why));
    }
    const count = el("p", { class: "fl-counted" }, app.facts.changed.length ? `${say("changedPlaces")}: ${app.facts.changed.length}` : say("noChange"));
    return [count, list];
  }

  function csv(app) {
    const rows = app.facts.changed.map((change) => [change.place, change.at && change.at[0], change.at && change.at[1], change.from, change.to, change.same_side ? "yes" : "no",
      change.events.map((i) => app.events.event(i).sentence).join(" | ")]);
    const lines = [["place", "lon", "lat", "from", "to", "same_side", "sentences"], ...rows];
    frontline.save(`frontline-${app.facts.from}-${app.facts.to}.csv`, `${lines.map((line) => line.map(frontline.csvCell).join(",")).join("\r\n")}\r\n`, "text/csv");
  }

  function legend(app) {
    const theme = frontline.theme();
    const box = (fill) => frontline.marks.picture([26, 18], (ctx) => {
      fill(ctx);
      ctx.fillRect(3, 3, 20, 12);
    });
    const row = (picture, text) => el("li", {}, picture, el("bdi", {}, text));
    const looks = [...app.looks.values()].filter((look) => app.facts.actors[look.code]);
    const tint = (look, alpha) => box((ctx) => {
      ctx.globalAlpha = alpha;
      ctx.fillStyle = look ? frontline.ink(look) : theme.muted;
    });
    const line = (dash, width, colour) => frontline.marks.picture([26, 18], (ctx) => {
      ctx.setLineDash(dash);
      ctx.lineWidth = width;
      ctx.strokeStyle = colour;
      ctx.beginPath();
      ctx.moveTo(3, 9);
      ctx.lineTo(23, 9);
      ctx.stroke();
    });
    const list = el("ul", {}, ...looks.map((look) => row(tint(look, 0.72), look.label)),
      row(tint(null, 0.72), say("gained")), row(tint(null, 0.2), say("heldThroughout")),
      row(box((ctx) => {
        ctx.fillStyle = frontline.marks.hatch(ctx, theme.muted);
      }), say("noDataEffect")),
      row(line([4, 4], 1.4, theme.text), say("frontBefore", { day: app.day(app.facts.from) })), row(line([], 2.5, theme.text), say("frontBefore", { day: app.day(app.facts.to) })));
    return el("details", { class: "fl-legend", open: !window.matchMedia("(max-width: 899px)").matches }, el("summary", {}, say("legend")), list);
  }

  function frame(app) {
    const [before, after] = app.maps;
    const tag = (words, cls) => el("p", { class: `fl-tag ${cls}` }, words);
    app.stage = el("main", { class: "fl-stage fl-two" }, before.getContainer(), after.getContainer(), tag(app.day(app.facts.from), "fl-was"), tag(app.day(app.facts.to), "fl-is"),
      swipe(app), el("div", { class: "fl-under" }, legend(app)),
      el("p", { class: "fl-credits" }, ...["Leaflet", ...app.facts.credits].map((text) => el("span", {}, text))));
    const header = el("header", { class: "fl-head" }, el("h1", {}, el("bdi", {}, app.facts.title)),
      el("p", { class: "fl-asof" }, el("strong", { class: "fl-stamp" }, app.day(app.facts.from), " – ", app.day(app.facts.to))), views(app));
    const save = el("button", { type: "button" }, say("csv"));
    save.addEventListener("click", () => csv(app));
    const print = el("button", { type: "button" }, say("print"));
    print.addEventListener("click", () => window.print());
    const panel = el("section", { class: "fl-panel fl-numbers", "aria-label": say("changes") }, el("div", { class: "fl-scroll" }, balance(app), ...changed(app)), el("div", { class: "fl-exports" }, save, print));
    document.body.prepend(el("div", { class: "fl-page fl-oneday" }, header, app.stage, panel));
  }

  function methods(app) {
    const [before, after] = app.maps;
    app.day = (iso) => frontline.writtenDay(frontline.dayNumber(iso));
    app.holder = (code) => (app.looks.has(code) ? app.looks.get(code).label : say({ contested: "contestedAlone", unknown: "unknown", no_data: "noData" }[code] || code));
    app.setView = function (view) {
      const untouched = app.fitted === `${after.getCenter()} ${after.getZoom()}`;
      app.view = view;
      app.stage.dataset.view = view;
      const changes = view === "changes";
      for (const layer of [app.difference, app.oldFront]) {
        if (changes) layer.addTo(after);
        else layer.remove();
      }
      app.later.options.areas = !changes;
      app.later.redraw();
      const [center, zoom] = [after.getCenter(), after.getZoom()];
      app.maps.forEach((map) => map.invalidateSize({ animate: false, pan: false }).setView(center, zoom, { animate: false }));
      document.querySelector(".fl-legend").open = changes && window.matchMedia("(min-width: 900px)").matches;
      if (untouched) app.fit();
      app.onView.forEach((work) => work(view));
      app.labels.forEach((labels) => labels.redraw());
      app.write();
    };
    app.fit = function () {
      const [west, south, east, north] = app.facts.home;
      const legend = document.querySelector(".fl-legend[open]");
      const beside = app.view === "changes" && legend && after.getSize().x > 700 ? legend.offsetWidth + 12 : 16;
      after.fitBounds([[south, west], [north, east]], { paddingTopLeft: [beside, 40], paddingBottomRight: [44, 24], animate: false });
      app.fitted = `${after.getCenter()} ${after.getZoom()}`;
    };
    app.goTo = function (change) {
      after.setView([change.at[1], change.at[0]], Math.max(after.getZoom(), 9), { animate: false });
      const card = el("div", { class: "fl-card" }, el("h2", {}, el("bdi", {}, change.place)), el("p", {}, chip(app, change.from), " → ", chip(app, change.to)), ...change.events.map((i) => frontline.eventCard(app.events, i)));
      frontline.openCard(after, [change.at[1], change.at[0]], card);
    };
    app.write = function () {
      const at = after.getCenter();
      try {
        window.history.replaceState(null, "", `#map=${after.getZoom().toFixed(2)}/${at.lat.toFixed(4)}/${at.lng.toFixed(4)}&view=${app.view}&cut=${app.divider.value}`);
      } catch {
        // A frame without an address of its own: there is nothing to link to.
      }
    };
    app.read = function () {
      const given = new URLSearchParams(window.location.hash.slice(1));
      if (VIEWS.includes(given.get("view"))) app.view = given.get("view");
      if (/^\d{1,3}$/.test(given.get("cut") || "")) app.divider.value = given.get("cut");
      const view = (given.get("map") || "").split("/").map(Number);
      return view.length === 3 && view.every(Number.isFinite) ? view : null;
    };
  }

  function dress(app) {
    const base = app.facts.base;
    app.labels = app.maps.map((map, n) => {
      const land = new frontline.BaseLayer(base).addTo(map);
      new frontline.BorderLayer({ borders: land.borders, regions: land.regions, disputed: land.disputed }).addTo(map);
      const [west, south, east, north] = base.extent;
      if (n) map.setMaxBounds([[south, west], [north, east]]); // the other follows
      const control = n ? app.later : app.earlier;
      control.options.names = false;
      return new frontline.LabelLayer(base, { control, events: null }).addTo(map);
    });
  }

  /** `earlier` and `later` are snapshot layers of the two maps, `oldFront` a second one of the earlier day. */
  frontline.comparison = async function (maps, layers, events) {
    const app = { maps, ...layers, events, onView: [], view: "changes" };
    frontline.app = app;
    try {
      app.facts = await frontline.read("frontline-page");
      await Promise.all([events.ready, ...Object.values(layers).map((layer) => layer.ready)]);
      app.oldFront.options.frontOnly = true;
      app.earlier.eventLayer = app.later.eventLayer = events;
      frontline.agreeOnNames(events, [...app.earlier.places, ...app.later.places], app.facts.base.towns);
      app.looks = new Map(app.facts.looks.map((row) => [row[0], frontline.lookOf(row)]));
      for (const map of maps) Object.assign(map.options, { zoomSnap: 0.25, zoomDelta: 0.5, minZoom: 3, maxZoom: 14, zoomAnimation: false });
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
      L.control.zoom({ position: "topright" }).addTo(maps[1]);
      L.control.scale({ imperial: false, position: "bottomright" }).addTo(maps[1]);
      if (given) maps[1].setView([given[1], given[2]], given[0], { animate: false });
      else app.fit();
      maps[1].on("moveend", () => app.write());
      document.documentElement.dataset.ready = "true";
    } catch (error) {
      document.body.prepend(el("p", { class: "fl-trouble", role: "alert" }, say("broken", { why: error.message })));
    }
  };
})(window.frontline);
