// Names of countries and towns: by size and zoom, with a halo, never over one another or over a mark.
(function (frontline) {
  "use strict";

  /** The least population that is named at a zoom. */
  const least = (zoom) => (zoom < 6 ? 400000 : zoom < 6.8 ? 120000 : zoom < 7.6 ? 45000 : zoom < 8.6 ? 12000 : zoom < 9.6 ? 3000 : 0);

  const widths = new Map();
  /** How wide a text is; asked of the canvas once. */
  function wide(ctx, text) {
    const key = `${ctx.font}|${text}`;
    if (!widths.has(key)) widths.set(key, ctx.measureText(text).width);
    return widths.get(key);
  }

  const CELL = 64;
  /** Boxes that are taken, filed by where they are. */
  class Taken {
    constructor(boxes) {
      this.cells = new Map();
      boxes.forEach((box) => this.push(box));
    }

    push(box) {
      this.each(box, (key) => {
        if (this.cells.has(key)) this.cells.get(key).push(box);
        else this.cells.set(key, [box]);
      });
    }

    some(test, box) {
      return this.each(box, (key) => (this.cells.get(key) || []).some(test));
    }

    each([a, b, c, d], work) {
      for (let x = Math.floor(a / CELL); x <= c / CELL; x += 1) {
        for (let y = Math.floor(b / CELL); y <= d / CELL; y += 1) if (work(x * 4096 + y) === true) return true;
      }
      return false;
    }
  }

  /** One name for one place: that of the reports, wherever the place stands. */
  frontline.agreeOnNames = function (events, places, towns) {
    const byId = new Map(events.places.map((place) => [place.id, place.name]));
    const spot = (lon, lat) => `${lon.toFixed(3)} ${lat.toFixed(3)}`;
    for (const place of places) place.name = byId.get(place.id) || place.name;
    const bySpot = new Map([...places, ...events.places].map((place) => [spot(place.lon, place.lat), place.name]));
    for (const town of towns) town[0] = bySpot.get(spot(town[1], town[2])) || town[0];
  };

  frontline.LabelLayer = frontline.CanvasLayer.extend({
    options: { padding: 0, rank: 60 },

    initialize(base, layers) {
      frontline.CanvasLayer.prototype.initialize.call(this, {});
      this.base = base;
      this.layers = layers;
      this.loaded = true;
    },

    onAdd(map) {
      const flat = ([name, lon, lat, ...rest]) => {
        const [x, y] = frontline.flatten([lon, lat], map.options.crs);
        return { name, x, y, rest };
      };
      this.countries = this.base.names.map(flat);
      this.towns = this.base.towns.map(flat);
      frontline.CanvasLayer.prototype.onAdd.call(this, map);
    },

    /** Towns whose events are shown come first: they are what the page is about. */
    candidates(view) {
      const { events, control } = this.layers;
      const seen = new Set();
      const found = [];
      const add = (name, x, y, weight, quiet, r = 0) => {
        const key = `${Math.round(x * 60)}|${Math.round(y * 60)}`;
        if (seen.has(key)) return;
        seen.add(key);
        found.push({ name, x, y, weight, quiet, r });
      };
      if (events && events.loaded) {
        const sizes = new Map((control && control.places ? control.places : []).map((place) => [place.id, place.rank]));
        for (const { place, best, events: own, r } of events.groups) {
          if (place.x === undefined || events.data.radius[best]) continue;
          add(place.name, place.x, place.y, 3e6 + own.length * 1e4 + Math.min(1e6, sizes.get(place.id) || 0), false, r);
        }
      }
      if (control && control.dots) {
        for (const { place, state } of control.dots) {
          const weight = state.state === "contested" || state.besieged ? 2e6 : 0;
          if (weight || place.rank >= least(view.zoom)) add(place.name, place.x, place.y, weight + place.rank);
        }
      }
      for (const town of this.towns) {
        const [population, capital] = town.rest;
        if (population >= least(view.zoom) || capital) add(town.name, town.x, town.y, population + (capital ? 1e6 : 0), true);
      }
      return found.sort((a, b) => b.weight - a.weight || (a.name < b.name ? -1 : 1));
    },

    /** Where the page's own controls lie over the map. */
    controls() {
      const map = this._map.getContainer().getBoundingClientRect();
      const over = document.querySelectorAll(".fl-under, .fl-corner, .fl-credits, .fl-tag, .leaflet-control");
      return [...over].map((node) => {
        const box = node.getBoundingClientRect();
        return [box.left - map.left - 2, box.top - map.top - 2, box.right - map.left + 2, box.bottom - map.top + 2];
      });
    },

    paint(ctx, view) {
      const theme = frontline.theme();
      const { events, control } = this.layers;
      const shift = (layer) => {
        if (!layer || !layer.boxes || !layer._bounds) return [];
        const by = layer._bounds.min.subtract(this._bounds.min);
        return layer.boxes.map(([a, b, c, d]) => [a + by.x, b + by.y, c + by.x, d + by.y]);
      };
      const taken = new Taken([...shift(control), ...shift(events), ...this.controls()]);
      const corner = this._map.containerPointToLayerPoint([0, 0]).subtract(this._bounds.min);
      const size = this._map.getSize();
      const whole = ([a, b, c, d]) => a > corner.x && b > corner.y && c < corner.x + size.x && d < corner.y + size.y;
      const free = (box) => whole(box) && !taken.some((other) => frontline.overlap(other, box), box);
      const named = new Set();
      for (const name of control && control.loaded ? control.names(view) : []) {
        if (named.has(name.text) && name.reach < 60) continue;
        if (control.paintName(ctx, view, name, theme, taken)) named.add(name.text);
      }
      this.paintTowns(ctx, view, theme, taken, free);
      for (const { name, x, y, rest } of this.countries) {
        ctx.font = `500 12px ${theme.font}`;
        const text = name.toUpperCase().split("").join("\u200a");
        const half = wide(ctx, text) / 2;
        if (view.k * rest[0] * 0.7 < half * 0.5) continue;
        const px = view.x(x);
        const py = view.y(y);
        const box = [px - half - 4, py - 9, px + half + 4, py + 9];
        if (!free(box)) continue;
        taken.push(box);
        frontline.write(ctx, text, px, py, { font: ctx.font, align: "center", colour: theme.name, halo: 2.5 }, theme);
      }
    },

    /** Where a name may stand, best first; a great town crowded in may be named from further off, by a line. */
    spots(x, y, strong, great, r) {
      const found = [["left", x + 7 + r, y], ["right", x - 7 - r, y], ["center", x, y + 12 + r]];
      if (!strong) return [...found, ["center", x, y - 12 - r]];
      for (const down of [5, -4, 10, 14]) found.push(["left", x + 8 + r, y + down], ["right", x - 8 - r, y + down]);
      found.push(["center", x, y - 34]);
      for (let far = 34; great && far <= 62; far += 14) {
        for (let turn = 0; turn < 16; turn += 1) {
          const angle = (turn * Math.PI) / 8;
          if (Math.sin(angle) < -0.8) continue; // the line would cross the town's own mark
          found.push([Math.cos(angle) < -0.01 ? "right" : "left", x + far * Math.cos(angle), y + far * Math.sin(angle)]);
        }
      }
      return found;
    },

    /** A town of the base has no mark of its own. */
    speck(ctx, x, y, theme) {
      frontline.circle(ctx, x, y, 1.7);
      frontline.fill(ctx, theme.muted);
    },

    lead(ctx, x, y, toX, toY, theme) {
      ctx.beginPath();
      ctx.moveTo(x, y);
      ctx.lineTo(toX, toY);
      frontline.stroke(ctx, theme.text, 0.9);
    },

    paintTowns(ctx, view, theme, taken, free) {
      let drawn = 0;
      let led = 0;
      const roomy = view.width >= 700;
      for (const { name, x, y, weight, quiet, r } of this.candidates(view)) {
        const px = view.x(x);
        const py = view.y(y);
        if (px < 0 || py < 0 || px > view.width || py > view.height) continue;
        const strong = weight >= 2e6 && !quiet;
        const size = strong ? 12.5 : weight > 200000 ? 12 : 11;
        const font = `${strong ? 600 : 400} ${size}px ${theme.font}`;
        ctx.font = font;
        const long = wide(ctx, name);
        const put = ([align, tx, ty]) => {
          const from = align === "left" ? tx : align === "right" ? tx - long : tx - long / 2;
          const box = [from - 2, ty - size * 0.6, from + long + 2, ty + size * 0.6];
          if (!free(box)) return false;
          taken.push(box);
          if (align !== "center" && Math.hypot(tx - px, ty - py) > 24) {
            this.lead(ctx, px, py, tx, ty, theme);
            led += 1;
          }
          if (quiet) this.speck(ctx, px, py, theme);
          frontline.write(ctx, name, tx, ty, { font, align, colour: strong ? theme.text : theme.muted }, theme);
          return true;
        };
        if (this.spots(px, py, strong, weight > 3.15e6 && roomy && led < 5, r).some(put)) drawn += 1;
        if (drawn > 250) return;
      }
    },
  });
})(window.frontline);
