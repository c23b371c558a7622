// The words of the comparison page.
(function (frontline) {
  "use strict";

  Object.assign(frontline.words, {
    before: "Before", after: "After", side: "Side by side", swipe: "Swipe", changes: "Changes", view: "View",
    gained: "Gained", lost: "Lost", net: "Net",
    changedPlaces: "Places that changed hands", balance: "Area held, km\u00b2", divider: "Divider",
    heldThroughout: "held on both days", noChange: "No place changed hands.", noDataEffect: "no data on one of the days",
    sameSide: "same side", noReportWhy: "no report of its own",
  });
})(window.frontline);
