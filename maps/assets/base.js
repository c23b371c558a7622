// The quiet base: land and water, borders, lakes; and the names of countries and towns above everything.
(function (frontline) {
  "use strict";

  frontline.BaseLayer = frontline.CanvasLayer.extend({
    options: { padding: 0.25, rank: 0 },

    initialize(base) {
      frontline.CanvasLayer.prototype.initialize.call(this, {});
      this.base = base;
    },

    onAdd(map) {
      const { base } = this;
      const arcs = base.arcs.map((steps) => frontline.flatten(frontline.line(steps, base.scale), map.options.crs));
      const joined = (refs) => frontline.joined(arcs, refs);
      this.land = base.land.map(joined);
      this.lakes = base.lakes.map(joined);
      this.borders = base.borders.map((n) => arcs[n]);
      this.regions = base.regions.map((n) => arcs[n]);
      this.disputed = base.disputed.map((n) => arcs[n]);
      this.loaded = true;
      frontline.CanvasLayer.prototype.onAdd.call(this, map);
    },

    paint(ctx, view) {
      const theme = frontline.theme();
      ctx.fillStyle = theme.water;
      ctx.fillRect(0, 0, view.width, view.height);
      ctx.beginPath();
      frontline.trace(ctx, this.land, view, true);
      frontline.fill(ctx, theme.land);
      ctx.beginPath();
      frontline.trace(ctx, this.lakes, view, true);
      frontline.fill(ctx, theme.water, "evenodd");
    },
  });

  /** Borders lie above the areas, so that a filled country keeps its outline. */
  frontline.BorderLayer = frontline.CanvasLayer.extend({
    options: { padding: 0.25, rank: 30 },

    initialize(base) {
      frontline.CanvasLayer.prototype.initialize.call(this, {});
      this.base = base;
      this.loaded = true;
    },

    paint(ctx, view) {
      const theme = frontline.theme();
      const stroke = (lines, width, colour, dash) => {
        ctx.beginPath();
        frontline.trace(ctx, lines, view, false);
        frontline.stroke(ctx, colour, width, dash);
      };
      ctx.lineJoin = "round";
      if (view.zoom > 6.4) stroke(this.base.regions, 0.8, theme.border, [1, 2.5]);
      stroke(this.base.borders, 1.1, theme.border);
      stroke(this.base.disputed, 1.1, theme.muted, [4, 3]);
    },
  });
})(window.frontline);
