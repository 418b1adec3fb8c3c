// When were all figures painted? When every title says the filters that are waited for, plus one frame.
// The same for every page: it looks once a frame, also into the shadow roots that some pages keep their figures in.
(() => {
  const FIGURES = 6;
  let roots = [document];
  const watch = { wanted: null, from: 0, painted: 0, isClickAwaited: false };
  window.painting = watch;

  const titles = () => roots.flatMap((root) => [...root.querySelectorAll(".gtitle")]);
  const opened = (root) => [root, ...[...root.querySelectorAll("*")].flatMap((node) => node.shadowRoot ? opened(node.shadowRoot) : [])];

  const look = () => {
    if (titles().length < FIGURES) roots = opened(document);
    const said = titles().filter((title) => title.textContent.includes(watch.wanted));
    if (said.length < FIGURES) requestAnimationFrame(look);
    else requestAnimationFrame(() => setTimeout(() => { watch.painted = performance.now(); }));
  };

  // From the beginning of the navigation.
  watch.open = (wanted) => { Object.assign(watch, { wanted, from: 0, painted: 0 }); requestAnimationFrame(look); };
  // From the next click.
  watch.click = (wanted) => { Object.assign(watch, { wanted, painted: 0, isClickAwaited: true }); };

  addEventListener("click", (event) => {
    if (!watch.isClickAwaited) return;
    Object.assign(watch, { from: event.timeStamp, isClickAwaited: false });
    requestAnimationFrame(look);
  }, true);
})();
