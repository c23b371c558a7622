// What every mark looks like, on the map, in the list and in the legend: one drawing for all three.
(function (frontline) {
  "use strict";

  // fill: painted in the actor's colour; open: an outline in it; over: a stroke across in the paper's colour.
  const GLYPHS = frontline.looks.glyph;
  const RADIUS = 9.5;

  const paths = new Map();
  const path = (d) => {
    if (!paths.has(d)) paths.set(d, new Path2D(d));
    return paths.get(d);
  };

  /** Draw an event's mark: a disc whose rim tells the status, and in it the action in the actor's colour. */
  function badge(ctx, x, y, mark, theme) {
    const glyph = GLYPHS[mark.action];
    ctx.save();
    ctx.translate(x, y);
    frontline.circle(ctx, 0, 0, RADIUS);
    frontline.fill(ctx, theme.paper);
    frontline.stroke(ctx, theme.text, mark.status === "confirmed" ? 2.6 : 1.2, { claimed: [3, 2.2], planned: [1.4, 2.4] }[mark.status]);
    paint(ctx, glyph, mark.colour, theme, mark.status === "planned");
    if (mark.status === "denied") {
      ctx.beginPath();
      ctx.moveTo(-RADIUS, RADIUS);
      ctx.lineTo(RADIUS, -RADIUS);
      frontline.stroke(ctx, theme.text, 1.6);
    }
    if (mark.count > 1) number(ctx, mark.count, theme);
    ctx.restore();
  }

  function paint(ctx, glyph, colour, theme, hollow) {
    ctx.lineJoin = "round";
    if (glyph.fill) {
      const shape = path(glyph.fill);
      ctx.lineWidth = 1.1;
      ctx.strokeStyle = theme.text;
      ctx.fillStyle = hollow ? theme.paper : colour;
      ctx.fill(shape);
      ctx.stroke(shape);
    }
    if (glyph.open) {
      const shape = path(glyph.open);
      ctx.lineCap = "round";
      ctx.strokeStyle = theme.text;
      ctx.lineWidth = 3.6;
      ctx.stroke(shape);
      ctx.strokeStyle = hollow ? theme.paper : colour;
      ctx.lineWidth = 2;
      ctx.stroke(shape);
    }
    if (glyph.over) {
      ctx.strokeStyle = theme.paper;
      ctx.lineWidth = 2;
      ctx.stroke(path(glyph.over));
    }
  }

  function number(ctx, count, theme) {
    const text = count > 99 ? "99+" : String(count);
    const wide = 6 + 5.6 * text.length;
    ctx.beginPath();
    ctx.roundRect(4, -RADIUS - 5, wide, 12, 6);
    frontline.fill(ctx, theme.text);
    frontline.stroke(ctx, theme.paper, 1);
    ctx.font = `600 9px ${theme.font}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillStyle = theme.paper;
    ctx.fillText(text, 4 + wide / 2, -RADIUS + 1.5);
  }

  /** Draw a place: its holder's colour, hollow where unsure, both colours where contested, a second ring where besieged. */
  function dot(ctx, x, y, r, place, unsure, theme) {
    const ring = (radius, width, colour) => {
      frontline.circle(ctx, x, y, radius);
      frontline.stroke(ctx, colour, width);
    };
    const disc = (radius, colour) => {
      frontline.circle(ctx, x, y, radius);
      frontline.fill(ctx, colour);
    };
    if (place.state === "unknown") {
      disc(r, theme.paper);
      ring(r, 1.2, theme.muted);
    } else if (place.state === "contested") {
      disc(r, frontline.ink(place.rival));
      ctx.beginPath();
      ctx.arc(x, y, r, Math.PI / 2, (3 * Math.PI) / 2);
      frontline.fill(ctx, frontline.ink(place.actor));
      ring(r + 0.6, 1.2, theme.text);
    } else {
      disc(r, frontline.ink(place.actor));
      ring(r + 0.6, 1.1, place.outvoted ? theme.text : theme.paper);
      if (unsure) disc(r * 0.55, theme.paper);
    }
    if (place.besieged) {
      ring(r + 2.6, 2.4, theme.paper);
      ring(r + 3, 1.6, theme.text);
    }
  }

  /** A small picture of a mark for the list and the legend. */
  function picture(size, draw) {
    const ratio = Math.max(2, devicePixelRatio || 1);
    const canvas = frontline.el("canvas", { width: size[0] * ratio, height: size[1] * ratio, "aria-hidden": "true", class: "fl-mark" });
    canvas.style.width = `${size[0]}px`;
    canvas.style.height = `${size[1]}px`;
    const ctx = canvas.getContext("2d");
    ctx.scale(ratio, ratio);
    draw(ctx);
    return canvas;
  }

  const hatches = new Map();
  /** Diagonal strokes in a colour, for what is not sure. */
  function hatch(ctx, colour) {
    if (!hatches.has(colour)) {
      const tile = document.createElement("canvas");
      tile.width = tile.height = 16;
      const ink = tile.getContext("2d");
      ink.strokeStyle = colour;
      ink.lineWidth = 2.6;
      for (const shift of [-16, 0, 16]) {
        ink.beginPath();
        ink.moveTo(shift - 2, 18);
        ink.lineTo(shift + 18, -2);
        ink.stroke();
      }
      hatches.set(colour, tile);
    }
    const pattern = ctx.createPattern(hatches.get(colour), "repeat");
    pattern.setTransform(new DOMMatrix().scale(0.5));
    return pattern;
  }

  frontline.marks = { badge, dot, picture, hatch, RADIUS, actions: Object.keys(GLYPHS) };
})(window.frontline);
