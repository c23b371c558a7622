// The one namespace of Frontline's pages, and what every other file needs: elements, days, text, links.
window.frontline = window.frontline || {};
(function (frontline) {
  "use strict";

  const DAY = 86400000;

  /** Make an element; strings among the children become text nodes, so no text is ever read as markup. */
  frontline.el = function (tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name === "on") {
        for (const [type, listener] of Object.entries(value)) node.addEventListener(type, listener);
      } else if (value === true) {
        node.setAttribute(name, "");
      } else if (value !== false && value !== null && value !== undefined) {
        node.setAttribute(name, value);
      }
    }
    node.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return node;
  };

  /** A button: what stands on it, and what a click on it does. */
  frontline.button = (text, work, attributes) => frontline.el("button", { type: "button", on: { click: work }, ...attributes }, text);

  /** Days are whole numbers since 1970-01-01, so no reader's time zone can move them. */
  frontline.dayNumber = (iso) => Date.UTC(+iso.slice(0, 4), +iso.slice(5, 7) - 1, +iso.slice(8, 10)) / DAY;
  frontline.isoDay = (day) => new Date(day * DAY).toISOString().slice(0, 10);
  frontline.writtenDay = function (day) {
    const date = new Date(day * DAY);
    return `${date.getUTCDate()} ${frontline.words.months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  };

  /** Fill the {gaps} of a phrase; {n:one|many} is a word for one or for many. */
  frontline.say = function (phrase, gaps) {
    const words = frontline.words[phrase] === undefined ? phrase : frontline.words[phrase];
    return words.replace(/\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g, (gap, name, one, many) => {
      const value = gaps && name in gaps ? String(gaps[name]) : "";
      if (one !== undefined) return value === "1" ? one : many;
      // Right to left, what is put in keeps its own direction (first strong isolate).
      return document.documentElement.dir === "rtl" && /[^\d\u202f.]/.test(value) ? `\u2068${value}\u2069` : value;
    });
  };
  frontline.number = (value) => Math.round(value).toLocaleString("en-GB").replace(/,/g, "\u202f");

  const LETTERS = { ة: "ه", ى: "ي", ی: "ي", ک: "ك", ø: "o", ł: "l", đ: "d", ı: "i" };
  /** The form in which text is searched: no case, no marks, no apostrophes, letters written for one another as one. */
  frontline.fold = (text) => text.normalize("NFKD").replace(/[\p{M}ـ'‘’ʻʼʾʿ`]/gu, "").toLowerCase()
    .replace(/[ةىیکøłđı]/g, (letter) => LETTERS[letter]).replace(/[\s\-–]+/g, " ");

  /** The address if it is one a page may link to, else null. */
  frontline.safeUrl = function (text) {
    try {
      const url = new URL(text);
      return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
    } catch {
      return null;
    }
  };

  const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/g;
  /** The direction in which most of a text's letters run. */
  frontline.direction = function (text) {
    const opening = text.slice(0, 4000);
    const right = (opening.match(RTL) || []).length;
    return right && 2 * right > (opening.match(/\p{L}/gu) || []).length ? "rtl" : "ltr";
  };
})(window.frontline);
