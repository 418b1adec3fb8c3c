// When were all figures painted? When every title says the filters that are waited for, plus one frame.
// The same for every page: it looks once a frame, also into the shadow roots that some pages keep their figures in.
// Which part of it was whose? Until the last answer came the server worked too, after it the browser alone. And how long does Plotly
// take for the same change of the same figures when nothing else is done? No page that draws with it can be quicker.
(() => {
  const FIGURES = 6;
  let roots = [document];
  const watch = { wanted: null, from: 0, painted: 0, answered: 0, isClickAwaited: false };
  window.painting = watch;

  const titles = () => roots.flatMap((root) => [...root.querySelectorAll(".gtitle")]);
  const opened = (root) => [root, ...[...root.querySelectorAll("*")].flatMap((node) => node.shadowRoot ? opened(node.shadowRoot) : [])];

  const look = () => {
    if (titles().length < FIGURES) roots = opened(document);
    const said = titles().filter((title) => title.textContent.includes(watch.wanted));
    if (said.length < FIGURES) requestAnimationFrame(look);
    else paint(() => { watch.painted = performance.now(); });
  };

  const paint = (done) => requestAnimationFrame(() => setTimeout(done));

  // Answers come through a socket, or one by one.
  window.WebSocket = class extends WebSocket {
    constructor(...where) {
      super(...where);
      this.addEventListener("message", () => { if (!watch.painted) watch.answered = performance.now(); });
    }
  };
  watch.tellAnswered = () => {
    const fetched = performance.getEntriesByType("resource").map((entry) => entry.responseEnd);
    return Math.max(watch.answered, ...fetched.filter((at) => at > watch.from && at < watch.painted)) - watch.from;
  };

  const figures = () => roots.flatMap((root) => [...root.querySelectorAll(".js-plotly-plot")]);
  // As wide as it is: to look how much room there is is not part of drawing.
  const copy = ({ data, layout, _fullLayout: { width, height } }) =>
    structuredClone({ data, layout: { ...layout, width, height, autosize: false } });
  watch.keep = () => { watch.kept = figures().map(copy); };
  // Turns the figures back to what was kept, and to what they were, and says how long each turn took.
  watch.turn = async () => {
    const nodes = figures();
    const now = nodes.map(copy);
    const took = [];
    for (const wanted of [watch.kept, now]) {
      const from = performance.now();
      const drawn = nodes.map((node, place) => Plotly.react(node, structuredClone(wanted[place])));
      await Promise.all(drawn);
      took.push(await new Promise((done) => paint(() => done(performance.now() - from))));
    }
    return took;
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
