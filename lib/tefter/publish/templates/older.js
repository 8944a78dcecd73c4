(function () {
  "use strict";
  // The link leads somewhere only from a version that was put aside.
  if (/\/versions\/\d+\//.test(location.pathname)) {
    var older = document.getElementById("older");
    var newest = older.querySelector("[data-newest]");
    newest.href = newest.dataset.newest;
    older.hidden = false;
  }
  // What is folded away is printed too, but for code.
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details:not(.code):not([open])").forEach(function (one) {
      one.open = true;
      one.dataset.printed = "";
    });
  });
  window.addEventListener("afterprint", function () {
    document.querySelectorAll("details[data-printed]").forEach(function (one) {
      one.open = false;
      delete one.dataset.printed;
    });
  });
})();
