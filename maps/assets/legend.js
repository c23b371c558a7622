// The legend: what the map shows now, nothing else.
(function (frontline) {
  "use strict";

  const { el, say } = frontline;
  const { marks } = frontline;

  const row = (picture, text, extra, half) => el("li", { class: half ? "fl-half" : null }, picture, el("bdi", {}, text), extra ? el("span", { class: "fl-count" }, extra) : null);

  /** What stands in the legend, as drawings and words: for the page and for pictures alike. */
  frontline.legendRows = function (app) {
    const { control, events } = app;
    const theme = frontline.theme();
    const rows = [];
    if (control.loaded) areaRows(control, theme, rows);
    if (control.loaded) placeRows(control, theme, rows);
    if (events.loaded) eventRows(events, theme, rows);
    return rows;
  };

  function areaRows(control, theme, rows) {
    const areas = control.shown.areas.map((index) => control.areas[index]);
    const total = new Map();
    for (const area of areas) if (area.actor) total.set(area.actor, (total.get(area.actor) || 0) + area.km2);
    for (const [actor, km2] of [...total].sort((a, b) => b[1] - a[1])) {
      rows.push({ text: actor.label, extra: say("km2", { n: frontline.number(km2) }), draw: (ctx) => box(ctx, frontline.ink(actor), theme) });
    }
    if (areas.some((area) => area.kind === "uncertain" && area.actor)) {
      rows.push({ text: say("uncertainArea"), draw: (ctx) => box(ctx, theme.muted, theme, true) });
    }
    if (areas.some((area) => !area.actor)) {
      rows.push({ text: say("noDataArea"), draw: (ctx) => {
        ctx.beginPath();
        ctx.rect(3.5, 3.5, 19, 11);
        frontline.stroke(ctx, theme.muted, 1, [1.5, 3]);
      } });
    }
    if (control.shown.fronts.length) rows.push({ text: say("front"), draw: (ctx) => line(ctx, theme.text, 2.5) });
    if (control.hasTrail) rows.push({ text: say("frontBefore", { day: frontline.writtenDay(control.earlier.day) }), draw: (ctx) => line(ctx, theme.muted, 1.2, [4, 4]) });
  }

  function box(ctx, ink, theme, hatched) {
    ctx.globalAlpha = hatched ? theme.area * 0.4 : theme.area;
    ctx.fillStyle = ink;
    ctx.fillRect(3, 3, 20, 12);
    if (hatched) {
      ctx.globalAlpha = theme.area + 0.08;
      ctx.fillStyle = marks.hatch(ctx, ink);
      ctx.fillRect(3, 3, 20, 12);
    }
    ctx.globalAlpha = 1;
  }

  function line(ctx, colour, width, dash) {
    ctx.beginPath();
    ctx.moveTo(3, 9);
    ctx.lineTo(23, 9);
    frontline.stroke(ctx, colour, width, dash);
  }

  function placeRows(control, theme, rows) {
    const dots = control.dots || [];
    const some = (test) => (dots.find(({ state }) => test(state)) || {}).state;
    const dot = (state, text, unsure) => state && rows.push({ text, key: JSON.stringify([state.actor, state.rival, state.besieged]), draw: (ctx) => marks.dot(ctx, 13, 9, 4, state, unsure, theme) });
    dot(some((state) => state.state === "contested"), say("dotContested"));
    dot(some((state) => state.besieged), say("dotBesieged"));
    dot(some((state) => state.outvoted), say("dotOutvoted"));
    dot((dots.find((one) => one.unsure && one.r >= 2) || {}).state, say("dotUnsure"), true);
    dot(some((state) => state.state === "unknown"), say("dotUnknown"));
  }

  function eventRows(events, theme, rows) {
    const actions = new Set(events.groups.flatMap((group) => group.events.map((i) => events.data.action[i])));
    const statuses = new Set(events.groups.map((group) => frontline.STATUS[events.data.status[group.best]]));
    const badge = (action, status, colour) => (ctx) => marks.badge(ctx, 13, 11, { action, status, colour, count: 1 }, theme);
    [...actions].sort((a, b) => a - b).forEach((n) => {
      rows.push({ tall: true, half: true, text: frontline.words.action[events.data.actions[n]], draw: badge(events.data.actions[n], "reported", theme.muted) });
    });
    if (statuses.size > 1) {
      for (const status of frontline.STATUS.filter((each) => statuses.has(each) && each !== "reported")) {
        rows.push({ tall: true, half: true, text: frontline.words.status[status], draw: badge("capture", status, theme.muted) });
      }
    }
    if (events.hasDiscs) {
      rows.push({ text: say("discArea"), draw: (ctx) => {
        frontline.circle(ctx, 13, 9, 7);
        frontline.stroke(ctx, theme.muted, 1, [2, 3]);
      } });
    }
  }

  frontline.legend = function (app) {
    const list = el("ul", {});
    const narrow = matchMedia("(max-width: 899px)").matches;
    const folded = el("details", { class: "fl-legend", open: !narrow }, el("summary", {}, say("legend")), list);
    let drawn = new Map();
    app.onDrawn.push(() => {
      const before = drawn;
      drawn = new Map();
      list.replaceChildren(...frontline.legendRows(app).map(({ text, extra, draw, tall, half, key }) => {
        const name = [text, half, key, frontline.theme().paper].join();
        const picture = before.get(name) || marks.picture([26, tall ? 22 : 18], draw);
        drawn.set(name, picture);
        return row(picture, text, extra, half);
      }));
    });
    return folded;
  };
})(window.frontline);
