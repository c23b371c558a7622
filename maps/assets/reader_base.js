// Two bases in one: the globe in outline, and over it in detail the part that the articles are about.
(function (frontline) {
  "use strict";

  /** Draw inside the box of an extent alone, or outside it. Lines stay off the edge, which is no border of anything. */
  function clip(layer, ctx, view, outside, inset) {
    const [west, south, east, north] = layer.base.extent || layer.extent;
    const [x1, y1, x2, y2] = frontline.flatten([west, north, east, south], layer._map.options.crs);
    ctx.beginPath();
    if (outside) ctx.rect(0, 0, view.width, view.height);
    ctx.rect(view.x(x1) + inset, view.y(y1) + inset, view.x(x2) - view.x(x1) - 2 * inset, view.y(y2) - view.y(y1) - 2 * inset);
    ctx.clip("evenodd");
  }

  const clipped = (Kind, rank, outside, inset) => Kind.extend({
    options: { padding: 0.25, rank },

    paint(ctx, view) {
      ctx.save();
      clip(this, ctx, view, outside, inset);
      Kind.prototype.paint.call(this, ctx, view);
      ctx.restore();
    },
  });

  const HomeLayer = clipped(frontline.BaseLayer, 1, false, 0);
  const HomeBorders = clipped(frontline.BorderLayer, 30, false, 2);
  const WorldBorders = clipped(frontline.BorderLayer, 29, true, 0);

  const lines = (layer) => ({ borders: layer.borders, regions: layer.regions, disputed: layer.disputed, extent: layer.base.extent });

  /** Put the bases on a map, and return what they name. */
  frontline.addBases = function (map, { home, world }) {
    if (world) {
      const globe = new frontline.BaseLayer(world).addTo(map);
      if (!home) new frontline.BorderLayer(lines(globe)).addTo(map);
      else {
        const borders = new WorldBorders(lines(globe));
        borders.extent = home.extent;
        borders.addTo(map);
      }
    }
    if (home) {
      const land = new HomeLayer(home).addTo(map);
      new HomeBorders(lines(land)).addTo(map);
    }
    return { names: [...(home ? home.names : []), ...(world ? world.names : [])], towns: home ? home.towns : [] };
  };
})(window.frontline);
