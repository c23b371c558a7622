// An article as it is written, its mentions and the clauses of its events marked, overlaps and all.
(function (frontline) {
  "use strict";

  const { el, say } = frontline;

  /** Where paragraphs begin and end: at blank lines; at every line where the text has no blank ones. */
  function paragraphs(text) {
    const gap = /\n[^\S\n]*\n\s*/.test(text.trim()) ? /\n[^\S\n]*\n\s*/g : /\n\s*/g;
    const found = [];
    let from = 0;
    for (const match of text.matchAll(gap)) {
      found.push([from, match.index]);
      from = match.index + match[0].length;
    }
    found.push([from, text.length]);
    return found.filter(([a, b]) => text.slice(a, b).trim());
  }

  /** What is said at each stretch of a text between two edges: its mentions, the events whose clause or sentence it is. */
  function stretches(text, mentions, events) {
    const edges = new Set([0, text.length]);
    const opening = new Map();
    const note = (from, to, list, value) => {
      if (to <= from) return;
      for (const at of [from, to]) {
        edges.add(at);
        if (!opening.has(at)) opening.set(at, { on: [], off: [] });
      }
      opening.get(from).on.push([list, value]);
      opening.get(to).off.push([list, value]);
    };
    for (const mention of mentions) note(mention.start, mention.end, "mentions", mention);
    for (const { event, tellings } of events) {
      for (const [start, end, first, last] of tellings) {
        note(start, end, "clauses", event);
        note(first, last, "sentences", event);
      }
    }
    for (const [from, to] of paragraphs(text)) edges.add(from).add(to);
    const now = { mentions: [], clauses: [], sentences: [] };
    const sorted = [...edges].sort((a, b) => a - b);
    return sorted.slice(0, -1).map((from, n) => {
      const change = opening.get(from) || { on: [], off: [] };
      for (const [list, value] of change.off) now[list].splice(now[list].indexOf(value), 1);
      for (const [list, value] of change.on) now[list].push(value);
      return { from, to: sorted[n + 1], mentions: [...now.mentions], clauses: [...new Set(now.clauses)], sentences: [...new Set(now.sentences)] };
    });
  }

  /** What a mention is, in words. */
  frontline.mentionLabel = function (mention) {
    const { place, sure } = mention.sense;
    const meaning = place ? say("meansPlace", { place: [place.name, frontline.placeWords(place, true)].filter(Boolean).join(", "), sure: frontline.words.sureness[frontline.sureness(sure)] }) : say("meansNothing");
    return say("markLabel", { name: mention.name, role: frontline.words.role[mention.role], meaning });
  };

  /** The classes that tell a mention's role and how sure its meaning is. */
  frontline.markClasses = function (mention) {
    const sure = mention.sense.place ? ` fl-sure${frontline.sureness(mention.sense.sure)}` : "";
    return `fl-m fl-${frontline.kindOfMention(mention)}${sure}`;
  };

  function piece(app, view, text, { from, to, clauses, sentences }) {
    const words = text.slice(from, to);
    if (!sentences.length && !clauses.length) return words;
    const node = el(clauses.length ? "mark" : "span", { class: clauses.length ? "fl-clause" : null }, words);
    view.pieces.push({ node, clauses, sentences });
    if (clauses.length) {
      // A further click goes on to the next event that the same words tell.
      node.addEventListener("click", () => node.closest(".fl-m") || app.chooseEvent(clauses[(clauses.indexOf(app.event) + 1) % clauses.length], "text"));
    }
    return node;
  }

  /** The innermost of mentions that lie over one another: the others show beside it. */
  const innermost = (mentions) => mentions.reduce((best, one) => (one.end - one.start <= best.end - best.start ? one : best));

  function marked(app, view, mention, parts) {
    const node = el("span", { class: frontline.markClasses(mention), role: "button", tabindex: "-1", "aria-pressed": "false", "aria-label": frontline.mentionLabel(mention), title: frontline.mentionLabel(mention) }, ...parts);
    node.addEventListener("click", () => app.choose(mention, "text"));
    node.addEventListener("pointerenter", () => app.hover(mention.sense.place));
    node.addEventListener("pointerleave", () => app.hover(null));
    view.marks.push({ node, mention });
    return node;
  }

  function paragraph(app, view, text, parts) {
    const from = parts[0].from;
    const node = el("p", { dir: frontline.direction(text.slice(from, parts[parts.length - 1].to)) });
    for (let n = 0; n < parts.length;) {
      const { mentions } = parts[n];
      const same = [];
      const first = n;
      while (n < parts.length && (n === first || (mentions.length && parts[n].mentions.length === mentions.length && mentions.every((mention, i) => parts[n].mentions[i] === mention)))) {
        same.push(piece(app, view, text, parts[n]));
        n += 1;
      }
      node.append(...(mentions.length ? [marked(app, view, innermost(mentions), same)] : same));
    }
    return node;
  }

  /** One mark takes part in the order of the Tab key; arrows go from mark to mark. */
  function roving(app, view) {
    const to = (n) => {
      const { node } = view.marks[n];
      for (const mark of view.marks) mark.node.tabIndex = mark.node === node ? 0 : -1;
      node.focus();
    };
    view.body.addEventListener("keydown", (event) => {
      const at = view.marks.findIndex(({ node }) => node === event.target);
      if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
      const last = view.marks.length - 1;
      const next = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: last }[event.key];
      if (event.key === "Enter" || event.key === " ") app.choose(view.marks[at].mention, "text");
      else if (next !== undefined) to(Math.max(0, Math.min(last, next)));
      else return;
      event.preventDefault();
    });
  }

  /** An article's text; `marks` and `pieces` are what a choice changes. */
  frontline.articleText = function (app, article) {
    const { text } = article;
    const view = { body: el("div", { class: "fl-text", id: "fl-text" }), marks: [], pieces: [] };
    const parts = stretches(text, frontline.shownMentions(app, article), article.events);
    let n = 0;
    for (const [from, to] of paragraphs(text)) {
      while (n < parts.length && parts[n].from < from) n += 1;
      const own = [];
      while (n < parts.length && parts[n].to <= to) own.push(parts[n++]);
      if (own.length) view.body.append(paragraph(app, view, text, own));
    }
    if (!view.body.firstChild) view.body.append(el("p", { class: "fl-source" }, say("noText")));
    if (view.marks.length) view.marks[0].node.tabIndex = 0;
    roving(app, view);
    return view;
  };

  /** Light up what the search found in the text, where the browser can do so without changing it. */
  frontline.showFound = function (app) {
    if (!window.CSS || !CSS.highlights) return;
    const wanted = app.filter.text.toLowerCase().split(/\s+/).filter((word) => word.length > 1);
    const ranges = [];
    const nodes = document.createTreeWalker(app.text.body, NodeFilter.SHOW_TEXT);
    while (wanted.length && nodes.nextNode()) {
      const words = nodes.currentNode.data.toLowerCase();
      if (words.length !== nodes.currentNode.length) continue; // some letters are longer in lower case
      for (const word of wanted) {
        for (let at = words.indexOf(word); at >= 0; at = words.indexOf(word, at + word.length)) {
          const range = document.createRange();
          range.setStart(nodes.currentNode, at);
          range.setEnd(nodes.currentNode, at + word.length);
          ranges.push(range);
        }
      }
    }
    CSS.highlights.set("fl-found", new Highlight(...ranges));
  };

  /** Show what is chosen: the mention, the others of its place, the clause and sentence of an event. */
  frontline.markChosen = function (view, mention, event, place) {
    for (const { node, mention: own } of view.marks) {
      node.classList.toggle("fl-chosen", own === mention);
      node.classList.toggle("fl-same", own !== mention && Boolean(place) && own.sense.place === place);
      node.setAttribute("aria-pressed", String(own === mention));
    }
    for (const { node, clauses, sentences } of view.pieces) {
      node.classList.toggle("fl-happened", clauses.includes(event));
      node.classList.toggle("fl-around", sentences.includes(event));
    }
  };
})(window.frontline);
