// The dots of the reader view: one a place, larger the more often it is named, drawn on canvas.
(function (frontline) {
  "use strict";

  const ONE = 4.5;
  const LEAST = 3;
  const LARGEST = 17;
  const REACH = 4;

  const ink = () => getComputedStyle(document.documentElement).getPropertyValue("--fl-place").trim();

  /** How large a dot is for a count, of the greatest count there is: its area tells the count. */
  frontline.dotRadius = (count, most) => Math.max(LEAST, Math.min(ONE, LARGEST / Math.sqrt(most)) * Math.sqrt(count));

  function circle(ctx, x, y, r) {
    ctx.beginPath();
    ctx.arc(x, y, r, 0, 2 * Math.PI);
  }

  /** One dot: full where the place is named as a location, a ring where it only acts; dashed around where it is an area. */
  frontline.paintDot = function (ctx, x, y, dot, theme, colour) {
    circle(ctx, x, y, dot.r);
    ctx.fillStyle = dot.named ? colour : theme.paper;
    ctx.globalAlpha = dot.named ? 0.82 : 0.9;
    ctx.fill();
    ctx.globalAlpha = 1;
    ctx.lineWidth = dot.named ? 1.2 : 2;
    ctx.strokeStyle = dot.named ? theme.paper : colour;
    ctx.stroke();
    if (!dot.area) return;
    circle(ctx, x, y, dot.r + 3);
    ctx.setLineDash([2, 3]);
    ctx.lineWidth = 1.2;
    ctx.strokeStyle = colour;
    ctx.stroke();
    ctx.setLineDash([]);
  };

  frontline.paintRank = function (ctx, x, y, rank, theme) {
    circle(ctx, x, y, 8.5);
    ctx.fillStyle = theme.paper;
    ctx.fill();
    ctx.setLineDash([3, 2]);
    ctx.lineWidth = 1.6;
    ctx.strokeStyle = theme.text;
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.font = `600 10.5px ${theme.font}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillStyle = theme.text;
    ctx.fillText(String(rank), x, y + 0.5);
  };

  frontline.PlaceLayer = frontline.CanvasLayer.extend({
    options: { padding: 0.25, rank: 40 },

    initialize(open) {
      frontline.CanvasLayer.prototype.initialize.call(this, {});
      this.open = open;
      this.loaded = true;
      this.chosen = this.over = null;
      this.thought = [];
      this.show([]);
    },

    /** Draw the rows of a sum and no others. Groups and radius are what the layer of names asks of a layer of events. */
    show(rows) {
      const most = Math.max(1, ...rows.map((row) => row.count));
      this.groups = rows.map((row, best) => {
        const senses = row.mentions.map(({ mention }) => mention);
        const named = senses.some((mention) => mention.role === "locative");
        const radius = Math.max(...senses.map((mention) => mention.sense.radius));
        return { place: row.place, best, events: row.mentions, r: frontline.dotRadius(row.count, most), named, area: radius > 0, radius };
      });
      this.data = { radius: this.groups.map((group) => group.radius) };
      this.redraw();
    },

    spotOf(place, view) {
      if (place.crs !== this._map.options.crs) {
        place.crs = this._map.options.crs;
        [place.x, place.y] = frontline.flatten([place.lon, place.lat], place.crs);
      }
      return [view.x(place.x), view.y(place.y)];
    },

    paint(ctx, view) {
      const theme = frontline.theme();
      const colour = ink();
      this.boxes = [];
      this.drawn = [];
      const chosen = this.groups.find((group) => group.place === this.chosen);
      if (chosen && chosen.radius) this.paintArea(ctx, view, chosen, theme, colour);
      for (const group of [...this.groups].sort((a, b) => b.r - a.r)) {
        const [x, y] = this.spotOf(group.place, view);
        if (x < -40 || y < -40 || x > view.width + 40 || y > view.height + 40) continue;
        frontline.paintDot(ctx, x, y, group, theme, colour);
        this.drawn.push({ x, y, group });
        this.boxes.push([x - group.r, y - group.r, x + group.r, y + group.r]);
      }
      for (const place of [this.over, this.chosen]) this.ring(ctx, view, place, theme);
      this.thought.forEach((place, rank) => {
        const [x, y] = this.spotOf(place, view);
        if (place !== this.chosen) frontline.paintRank(ctx, x, y, rank + 1, theme);
      });
    },

    paintArea(ctx, view, group, theme, colour) {
      const { place, radius } = group;
      const [x, y] = this.spotOf(place, view);
      const north = Math.min(85, place.lat + radius / 111.32);
      const [, top] = frontline.flatten([place.lon, north], this._map.options.crs);
      const r = y - view.y(top);
      circle(ctx, x, y, r);
      ctx.globalAlpha = 0.1;
      ctx.fillStyle = colour;
      ctx.fill();
      ctx.globalAlpha = 0.9;
      ctx.setLineDash([2, 4]);
      ctx.lineWidth = 1.2;
      ctx.strokeStyle = colour;
      ctx.stroke();
      ctx.setLineDash([]);
      ctx.globalAlpha = 1;
    },

    ring(ctx, view, place, theme) {
      const group = this.groups.find((one) => one.place === place);
      if (!group) return;
      const [x, y] = this.spotOf(place, view);
      circle(ctx, x, y, group.r + 4);
      ctx.lineWidth = 4.5;
      ctx.strokeStyle = theme.paper;
      ctx.stroke();
      ctx.lineWidth = place === this.chosen ? 2.6 : 1.4;
      ctx.strokeStyle = theme.text;
      ctx.stroke();
    },

    /** The nearest dot under the pointer; where dots lie over one another, the one whose middle is nearest. */
    pick(point) {
      let best = null;
      for (const { x, y, group } of this.drawn || []) {
        const far = Math.hypot(x - point.x, y - point.y);
        if (far <= group.r + REACH && (!best || far / group.r < best.far)) best = { far: far / group.r, group };
      }
      return best && { open: () => this.open(best.group.place) };
    },
  });
})(window.frontline);
