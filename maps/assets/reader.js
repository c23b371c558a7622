// The reader view: what is chosen in text, map, panel or list is chosen in all of them.
(function (frontline) {
  "use strict";

  const { el, say } = frontline;
  const NEAR = 8;
  const MANY = 20;
  const TAIL = 0.04;
  const WIDE = 100; // km: places as wide as countries are looked at whole

  /** What opens, and what is chosen in it. */
  function choosing(app) {
    const panel = () => app.onPanel.forEach((work) => work());
    const drawn = () => {
      app.dots.chosen = app.chosen ? app.chosen.sense.place : app.place;
      app.dots.thought = app.chosen ? app.chosen.sense.candidates.map(({ place }) => place).filter((place) => place !== app.chosen.sense.place) : [];
      app.dots.redraw();
      if (app.view === "article") frontline.markChosen(app.text, app.chosen, app.event, app.dots.chosen);
      for (const item of document.querySelectorAll(".fl-events [data-event]")) {
        const own = Number(item.dataset.event) === app.event;
        item.classList.toggle("fl-chosen", own);
        item.querySelector(".fl-go").setAttribute("aria-pressed", String(own));
      }
      app.write();
    };
    app.choose = function (mention, from) {
      app.chosen = mention;
      app.row = null;
      app.event = null;
      panel();
      drawn();
      if (!mention) return;
      app.tell(frontline.mentionLabel(mention));
      if (mention.sense.place && from !== "map") app.lookAt(mention.sense.place, true);
      const mark = app.text.marks.find((one) => one.mention === mention);
      if (mark && from !== "text") app.reveal(mark.node);
    };
    app.chooseEvent = function (event, from) {
      app.chosen = app.row = null;
      app.event = event;
      const { place } = app.events.event(event);
      app.place = place ? app.model.places.find((one) => one.id === place.id) || null : null;
      panel();
      drawn();
      if (app.place) app.lookAt(app.place, true);
      app.tell(frontline.headline(app.events.event(event)));
      const clause = app.text.pieces.find(({ clauses }) => clauses.includes(event));
      if (clause && from !== "text") app.reveal(clause.node);
    };
    app.isOpen = (row) => (app.view === "article" && app.chosen ? row.mentions.some(({ mention }) => mention === app.chosen) : row.key === app.row);
    app.toggleRow = function (row) {
      const open = app.isOpen(row);
      if (app.view === "article") return app.choose(open ? null : row.mentions[0].mention, "panel");
      app.row = open ? null : row.key;
      app.place = open ? null : row.place;
      panel();
      drawn();
      if (app.place) app.lookAt(app.place, true);
      if (app.row !== null && app.sheet) app.sheet("half");
      return undefined;
    };
    /** A click on a dot: the first mention of its place, the next one at each further click. */
    app.openPlace = function (place) {
      if (app.view === "all") return app.toggleRow(app.sum.placed.find((row) => row.place === place));
      const own = app.sum.placed.find((row) => row.place === place).mentions.map(({ mention }) => mention);
      return app.choose(own[(own.indexOf(app.chosen) + 1) % own.length], "map");
    };
    app.hover = function (place) {
      app.dots.over = place;
      app.dots.redraw();
    };
    app.openMention = function (article, mention) {
      if (app.view === "all" || article !== app.article) app.openArticle(article.n, mention);
      else app.choose(mention, "panel");
    };
    app.openEvent = function (article, event) {
      if (app.view === "all" || article !== app.article) app.openArticle(article.n);
      app.chooseEvent(event, "list");
    };
    app.openArticle = function (n, mention) {
      app.article = app.model.articles[n];
      app.view = "article";
      app.openList(false);
      app.sheet("closed");
      app.show();
      app.toTop();
      if (mention) app.choose(mention, "list");
    };
    app.setView = function (view) {
      app.view = view;
      app.sheet("closed");
      app.show();
      app.toTop();
    };
  }

  /** The bounds of places; where they are many, of those that nearly all mentions are of. */
  function around(groups) {
    const all = groups.reduce((sum, group) => sum + group.events.length, 0);
    const middle = (side) => {
      const sorted = [...groups].sort((a, b) => a.place[side] - b.place[side]);
      let sum = 0;
      const kept = sorted.filter((group) => {
        const share = (sum += group.events.length) / all;
        return share >= TAIL && share - group.events.length / all <= 1 - TAIL;
      });
      return groups.length < MANY ? [sorted[0], sorted[sorted.length - 1]].map((group) => group.place[side]) : [kept[0].place[side], kept[kept.length - 1].place[side]];
    };
    const [[south, north], [west, east]] = [middle("lat"), middle("lon")];
    return L.latLngBounds([south, west], [north, east]);
  }

  function showing(app) {
    /** Draw the article, or the sum, anew, with nothing chosen, and the map around its places. */
    app.show = function () {
      app.chosen = app.event = app.row = app.place = null;
      app.refresh();
      app.fit();
      app.onArticle.forEach((work) => work());
    };
    app.refresh = function () {
      app.sum = frontline.sumOf(app, app.view === "all" ? app.shown : [app.article]);
      app.drawText();
      app.dots.show(app.sum.placed);
      app.choose(app.chosen && app.filter.kinds.has(frontline.kindOfMention(app.chosen)) ? app.chosen : null, "map");
      app.labels.redraw();
    };
    /** Take up a change of search, days or kinds. */
    app.update = function () {
      app.shown = frontline.shownArticles(app);
      app.refresh();
      app.onFilter.forEach((work) => work());
      app.write();
    };
    /** Go where a place is: if only to have it in view (`quiet`), no farther than that needs. */
    app.lookAt = function (place, quiet) {
      const at = L.latLng(place.lat, place.lon);
      const group = app.dots.groups.find((one) => one.place === place);
      const wide = quiet && group && group.radius > WIDE;
      if (app.afar && !wide) app.fit();
      if (quiet && app.map.getBounds().pad(-0.08).contains(at)) return;
      app.afar = wide;
      const calm = { animate: !app.calm };
      if (wide) app.map.fitBounds(at.toBounds(2000 * group.radius), { maxZoom: app.map.getZoom(), ...calm });
      else app.map.setView(at, quiet ? app.map.getZoom() : Math.max(app.map.getZoom(), NEAR), calm);
    };
    /** Around the places, those that are whole countries left out where there are others. */
    app.fit = function () {
      app.afar = false;
      const near = app.dots.groups.filter((group) => group.radius < WIDE && group.named);
      const groups = near.length ? near : app.dots.groups;
      const home = app.page.home ? app.page.home.home : [-20, 10, 60, 60];
      const box = groups.length ? around(groups) : L.latLngBounds([home[1], home[0]], [home[3], home[2]]);
      app.map.fitBounds(box, { paddingTopLeft: [44, 30], paddingBottomRight: [52, 54], maxZoom: 9, animate: false });
    };
  }

  /** The hash of the address holds view, article, what is chosen, and filters. */
  function address(app) {
    app.write = function () {
      if (!app.started) return;
      const at = app.map.getCenter();
      const parts = [`map=${app.map.getZoom().toFixed(2)}/${at.lat.toFixed(4)}/${at.lng.toFixed(4)}`];
      if (app.view === "all") parts.push("view=all", ...(app.place ? [`place=${encodeURIComponent(app.place.id)}`] : []));
      else parts.push(`article=${encodeURIComponent(app.article.id)}`);
      if (app.chosen) parts.push(`at=${app.chosen.start}`);
      const hidden = app.model.kinds.filter((kind) => !app.filter.kinds.has(kind));
      if (hidden.length) parts.push(`hide=${hidden.join(",")}`);
      if (app.filter.text) parts.push(`q=${encodeURIComponent(app.filter.text)}`);
      for (const key of ["from", "to"]) if (app.filter[key] !== null) parts.push(`${key}=${frontline.isoDay(app.filter[key])}`);
      try {
        history.replaceState(null, "", `#${parts.join("&")}`);
      } catch {
        // A frame without an address of its own: there is nothing to link to.
      }
    };
    app.read = function () {
      const given = new URLSearchParams(location.hash.slice(1));
      app.filter.text = given.get("q") || "";
      for (const kind of (given.get("hide") || "").split(",")) app.filter.kinds.delete(kind);
      for (const key of ["from", "to"]) if (/^\d{4}-\d\d-\d\d$/.test(given.get(key) || "")) app.filter[key] = frontline.dayNumber(given.get(key));
      if (given.get("view") === "all" && app.model.articles.length > 1) app.view = "all";
      app.article = app.model.articles.find(({ id }) => id === given.get("article")) || app.model.articles[0];
      const view = (given.get("map") || "").split("/").map(Number);
      const place = app.view === "all" && app.model.places.find(({ id }) => id === given.get("place"));
      return { place, chosen: app.article.mentions.find(({ start }) => String(start) === given.get("at")), view: view.length === 3 && view.every(Number.isFinite) ? view : null };
    };
  }

  function keys(app) {
    document.addEventListener("keydown", (event) => {
      if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) || event.altKey || event.ctrlKey || event.metaKey) return;
      const search = document.getElementById("fl-search");
      if (event.key === "Escape") {
        app.openList(false);
        app.sheet("closed");
        if (app.view === "article") app.choose(null);
      } else if (event.key === "/" && search) search.focus();
      else return;
      event.preventDefault();
    });
  }

  function dress(app) {
    const base = frontline.addBases(app.map, app.page);
    app.dots = new frontline.PlaceLayer((place) => app.openPlace(place));
    app.labels = new frontline.LabelLayer(base, { control: null, events: app.dots });
    app.dots.addTo(app.map);
    app.labels.addTo(app.map);
    L.control.zoom({ position: "topright" }).addTo(app.map);
    L.control.scale({ imperial: false, position: "bottomright" }).addTo(app.map);
    app.map.setMaxBounds([[-84, -200], [84, 200]]);
    app.map.on("moveend", () => app.write());
  }

  frontline.reader = async function (map, events) {
    const app = {
      map, events, view: "article", chosen: null, event: null, row: null, place: null, onFilter: [], onArticle: [], onPanel: [],
      calm: matchMedia("(prefers-reduced-motion: reduce)").matches,
    };
    frontline.app = app;
    try {
      const [page, data] = await Promise.all([frontline.read("frontline-page"), frontline.read("frontline-reader"), events.ready]);
      app.page = page;
      app.model = frontline.readerModel(data);
      if (!app.model.articles.length) app.model.articles.push({ n: 0, id: "", title: say("noArticle"), text: "", day: null, source: "", url: null, mentions: [], events: [] });
      app.filter = { kinds: new Set(app.model.kinds), text: "", from: null, to: null };
      Object.assign(map.options, { zoomSnap: 0.25, zoomDelta: 0.5, minZoom: 2, maxZoom: 14, zoomAnimation: !app.calm });
      choosing(app);
      showing(app);
      address(app);
      const given = app.read();
      frontline.readerFrame(app);
      map.invalidateSize({ animate: false });
      map.setView([20, 20], 2, { animate: false });
      dress(app);
      app.shown = frontline.shownArticles(app);
      app.onFilter.forEach((work) => work());
      app.show();
      if (given.chosen && app.view === "article") app.choose(given.chosen, "list");
      if (given.place && app.sum.placed.some((row) => row.place === given.place)) app.openPlace(given.place);
      if (given.view) map.setView([given.view[1], given.view[2]], given.view[0], { animate: false });
      app.started = true;
      keys(app);
      matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => app.onPanel.forEach((work) => work()));
      document.documentElement.dataset.ready = "true";
    } catch (error) {
      document.body.prepend(el("p", { class: "fl-trouble", role: "alert" }, say("broken", { why: error.message })));
    }
  };
})(window.frontline);
