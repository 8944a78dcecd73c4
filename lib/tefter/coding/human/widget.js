// The coding window. It draws what Python sends and sends back what was pressed; it decides nothing.
// Whatever comes from a post goes through textContent, so that no text is ever markup.

const PATIENCE = 5000; // Milliseconds without an answer after which the coder is told.

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function words(tag, text, attributes = {}) {
  const element = make(tag, attributes);
  element.textContent = text;
  return element;
}

// By where the key lies: a Serbian or Macedonian layout gives other letters for the same keys.
function keyOf(event) {
  const found = /^(?:Key([A-Z])|(?:Digit|Numpad)(\d))$/.exec(event.code);
  if (found) return (found[1] ?? found[2]).toLowerCase();
  return event.key === "Enter" ? "Enter" : event.key.toLowerCase();
}

let windows = 0;

function render({ model, el }) {
  const number = ++windows;
  const parts = {};
  let view = null;
  let waiting = null;

  function send(message) {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (view) parts.error.textContent = view.words.no_answer;
    }, PATIENCE);
    model.send({ turn: view ? view.turn : 0, ...message });
  }

  function press(action) {
    if (action.do === "note") return parts.note.focus();
    if (action.do === "codebook") return (parts.codebook.open = !parts.codebook.open);
    const decides = ["save", "cannot_tell", "skip", "pause"].includes(action.do);
    send(decides ? { ...action, note: parts.note.value } : action);
  }

  function button(name, key, action) {
    const made = make("button", { type: "button", class: `tefter-${name}` });
    made.addEventListener("click", () => press(action ?? { do: name }));
    if (key) made.setAttribute("aria-keyshortcuts", key);
    made.dataset.key = key ?? "";
    parts[name] = made;
    return made;
  }

  function build() {
    const id = (name) => `tefter-${number}-${name}`;
    parts.status = make("p", { class: "tefter-status", role: "status", "aria-live": "polite" });
    parts.error = make("p", { class: "tefter-error", role: "alert" });
    parts.progress = make("progress", { "aria-labelledby": id("count") });
    parts.count = make("span", { id: id("count") });
    parts.about = make("p", { class: "tefter-about" });
    parts.heading = make("h3", { id: id("heading") });
    parts.text = make("div", {
      class: "tefter-text", tabindex: "-1", role: "group", dir: "auto", "aria-labelledby": id("heading"),
    });
    parts.given = make("ul", { class: "tefter-given" });
    parts.categories = make("fieldset");
    parts.flags = make("fieldset");
    parts.note = make("textarea", { rows: "2", maxlength: "500", id: id("note"), "aria-describedby": id("hint") });
    parts.noteLabel = make("label", { for: id("note") });
    parts.noteHint = make("p", { id: id("hint"), class: "tefter-about" });
    parts.codebook = make("details");
    parts.offerWords = make("span");
    parts.offer = make("div", { class: "tefter-offer", role: "status" }, parts.offerWords,
      button("accept", "", { do: "pause" }), button("later"));
    parts.post = make("div", { class: "tefter-post" },
      make("div", { class: "tefter-reading" },
        parts.heading, parts.about, parts.text, button("reveal", "v"), parts.given),
      make("div", { class: "tefter-codes" }, parts.categories, parts.flags,
        parts.noteLabel, parts.note, parts.noteHint),
      make("div", { class: "tefter-buttons" },
        button("save", "Enter"), button("cannot_tell", "0"), button("skip", "s"),
        button("back", "b"), button("forward", "f"), button("pause", "x")),
      parts.codebook);
    parts.restWords = make("p", { tabindex: "-1" });
    parts.rest = make("div", { class: "tefter-rest" }, parts.restWords, button("resume"));
    parts.endWords = make("p", { tabindex: "-1" });
    parts.end = make("div", { class: "tefter-rest" }, parts.endWords, button("again", "b", { do: "back" }));
    parts.root = make("section", {
      class: "tefter-window",
      // JupyterLab's own keys would else delete and insert cells while someone codes.
      "data-lm-suppress-shortcuts": "true",
    },
    make("div", { class: "tefter-top" }, parts.progress, parts.count),
    parts.offer, parts.error, parts.status, parts.post, parts.rest, parts.end);
    parts.root.hidden = true; // Until there is something to show.
    parts.root.addEventListener("keydown", onKey);
    parts.root.addEventListener("mousedown", (event) => {
      if (!event.target.closest("button, input, textarea, label, summary")) {
        // After the browser has had its own way with the focus.
        setTimeout(() => { if (!parts.root.contains(document.activeElement)) parts.text.focus(); });
      }
    });
    el.append(parts.root);
  }

  function onKey(event) {
    event.stopPropagation();
    const target = event.target;
    if (target === parts.note) {
      if (event.key === "Escape") parts.text.focus();
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) press({ do: "save" });
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const key = keyOf(event);
    // A button or the codebook's heading has the focus: these keys press it.
    if (target.matches("button, summary") && (key === "Enter" || event.key === " ")) return;
    if (!view || view.state === "break" || view.state === "nothing") return;
    const action = view.keys[key];
    if (!action || (view.state === "done" && action.do !== "back")) return;
    event.preventDefault();
    press(action);
  }

  function entries(fieldset, heading, list, kind, action) {
    const had = document.activeElement?.dataset?.code;
    const inside = fieldset.contains(document.activeElement);
    fieldset.replaceChildren(words("legend", heading));
    for (const one of list) {
      const input = make("input", { type: kind, name: `tefter-${number}-${action}` });
      input.checked = one.chosen;
      input.dataset.code = one.id;
      if (one.key) input.setAttribute("aria-keyshortcuts", one.key);
      input.addEventListener("change", () => press({ do: action, id: one.id }));
      const label = make("label", { title: one.definition }, input);
      if (one.key) label.append(words("kbd", one.key, { "aria-hidden": "true" }));
      label.append(words("span", one.label));
      fieldset.append(label);
      if (inside && had === one.id) input.focus();
    }
  }

  function codebook() {
    if (parts.codebook.childElementCount) return;
    parts.codebook.append(words("summary", `${view.words.codebook} (k)`));
    parts.codebook.append(words("p", view.words.order));
    for (const one of [...view.categories, ...view.flags]) {
      parts.codebook.append(words("h4", one.label), words("p", one.definition));
      for (const rule of ["include", "exclude"]) {
        if (!one[rule].length) continue;
        const list = make("ul", {}, ...one[rule].map((line) => words("li", line)));
        parts.codebook.append(words("p", view.words[rule], { class: "tefter-about" }), list);
      }
    }
  }

  function label(name, text) {
    const key = parts[name].dataset.key;
    parts[name].replaceChildren(text);
    if (key) parts[name].append(words("kbd", key, { "aria-hidden": "true" }));
  }

  function draw(next) {
    clearTimeout(waiting);
    const first = view === null;
    const moved = first || view.turn !== next.turn || view.state !== next.state;
    const inside = parts.root.contains(document.activeElement);
    view = next;
    const say = view.words;
    parts.root.hidden = false;
    parts.root.lang = view.locale;
    parts.root.setAttribute("aria-label", say[view.mode]);
    parts.progress.max = Math.max(1, view.total);
    parts.progress.value = view.decided;
    const pace = view.pace === null ? "" : ` · ${view.pace} ${say.an_hour}`;
    parts.count.textContent = `${view.decided} ${say.of} ${view.total} ${say.coded}${pace}`;
    parts.error.textContent = view.error;
    parts.status.textContent = view.changing && !view.message ? say.changing : view.message;
    parts.offer.hidden = !view.offer_break;
    parts.offerWords.textContent = say.offer;
    parts.post.hidden = view.state !== "post";
    parts.rest.hidden = view.state !== "break";
    parts.end.hidden = view.state !== "done" && view.state !== "nothing";
    parts.restWords.textContent = say.paused;
    parts.endWords.textContent = view.state === "nothing" ? say.nothing : say.done;
    parts.again.hidden = view.state === "nothing";
    parts.heading.textContent = say.text;
    parts.about.textContent = view.about;
    parts.text.textContent = view.text ?? say.no_text;
    parts.text.classList.toggle("tefter-absent", view.text === null);
    parts.text.classList.toggle("tefter-unmasked", view.revealed);
    // Empty says "not known", where no attribute would say "that of the page".
    parts.text.lang = view.text === null ? view.locale : view.text_language;
    parts.reveal.hidden = !view.can_reveal;
    parts.given.hidden = view.given.length === 0;
    parts.given.replaceChildren(words("li", say.given, { class: "tefter-about" }),
      ...view.given.map(([category, flags]) => words("li", flags ? `${category} + ${flags}` : category)));
    entries(parts.categories, say.category, view.categories, view.exclusive ? "radio" : "checkbox", "choose");
    entries(parts.flags, say.flags, view.flags, "checkbox", "flag");
    parts.flags.hidden = view.flags.length === 0;
    parts.noteLabel.textContent = `${say.note} (n)`;
    parts.noteHint.textContent = say.note_hint;
    for (const name of ["save", "cannot_tell", "skip", "back", "forward", "pause", "reveal", "resume", "later"]) {
      label(name, say[name]);
    }
    label("accept", say.pause);
    label("again", say.back);
    codebook();
    if (moved) {
      parts.note.value = "";
      if (first || inside) {
        const place = { post: parts.text, break: parts.resume }[view.state] ?? parts.endWords;
        place.focus({ preventScroll: !first });
      }
    }
  }

  const onMessage = (message) => { if (message && message.view) draw(message.view); };
  build();
  model.on("msg:custom", onMessage);
  send({ do: "show" });
  return () => {
    clearTimeout(waiting);
    model.off("msg:custom", onMessage);
  };
}

export default { render };
