// The words of the reader view.
(function (frontline) {
  "use strict";

  Object.assign(frontline.words, {
    articleCount: "{n} {n:article|articles}", placeCount: "{n} {n:place|places}", view: "View", articleView: "Articles", allView: "All places",
    articleList: "Articles", searchArticles: "Search articles and places", fromDay: "From", toDay: "To", anyDay: "any day",
    articlesShown: "{n} of {all} articles", noArticle: "No article matches.", noText: "This article has no text.", chooseArticle: "Choose an article",
    missingCount: "{n} without a place", untitled: "Untitled",
    marks: "What is marked",
    role: {
      locative: "Location", metonym: "Stands for a government", associative: "Describes something",
      demonym: "People or things of a country", embedded: "Inside another name", missing: "No place found",
    },
    roleHelp: {
      locative: "where something is or happens", metonym: "a capital or country that acts or speaks", associative: "tells what something belongs to",
      demonym: "an adjective or a people, not a spot", embedded: "part of the name of an organisation or person: no place", missing: "a name whose place is not known or not sure",
    },
    sureness: ["not so sure", "fairly sure", "sure"], sureOf: "{words} ({n} %)",
    markLabel: "{name}: {role}; {meaning}", meansPlace: "{place}, {sure}", meansNothing: "no place",
    places: "Places", placesHere: "{n} {n:place|places} named here", missingHere: "Without a place", embeddedHere: "Inside other names",
    noPlaces: "No place is named here.", timesNamed: "named {n} {n:time|times}", inArticles: "in {n} {n:article|articles}", asWritten: "As written",
    why: "Why", whyNot: "Why it has no place", nearly: "Also thought of", nearlyNone: "No other place bears the name.", chosenPlace: "chosen",
    whereabouts: "Position", area: "an area of about {km} km around this point", noPosition: "not on the map", copyPoint: "Copy position",
    match: { exact: "same spelling", folded: "same but for case and accents", key: "similar spelling" },
    kind: { P: "town or village", A: "region", H: "water", L: "area", R: "road", S: "site", T: "hill or mountain", U: "under the sea", V: "woodland" },
    kindOf: {
      PPLC: "capital", PPLA: "regional capital", PPLX: "part of a town", PCLI: "country", PCLD: "country", PCLS: "country", PCLF: "country", TERR: "territory", ADM1: "region",
      ADM2: "district", ADM3: "subdistrict", AIRP: "airport", AIRB: "air base", MT: "mountain", MTS: "mountains", HLL: "hill", STM: "river", LK: "lake", SEA: "sea", GULF: "gulf",
      CONT: "continent", OCN: "ocean", RGN: "region", ISL: "island", DAM: "dam", BDG: "bridge", AREA: "countryside",
    },
    inhabitants: "{n} inhabitants",
    eventsHere: "What it reports", noEvents: "No event is reported here.", showClause: "Show in the text",
    allHeading: "Places by how often they are named", allHint: "From {n} {n:article|articles}; the marks above and the search on the left narrow it.",
    columnPlace: "Place", columnMentions: "Mentions", columnArticles: "Articles", columnFirst: "First day", columnLast: "Last day",
    searchPlaces: "Find a place", unplacedHeading: "Names without a place", nothingNamed: "Nothing is named in these articles.", pick: "Choose a place to see where it is named.",
    dotNamed: "named as a location", dotSpoken: "only acts, or describes something", dotArea: "an area: somewhere around the point", dotSize: "larger: named more often",
    dotNearly: "also thought of, by rank", legendText: "In the text", legendMap: "On the map", fillSure: "sure", fillFairly: "fairly sure", fillUnsure: "not so sure",
    clauseMark: "says what happened", nothingFits: "Nothing is marked: every kind is switched off.",
    panel: "Places and reasons", showPanel: "Places",
  });
})(window.frontline);
