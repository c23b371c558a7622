// The day slider: its track is the histogram of reports.
(function (frontline) {
  "use strict";

  const { el, say } = frontline;
  const BANDS = [["capture", "transfer", "withdraw"], ["enter", "besiege", "approach", "repel", "clash", "strike"], ["hold", "deploy"]];

  /** Make the strip; `app` has days, day, changes (days on which something changed), counts by day, and setDay. */
  frontline.timeline = function (app) {
    const histogram = el("canvas", { class: "fl-bars", "aria-hidden": "true" });
    const slider = el("input", {
      type: "range", id: "fl-day", min: app.firstDay, max: app.lastDay, step: 1, "aria-label": say("day"), class: "fl-range",
    });
    const toggle = () => (timer === null ? play() : stop());
    const sign = el("span", { "aria-hidden": "true" });
    const word = el("span", { class: "fl-said" });
    const playButton = frontline.button([sign, word], toggle, { class: "fl-play" });
    const arrow = (text, words, way) => frontline.button(text, () => step(way), { title: say(words), "aria-label": say(words) });
    const first = el("bdi", { class: "fl-end", dir: document.documentElement.dir || null }, frontline.writtenDay(app.firstDay));
    const last = el("bdi", { class: "fl-end fl-last", dir: document.documentElement.dir || null }, frontline.writtenDay(app.lastDay));
    const words = [say("legendChange"), say("legendFight"), say("legendOther")];
    const key = el("span", { class: "fl-bands" }, ...words.map((text, n) => el("span", { class: `fl-band${n}` }, text)));
    const track = el("div", { class: "fl-track" }, histogram, slider, el("div", { class: "fl-ends" }, first, key, last));
    const strip = el("div", { class: "fl-time", role: "group", "aria-label": say("day") }, el("div", { class: "fl-steps" }, arrow("\u2039", "stepBack", -1), playButton, arrow("\u203a", "stepOn", 1)), track);
    let timer = null;

    function step(direction) {
      const next = direction > 0 ? app.changes.find((day) => day > app.day) : [...app.changes].reverse().find((day) => day < app.day);
      if (next !== undefined) app.setDay(next);
      return next !== undefined;
    }

    function play() {
      if (app.day >= app.lastDay) app.setDay(app.firstDay);
      timer = setInterval(() => step(1) || stop(), 900);
      told();
    }

    function stop() {
      clearInterval(timer);
      timer = null;
      told();
    }

    /** The button says what it does next. */
    function told() {
      playButton.setAttribute("aria-pressed", String(timer !== null));
      sign.textContent = timer === null ? "\u25b6\ufe0e" : "\u275a\u275a";
      word.textContent = playButton.title = say(timer === null ? "play" : "pause");
    }

    told();
    let asked = null;
    slider.addEventListener("input", () => {
      cancelAnimationFrame(asked);
      asked = requestAnimationFrame(() => app.setDay(Number(slider.value)));
    });
    slider.addEventListener("keydown", (event) => {
      const way = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
      if (event.key === " ") toggle();
      else if (way && event.shiftKey) app.setDay(app.day + 7 * way);
      else if (way) step(way);
      else return;
      event.preventDefault();
    });

    function draw() {
      const ratio = devicePixelRatio || 1;
      const box = histogram.getBoundingClientRect();
      if (!box.width) return;
      histogram.width = box.width * ratio;
      histogram.height = box.height * ratio;
      const ctx = histogram.getContext("2d");
      ctx.scale(ratio, ratio);
      const days = app.lastDay - app.firstDay || 1;
      const inner = box.width - 16;
      const bars = binned(Math.max(1, Math.ceil(days / Math.max(1, inner / 3))));
      const wide = Math.max(1.5, Math.min(16, (inner / days) * bars.width - 1.5));
      const most = Math.max(1, ...bars.rows.map((row) => row.all));
      const style = getComputedStyle(strip);
      const tones = [0, 1, 2].map((band) => style.getPropertyValue(`--fl-band${band}`));
      for (const row of bars.rows) {
        let top = box.height - 1;
        const x = 8 + ((row.day - app.firstDay) / days) * inner - wide / 2;
        row.bands.forEach((count, band) => {
          const high = (count / most) * (box.height - 3);
          ctx.globalAlpha = row.day <= app.day ? 1 : 0.35;
          ctx.fillStyle = tones[band];
          ctx.fillRect(x, top - high, wide, high);
          top -= high;
        });
      }
    }

    function binned(width) {
      const rows = new Map();
      for (const [day, actions] of app.counts) {
        const bin = app.firstDay + Math.floor((day - app.firstDay) / width) * width;
        const row = rows.get(bin) || { day: bin, bands: [0, 0, 0], all: 0 };
        BANDS.forEach((band, n) => band.forEach((action) => {
          row.bands[n] += actions[action] || 0;
          row.all += actions[action] || 0;
        }));
        rows.set(bin, row);
      }
      return { rows: [...rows.values()], width };
    }

    app.onDay.push((day) => {
      slider.value = day;
      const count = Object.values(app.counts.get(day) || {}).reduce((sum, n) => sum + n, 0);
      slider.setAttribute("aria-valuetext", say("dayLine", { day: frontline.writtenDay(day), n: count }));
      slider.title = frontline.isoDay(day);
      draw();
    });
    new ResizeObserver(draw).observe(histogram);
    return { strip, toggle, step, stop };
  };
})(window.frontline);
