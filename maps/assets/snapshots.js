// The layer of snapshots: areas, front line and places of one day, of the days it was given.
(function (frontline) {
  "use strict";

  const KIND = ["held", "uncertain", "no_data"];
  const look = (row) => row && { code: row[0], name: row[1], label: row[2], side: row[3], colour: row[4], dark: row[5] };

  frontline.SnapshotLayer = frontline.CanvasLayer.extend({
    options: { padding: 0.25, rank: 20 },

    initialize(id, options) {
      frontline.CanvasLayer.prototype.initialize.call(this, options);
      this.ready = frontline.read(id).then((data) => this.load(data));
    },

    load(data) {
      this.actors = data.actors.map(look);
      this.arcs = data.arcs.map((steps) => frontline.line(steps, data.scale));
      this.areas = data.areas.map(([rings, actor, kind, km2, confidence, name]) => ({
        rings: rings.map((refs) => frontline.joined(this.arcs, refs)), actor: this.actors[actor], kind: KIND[kind], km2, confidence, name,
      }));
      this.fronts = data.fronts.map(([refs, a, b]) => ({ refs, a: this.actors[a], b: this.actors[b] }));
      this.places = data.places.map(([id, name, lon, lat, rank, names, day, actor, rival, source]) => ({
        id, name, lon, lat, rank, names,
        baseline: day === undefined ? null : { day, actor: this.actors[actor], rival: this.actors[rival], source: data.sources[source] },
      }));
      this.states = data.states.map(([state, actor, rival, besieged, outvoted, since, confidence, events]) => ({
        state, actor: this.actors[actor], rival: this.actors[rival], besieged, outvoted, since, confidence, events,
      }));
      let held = new Map();
      this.days = data.days.map((day) => {
        held = new Map(held);
        for (const [place, state] of day.places) {
          if (state < 0) held.delete(place);
          else held.set(place, this.states[state]);
        }
        return Object.assign({}, day, { held });
      });
      this.loaded = true;
      this.setDay(Infinity);
      return this;
    },

    onAdd(map) {
      frontline.CanvasLayer.prototype.onAdd.call(this, map);
      this.ready.then(() => {
        if (!this._map) return;
        const crs = map.options.crs;
        this.areas.forEach((area) => {
          area.flat = area.rings.map((ring) => frontline.flatten(ring, crs));
        });
        this.flatArcs = this.arcs.map((arc) => frontline.flatten(arc, crs));
        this.places.forEach((place) => {
          [place.x, place.y] = frontline.flatten([place.lon, place.lat], crs);
        });
        this.redraw();
      });
    },

    /** Show the latest snapshot that is not after the day. */
    setDay(day) {
      let index = 0;
      while (index + 1 < this.days.length && this.days[index + 1].day <= day) index += 1;
      this.shown = this.days[index];
      this.earlier = this.days[index - 1] || null;
      this.redraw();
    },

    paint(ctx, view) {
      if (!this.flatArcs) return;
      const theme = frontline.theme();
      this.boxes = [];
      if (this.options.frontOnly) {
        this.paintOldFront(ctx, view, theme);
        return;
      }
      if (this.options.areas !== false) for (const index of this.shown.areas) this.paintArea(ctx, view, this.areas[index], theme);
      this.paintFront(ctx, view, theme);
      this.paintPlaces(ctx, view, theme);
      if (this.options.names !== false) {
        for (const name of this.names(view)) this.paintName(ctx, view, name, theme);
      }
    },

    paintArea(ctx, view, area, theme) {
      ctx.beginPath();
      frontline.trace(ctx, area.flat, view, true);
      if (area.kind === "no_data" || !area.actor) {
        frontline.stroke(ctx, theme.muted, 1.2, [1.5, 4]);
        return;
      }
      const ink = frontline.ink(area.actor);
      ctx.globalAlpha = area.kind === "uncertain" ? theme.area * 0.4 : theme.area;
      frontline.fill(ctx, ink, "evenodd");
      if (area.kind === "uncertain") {
        ctx.globalAlpha = theme.area + 0.08;
        frontline.fill(ctx, frontline.marks.hatch(ctx, ink), "evenodd");
      }
      ctx.globalAlpha = 1;
    },

    /** The arcs of the shown front, and those of the day before that are no longer in it. */
    frontArcs(day) {
      return new Set(day.fronts.flatMap((index) => this.fronts[index].refs.flat().map((ref) => (ref < 0 ? ~ref : ref))));
    },

    paintFront(ctx, view, theme) {
      const now = this.frontArcs(this.shown);
      ctx.lineJoin = ctx.lineCap = "round";
      if (this.earlier && this.options.trail !== false) {
        const gone = [...this.frontArcs(this.earlier)].filter((arc) => !now.has(arc));
        ctx.beginPath();
        frontline.trace(ctx, gone.map((arc) => this.flatArcs[arc]), view, false);
        frontline.stroke(ctx, theme.muted, 1.1, [4, 5]);
        this.hasTrail = gone.length > 0;
      } else {
        this.hasTrail = false;
      }
      ctx.beginPath();
      for (const index of this.shown.fronts) {
        for (const refs of this.fronts[index].refs) {
          refs.forEach((ref, n) => this.traceArc(ctx, view, ref, n > 0));
        }
      }
      frontline.stroke(ctx, theme.halo, 5.5);
      frontline.stroke(ctx, theme.text, 2.5);
    },

    /** The front of another day, as a thin dashed line. */
    paintOldFront(ctx, view, theme) {
      ctx.beginPath();
      frontline.trace(ctx, [...this.frontArcs(this.shown)].map((arc) => this.flatArcs[arc]), view, false);
      frontline.stroke(ctx, theme.text, 1.4, [5, 5]);
    },

    traceArc(ctx, view, ref, joined) {
      const arc = this.flatArcs[ref < 0 ? ~ref : ref];
      const last = arc.length - 2;
      for (let i = 0; i <= last; i += 2) {
        const at = ref < 0 ? last - i : i;
        if (i === 0 && !joined) ctx.moveTo(view.x(arc[at]), view.y(arc[at + 1]));
        else ctx.lineTo(view.x(arc[at]), view.y(arc[at + 1]));
      }
    },

    /** How big a place is drawn: what is not plainly held always stands out, small places only when there is room. */
    radius(place, state, view) {
      if (state.state === "contested") return 5;
      if (state.besieged || state.outvoted) return 4;
      const room = view.zoom - 7 + (place.rank > 100000 ? 2 : place.rank > 20000 ? 1 : 0);
      return room >= 2 ? 4 : room >= 1 ? 3 : room >= 0.5 ? 2.2 : 1.3;
    },

    paintPlaces(ctx, view, theme) {
      this.dots = [];
      for (const [index, state] of this.shown.held) {
        const place = this.places[index];
        const x = view.x(place.x);
        const y = view.y(place.y);
        if (x < -20 || y < -20 || x > view.width + 20 || y > view.height + 20) continue;
        this.dots.push({ place, state, x, y, r: this.radius(place, state, view), unsure: state.state === "held" && state.confidence < 0.5 });
      }
      this.dots.sort((a, b) => a.r - b.r);
      for (const { state, x, y, r, unsure } of this.dots) {
        if (r < 2) {
          this.paintSpeck(ctx, x, y, r, state, theme);
          continue;
        }
        frontline.marks.dot(ctx, x, y, r, state, unsure, theme);
      }
    },

    /** A small place seen from afar. */
    paintSpeck(ctx, x, y, r, state, theme) {
      frontline.circle(ctx, x, y, r);
      if (state.state === "unknown") frontline.stroke(ctx, theme.muted, 0.8);
      else frontline.fill(ctx, frontline.ink(state.actor));
    },

    /** The holders' names and the roomiest spots of their areas, the largest areas first. */
    names(view) {
      if (!this.flatArcs) return [];
      const areas = this.shown.areas.map((index) => this.areas[index]).filter((area) => area.name && area.actor);
      areas.sort((a, b) => b.km2 - a.km2);
      return areas.map((area) => {
        const [lon, lat, reach] = area.name;
        const [x, y, edge] = frontline.flatten([lon, lat, lon + reach, lat], this._map.options.crs);
        return { text: area.actor.label, x, y, reach: (edge - x) * view.k };
      });
    },

    /** Write a holder's name where its area has room and nothing else stands; say whether it was written. */
    paintName(ctx, view, name, theme, taken = this.boxes) {
      const size = Math.min(15, Math.max(11.5, 7 + view.zoom));
      const font = `650 ${size}px ${theme.font}`;
      ctx.font = font;
      const half = ctx.measureText(name.text).width / 2;
      if (name.reach < half * 0.75) return false;
      const shifts = [0, 0.35, -0.35, 0.6, -0.6].map((share) => share * name.reach);
      for (const down of shifts) {
        for (const right of shifts.filter((shift) => Math.hypot(shift, down) < name.reach * 0.8)) {
          const at = [view.x(name.x) + right, view.y(name.y) + down];
          const box = [at[0] - half - 3, at[1] - size * 0.7, at[0] + half + 3, at[1] + size * 0.7];
          if (taken.some((other) => frontline.overlap(other, box), box)) continue;
          taken.push(box);
          frontline.write(ctx, name.text, at[0], at[1], { font, align: "center", colour: theme.text, halo: 3 }, theme);
          return true;
        }
      }
      return false;
    },

    pick(point, view, latlng) {
      if (!this.dots) return null;
      const near = this.dots.filter((dot) => Math.hypot(dot.x - point.x, dot.y - point.y) < Math.max(8, dot.r + 4));
      near.sort((a, b) => Math.hypot(a.x - point.x, a.y - point.y) - Math.hypot(b.x - point.x, b.y - point.y));
      const dot = near.find((found) => found.r >= 2) || near[0];
      if (dot) return { open: () => this.openPlace(dot.place) };
      if (this.options.areas === false || !latlng) return null;
      const area = this.shown.areas.map((index) => this.areas[index]).find((found) => frontline.inside(found.rings, latlng.lng, latlng.lat));
      return area && { open: () => this.open(latlng, frontline.areaCard(this, area, latlng)) };
    },

    /** Since when a spot has been in an area of its holder without a break: the first such day, null for as long as is shown. */
    heldSince(actor, latlng) {
      let since = null;
      for (let n = this.days.indexOf(this.shown); n >= 0; n -= 1) {
        if (!this.days[n].areas.some((index) => this.areas[index].actor === actor && frontline.inside(this.areas[index].rings, latlng.lng, latlng.lat))) return since;
        since = this.days[n].day;
      }
      return null;
    },

    openPlace(place) {
      this.open(L.latLng(place.lat, place.lon), frontline.placeCard(this, place));
    },

    open(latlng, card) {
      frontline.openCard(this._map, latlng, card);
    },
  });

  /** How much of a map's left side the open legend takes, where it leaves room beside it. */
  frontline.beside = function (map) {
    const legend = document.querySelector(".fl-legend[open]");
    return legend && map.getSize().x > 700 ? legend.offsetWidth + 22 : 14;
  };

  /** Open a card on the map, no wider than the map. */
  frontline.openCard = function (map, latlng, card, offset) {
    const size = map.getSize();
    const width = Math.min(360, size.x - 50);
    const free = { autoPanPaddingTopLeft: [frontline.beside(map), 14], autoPanPaddingBottomRight: [48, 14] };
    L.popup({ maxWidth: width, minWidth: Math.min(240, width), maxHeight: Math.min(340, size.y - 90), className: "fl-popup", offset: offset || [0, 0], ...free })
      .setLatLng(latlng).setContent(card).openOn(map);
    card.dir = document.documentElement.dir || "auto";
    const close = map.getContainer().querySelector(".leaflet-popup-close-button");
    if (close) close.setAttribute("aria-label", frontline.say("close"));
  };

  frontline.overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  frontline.snapshots = (id, options) => new frontline.SnapshotLayer(id, options);
  frontline.lookOf = look;
})(window.frontline);
