// The hash of the page's address holds the view, the day, the filters and what is chosen.
(function (frontline) {
  "use strict";

  const SETS = { actors: "actor", actions: "action", statuses: "status" };

  frontline.address = function (app) {
    const { map } = app;
    let waiting = null;

    /** Browsers take long to change an address and refuse it when asked too often: what changes soon again waits. */
    function write() {
      clearTimeout(waiting);
      waiting = setTimeout(now, 200);
    }

    function now() {
      clearTimeout(waiting);
      const center = map.getCenter();
      const parts = [`map=${map.getZoom().toFixed(2)}/${center.lat.toFixed(4)}/${center.lng.toFixed(4)}`, `day=${frontline.isoDay(app.day)}`];
      for (const [key, name] of Object.entries(SETS)) {
        if (app.filter[key]) parts.push(`${name}=${[...app.filter[key]].join(",")}`);
      }
      if (app.filter.article !== null) parts.push(`article=${app.filter.article}`);
      if (app.filter.span !== "all") parts.push(`span=${app.filter.span}`);
      if (app.filter.text) parts.push(`q=${encodeURIComponent(app.filter.text)}`);
      if (app.embedded) parts.push("embed=1");
      if (app.selected !== null) parts.push(`report=${app.selected}`);
      try {
        history.replaceState(null, "", `#${parts.join("&")}`);
      } catch {
        // A frame without an address of its own, as in a notebook: there is nothing to link to.
      }
    }

    /** Take up what the address says; true if it sets the view. */
    function read() {
      const given = new URLSearchParams(location.hash.slice(1));
      if (/^\d{4}-\d\d-\d\d$/.test(given.get("day") || "")) app.day = clamp(frontline.dayNumber(given.get("day")), app.firstDay, app.lastDay);
      for (const [key, name] of Object.entries(SETS)) {
        if (given.has(name)) app.filter[key] = new Set(given.get(name).split(",").filter((value) => /^-?\d+$/.test(value)));
      }
      if (/^\d+$/.test(given.get("article") || "")) app.filter.article = Number(given.get("article"));
      if (["week", "day"].includes(given.get("span"))) app.filter.span = given.get("span");
      app.filter.text = given.get("q") || "";
      const report = given.get("report");
      if (/^\d+$/.test(report || "") && Number(report) < app.events.count) app.selected = Number(report);
      const view = (given.get("map") || "").split("/").map(Number);
      if (view.length !== 3 || view.some((value) => !Number.isFinite(value))) return false;
      map.setView([view[1], view[2]], view[0], { animate: false });
      return true;
    }

    return { write, now, read };
  };

  const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
  frontline.clamp = clamp;
})(window.frontline);
