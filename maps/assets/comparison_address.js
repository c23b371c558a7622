// The address of the comparison page holds its view, place, tab and filters; and what keys do.
(function (frontline) {
  "use strict";

  frontline.comparisonAddress = function (app) {
    const after = app.maps[1];
    app.write = function () {
      const at = after.getCenter();
      const parts = [`map=${after.getZoom().toFixed(2)}/${at.lat.toFixed(4)}/${at.lng.toFixed(4)}`, `view=${app.view}`, `cut=${app.divider.value}`, `tab=${app.tab}`];
      if (app.focus) parts.push(`actor=${encodeURIComponent(app.focus)}`);
      for (const name of ["kind", "sort", "text"]) if (app.filter[name] && app.filter[name] !== "day") parts.push(`${name}=${encodeURIComponent(app.filter[name])}`);
      try {
        history.replaceState(null, "", `#${parts.join("&")}`);
      } catch {
        // A frame without an address of its own: there is nothing to link to.
      }
    };
    app.read = function () {
      const given = new URLSearchParams(location.hash.slice(1));
      const known = (name, values) => (values.includes(given.get(name)) ? given.get(name) : null);
      app.view = known("view", app.views) || app.view;
      app.tab = known("tab", ["figures", "places", "against"]) || app.tab;
      app.focus = given.get("actor");
      app.filter.kind = known("kind", ["taken", "contested", "same_side", "no_data"]) || "";
      app.filter.sort = known("sort", ["day", "place", "move", "reports"]) || "day";
      app.filter.text = given.get("text") || "";
      if (/^\d{1,3}$/.test(given.get("cut") || "")) app.divider.value = given.get("cut");
      const view = (given.get("map") || "").split("/").map(Number);
      return view.length === 3 && view.every(Number.isFinite) ? view : null;
    };
  };

  /** 1 to 4 choose the view, / searches, Escape closes. */
  frontline.comparisonKeys = function (app) {
    document.addEventListener("keydown", (event) => {
      if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) || event.altKey || event.ctrlKey || event.metaKey) return;
      const view = app.views[Number(event.key) - 1];
      if (event.key === "Escape") app.maps.forEach((map) => map.closePopup());
      else if (event.key === "/") {
        app.setTab("places");
        document.getElementById("fl-search").focus();
      } else if (view) app.setView(view);
      else return;
      event.preventDefault();
    });
  };
})(window.frontline);
