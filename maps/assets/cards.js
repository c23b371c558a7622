// What opens at a click: reports with their sentences, a place's holder and why, an area's.
(function (frontline) {
  "use strict";

  const { el, say } = frontline;
  const LONGEST = 25;

  /** A name of outside, in its own direction. */
  const name = (text, cls) => el("bdi", { class: cls || null }, text);

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

  frontline.sourceLine = function (event, status) {
    const label = event.source || event.title;
    const published = event.published === null ? null : frontline.writtenDay(event.published);
    const source = event.url
      ? el("a", { href: event.url, target: "_blank", rel: "noopener noreferrer", title: event.title || null }, name(label || event.url))
      : name(label);
    return el("p", { class: "fl-source" }, source, published ? el("span", {}, published) : null, status);
  };

  /** One report, whole. */
  frontline.eventCard = function (layer, i) {
    const event = layer.event(i);
    const notes = [frontline.statusWords(event)];
    if (event.agrees.length) notes.push(event.agrees.length === 1 ? say("alsoReportedOnce") : say("alsoReported", { n: event.agrees.length }));
    if (event.disagrees.length) notes.push(say("contradicted"));
    if (event.from === null && event.day !== null) notes.push(say("dayNotTold"));
    if (event.tellings > 1) notes.push(say("toldAgain", { n: event.tellings }));
    if (event.radius) notes.push(say("somewhere", { km: Math.round(event.radius) }));
    const theme = frontline.theme();
    const mark = frontline.marks.picture([24, 24], (ctx) => frontline.marks.badge(ctx, 12, 12, layer.look(i, 1), theme));
    return el("article", { class: "fl-event" },
      el("h2", {}, mark, name(frontline.headline(event)), el("span", { class: "fl-when", title: event.day === null ? null : frontline.isoDay(event.day) }, frontline.eventDay(event))),
      el("blockquote", {}, frontline.quote(event)),
      frontline.sourceLine(event, el("span", { class: `fl-status fl-${event.status}` }, notes.join(" · "))));
  };

  /** A report in one line, to be quoted elsewhere. */
  frontline.citation = function (event) {
    const published = event.published === null ? "" : frontline.writtenDay(event.published);
    const parts = [`\u201c${event.sentence}\u201d`, event.title, event.source, published, event.url];
    return parts.filter(Boolean).join(". ");
  };

  function cited(layer, i) {
    const card = frontline.eventCard(layer, i);
    const button = el("button", { type: "button", class: "fl-cite" }, say("copyCitation"));
    button.addEventListener("click", () => frontline.copy(frontline.citation(layer.event(i)), button));
    card.lastElementChild.append(button);
    return card;
  }

  /** Put a text on the clipboard, or in a field to take it from where the clipboard is refused. */
  frontline.copy = async function (text, button) {
    const words = button.textContent;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = say("copied");
      window.setTimeout(() => {
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
      events.slice(0, LONGEST).map((i) => cited(layer, i)),
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

  /** The reports that bear on a place up to the day shown, newest first. */
  function reports(layer, place) {
    const events = layer.eventLayer;
    if (!events || !events.loaded) return null;
    const found = events.places.find((known) => known.id === place.id);
    const days = events.data.day;
    const until = layer.shown.day;
    return (found ? found.events : []).filter((i) => days[i] !== null && days[i] <= until).sort((a, b) => days[b] - days[a] || a - b);
  }

  frontline.placeCard = function (layer, place) {
    const index = layer.places.indexOf(place);
    const state = layer.shown.held.get(index);
    const found = reports(layer, place);
    return el("div", { class: "fl-card" },
      el("h2", {}, name(place.name)),
      state ? el("p", { class: "fl-holding" }, frontline.holding(state)) : null,
      state && state.since !== null ? el("p", { class: "fl-source" }, say("since", { day: frontline.writtenDay(state.since) })) : null,
      found && found.slice(0, LONGEST).map((i) => frontline.eventCard(layer.eventLayer, i)),
      found && !found.length ? el("p", { class: "fl-source" }, say("noReports")) : null);
  };

  frontline.areaCard = function (layer, area, latlng) {
    if (!area.actor) return el("div", { class: "fl-card" }, el("h2", {}, say("noData")));
    const events = layer.eventLayer;
    const near = [...layer.shown.held.keys()].map((index) => layer.places[index])
      .map((place) => ({ place, found: events ? reports(layer, place) : [], far: latlng.distanceTo([place.lat, place.lon]) }))
      .filter(({ found }) => found.length).sort((a, b) => a.far - b.far).slice(0, 3);
    return el("div", { class: "fl-card" },
      el("h2", {}, name(area.actor.name)),
      el("p", { class: "fl-holding" }, area.kind === "uncertain" ? say("areaUnsure") : say("areaOf", { name: say("km2", { n: frontline.number(area.km2) }) })),
      near.length ? el("p", { class: "fl-source" }, say("nearest")) : null,
      near.map(({ found }) => frontline.eventCard(events, found[0])));
  };
})(window.frontline);
