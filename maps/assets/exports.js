// What a reader may take away: a link, the shown reports as CSV or GeoJSON, a picture, a print.
(function (frontline) {
  "use strict";

  const { el, say } = frontline;
  const COLUMNS = ["day", "action", "actor", "opponent", "place", "lon", "lat", "status", "claimant", "sentence", "source", "title", "url", "published"];

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
    window.setTimeout(() => URL.revokeObjectURL(url), 10000);
  }

  frontline.save = save;

  const stem = (app) => `frontline-${frontline.isoDay(app.day)}`;

  function csv(app) {
    const rows = app.shown.map((i) => record(app, i));
    const lines = [COLUMNS, ...rows.map((row) => COLUMNS.map((column) => row[column]))];
    save(`${stem(app)}.csv`, `${lines.map((line) => line.map(frontline.csvCell).join(",")).join("\r\n")}\r\n`, "text/csv");
  }

  function geojson(app) {
    const features = app.shown.map((i) => {
      const { lon, lat, ...properties } = record(app, i);
      return { type: "Feature", geometry: lon === null ? null : { type: "Point", coordinates: [lon, lat] }, properties };
    });
    save(`${stem(app)}.geojson`, JSON.stringify({ type: "FeatureCollection", as_of: frontline.isoDay(app.day), features }), "application/geo+json");
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
    const words = (row) => (row.extra ? `${row.text}  ${row.extra}` : row.text);
    const wide = Math.max(60, ...rows.map((row) => ctx.measureText(words(row)).width)) + 52;
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
      ctx.fillText(words(row), 50, y + step / 2);
      y += step;
    }
  }

  frontline.exports = function (app) {
    const button = (text, work) => {
      const node = el("button", { type: "button" }, text);
      node.addEventListener("click", () => work(node));
      return node;
    };
    return el("div", { class: "fl-exports", role: "group", "aria-label": say("save") },
      button(say("copyLink"), (node) => {
        app.link.now();
        frontline.copy(window.location.href, node);
      }), button(say("csv"), () => csv(app)), button(say("geojson"), () => geojson(app)),
      button(say("png"), () => picture(app)), button(say("print"), () => window.print()));
  };
})(window.frontline);
