// What the pages can do beyond plain HTML: show a password, take errors to the reader, keep figures fresh.
// Everything works without it.
"use strict";

(function passwords() {
  for (const input of document.querySelectorAll("input[type=password][data-show]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain reveal";
    button.setAttribute("aria-controls", input.id);
    const tell = () => { button.textContent = input.type === "password" ? input.dataset.show : input.dataset.hide; };
    button.addEventListener("click", () => {
      input.type = input.type === "password" ? "text" : "password";
      tell();
    });
    // Browsers must not remember a password as if it were plain text.
    input.form.addEventListener("submit", () => { input.type = "password"; });
    tell();
    input.after(button);
  }
})();

(function errors() {
  const summary = document.getElementById("summary");
  if (summary) summary.focus();
})();

(function finding() {
  // On a phone the figures come first: the form folds away where nothing was asked for.
  const find = document.getElementById("find");
  if (!find) return;
  const narrow = window.matchMedia("(max-width: 36rem)");
  const fold = () => { find.open = !narrow.matches || "used" in find.dataset; };
  narrow.addEventListener("change", fold);
  fold();
})();

(function live() {
  const panel = document.getElementById("live");
  if (!panel || !window.EventSource) return;
  const figures = document.getElementById("figures");
  const words = document.getElementById("live-words");
  const button = document.getElementById("live-switch");
  const PAUSED = "clubbook-paused";
  let paused = sessionStorage.getItem(PAUSED) === "yes";
  let lost = false;
  let missed = false;
  let running = false;
  let source = null;

  const tell = () => {
    const said = paused ? words.dataset.paused : lost ? words.dataset.lost : words.dataset.on;
    // A status that is written again is read out again: only what changed is written.
    if (words.textContent !== said) words.textContent = said;
    words.classList.toggle("lost", lost && !paused);
    button.textContent = paused ? button.dataset.goOn : button.dataset.pause;
    panel.hidden = false;
  };

  const leave = () => location.replace("/sign-in?why=ended");
  const shownVersion = () => figures.querySelector("[data-version]")?.dataset.version;

  // Swaps the figures in, and gives back what the reader had: open lists, focus, place on the page.
  const swap = (html) => {
    const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("shown");
    if (!fresh) return;
    for (const open of figures.querySelectorAll("details[open]")) {
      const again = fresh.querySelector("#" + CSS.escape(open.id));
      if (again) again.open = true;
    }
    const focused = figures.contains(document.activeElement) ? document.activeElement.id : "";
    const place = window.scrollY;
    figures.replaceChildren(fresh);
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    window.scrollTo({ top: place, behavior: "instant" });
  };

  const refresh = async () => {
    if (paused || document.hidden || running) {
      missed = true;
      return;
    }
    running = true;
    missed = false;
    try {
      const answer = await fetch(panel.dataset.figures + location.search, { cache: "no-store" });
      if (answer.status === 401) leave();
      if (answer.ok) swap(await answer.text());
    } catch {
      // Offline, or the centre restarts: the next word from it asks again.
      missed = true;
    } finally {
      running = false;
    }
    if (missed && !lost) setTimeout(() => { if (missed) refresh(); }, 3000);
  };

  const connect = () => {
    source?.close();
    source = new EventSource(panel.dataset.events);
    source.addEventListener("open", () => { lost = false; tell(); });
    source.addEventListener("changed", (event) => { if (event.data !== shownVersion()) refresh(); });
    source.addEventListener("signed-out", leave);
    source.addEventListener("error", () => {
      lost = true;
      tell();
      // An answer that is no stream (a restart behind a proxy, a sign-in that ended) closes it for good.
      if (source.readyState === EventSource.CLOSED) setTimeout(connect, 5000);
    });
  };

  button.addEventListener("click", () => {
    paused = !paused;
    sessionStorage.setItem(PAUSED, paused ? "yes" : "no");
    tell();
    if (!paused && missed) refresh();
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden && missed) refresh(); });
  // A page that was left is kept as it is, for "back", and would go on listening. Without TLS a browser opens six connections
  // to a centre: after six such pages the next one would wait until one of them is forgotten, a minute later.
  window.addEventListener("pagehide", () => source.close());
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    connect();
    refresh();
  });
  tell();
  connect();
})();
