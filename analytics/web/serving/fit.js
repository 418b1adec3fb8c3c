// A slide that the browser draws itself fills the window, whatever its size.
(() => {
  const fit = () => {
    const plate = document.querySelector(".st-key-slide .js-plotly-plot");
    const drawn = plate?._fullLayout;
    if (drawn) plate.style.zoom = Math.min(innerWidth / drawn.width, innerHeight / drawn.height);
  };
  addEventListener("resize", fit);
  new MutationObserver(fit).observe(document.body, { subtree: true, childList: true });
  fit();
})();
