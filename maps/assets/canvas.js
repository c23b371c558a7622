// The canvas under every layer, the colours it draws with, and one click for all layers of a map.
(function (frontline) {
  "use strict";

  const font = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans Arabic', sans-serif";
  const THEMES = { light: { font, ...frontline.looks.theme.light }, dark: { font, ...frontline.looks.theme.dark } };
  const darkness = matchMedia("screen and (prefers-color-scheme: dark)");
  let forced = null;

  /** The colours in force; print and pictures may ask for the light ones. */
  frontline.theme = () => forced || THEMES[darkness.matches ? "dark" : "light"];
  frontline.inTheme = function (name, work) {
    forced = THEMES[name];
    try {
      return work();
    } finally {
      forced = null;
    }
  };
  /** An actor's colour on the page in force. */
  frontline.ink = (look) => (look ? (frontline.theme() === THEMES.dark ? look.dark : look.colour) : frontline.theme().muted);

  /** A layer that draws itself on one canvas; subclasses have `paint(ctx, view)` and may have `pick(point, view)`. */
  frontline.CanvasLayer = L.Renderer.extend({
    options: { padding: 0.25, rank: 0 },

    onAdd(map) {
      const pane = `frontline-${this.options.rank}`;
      if (!map.getPane(pane)) {
        map.createPane(pane).style.zIndex = 410 + this.options.rank;
        map.getPane(pane).style.pointerEvents = "none";
      }
      this.options.pane = pane;
      L.Renderer.prototype.onAdd.call(this, map);
      this._repaint = () => this.redraw();
      darkness.addEventListener("change", this._repaint);
      picks(map).add(this);
    },

    onRemove(map) {
      darkness.removeEventListener("change", this._repaint);
      picks(map).delete(this);
      L.Renderer.prototype.onRemove.call(this, map);
    },

    _initContainer() {
      this._container = document.createElement("canvas");
      this._ink = this._container.getContext("2d");
    },

    _destroyContainer() {
      this._container.remove();
      delete this._container;
    },

    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      const ratio = devicePixelRatio || 1;
      const size = this._bounds.getSize();
      this._container.width = Math.ceil(size.x * ratio);
      this._container.height = Math.ceil(size.y * ratio);
      this._container.style.width = `${size.x}px`;
      this._container.style.height = `${size.y}px`;
      L.DomUtil.setPosition(this._container, this._bounds.min);
      this._ink.setTransform(ratio, 0, 0, ratio, 0, 0);
      this.redraw();
    },

    redraw() {
      if (!this._map || !this._bounds || !this.loaded) return;
      const size = this._bounds.getSize();
      this._ink.clearRect(0, 0, size.x, size.y);
      this.paint(this._ink, this.view());
    },

    /** How flat units become pixels of the canvas: x * k - left, y * k - top. */
    view() {
      const zoom = this._map.getZoom();
      const origin = this._map.getPixelOrigin().add(this._bounds.min);
      const size = this._bounds.getSize();
      return {
        zoom, k: this._map.options.crs.scale(zoom) / this._map.options.crs.scale(0),
        left: origin.x, top: origin.y, width: size.x, height: size.y,
        x(flat) { return flat * this.k - this.left; },
        y(flat) { return flat * this.k - this.top; },
      };
    },

    /** Where on the canvas a click fell. */
    spot(latlng) {
      return this._map.latLngToLayerPoint(latlng).subtract(this._bounds.min);
    },

    /** Paint onto another canvas, whose corner is the map's. */
    paintOn(ctx) {
      const view = this.view();
      const corner = this._map.containerPointToLayerPoint([0, 0]).subtract(this._bounds.min);
      ctx.save();
      ctx.translate(-corner.x, -corner.y);
      this.paint(ctx, view);
      ctx.restore();
    },
  });

  /** The layers of a map that answer a click, asked from the top down, once a click. */
  function picks(map) {
    if (!map.frontlineLayers) {
      map.frontlineLayers = new Set();
      const ask = (event, marksOnly) => {
        const layers = [...map.frontlineLayers].filter((layer) => layer.pick && layer.loaded).sort((a, b) => b.options.rank - a.options.rank);
        for (const layer of layers) {
          const found = layer.pick(layer.spot(event.latlng), layer.view(), marksOnly ? null : event.latlng);
          if (found) return found;
        }
        return null;
      };
      map.on("click", (event) => {
        const found = ask(event);
        if (found) found.open();
      });
      map.on("mousemove", (event) => {
        const found = map.dragging && map.dragging.moving && map.dragging.moving() ? null : ask(event, true);
        map.getContainer().classList.toggle("fl-over", Boolean(found));
      });
    }
    return map.frontlineLayers;
  }

  /** Begin a path: a circle. */
  frontline.circle = function (ctx, x, y, r) {
    ctx.beginPath();
    ctx.arc(x, y, r, 0, 2 * Math.PI);
  };

  /** Stroke the path, in dashes where they are given. */
  frontline.stroke = function (ctx, colour, width, dash) {
    ctx.setLineDash(dash || []);
    ctx.lineWidth = width;
    ctx.strokeStyle = colour;
    ctx.stroke();
    ctx.setLineDash([]);
  };

  frontline.fill = function (ctx, colour, rule) {
    ctx.fillStyle = colour;
    ctx.fill(rule);
  };

  /** Trace lines of flat units as one path. */
  frontline.trace = function (ctx, lines, view, close) {
    for (const line of lines) {
      for (let i = 0; i < line.length; i += 2) {
        const x = line[i] * view.k - view.left;
        const y = line[i + 1] * view.k - view.top;
        if (i === 0) ctx.moveTo(x, y);
        else ctx.lineTo(x, y);
      }
      if (close) ctx.closePath();
    }
  };

  /** Write a text with a halo. */
  frontline.write = function (ctx, text, x, y, style, theme) {
    ctx.font = style.font;
    ctx.textAlign = style.align || "left";
    ctx.textBaseline = "middle";
    ctx.direction = frontline.direction(text);
    ctx.lineJoin = "round";
    ctx.lineWidth = style.halo || 3;
    ctx.strokeStyle = theme.halo;
    ctx.strokeText(text, x, y);
    ctx.fillStyle = style.colour;
    ctx.fillText(text, x, y);
  };
})(window.frontline);
