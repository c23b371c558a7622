// What a reader may take away: a link, the shown reports as CSV or GeoJSON, a picture, a print.
(function (frontline) {
  "use strict";

  const { el, say } = frontline;
  const COLUMNS = ["day", "action", "actor", "opponent", "place", "lon", "lat", "status", "claimant", "sentence", "source", "title", "url", "published", "as_of", "credits"];

  /** What every file says of itself. */
  const about = (app) => ({ as_of: frontline.isoDay(app.day), inferred_from: app.control.shown.inferred_from, title: app.page.title, credits: app.page.credits.join(" \u00b7 ") });

  function record(app, i) {
    const event = app.events.event(i);
    return {
      day: event.day === null ? null : frontline.isoDay(event.day), action: event.action, actor: event.actor && event.actor.code,
      opponent: event.opponent && event.opponent.code, place: frontline.placeName(event), lon: event.place && event.place.lon,
      lat: event.place && event.place.lat, status: event.status, claimant: event.claimant && event.claimant.code,
      sentence: event.sentence, source: event.source, title: event.title, url: event.url,
      published: event.published === null ? null : frontline.isoDay(event.published),
    };
  }

  /** A cell that no spreadsheet takes for a formula. */
  frontline.csvCell = function (value) {
    const text = value === null || value === undefined ? "" : String(value);
    const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  };

  function save(name, content, type) {
    const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
    const link = el("a", { href: url, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  }

  frontline.save = save;

  const stem = (app) => `frontline-${frontline.isoDay(app.day)}`;

  function csv(app) {
    const rows = app.shown.map((i) => Object.assign(about(app), record(app, i)));
    const lines = [COLUMNS, ...rows.map((row) => COLUMNS.map((column) => row[column]))];
    save(`${stem(app)}.csv`, `${lines.map((line) => line.map(frontline.csvCell).join(",")).join("\r\n")}\r\n`, "text/csv");
  }

  const feature = (layer, type, coordinates, properties) => ({ type: "Feature", geometry: coordinates && { type, coordinates }, properties: Object.assign({ layer }, properties) });
  const pairs = (line) => Array.from({ length: line.length / 2 }, (_, n) => [line[2 * n], line[2 * n + 1]]);
  const code = (actor) => (actor ? actor.code : null);

  /** Polygons from closed lines: those inside an even number of others have as holes the next ones inside them. */
  function polygons(rings) {
    const around = rings.map((ring) => rings.filter((other) => other !== ring && frontline.inside([other], (ring[0] + ring[2]) / 2, (ring[1] + ring[3]) / 2)));
    return rings.flatMap((ring, n) => (around[n].length % 2 ? [] : [[ring, ...rings.filter((hole, m) => around[m].length === around[n].length + 1 && around[m].includes(ring))].map(pairs)]));
  }

  function geojson(app) {
    const { control } = app;
    const areas = control.shown.areas.map((n) => control.areas[n]).map(({ rings, actor, kind, km2, confidence }) =>
      feature("area", "MultiPolygon", polygons(rings), { actor: code(actor), side: actor ? actor.side : null, state: kind, km2, confidence }));
    const fronts = control.shown.fronts.map((n) => control.fronts[n]).map(({ refs, a, b }) =>
      feature("front_line", "MultiLineString", refs.map((line) => pairs(frontline.joined(control.arcs, line))), { side_a: code(a), side_b: code(b) }));
    const places = [...control.shown.held].map(([n, state]) => [control.places[n], state]).map(([place, { state, actor, rival, besieged, outvoted, since, confidence }]) =>
      feature("place", "Point", [place.lon, place.lat], {
        place_id: place.id, name: place.name, state, actor: code(actor), rival: code(rival), besieged: Boolean(besieged), outvoted: Boolean(outvoted),
        since: since === null ? null : frontline.isoDay(since), confidence,
      }));
    const events = app.shown.map((i) => {
      const { lon, lat, ...properties } = record(app, i);
      return feature("event", "Point", lon === null ? null : [lon, lat], properties);
    });
    save(`${stem(app)}.geojson`, JSON.stringify(Object.assign({ type: "FeatureCollection" }, about(app), { features: [...areas, ...fronts, ...places, ...events] })), "application/geo+json");
  }

  /** The map as a picture, with its day, legend and credits. */
  function picture(app) {
    const ratio = 2;
    const size = app.map.getSize();
    const canvas = el("canvas", { width: size.x * ratio, height: (size.y + 76) * ratio });
    const ctx = canvas.getContext("2d");
    ctx.scale(ratio, ratio);
    frontline.inTheme("light", () => {
      const theme = frontline.theme();
      ctx.fillStyle = theme.paper;
      ctx.fillRect(0, 0, size.x, size.y + 76);
      ctx.save();
      ctx.translate(0, 44);
      ctx.beginPath();
      ctx.rect(0, 0, size.x, size.y);
      ctx.clip();
      for (const layer of app.layers) layer.paintOn(ctx);
      pictureLegend(app, ctx, size, theme);
      pictureScale(app, ctx, size, theme);
      ctx.restore();
      const put = (text, x, y, font, colour, align) => {
        ctx.font = `${font} ${theme.font}`;
        ctx.fillStyle = colour;
        ctx.textAlign = align || "left";
        ctx.textBaseline = "middle";
        ctx.fillText(text, x, y, size.x - 24);
      };
      put(app.page.title, 12, 22, "600 16px", theme.text);
      put(`${say("asOf")} ${frontline.writtenDay(app.day)}`, size.x - 12, 22, "700 18px", theme.text, "right");
      put([...app.noteWords(), ...app.page.credits].join(" · "), 12, size.y + 60, "400 11px", theme.muted);
    });
    for (const layer of app.layers) layer.redraw();
    canvas.toBlob((blob) => save(`${stem(app)}.png`, blob));
  }

  function pictureLegend(app, ctx, size, theme) {
    const rows = frontline.legendRows(app);
    const high = rows.reduce((sum, row) => sum + (row.tall ? 22 : 18), 0) + 14;
    ctx.font = `400 12px ${theme.font}`;
    const wide = Math.max(60, ...rows.map(({ text, extra }) => ctx.measureText(extra ? `${text}   ${extra}` : text).width)) + 52;
    ctx.globalAlpha = 0.92;
    ctx.fillStyle = theme.paper;
    ctx.fillRect(12, size.y - high - 12, wide, high);
    ctx.globalAlpha = 1;
    let y = size.y - high - 5;
    for (const row of rows) {
      const step = row.tall ? 22 : 18;
      ctx.save();
      ctx.translate(18, y);
      row.draw(ctx);
      ctx.restore();
      ctx.font = `400 12px ${theme.font}`;
      ctx.fillStyle = theme.text;
      ctx.textAlign = "left";
      ctx.textBaseline = "middle";
      ctx.fillText(row.text, 50, y + step / 2);
      if (row.extra) {
        ctx.textAlign = "right";
        ctx.fillStyle = theme.muted;
        ctx.fillText(row.extra, wide, y + step / 2);
      }
      y += step;
    }
  }

  /** The scale bar that stands on the page. */
  function pictureScale(app, ctx, size, theme) {
    const bar = document.querySelector(".leaflet-control-scale-line");
    const [x, y] = [size.x - 14, size.y - 14];
    ctx.beginPath();
    ctx.moveTo(x - bar.offsetWidth, y - 6);
    ctx.lineTo(x - bar.offsetWidth, y);
    ctx.lineTo(x, y);
    ctx.lineTo(x, y - 6);
    frontline.stroke(ctx, theme.text, 1.5);
    frontline.write(ctx, bar.textContent, x, y - 14, { font: `400 11px ${theme.font}`, align: "right", colour: theme.text }, theme);
  }

  frontline.exports = function (app) {
    const button = (words, work) => frontline.button(say(words), (event) => work(event.currentTarget));
    return el("div", { class: "fl-exports", role: "group", "aria-label": say("save") },
      button("copyLink", (node) => {
        app.link.now();
        frontline.copy(location.href, node);
      }), button("csv", () => csv(app)), button("geojson", () => geojson(app)), button("png", () => picture(app)), button("print", () => window.print()));
  };
})(window.frontline);
