(function () {
  "use strict";
  // The link leads somewhere only from a version that was put aside.
  if (/\/versions\/\d+\//.test(location.pathname)) {
    var older = document.getElementById("older");
    var newest = older.querySelector("[data-newest]");
    newest.href = newest.dataset.newest;
    older.hidden = false;
  }
})();
