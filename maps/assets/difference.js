// The layer of differences: ground by who held it before and who holds it after.
(function (frontline) {
  "use strict";

  frontline.DifferenceLayer = frontline.CanvasLayer.extend({
    options: { padding: 0.25, rank: 10 },

    initialize(id, options) {
      frontline.CanvasLayer.prototype.initialize.call(this, options);
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
      const theme = frontline.theme();
      for (const piece of this.pieces) {
        if (!piece.flat) return;
        ctx.beginPath();
        frontline.trace(ctx, piece.flat, view, true);
        if (piece.before === piece.after) {
          if (!piece.after) continue;
          ctx.globalAlpha = 0.16;
          ctx.fillStyle = frontline.ink(piece.after);
        } else if (piece.after) {
          ctx.globalAlpha = piece.before ? 0.72 : 0.3;
          ctx.fillStyle = frontline.ink(piece.after);
        } else {
          ctx.globalAlpha = 0.5;
          ctx.fillStyle = frontline.marks.hatch(ctx, theme.muted);
        }
        ctx.fill("evenodd");
        ctx.globalAlpha = 1;
      }
    },

    pick(point, view, latlng) {
      const piece = latlng && (this.pieces || []).find((one) => frontline.inside(one.rings, latlng.lng, latlng.lat));
      if (!piece || (!piece.before && !piece.after)) return null;
      return { open: () => frontline.openCard(this._map, latlng, this.card(piece)) };
    },

    card(piece) {
      const { el, say } = frontline;
      const name = (look) => el("bdi", {}, look ? look.name : say("noData"));
      const words = piece.before === piece.after ? [name(piece.after)] : [name(piece.before), " → ", name(piece.after)];
      return el("div", { class: "fl-card" }, el("h2", {}, el("span", {}, ...words)), el("p", { class: "fl-source" }, say("km2", { n: frontline.number(piece.km2) })));
    },
  });

  frontline.difference = (id, options) => new frontline.DifferenceLayer(id, options);
})(window.frontline);
