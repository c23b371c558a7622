// The articles of the reader view: mentions with what each was taken to mean, filters, and the sum over articles.
(function (frontline) {
  "use strict";

  Object.assign(frontline.words, frontline.words.reader); // of the one table, what only this page says

  const SURE = 0.9;
  const FAIRLY = 0.75;
  const KINDS = ["locative", "metonym", "associative", "demonym", "embedded", "missing"];

  /** What a table has under a key of outside, which may be the name of something every object has. */
  const own = (table, key) => (Object.hasOwn(table, key) ? table[key] : undefined);

  /** How sure in three steps: 2 sure, 1 fairly, 0 not so. */
  frontline.sureness = (value) => (value >= SURE ? 2 : value >= FAIRLY ? 1 : 0);

  frontline.readerModel = function (data) {
    const words = data.strings;
    const places = data.places.map(([id, name, lon, lat, kind, code, country, region, population], n) => ({ n, id, name, lon, lat, kind, code, country, countryName: own(data.countries, country) || country, region, population }));
    const senses = data.senses.map(([place, sure, precision, radius, candidates, reasons], n) => ({
      n, place: places[place] || null, sure, precision, radius, reasons: reasons.map((reason) => words[reason]),
      candidates: candidates.map(([candidate, score, match, why]) => ({ place: places[candidate], score, match, reasons: why.map((reason) => words[reason]) })),
    }));
    const articles = data.articles.map(([id, title, text, day, source, url], n) => ({
      n, id, title, text, day, source, url: frontline.safeUrl(url),
      mentions: data.mentions[n].map(([start, end, role, sense], k) => ({ k, start, end, role: data.roles[role], sense: senses[sense], name: text.slice(start, end) })),
      events: data.events[n].map(([event, tellings]) => ({ event, tellings })),
    }));
    return { places, senses, articles, kinds: KINDS, days: span(articles) };
  };

  function span(articles) {
    const days = articles.map((article) => article.day).filter((day) => day !== null);
    return days.length ? [Math.min(...days), Math.max(...days)] : null;
  }

  /** The kind under which a mention is shown or hidden. */
  frontline.kindOfMention = (mention) => (mention.sense.place || mention.role === "embedded" ? mention.role : "missing");

  frontline.shownMentions = (app, article) => article.mentions.filter((mention) => app.filter.kinds.has(frontline.kindOfMention(mention)));

  function searched(article) {
    if (article.folded === undefined) {
      const names = article.mentions.map((mention) => (mention.sense.place ? mention.sense.place.name : ""));
      article.folded = frontline.fold([article.title, article.text, article.source, ...new Set(names)].join("\n"));
    }
    return article.folded;
  }

  /** The articles that pass search and days. */
  frontline.shownArticles = function (app) {
    const wanted = frontline.fold(app.filter.text).split(/\s+/).filter(Boolean);
    const { from, to } = app.filter;
    return app.model.articles.filter((article) => {
      if (from !== null && (article.day === null || article.day < from)) return false;
      if (to !== null && (article.day === null || article.day > to)) return false;
      return wanted.every((word) => searched(article).includes(word));
    });
  };

  const more = (row, article) => {
    row.count += 1;
    if (row.articles[row.articles.length - 1] !== article) row.articles.push(article);
    if (article.day === null) return;
    row.first = row.first === null ? article.day : Math.min(row.first, article.day);
    row.last = row.last === null ? article.day : Math.max(row.last, article.day);
  };

  /** What articles name: places, names without a place, and names inside other names; each with its mentions. */
  frontline.sumOf = function (app, articles) {
    const sums = { placed: new Map(), missing: new Map(), embedded: new Map() };
    for (const article of articles) {
      for (const mention of frontline.shownMentions(app, article)) {
        const { place } = mention.sense;
        const into = place ? sums.placed : mention.role === "embedded" ? sums.embedded : sums.missing;
        const name = mention.name.split(/\s+/).join(" ");
        const key = place ? place.n : name;
        if (!into.has(key)) into.set(key, { key, place, name: place ? place.name : name, count: 0, articles: [], mentions: [], first: null, last: null });
        const row = into.get(key);
        more(row, article);
        row.mentions.push({ article, mention });
      }
    }
    const order = (a, b) => b.count - a.count || b.articles.length - a.articles.length || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0) || a.key - b.key;
    return { placed: [...sums.placed.values()].sort(order), missing: [...sums.missing.values()].sort(order), embedded: [...sums.embedded.values()].sort(order) };
  };

  /** What and where a place is: "town or village, Idlib, Syria". */
  frontline.placeWords = function (place, short) {
    const words = frontline.words;
    const kind = own(words.kindOf, place.code) || own(words.kind, place.kind) || "";
    const where = [place.region, place.countryName].filter((part) => part && part !== place.name);
    return (short ? where : [kind, ...where]).filter(Boolean).join(", ");
  };

  /** In words and per cent; never as if there were no doubt. */
  frontline.sureWords = (sure) => frontline.say("sureOf", { words: frontline.words.sureness[frontline.sureness(sure)], n: sure > 0.99 ? "> 99" : Math.round(sure * 100) });
})(window.frontline);
