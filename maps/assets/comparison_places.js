// The places that changed hands, by day, each with its reports; and those on which reports contradict each other.
(function (frontline) {
  "use strict";

  const { el, say } = frontline;
  const STEP = 60;
  const KINDS = ["taken", "contested", "same_side", "no_data"];
  const SORTS = {
    day: (a, b) => (a.day === null) - (b.day === null) || (b.day > a.day) - (b.day < a.day),
    place: () => 0,
    move: (a, b) => (a.to > b.to) - (a.to < b.to) || (a.from > b.from) - (a.from < b.from),
    reports: (a, b) => b.events.length - a.events.length,
  };
  const byName = (a, b) => a.place.localeCompare(b.place, "en") || a.at[0] - b.at[0] || a.at[1] - b.at[1];

  function why(app, change) {
    if (change.events.length) return change.events.map((i) => frontline.eventCard(app.events, i));
    let words = say("noReportWhy");
    if (change.over && !app.facts.versus) words = say("endedWhy", { name: app.holder(change.from), day: app.day(change.over) });
    else if (change.kind === "no_data") words = say("unseenWhy");
    return [el("p", { class: "fl-source" }, words)];
  }

  frontline.changeCard = (app, change) => el("div", { class: "fl-card" }, el("h2", {}, el("bdi", {}, change.place)), el("p", {}, ...frontline.move(app, change)), ...why(app, change));

  function select(label, values, words, work) {
    const node = el("select", { "aria-label": label }, ...values.map((value) => el("option", { value }, words(value))));
    node.addEventListener("change", () => work(node.value));
    return node;
  }

  function row(app, change) {
    const sentences = change.events.map((i) => app.events.event(i).sentence).join(" | ");
    return [change.place, change.at[0], change.at[1], change.day, change.from, change.to, change.kind, sentences];
  }

  frontline.changesCsv = function (app) {
    const lines = [["place", "lon", "lat", "day", "from", "to", "kind", "sentences"], ...app.shown.map((change) => row(app, change))];
    return `${lines.map((line) => line.map(frontline.csvCell).join(",")).join("\r\n")}\r\n`;
  };

  frontline.comparisonPlaces = function (app) {
    const { filter } = app;
    const list = el("ol", { class: "fl-list" });
    const count = el("p", { class: "fl-counted", role: "status" });
    const more = el("button", { type: "button", class: "fl-more" });
    const search = el("input", { type: "search", placeholder: say("searchPlaces"), "aria-label": say("searchPlaces"), id: "fl-search" });
    search.addEventListener("input", () => app.setFilter({ text: search.value }));
    const kinds = ["", ...KINDS.filter((kind) => app.facts.changed.some((change) => change.kind === kind))];
    const kind = select(say("kindLabel"), kinds, (value) => say(value ? `kind_${value}` : "every"), (value) => app.setFilter({ kind: value }));
    const codes = ["", ...[...new Set(app.facts.changed.flatMap((change) => [change.from, change.to]))].filter((code) => app.looks.has(code)).sort((a, b) => app.holder(a).localeCompare(app.holder(b), "en"))];
    const actor = select(say("actorLabel"), codes, (value) => (value ? app.holder(value) : say("allActors")), (value) => app.setFocus(value || null));
    const sort = select(say("sortLabel"), Object.keys(SORTS), (value) => say(`sort_${value}`), (value) => app.setFilter({ sort: value }));
    const copy = el("button", { type: "button", class: "fl-plain" }, say("copyTable"));
    copy.addEventListener("click", () => frontline.copy(frontline.changesCsv(app), copy));
    let drawn = 0;
    let heading = null;
    let groups = [];

    const spot = (change) => {
      const go = el("button", { type: "button", class: "fl-spot" }, el("bdi", {}, change.place));
      go.addEventListener("click", () => app.goTo(change));
      return go;
    };

    /** One place by its name, or several of which the same reports say the same. */
    const entry = (group) => {
      const [first] = group;
      const moved = el("span", { class: "fl-move" }, ...frontline.move(app, first), first.kind === "same_side" ? `(${say("sameSide")})` : null);
      const head = el("p", { class: "fl-change" }, el("strong", {}, group.length === 1 ? spot(first) : say("severalPlaces", { n: group.length })), moved);
      const names = group.length === 1 ? null : el("ul", { class: "fl-names" }, ...group.map((change) => el("li", {}, spot(change))));
      return el("li", { class: "fl-entry" }, head, names, ...why(app, first));
    };

    function grouped() {
      const groups = new Map();
      for (const change of app.shown) {
        const key = filter.sort === "place" ? groups.size : JSON.stringify([change.day, change.from, change.to, change.events, change.over]);
        if (!groups.has(key)) groups.set(key, []);
        groups.get(key).push(change);
      }
      const found = [...groups.values()];
      if (filter.sort !== "day") return found;
      const told = (group) => (group[0].events.length ? 0 : 1);
      return found.sort((a, b) => SORTS.day(a[0], b[0]) || told(a) - told(b) || KINDS.indexOf(a[0].kind) - KINDS.indexOf(b[0].kind) || a.length - b.length || byName(a[0], b[0]));
    }

    function extend() {
      const next = groups.slice(drawn, drawn + STEP);
      for (const group of next) {
        const [{ day }] = group;
        if (filter.sort === "day" && day !== heading && !app.facts.versus) {
          heading = day;
          list.append(el("li", { class: "fl-dayline" }, heading ? app.day(heading) : say("dayUnknown")));
        }
        list.append(entry(group));
      }
      drawn += next.length;
      more.hidden = drawn >= groups.length;
      more.textContent = say("more", { n: Math.min(STEP, groups.length - drawn) });
    }

    const fits = (change) => {
      if (filter.kind && change.kind !== filter.kind) return false;
      if (app.focus && change.from !== app.focus && change.to !== app.focus) return false;
      const words = frontline.fold(filter.text).trim();
      return !words || frontline.fold([change.place, ...change.events.map((i) => app.events.event(i).sentence)].join(" ")).includes(words);
    };

    app.refill = function () {
      const all = app.facts.changed.length;
      app.shown = app.facts.changed.filter(fits).sort((a, b) => SORTS[filter.sort](a, b) || byName(a, b));
      count.textContent = !all ? say("noChange") : !app.shown.length ? say("nothingFits") : app.shown.length === all ? say("changesAll", { all }) : say("changesShown", { n: app.shown.length, all });
      kind.value = filter.kind;
      sort.value = filter.sort;
      actor.value = codes.includes(app.focus) ? app.focus : "";
      if (search.value !== filter.text) search.value = filter.text;
      groups = grouped();
      drawn = 0;
      heading = undefined;
      list.replaceChildren();
      extend();
    };
    more.addEventListener("click", extend);
    app.showAll = function () {
      while (drawn < groups.length) extend();
    };
    app.onFocus.push(app.refill);
    return [el("div", { class: "fl-ask" }, search, el("div", { class: "fl-row" }, kind, actor, sort, copy)), count, list, more];
  };

  frontline.comparisonAgainst = function (app) {
    const entries = app.facts.disputed.map((place) => {
      const cards = () => place.events.map((i) => frontline.eventCard(app.events, i));
      const go = el("button", { type: "button", class: "fl-go" }, el("bdi", {}, place.place));
      go.addEventListener("click", () => app.show(place.at, el("div", { class: "fl-card" }, el("h2", {}, el("bdi", {}, place.place)), ...cards())));
      return el("li", { class: "fl-entry" }, go, ...cards());
    });
    return [el("p", { class: "fl-counted" }, say(entries.length ? "againstWhy" : "noneAgainst")), el("ol", { class: "fl-list" }, ...entries)];
  };
})(window.frontline);
