// What opens at a click: reports with their sentences, a place's holder and why, an area's.
(function (frontline) {
  "use strict";

  const { el, say } = frontline;
  const LONGEST = 25;

  /** A name of outside, in its own direction. */
  const name = (text) => el("bdi", {}, text);
  /** Words of the page with such names in them, in the direction of the page. */
  const phrase = (text) => el("bdi", { dir: document.documentElement.dir || null }, text);

  frontline.placeName = (event) => (event.place ? event.place.name : event.words);

  /** An event in a few words: who did what where. */
  frontline.headline = function (event) {
    const words = frontline.words;
    const place = frontline.placeName(event);
    if (words.unsaid[event.status]) {
      const what = say(words.noun[event.action], { place });
      return say(words.unsaid[event.status], { what: event.actor ? say("whose", { what, actor: event.actor.label }) : what });
    }
    if (!event.actor) return say(words.toldWithout[event.action], { place });
    const phrase = (event.partial && words.toldPartly[event.action]) || words.told[event.action];
    return say(phrase, { place, actor: event.actor.label });
  };

  frontline.eventDay = function (event) {
    if (event.day === null) return say("undated");
    const last = frontline.writtenDay(event.day);
    if (event.from === null) return say("by", { day: last });
    if (event.dayPrecision === "month" || event.dayPrecision === "year") return last.split(" ").slice(event.dayPrecision === "month" ? 1 : 2).join(" ");
    return event.from !== null && event.from < event.day ? `${frontline.writtenDay(event.from)} – ${last}` : last;
  };

  frontline.statusWords = function (event) {
    const who = event.claimant && event.claimant.name;
    if (who && frontline.words[`${event.status}By`]) return say(`${event.status}By`, { name: who });
    return frontline.words.status[event.status];
  };

  /** The sentence as written, its place and its clause marked. */
  frontline.quote = function (event) {
    const text = event.sentence;
    const cuts = [];
    if (event.clause) cuts.push([event.clause[0], event.clause[1], "fl-clause"]);
    const near = event.clause ? text.indexOf(event.words, event.clause[0]) : -1;
    const at = near >= 0 ? near : text.indexOf(event.words);
    if (at >= 0 && event.words) cuts.push([at, at + event.words.length, "fl-where"]);
    const edges = [...new Set([0, text.length, ...cuts.flatMap(([from, to]) => [from, to])])].sort((a, b) => a - b);
    const parts = edges.slice(1).map((end, n) => {
      const start = edges[n];
      const piece = text.slice(start, end);
      const marks = cuts.filter(([from, to]) => from <= start && end <= to).map((cut) => cut[2]);
      return marks.length ? el("mark", { class: marks.join(" ") }, piece) : piece;
    });
    return el("q", { dir: frontline.direction(text) }, ...parts);
  };

  frontline.sourceLine = function (event, ...notes) {
    const label = event.source || event.title;
    const published = event.published === null ? null : frontline.writtenDay(event.published);
    const source = event.url
      ? el("a", { href: event.url, target: "_blank", rel: "noopener noreferrer", title: event.title || null }, name(label || event.url))
      : name(label);
    return el("p", { class: "fl-source" }, source, published ? el("span", {}, published) : null, ...notes);
  };

  /** One report, whole. */
  frontline.eventCard = function (layer, i) {
    const event = layer.event(i);
    const notes = [frontline.statusWords(event)];
    if (event.agrees.length) notes.push(event.agrees.length === 1 ? say("alsoReportedOnce") : say("alsoReported", { n: event.agrees.length }));
    if (event.disagrees.length) notes.push(say("contradicted"));
    if (event.from === null && event.day !== null) notes.push(say("dayNotTold"));
    if (event.tellings > 1) notes.push(say("toldAgain", { n: event.tellings }));
    if (event.radius > 0) notes.push(say("somewhere", { km: Math.round(event.radius) }));
    else if (event.radius) notes.push(say("discArea"));
    const theme = frontline.theme();
    const mark = frontline.marks.picture([24, 24], (ctx) => frontline.marks.badge(ctx, 12, 12, layer.look(i, 1), theme));
    const cite = frontline.button(say("copyCitation"), () => frontline.copy(frontline.citation(event), cite), { class: "fl-cite" });
    return el("article", { class: "fl-event" },
      el("h2", {}, mark, phrase(frontline.headline(event)), el("span", { class: "fl-when", title: event.day === null ? null : frontline.isoDay(event.day) }, frontline.eventDay(event))),
      el("blockquote", {}, frontline.quote(event)),
      ...event.corrected.map((told) => el("p", { class: "fl-source" }, `${say("corrected")} `, name(told))),
      frontline.sourceLine(event, el("span", { class: `fl-status fl-${event.status}` }, notes.join(" · ")), cite));
  };

  /** A report in one line, to be quoted elsewhere. */
  frontline.citation = function (event) {
    const published = event.published === null ? "" : frontline.writtenDay(event.published);
    const where = [event.title, event.source, published, event.url].filter(Boolean).join(". ");
    return `\u201c${event.sentence}\u201d ${where}`;
  };

  /** Put a text on the clipboard, or in a field to take it from where the clipboard is refused. */
  frontline.copy = async function (text, button) {
    const words = button.textContent;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = say("copied");
      setTimeout(() => {
        button.textContent = words;
      }, 1600);
    } catch {
      const field = el("input", { type: "text", readonly: true, value: text, "aria-label": words, class: "fl-link" });
      button.after(field);
      field.select();
    }
  };

  frontline.eventsCard = function (layer, events) {
    const rest = events.length - LONGEST;
    return el("div", { class: "fl-card" },
      events.slice(0, LONGEST).map((i) => frontline.eventCard(layer, i)),
      rest > 0 ? el("p", { class: "fl-source" }, say("andMore", { n: rest })) : null);
  };

  /** Who holds a place, in words. */
  frontline.holding = function (state) {
    const parts = [];
    if (state.state === "held") parts.push(say("held", { name: state.actor.name }));
    else if (state.state === "unknown") parts.push(say("unknown"));
    else parts.push(state.actor && state.rival ? say("contested", { name: state.actor.name, rival: state.rival.name }) : say("contestedAlone"));
    if (state.besieged) parts.push(say("besieged"));
    if (state.outvoted) parts.push(say("outvoted"));
    return parts.join("; ");
  };

  /** The layer of reports that stands beside a layer of snapshots, on our page or on a map of another's. */
  function reporter(layer) {
    const beside = layer.eventLayer || [...layer._map.frontlineLayers].find((other) => other instanceof frontline.EventLayer);
    return beside && beside.loaded ? beside : null;
  }

  /** The reports that bear on a place up to the day shown, newest first. */
  function reports(layer, place) {
    const events = reporter(layer);
    if (!events) return null;
    const found = events.places.find((known) => known.id === place.id);
    const days = events.data.day;
    const until = layer.shown.day;
    return (found ? found.events : []).filter((i) => days[i] !== null && days[i] <= until).sort((a, b) => days[b] - days[a] || a - b);
  }

  /** How sure a holder is, in words and as the number of 0 to 1 that stands in the files. */
  function surety(confidence) {
    if (confidence === null) return null;
    const words = confidence >= 0.75 ? "sure" : confidence >= 0.5 ? "fairlySure" : "notSure";
    return el("span", {}, `${say(words)} (${confidence.toFixed(2)})`);
  }

  /** Since when, where the day is told; the day of the baseline is no day on which anything changed. */
  function sinceWords(place, day) {
    const atStart = place && place.baseline && place.baseline.day >= day;
    return day === null || atStart ? say("sinceStart") : say("since", { day: frontline.writtenDay(day) });
  }

  /** What the baseline says of a place. */
  function started({ baseline }) {
    const { actor, rival, day, source } = baseline;
    const holder = !actor ? say("unknown") : rival ? say("contested", { name: actor.name, rival: rival.name }) : say("held", { name: actor.name });
    return el("p", { class: "fl-source" }, phrase(say("baseline", { day: frontline.writtenDay(day), holder, source: source || say("noSource") })));
  }

  /** What speaks for a place's holder: the latest report that changed it or bears on it, else the baseline. */
  function statement(layer, place, state) {
    const events = reporter(layer);
    const found = reports(layer, place) || [];
    const bearing = found.filter((i) => state.events.includes(i));
    const told = bearing.find((one) => state.actor && events.event(one).actor && events.event(one).actor.code === state.actor.code) || bearing[0];
    const i = told === undefined ? found[0] : told;
    if (i !== undefined && (told !== undefined || !place.baseline)) return frontline.eventCard(events, i);
    return place.baseline ? started(place) : el("p", { class: "fl-source" }, say("noReports"));
  }

  const facts = (...parts) => el("p", { class: "fl-source" }, ...parts.filter(Boolean).map((part) => (typeof part === "string" ? el("span", {}, part) : part)));

  frontline.placeCard = function (layer, place) {
    const state = layer.shown.held.get(layer.places.indexOf(place));
    const found = reports(layer, place);
    return el("div", { class: "fl-card" },
      el("h2", {}, name(place.name)),
      state ? el("p", { class: "fl-holding" }, phrase(frontline.holding(state))) : null,
      state && state.state === "held" ? facts(sinceWords(place, state.since), surety(state.confidence)) : null,
      found && found.slice(0, LONGEST).map((i) => frontline.eventCard(reporter(layer), i)),
      place.baseline ? started(place) : null,
      found && !found.length && !place.baseline ? el("p", { class: "fl-source" }, say("noReports")) : null);
  };

  /** Any spot: who holds it by this map, since when, how sure, and the three nearest places that this follows from. */
  frontline.areaCard = function (layer, area, latlng) {
    const near = [...layer.shown.held].filter(([, state]) => state.state !== "unknown")
      .map(([index, state]) => ({ place: layer.places[index], state, far: latlng.distanceTo([layer.places[index].lat, layer.places[index].lon]) }))
      .sort((a, b) => a.far - b.far || (a.place.id < b.place.id ? -1 : 1)).slice(0, 3);
    return el("div", { class: "fl-card" },
      el("h2", {}, name(area.actor ? area.actor.name : say("noData"))),
      area.actor ? facts(sinceWords(null, layer.heldSince(area.actor, latlng)), surety(area.confidence)) : el("p", {}, say("noDataWhy")),
      near.length ? el("p", { class: "fl-nearest" }, say("nearest")) : null,
      near.map(({ place, state, far }) => el("section", { class: "fl-near" },
        el("h3", {}, name(place.name), el("span", { class: "fl-when" }, say("away", { km: far < 10000 ? (far / 1000).toFixed(1) : Math.round(far / 1000) }))),
        facts(frontline.holding(state), state.state === "held" && sinceWords(place, state.since), surety(state.confidence)),
        statement(layer, place, state))));
  };
})(window.frontline);
