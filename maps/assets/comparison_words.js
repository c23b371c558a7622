// The words of the comparison page.
(function (frontline) {
  "use strict";

  Object.assign(frontline.words, {
    before: "Before", after: "After", side: "Side by side", swipe: "Swipe", changes: "Changes", time: "Over time", view: "View",
    gained: "Gained", lost: "Lost", net: "Net", figures: "Figures", places: "Places", against: "Contradictions",
    gainedBy: "gained by {name}", lostBy: "lost by {name}", heldBy: "held by {name} on both days", allActors: "Every actor",
    onlyActor: "Select an actor to see its gains and losses alone.",
    changedPlaces: "Places that changed hands", balance: "Area held, km\u00b2", divider: "Divider", whole: "All",
    heldThroughout: "held on both days", noChange: "No place changed hands.", noDataEffect: "no data on one of the days",
    contestedPlace: "contested on one of the days", sameSide: "same side",
    noReportWhy: "No report says so: it follows from the places around it or from the day before.",
    endedWhy: "{name} is no force of its own after {day}; no report says who holds the place now.",
    unseenWhy: "Nothing is known of it on one of the days: no change of hands is reported.",
    frontTitle: "Front line", length: "Length", moved: "Moved, median", movedMost: "95 of 100 km moved less than", greatest: "Farthest move",
    km: "{n} km", near: "near {place}", noMove: "On one of the days there is no front line.", movedWhy: "Distance from each kilometre of one line to the nearest point of the other, both ways.",
    bySides: "By sides", noFront: "none",
    stretchTitle: "Ground that changed hands",
    noDataTitle: "Only an effect of no data", noDataNone: "None: both days cover the same ground.",
    noDataNow: "{km2} km\u00b2 of {name}: no data on {day}", noDataThen: "{km2} km\u00b2 now of {name}: no data on {day}",
    agreement: "{percent} % the same", agreementOf: "of the {km2} km\u00b2 that both maps tell a holder of",
    notesTitle: "Notes on the files", net1: "{n} {n:place|places} changed hands", netKm2: "{n} km\u00b2 changed holders", netFront: "{a} km of front, was {b} km",
    every: "Every change", kind_taken: "Taken by another side", kind_same_side: "Within a side", kind_contested: "Into or out of contest",
    kind_no_data: "Holder not known on one of the days", kindLabel: "Kind of change", actorLabel: "Actor", sortLabel: "Order",
    sort_day: "by day", sort_place: "by name", sort_move: "by holder", sort_reports: "by reports",
    severalPlaces: "{n} places", searchPlaces: "Search places and sentences", copyTable: "Copy as CSV", saveTable: "Save CSV", dayUnknown: "Day not known",
    changesShown: "{n} of {all} changes shown", changesAll: "{all} {all:change|changes}", nothingFits: "No change matches.",
    noneAgainst: "No reports of these days contradict each other.", againstWhy: "Places of which reports of these days say what cannot all be true.",
    knownByShort: "known by {day}", knownAll: "all articles", sheetTitle: "The same area, day by day", chartTitle: "Area held over time, km\u00b2", tableTitle: "The chart in figures",
    unknownHolder: "not known", lastDay: "Day", showOnMap: "Show on the map",
  });
  /** What the same page says where two maps stand against each other, rather than two days of one. */
  frontline.versusWords = {
    before: "Map 1", after: "Map 2", gained: "Only in 2", lost: "Only in 1", changes: "Differences",
    gainedBy: "{name} on map 2 alone", lostBy: "{name} on map 1 alone", heldBy: "{name} on both maps", heldThroughout: "the same on both maps",
    onlyActor: "Select an actor to see where the maps differ about it.", noChange: "No place has two holders.", noDataEffect: "no data on one of the maps",
    stretchTitle: "Ground the maps disagree on", contestedPlace: "contested on one of the maps", noDataNone: "None: both maps cover the same ground.",
    kind_taken: "Holders of two sides", kind_same_side: "Holders of one side", kind_contested: "Contested on one map", kind_no_data: "Holder not known on one of the maps",
    every: "Every difference", kindLabel: "Kind of difference", changesShown: "{n} of {all} differences shown", changesAll: "{all} {all:difference|differences}",
    nothingFits: "No difference matches.", noReportWhy: "The maps name different holders here.", unseenWhy: "One of the maps says nothing of it.",
    noMove: "One of the maps has no front line.", moved: "Apart, median", movedMost: "95 of 100 km are apart less than", greatest: "Farthest apart",
  };
})(window.frontline);
