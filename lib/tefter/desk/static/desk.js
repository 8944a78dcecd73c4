// What makes the desk livelier. Every page works without it.
"use strict";

// A job's page: the part that changes is fetched each second; a screen reader is told the status
// only when it changes, and whoever stands on a button goes on standing there.
function follow(part) {
  const status = document.getElementById("status");
  let misses = 0;
  async function look() {
    let open = "yes";
    try {
      const answer = await fetch(part.dataset.part, { headers: { Accept: "text/html" } });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const made = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = made.querySelector("[data-open]");
      open = fresh.dataset.open;
      const focused = document.activeElement && document.activeElement.id;
      const inside = part.contains(document.activeElement);
      const unfolded = [...part.querySelectorAll("details[open]")].map((one) => one.id);
      part.replaceChildren(...fresh.childNodes);
      unfolded.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
      if (inside) (document.getElementById(focused) || document.getElementById("main")).focus();
      if (status.textContent !== fresh.dataset.status) status.textContent = fresh.dataset.status;
      document.title = fresh.dataset.title;
      misses = 0;
    } catch {
      misses += 1;
      if (misses === 5) status.textContent = part.dataset.lost;
    }
    if (open === "yes") setTimeout(look, misses > 5 ? 5000 : 1000);
  }
  setTimeout(look, 500);
}

// Files may be dropped where they can be chosen.
function drop(place) {
  const input = document.getElementById(place.dataset.drop);
  const list = place.querySelector(".chosen");
  const show = () =>
    list.replaceChildren(
      ...[...input.files].map((file) => {
        const item = document.createElement("li");
        item.textContent = `${file.name} · ${(file.size / 1e6).toFixed(1)} MB`;
        return item;
      }),
    );
  const over = (event) => {
    event.preventDefault();
    place.classList.toggle("over", event.type === "dragover");
  };
  place.addEventListener("dragover", over);
  place.addEventListener("dragleave", over);
  place.addEventListener("drop", (event) => {
    over(event);
    if (event.dataTransfer.files.length) {
      input.files = event.dataTransfer.files;
      show();
    }
  });
  input.addEventListener("change", show);
}

document.querySelectorAll("[data-part]").forEach(follow);
document.querySelectorAll("[data-drop]").forEach(drop);
document.querySelectorAll("[data-focus]").forEach((one) => one.focus());
document.querySelectorAll("[data-sending]").forEach((form) =>
  form.addEventListener("submit", () => {
    form.querySelector(".sending").textContent = form.dataset.sending;
  }),
);
