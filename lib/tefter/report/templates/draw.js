(function () {
  "use strict";
  const specs = JSON.parse(document.getElementById("specs").textContent);
  const small = window.matchMedia("(max-width: 640px)");
  const refuse = function () { return Promise.reject(new Error("this page loads nothing")); };
  function draw(drawing) {
    const both = specs[drawing.dataset.chart];
    const live = drawing.querySelector(".live");
    const still = drawing.querySelector(".still");
    window.vegaEmbed(live, small.matches ? both.narrow : both.wide, {
      mode: "vega-lite",
      ast: true,
      actions: false,
      renderer: "svg",
      logLevel: 1,
      defaultStyle: false,
      tooltip: { disableDefaultStyle: true },
      loader: { load: refuse, http: refuse, file: refuse, sanitize: refuse }
    }).then(function () {
      // A layer that drew nothing, or nothing with words, would be a picture without a name.
      live.querySelectorAll('[role="graphics-symbol"]:not([aria-label])').forEach(function (mark) {
        mark.setAttribute("aria-hidden", "true");
      });
      live.hidden = false;
      still.hidden = true;
      drawing.dataset.drawn = "yes";
    }).catch(function () {
      // The static picture stays.
      live.hidden = true;
      still.hidden = false;
    });
  }
  function all() { document.querySelectorAll("[data-chart]").forEach(draw); }
  small.addEventListener("change", all);
  all();
})();
