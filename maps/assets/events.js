// The layer of events: one mark a place, drawn on canvas; what stands in it is made when it is opened.
(function (frontline) {
  "use strict";

  const STATUS = ["reported", "claimed", "confirmed", "denied", "planned"];
  const LIFT = 15;
  // How near, in pixels, places share a mark: wider when more marks than CROWD would stand in view.
  const REACHES = [19, 30, 46];
  const CROWD = 220;

  /** Turn steps into what they lead to. */
  function sum(steps) {
    for (let i = 1; i < steps.length; i += 1) steps[i] += steps[i - 1];
  }

  /** Letters turned into the numbers they stand for, from "0" on; letters come in two halves above the first 55,000. */
  const numbers = (letters) => Array.from(letters, (letter) => letter.codePointAt(0)).map((code) => code - (code < 0xd800 ? 48 : 2096));

  frontline.EventLayer = frontline.CanvasLayer.extend({
    options: { padding: 0.25, rank: 40 },

    initialize(id, options) {
      frontline.CanvasLayer.prototype.initialize.call(this, options);
      this.ready = frontline.read(id).then((data) => this.load(data));
    },

    load(data) {
      this.data = data;
      this.count = data.action.length;
      for (const column of ["words", "sentence", "article"]) sum(data[column]);
      for (const column of ["action", "status", "precision", "actor", "opponent", "claimant"]) data[column] = numbers(data[column]);
      data.day = data.day.flatMap(([day, often]) => Array(often).fill(day));
      this.actors = data.actors.map(frontline.lookOf);
      this.places = data.places.map(([id, name, lon, lat, names]) => ({ id, name, lon, lat, names, events: [] }));
      for (let i = 0; i < this.count; i += 1) {
        if (data.place[i] >= 0) this.places[data.place[i]].events.push(i);
      }
      this.loaded = true;
      this.show(Array.from({ length: this.count }, (_, i) => i));
      return this;
    },

    /** One event in words and values, made when asked for. */
    event(i) {
      const data = this.data;
      const [title, source, url, published] = data.articles.map((column) => column[data.article[i]]);
      return {
        i, action: data.actions[data.action[i]], actor: this.actors[data.actor[i]] || null,
        opponent: this.actors[data.opponent[i]] || null, claimant: this.actors[data.claimant[i]] || null,
        place: this.places[data.place[i]] || null, words: data.strings[data.words[i]], status: STATUS[data.status[i]],
        partial: i in data.partial, radius: data.radius[i] || 0, day: data.day[i], from: this.firstDay(i),
        dayPrecision: data.precisions[data.precision[i]], sentence: data.strings[data.sentence[i]], clause: data.clause[i],
        title, source, url: frontline.safeUrl(url), published, tellings: 1 + (data.more[i] || 0), agrees: data.agrees[i] || [],
        disagrees: data.disagrees[i] || [], corrected: data.corrected[i] || [],
      };
    },

    /** The first day on which an event may have taken effect, null where it is not known. */
    firstDay(i) {
      const { day, span } = this.data;
      return i in span ? span[i] && day[i] - span[i] : day[i];
    },

    /** Draw these events and no others. */
    show(indexes) {
      this.shown = indexes;
      const groups = new Map();
      for (const i of indexes) {
        const place = this.data.place[i];
        if (place < 0) continue;
        if (groups.has(place)) groups.get(place).push(i);
        else groups.set(place, [i]);
      }
      const latest = (i) => (this.data.day[i] === null ? -1e9 : this.data.day[i]);
      // What changes hands stands for several before what is merely fought over.
      const weight = (i) => frontline.looks.glyph[this.data.actions[this.data.action[i]]].weight - (this.data.status[i] > 2 ? 10 : 0);
      this.groups = [...groups].map(([place, events]) => {
        let best = events[0];
        for (const i of events) {
          if (latest(i) > latest(best) || (latest(i) === latest(best) && weight(i) > weight(best))) best = i;
        }
        return { place: this.places[place], events, best, sort: latest(best) * 20 + weight(best) };
      });
      this.groups.sort((a, b) => b.sort - a.sort || a.best - b.best);
      this.redraw();
    },

    paint(ctx, view) {
      const theme = frontline.theme();
      this.boxes = [];
      for (const reach of REACHES) {
        this.marks = this.gather(view, reach);
        if (this.marks.length <= CROWD) break;
      }
      this.paintDiscs(ctx, view, theme);
      this.marks.sort((a, b) => a.y - b.y);
      for (const mark of this.marks) this.paintMark(ctx, mark, theme);
    },

    /** The marks in view; places within reach of one another share one. */
    gather(view, reach) {
      const marks = [];
      const cells = new Map();
      for (const group of this.groups) {
        const place = group.place;
        if (place.crs !== this._map.options.crs) {
          place.crs = this._map.options.crs;
          [place.x, place.y] = frontline.flatten([place.lon, place.lat], place.crs);
        }
        const x = view.x(place.x);
        const y = view.y(place.y);
        if (x < -30 || y < -30 || x > view.width + 30 || y > view.height + 50) continue;
        const into = this.neighbour(cells, x, y, reach);
        if (into) {
          into.groups.push(group);
          into.count += group.events.length;
          continue;
        }
        const mark = { x, y, groups: [group], count: group.events.length };
        marks.push(mark);
        const key = `${Math.floor(x / reach)},${Math.floor(y / reach)}`;
        if (cells.has(key)) cells.get(key).push(mark);
        else cells.set(key, [mark]);
      }
      return marks;
    },

    /** The mark already standing within reach, so that marks never hide one another. */
    neighbour(cells, x, y, reach) {
      const column = Math.floor(x / reach);
      const row = Math.floor(y / reach);
      for (let c = column - 1; c <= column + 1; c += 1) {
        for (let r = row - 1; r <= row + 1; r += 1) {
          for (const mark of cells.get(`${c},${r}`) || []) {
            if (Math.hypot(mark.x - x, mark.y - y) < reach) return mark;
          }
        }
      }
      return null;
    },

    /** Reports of an area, not of a point: a soft disc of its radius, for the day shown and what is chosen. */
    paintDiscs(ctx, view, theme) {
      this.hasDiscs = false;
      for (const group of this.marks.flatMap((mark) => mark.groups)) {
        const { place, events } = group;
        const recent = events.filter((i) => this.data.radius[i] > 0 && (i === this.selected || this.data.day[i] === this.day));
        const radius = Math.max(0, ...recent.map((i) => this.data.radius[i]));
        const [east] = frontline.flatten([place.lon + radius / (111.32 * Math.cos((place.lat * Math.PI) / 180)), place.lat], place.crs);
        const r = (east - place.x) * view.k;
        const chosen = events.includes(this.selected);
        if (r < 8 || (r > 90 && !chosen)) continue;
        frontline.circle(ctx, view.x(place.x), view.y(place.y), r);
        ctx.globalAlpha = chosen ? 0.16 : 0.08;
        frontline.fill(ctx, frontline.ink(this.actors[this.data.actor[recent[0]]]));
        ctx.globalAlpha = 0.8;
        frontline.stroke(ctx, theme.muted, 1, [2, 4]);
        ctx.globalAlpha = 1;
      }
    },

    /** Whether all that a mark stands for is only known to lie somewhere in an area. */
    isVague(mark) {
      return mark.groups.every((group) => group.events.every((i) => this.data.radius[i]));
    },

    paintMark(ctx, mark, theme) {
      const best = mark.groups[0].best;
      const vague = this.isVague(mark);
      mark.top = vague ? mark.y : mark.y - LIFT;
      const around = frontline.marks.RADIUS + 4;
      if (vague) {
        frontline.circle(ctx, mark.x, mark.top, around);
        frontline.stroke(ctx, theme.text, 1, [2, 3]);
        this.hasDiscs = true;
      } else {
        ctx.beginPath();
        ctx.moveTo(mark.x, mark.top + frontline.marks.RADIUS);
        ctx.lineTo(mark.x, mark.y - 3);
        frontline.stroke(ctx, theme.text, 1.2);
      }
      frontline.marks.badge(ctx, mark.x, mark.top, this.look(best, mark.count), theme);
      if (this.selected !== undefined && mark.groups.some((group) => group.events.includes(this.selected))) {
        frontline.circle(ctx, mark.x, mark.top, around);
        frontline.stroke(ctx, theme.text, 2.4);
      }
      const wide = vague ? 15 : 11;
      this.boxes.push([mark.x - wide, mark.top - wide, mark.x + (mark.count > 1 ? 18 : wide), vague ? mark.y + wide : mark.y - 3]);
    },

    look(i, count) {
      const data = this.data;
      return {
        action: data.actions[data.action[i]], status: STATUS[data.status[i]], count,
        colour: frontline.ink(this.actors[data.actor[i]]),
      };
    },

    pick(point) {
      if (!this.marks) return null;
      for (let n = this.marks.length - 1; n >= 0; n -= 1) {
        const mark = this.marks[n];
        if (Math.hypot(mark.x - point.x, mark.top - point.y) < frontline.marks.RADIUS + 3) {
          return { open: () => this.openMark(mark) };
        }
      }
      return null;
    },

    openMark(mark) {
      const place = mark.groups[0].place;
      const events = mark.groups.flatMap((group) => group.events);
      this.openEvents(L.latLng(place.lat, place.lon), events);
    },

    openEvents(latlng, events) {
      const newest = [...events].sort((a, b) => (this.data.day[b] || -1e9) - (this.data.day[a] || -1e9) || a - b);
      frontline.openCard(this._map, latlng, frontline.eventsCard(this, newest), [0, -20]);
      this.fire("chosen", { event: newest[0] });
    },
  });

  frontline.STATUS = STATUS;
  frontline.events = (id, options) => new frontline.EventLayer(id, options);
})(window.frontline);
