(function () {
  "use strict";
  if (/\/versions\/\d+\//.test(location.pathname)) {
    document.getElementById("older").hidden = false;
  }
})();
