// Reading the page's data: blocks of JSON, plain or compressed, and the line work in them.
(function (frontline) {
  "use strict";

  async function inflate(text) {
    const packed = atob(text);
    const bytes = new Uint8Array(packed.length);
    for (let i = 0; i < packed.length; i += 1) bytes[i] = packed.charCodeAt(i);
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(stream).text();
  }

  /** The value of a data block; compressed blocks say so in their type. */
  frontline.read = async function (id) {
    const block = document.getElementById(id);
    if (!block) throw new Error(`no data block ${id}`);
    const plain = block.type === "application/json";
    return JSON.parse(plain ? block.textContent : await inflate(block.textContent.trim()));
  };

  /** Points [lon, lat, lon, lat, ...] from whole-number steps. */
  frontline.line = function (steps, scale) {
    const points = new Float64Array(steps.length);
    let x = 0;
    let y = 0;
    for (let i = 0; i < steps.length; i += 2) {
      points[i] = (x += steps[i]) / scale;
      points[i + 1] = (y += steps[i + 1]) / scale;
    }
    return points;
  };

  /** One line from arcs that many lines share; a negative reference is an arc walked backwards. */
  frontline.joined = function (arcs, refs) {
    const points = [];
    refs.forEach((ref, n) => {
      const arc = arcs[ref < 0 ? ~ref : ref];
      const last = arc.length - 2;
      for (let i = n ? 2 : 0; i <= last; i += 2) {
        const at = ref < 0 ? last - i : i;
        points.push(arc[at], arc[at + 1]);
      }
    });
    return Float64Array.from(points);
  };

  /** The same points in the map's own flat units, in which a zoom is one factor. */
  frontline.flatten = function (points, crs) {
    const flat = new Float64Array(points.length);
    for (let i = 0; i < points.length; i += 2) {
      const at = crs.latLngToPoint({ lat: points[i + 1], lng: points[i] }, 0);
      flat[i] = at.x;
      flat[i + 1] = at.y;
    }
    return flat;
  };

  /** Whether a point lies inside closed lines, counted even-odd. */
  frontline.inside = function (rings, x, y) {
    let odd = false;
    for (const ring of rings) {
      for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
        const above = ring[i + 1] > y;
        if (above !== ring[j + 1] > y && x < ((ring[j] - ring[i]) * (y - ring[i + 1])) / (ring[j + 1] - ring[i + 1]) + ring[i]) {
          odd = !odd;
        }
      }
    }
    return odd;
  };
})(window.frontline);
