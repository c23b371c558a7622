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
    const playButton = el("button", { type: "button", class: "fl-play", "aria-pressed": "false", title: say("play") }, el("span", { class: "fl-sign", "aria-hidden": "true" }, "\u25b6\ufe0e"), el("span", { class: "fl-said" }, say("play")));
    const back = el("button", { type: "button", title: say("stepBack"), "aria-label": say("stepBack") }, "\u2039");
    const on = el("button", { type: "button", title: say("stepOn"), "aria-label": say("stepOn") }, "\u203a");
    const first = el("bdi", { class: "fl-end", dir: document.documentElement.dir || null }, frontline.writtenDay(app.firstDay));
    const last = el("bdi", { class: "fl-end fl-last", dir: document.documentElement.dir || null }, frontline.writtenDay(app.lastDay));
    const words = [say("legendChange"), say("legendFight"), say("legendOther")];
    const key = el("span", { class: "fl-bands" }, ...words.map((text, n) => el("span", { class: `fl-band${n}` }, text)));
    const track = el("div", { class: "fl-track" }, histogram, slider, el("div", { class: "fl-ends" }, first, key, last));
    const strip = el("div", { class: "fl-time", role: "group", "aria-label": say("day") }, el("div", { class: "fl-steps" }, back, playButton, on), track);
    let timer = null;

    function step(direction) {
      const next = direction > 0 ? app.changes.find((day) => day > app.day) : [...app.changes].reverse().find((day) => day < app.day);
      if (next !== undefined) app.setDay(next);
      return next !== undefined;
    }

    function play() {
      stop();
      if (app.day >= app.lastDay) app.setDay(app.firstDay);
      playButton.setAttribute("aria-pressed", "true");
      playButton.firstChild.textContent = "\u275a\u275a";
      playButton.lastChild.textContent = playButton.title = say("pause");
      timer = window.setInterval(() => step(1) || stop(), 900);
    }

    function stop() {
      window.clearInterval(timer);
      timer = null;
      playButton.setAttribute("aria-pressed", "false");
      playButton.firstChild.textContent = "\u25b6\ufe0e";
      playButton.lastChild.textContent = playButton.title = say("play");
    }

    const toggle = () => (timer === null ? play() : stop());
    playButton.addEventListener("click", toggle);
    back.addEventListener("click", () => step(-1));
    on.addEventListener("click", () => step(1));
    let asked = null;
    slider.addEventListener("input", () => {
      window.cancelAnimationFrame(asked);
      asked = window.requestAnimationFrame(() => app.setDay(Number(slider.value)));
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
      const ratio = window.devicePixelRatio || 1;
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
      const style = window.getComputedStyle(strip);
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
      const told = Object.values(app.counts.get(day) || {}).reduce((sum, n) => sum + n, 0);
      slider.setAttribute("aria-valuetext", say("dayLine", { day: frontline.writtenDay(day), n: told }));
      slider.title = frontline.isoDay(day);
      draw();
    });
    new ResizeObserver(draw).observe(histogram);
    return { strip, toggle, step, stop };
  };
})(window.frontline);
