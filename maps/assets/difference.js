// The layer of differences: ground by who held it before and who holds it after, and contested places apart.
(function (frontline) {
  "use strict";

  frontline.DifferenceLayer = frontline.CanvasLayer.extend({
    options: { padding: 0.25, rank: 10 },

    initialize(id, options) {
      frontline.CanvasLayer.prototype.initialize.call(this, options);
      this.focus = null; // the code of the actor whose gains and losses are shown alone
      this.ready = frontline.read(id).then((data) => {
        const actors = data.actors.map(frontline.lookOf);
        const arcs = data.arcs.map((steps) => frontline.line(steps, data.scale));
        this.pieces = data.pieces.map(([rings, before, after, km2]) => ({
          rings: rings.map((refs) => frontline.joined(arcs, refs)), before: actors[before], after: actors[after], km2,
        }));
        this.loaded = true;
      });
    },

    onAdd(map) {
      frontline.CanvasLayer.prototype.onAdd.call(this, map);
      this.ready.then(() => {
        for (const piece of this.pieces) piece.flat = piece.rings.map((ring) => frontline.flatten(ring, map.options.crs));
        this.redraw();
      });
    },

    paint(ctx, view) {
      for (const piece of this.pieces) {
        if (!piece.flat) return;
        ctx.beginPath();
        frontline.trace(ctx, piece.flat, view, true);
        this.fill(ctx, piece);
        ctx.globalAlpha = 1;
      }
    },

    /** Gained full, held pale, lost striped in the loser's colour when it is looked at alone; no data in grey stripes. */
    fill(ctx, { before, after }) {
      const theme = frontline.theme();
      const is = (look) => Boolean(look) && look.code === this.focus;
      const put = (alpha, style) => {
        ctx.globalAlpha = alpha;
        ctx.fillStyle = style;
        ctx.fill("evenodd");
      };
      if (!before && !after) return;
      if (this.focus && !is(before) && !is(after)) {
        put(0.07, theme.muted);
        return;
      }
      if (before === after) put(this.focus ? 0.22 : 0.16, frontline.ink(after));
      else if (!before || !after) {
        put(after ? 0.3 : this.focus ? 0.12 : 0, frontline.ink(after || before));
        put(0.5, frontline.marks.hatch(ctx, theme.muted));
      } else if (this.focus && is(before)) {
        put(0.12, frontline.ink(before));
        put(0.95, frontline.marks.hatch(ctx, frontline.ink(before)));
      } else put(0.72, frontline.ink(after));
    },

    pick(point, view, latlng) {
      const piece = latlng && (this.pieces || []).find((one) => frontline.inside(one.rings, latlng.lng, latlng.lat));
      if (!piece || (!piece.before && !piece.after)) return null;
      return { open: () => frontline.openCard(this._map, latlng, this.card(piece)) };
    },

    card(piece) {
      const { el, say } = frontline;
      const name = (look) => el("bdi", {}, look ? look.name : say("noData"));
      const words = piece.before === piece.after ? [name(piece.after)] : [name(piece.before), ` ${say("became")} `, name(piece.after)];
      return el("div", { class: "fl-card" }, el("h2", {}, el("span", {}, ...words)), el("p", { class: "fl-source" }, say("km2", { n: frontline.number(piece.km2) })));
    },
  });

  /** Rings around places that were or are contested, striped: nobody's gain. */
  frontline.ContestedLayer = frontline.CanvasLayer.extend({
    options: { padding: 0.25, rank: 15 },

    initialize(spots) {
      frontline.CanvasLayer.prototype.initialize.call(this, {});
      this.spots = spots;
      this.loaded = true;
    },

    paint(ctx, view) {
      const theme = frontline.theme();
      for (const [lon, lat] of this.spots) {
        const [x, y] = frontline.flatten([lon, lat], this._map.options.crs);
        frontline.contestedRing(ctx, view.x(x), view.y(y), 11, theme);
      }
    },
  });

  frontline.contestedRing = function (ctx, x, y, radius, theme) {
    ctx.beginPath();
    ctx.arc(x, y, radius, 0, 2 * Math.PI);
    ctx.fillStyle = theme.halo;
    ctx.fill();
    ctx.fillStyle = frontline.marks.hatch(ctx, theme.text);
    ctx.globalAlpha = 0.55;
    ctx.fill();
    ctx.globalAlpha = 1;
    ctx.lineWidth = 1;
    ctx.strokeStyle = theme.text;
    ctx.stroke();
  };

  frontline.difference = (id, options) => new frontline.DifferenceLayer(id, options);
})(window.frontline);
