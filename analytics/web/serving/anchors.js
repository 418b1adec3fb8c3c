// A place that the address names after “#” is opened and shown, though it is drawn long after the browser looked for it.
(() => {
  const show = () => {
    const place = document.getElementById(location.hash.slice(1));
    if (!place) return false;
    for (let each = place; each; each = each.parentElement) if (each.tagName === "DETAILS") each.open = true;
    place.scrollIntoView();
    return true;
  };
  if (!window.idmajAnchors) {
    window.idmajAnchors = true;
    window.addEventListener("hashchange", show);
    // A link to the place where one already is does not change the address.
    document.addEventListener("click", (event) => {
      if (event.target.closest?.(`a[href="${location.hash}"]`) && location.hash) show();
    });
  }
  if (!location.hash) return;
  const waiting = new MutationObserver(() => show() && waiting.disconnect());
  if (!show()) waiting.observe(document.body, { subtree: true, childList: true });
  setTimeout(() => waiting.disconnect(), 10000);
  // Letters of our own font are wider than those that stood there first.
  document.fonts.ready.then(() => requestAnimationFrame(show));
})();
