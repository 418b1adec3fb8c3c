// A place that the address names after “#” is opened and shown, though it is drawn long after the browser looked for it.
(() => {
  const show = () => {
    const place = document.getElementById(location.hash.slice(1));
    if (!place) return false;
    for (let each = place; each; each = each.parentElement) if (each.tagName === "DETAILS") each.open = true;
    place.scrollIntoView();
    return true;
  };
  // The list of what is on the page lies over the page while it is open.
  const fold = () => document.querySelector(".on-this-page details[open]")?.removeAttribute("open");
  const page = () => document.querySelector('[data-testid="stMain"]');
  if (!window.idmajAnchors) {
    window.idmajAnchors = true;
    window.addEventListener("hashchange", show);
    // Whoever goes back from a place finds the one that was left.
    window.addEventListener("popstate", (event) => {
      if (event.state?.idmajLeft !== undefined && !location.hash) page().scrollTop = event.state.idmajLeft;
    });
    document.addEventListener("click", (event) => {
      const link = event.target.closest?.("a[href]");
      if (link?.getAttribute("href").startsWith("#")) {
        history.replaceState({ ...history.state, idmajLeft: page().scrollTop }, "");
      }
      // A link to the place where one already is does not change the address.
      if (location.hash && link?.getAttribute("href") === location.hash) show();
      // Whoever comes back from a definition finds the figure again that led there.
      const card = link?.matches(".definition") && link.closest('[class*="st-key-card-"]')?.querySelector(".card-head[id]");
      if (card) history.replaceState(history.state, "", `#${card.id}`);
      if (link || !event.target.closest?.(".on-this-page")) fold();
    });
    document.addEventListener("keydown", (event) => event.key === "Escape" && fold());
  }
  if (!location.hash) return;
  // Cards come one by one, above the place and below it: it is shown again until they stand, or until the reader moves.
  const leave = new AbortController();
  let isAsked = false;
  const again = () => {
    if (isAsked || leave.signal.aborted) return;
    isAsked = true;
    requestAnimationFrame(() => {
      isAsked = false;
      show();
    });
  };
  const growing = new MutationObserver(again);
  leave.signal.addEventListener("abort", () => growing.disconnect());
  for (const moved of ["wheel", "touchstart", "pointerdown", "keydown"]) {
    document.addEventListener(moved, () => leave.abort(), { signal: leave.signal, passive: true });
  }
  growing.observe(document.body, { subtree: true, childList: true });
  setTimeout(() => leave.abort(), 20000);
  // Letters of our own font are wider than those that stood there first.
  document.fonts.ready.then(again);
  again();
})();
