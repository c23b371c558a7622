// The list beside the map: the same reports in words, for eyes, keyboard and screen reader alike.
(function (frontline) {
  "use strict";

  const { el, say } = frontline;
  const FIRST = 10;
  const STEP = 30;

  frontline.list = function (app) {
    const count = el("p", { class: "fl-counted", role: "status" });
    const places = el("ul", { class: "fl-found" });
    const list = el("ol", { class: "fl-list", id: "fl-list", tabindex: "-1" });
    const more = frontline.button("", () => extend(STEP), { class: "fl-more" });
    let shown = 0;
    let heading = null;

    function entry(i) {
      const event = app.events.event(i);
      const card = frontline.eventCard(app.events, i);
      const title = card.querySelector("h2");
      const button = frontline.button([...title.childNodes], () => {
        app.select(i, true);
        app.pulse(i);
      }, { class: "fl-go", "aria-pressed": "false" });
      if (!event.place) button.append(el("span", { class: "fl-off" }, say("notOnMap")));
      title.replaceChildren(button);
      return el("li", { class: "fl-entry", "data-event": i }, card);
    }

    function extend(step) {
      const next = app.shown.slice(shown, shown + step);
      for (const i of next) {
        const day = app.events.data.day[i];
        if (day !== heading) {
          heading = day;
          list.append(el("li", { class: "fl-dayline" }, day === null ? say("undated") : frontline.writtenDay(day)));
        }
        list.append(entry(i));
      }
      shown += next.length;
      const rest = app.shown.length - shown;
      more.hidden = rest <= 0;
      more.textContent = say("more", { n: Math.min(STEP, rest) });
    }

    new IntersectionObserver((seen) => {
      if (seen.some((one) => one.isIntersecting) && !more.hidden) extend(STEP);
    }).observe(more);

    function found() {
      const words = frontline.fold(app.filter.text).trim();
      if (words.length < 2 || !app.control.places) return [];
      return app.control.places.filter((place) => {
        place.search = place.search || frontline.fold([place.name, ...place.names].join(" "));
        return place.search.includes(words);
      }).slice(0, 6);
    }

    app.onUpdate.push(() => {
      const all = app.events.count;
      count.textContent = app.shown.length === all ? say("shownAll", { all }) : say("shown", { n: app.shown.length, all });
      if (!all) count.textContent = say("nothingYet");
      else if (!app.shown.length) count.textContent = say("nothing");
      const matches = found();
      places.hidden = !matches.length;
      places.replaceChildren(...matches.map((place) => el("li", {}, frontline.button(el("bdi", {}, place.name), () => app.goTo(place), { class: "fl-go" }))));
      shown = 0;
      heading = undefined;
      list.replaceChildren();
      list.scrollTop = 0;
      extend(FIRST);
      mark();
    });

    function mark() {
      for (const item of list.querySelectorAll(".fl-entry")) {
        const chosen = Number(item.dataset.event) === app.selected;
        item.classList.toggle("fl-chosen", chosen);
        item.querySelector(".fl-go").setAttribute("aria-pressed", String(chosen));
      }
    }

    app.onSelect.push((i, fromList) => {
      while (app.shown.indexOf(i) >= shown && shown < app.shown.length) extend(STEP);
      mark();
      const item = list.querySelector(`[data-event="${i}"]`);
      if (!item || fromList) return;
      item.scrollIntoView({ block: "nearest" });
      if (!app.calm) item.animate([{ background: "var(--fl-clause)" }, {}], 1200);
    });

    return [count, places, el("div", { class: "fl-scroll" }, list, more)];
  };
})(window.frontline);
