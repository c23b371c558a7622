// The map page: it builds its frame around the map Folium made and keeps map, list, day and address in step.
(function (frontline) {
  "use strict";

  const { el, say } = frontline;

  const blank = () => ({ actors: null, actions: null, statuses: null, article: null, span: "all", text: "" });

  function trouble(error) {
    const words = say("broken", { why: error && error.message ? error.message : String(error) });
    document.body.prepend(el("p", { class: "fl-trouble", role: "alert" }, words));
  }

  /** The days that may be shown, those on which something changed, and the reports of each day by action. */
  function calendar(app) {
    const counts = new Map();
    app.events.data.day.forEach((day, i) => {
      if (day === null) return;
      const row = counts.get(day) || {};
      const action = app.events.data.actions[app.events.data.action[i]];
      row[action] = (row[action] || 0) + 1;
      counts.set(day, row);
    });
    const snapshots = app.control.days.map((day) => day.day);
    const first = snapshots[0];
    const last = snapshots[snapshots.length - 1];
    app.counts = new Map([...counts].filter(([day]) => day >= first && day <= last));
    app.changes = [...new Set([...snapshots, ...app.counts.keys()])].sort((a, b) => a - b);
    app.firstDay = first;
    app.lastDay = last;
    app.day = last;
  }

  function frame(app) {
    const stamp = el("strong", { class: "fl-stamp" });
    const known = app.page.known_by === null ? null : el("span", { class: "fl-known" }, say("knownBy", { day: frontline.writtenDay(app.page.known_by) }));
    const live = el("p", { class: "fl-said", "aria-live": "polite" });
    const header = el("header", { class: "fl-head" },
      el("h1", {}, el("bdi", {}, app.page.title)),
      el("p", { class: "fl-asof" }, el("span", {}, say("asOf")), " ", stamp, known));
    const notes = el("p", { class: "fl-notes" });
    const credits = el("p", { class: "fl-credits" });
    const time = frontline.timeline(app);
    const fit = frontline.button("\u2922", app.fit, { class: "fl-fit", title: say("fit"), "aria-label": say("fit") });
    const stage = el("main", { class: "fl-stage" }, app.map.getContainer(), el("div", { class: "fl-corner" }, fit), el("div", { class: "fl-under" }, frontline.legend(app)), credits);
    const panel = el("section", { class: "fl-panel", "aria-label": say("list"), "data-stop": "closed" });
    const stops = ["closed", "half", "full"];
    const handle = frontline.button(say("list"), () => {
      panel.dataset.stop = stops[(stops.indexOf(panel.dataset.stop) + 1) % 3];
      handle.setAttribute("aria-expanded", String(panel.dataset.stop !== "closed"));
    }, { class: "fl-handle", "aria-expanded": "false" });
    panel.append(handle, frontline.filters(app), ...frontline.list(app), frontline.exports(app));
    const strip = el("footer", { class: "fl-foot" }, time.strip, notes);
    document.body.prepend(el("div", { class: `fl-page${app.changes.length > 1 ? "" : " fl-oneday"}${app.embedded ? " fl-embed" : ""}` }, header, stage, panel, strip, live));
    app.onDay.push((day) => {
      stamp.textContent = frontline.writtenDay(day);
      stamp.title = frontline.isoDay(day);
      notes.replaceChildren(...app.noteWords().map((text) => el("span", {}, text)));
      live.textContent = `${say("asOf")} ${frontline.writtenDay(day)}`;
    });
    app.onUpdate.push(() => handle.replaceChildren(say("list"), el("span", { class: "fl-count" }, String(app.shown.length))));
    const container = app.map.getContainer();
    for (const [name, value] of Object.entries({ role: "region", "aria-label": say("map"), tabindex: 0, dir: "ltr" })) container.setAttribute(name, value);
    const tiles = [];
    app.map.eachLayer((layer) => layer.getAttribution && layer.getAttribution() && tiles.push(plain(layer.getAttribution())));
    credits.replaceChildren(...["Leaflet", ...tiles, ...app.page.credits].map((text) => el("span", {}, text)));
    app.time = time;
  }

  const plain = (markup) => new DOMParser().parseFromString(markup, "text/html").body.textContent;

  /** Inside another page: map, day, legend and credits alone, and the wheel scrolls that page unless Ctrl is held. */
  function embed(app) {
    const wheel = app.map.scrollWheelZoom;
    wheel.disable();
    app.map.getContainer().addEventListener("wheel", (event) => (event.ctrlKey ? wheel.enable() : wheel.disable()), { capture: true });
  }

  /** Everything a pointer does, keys do: Enter asks of the middle of the map, which a cross marks. */
  function keys(app) {
    const container = app.map.getContainer();
    container.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target === container) app.map.fire("click", { latlng: app.map.getCenter() });
    });
    document.addEventListener("keydown", (event) => {
      if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) || event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key === "Escape") app.map.closePopup();
      else if (event.key === "/") document.getElementById("fl-search").focus();
      else if (event.key === " " && event.target.tagName !== "BUTTON" && event.target.tagName !== "SUMMARY") app.time.toggle();
      else return;
      event.preventDefault();
    });
  }

  function methods(app) {
    app.noteWords = function () {
      const shown = app.control.shown;
      const error = app.page.error_km;
      const inferred = say("inferred", { n: frontline.number(shown.inferred_from) }) + (error ? `${say("comma")}${say("typicalError", { km: error < 10 ? error.toFixed(1) : Math.round(error) })}` : "");
      return [inferred, ...app.page.notes];
    };
    app.update = function () {
      app.shown = frontline.passing(app);
      app.events.day = app.day;
      app.events.show(app.shown);
      app.labels.redraw();
      app.onUpdate.forEach((work) => work());
      app.drawn();
    };
    app.drawn = () => {
      app.onDrawn.forEach((work) => work());
      app.link.write();
    };
    app.setDay = function (day) {
      app.day = frontline.clamp(day, app.firstDay, app.lastDay);
      app.control.setDay(app.day);
      app.onDay.forEach((work) => work(app.day));
      app.update();
    };
    app.reset = function () {
      app.filter = blank();
      app.onReset.forEach((work) => work());
      app.update();
    };
    app.select = function (i, fromList) {
      app.selected = i;
      app.events.selected = i;
      app.events.redraw();
      const place = app.events.places[app.events.data.place[i]];
      if (place && fromList) {
        const at = L.latLng(place.lat, place.lon);
        if (!app.map.getBounds().pad(-0.15).contains(at)) app.map.setView(at, Math.max(app.map.getZoom(), 8), { animate: !app.calm });
        app.events.openEvents(at, [i]);
      }
      app.onSelect.forEach((work) => work(i, fromList));
      app.link.write();
    };
    /** A ring goes out once from where a report lies; nothing does where the reader wants no motion. */
    app.pulse = function (i) {
      const place = app.events.places[app.events.data.place[i]];
      if (!place || app.calm) return;
      const icon = L.divIcon({ className: "fl-ring", iconSize: [24, 24], iconAnchor: [12, 27] });
      const ring = L.marker([place.lat, place.lon], { icon, interactive: false, keyboard: false }).addTo(app.map);
      ring.getElement().animate([{ scale: 1 }, { scale: 2.6, opacity: 0 }], 1200).onfinish = () => ring.remove();
    };
    app.goTo = function (place) {
      app.map.setView([place.lat, place.lon], Math.max(app.map.getZoom(), 9), { animate: !app.calm });
      app.control.openPlace(place);
    };
    app.home = function () {
      const base = app.page.base;
      return base ? L.latLngBounds([base.home[1], base.home[0]], [base.home[3], base.home[2]]) : around(app);
    };
    app.fit = function () {
      const box = app.home();
      if (box.isValid()) app.map.fitBounds(box, { paddingTopLeft: [frontline.beside(app.map), 28], paddingBottomRight: [44, 24], animate: false });
    };
  }

  /** On paper the map shows what it showed on the screen, in the room it has there, with light colours. */
  function printed(app) {
    const seen = app.map.getBounds();
    app.map.invalidateSize({ animate: false, pan: false });
    if (app.home().isValid() && seen.pad(0.02).contains(app.home())) app.fit();
    else app.map.fitBounds(seen, { animate: false });
  }

  function around(app) {
    const points = [...app.control.places, ...app.events.places].map((place) => [place.lat, place.lon]);
    return L.latLngBounds(points);
  }

  function layers(app) {
    const { map, control, events, page } = app;
    const base = page.base || { names: [], towns: [] };
    app.labels = new frontline.LabelLayer(base, { control, events });
    app.layers = [control, events, app.labels];
    control.options.names = false;
    if (page.base) {
      const land = new frontline.BaseLayer(page.base).addTo(map);
      const borders = new frontline.BorderLayer({ borders: land.borders, regions: land.regions, disputed: land.disputed }).addTo(map);
      app.layers = page.tiles ? [control, borders, events, app.labels] : [land, control, borders, events, app.labels];
      if (page.tiles) land.remove();
      const [west, south, east, north] = page.base.extent;
      map.setMaxBounds([[south, west], [north, east]]);
      map.options.maxBoundsViscosity = 1;
    }
    app.labels.addTo(map);
    map.on("moveend", () => app.drawn());
  }

  frontline.page = async function (map, control, events) {
    const app = {
      map, control, events, filter: blank(), selected: null, texts: [], shown: [],
      onDay: [], onUpdate: [], onReset: [], onSelect: [], onDrawn: [],
      calm: matchMedia("(prefers-reduced-motion: reduce)").matches,
      embedded: /[#&]embed=1(&|$)/.test(location.hash),
    };
    frontline.app = app;
    try {
      app.page = await frontline.read("frontline-page");
      await Promise.all([control.ready, events.ready]);
      control.eventLayer = events;
      frontline.agreeOnNames(events, control.places, app.page.base ? app.page.base.towns : []);
      calendar(app);
      methods(app);
      app.link = frontline.address(app);
      map.options.zoomSnap = 0.25;
      map.options.zoomDelta = 0.5;
      frame(app);
      map.invalidateSize({ animate: false });
      Object.assign(map.options, { minZoom: 2, maxZoom: 14, zoomAnimation: !app.calm });
      app.fit();
      layers(app);
      L.control.zoom({ position: "topright", zoomInTitle: say("zoomIn"), zoomOutTitle: say("zoomOut") }).addTo(map);
      L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
      const viewed = app.link.read();
      const extent = app.page.base && app.page.base.extent;
      if (app.embedded) embed(app);
      if (extent) map.setMinZoom(map.getBoundsZoom([[extent[1], extent[0]], [extent[3], extent[2]]], true));
      const chosen = app.selected;
      app.onReset.forEach((work) => work());
      app.setDay(app.day);
      if (!viewed) app.fit();
      if (chosen !== null) app.select(chosen, true);
      events.on("chosen", ({ event }) => event !== app.selected && app.select(event, false));
      keys(app);
      matchMedia("print").addEventListener("change", (event) => event.matches && printed(app));
      window.addEventListener("beforeprint", () => printed(app));
      window.addEventListener("afterprint", () => app.map.invalidateSize({ animate: false }));
      matchMedia("screen and (prefers-color-scheme: dark)").addEventListener("change", () => app.update());
      document.documentElement.dataset.ready = "true";
    } catch (error) {
      trouble(error);
    }
  };
})(window.frontline);
