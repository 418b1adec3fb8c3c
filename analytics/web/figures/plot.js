// How does a figure come onto the page, and stay there when its numbers change?
// Its node is kept, and Plotly.react changes in it what differs; a chart that is taken away and set up again costs more.
import "./plotly.min.js";
import { codesOf, inReadingOrder, marksOf, plain } from "./marks.js";
import { drawInTurn } from "./turns.js";

const { Plotly } = window;
const SMALLEST_WIDTH = 150;
const TAP = 500;
const reader = new TextDecoder();

export default function show({ data, parentElement, setTriggerValue }) {
  const plot = (parentElement.plot ??= new Plot(parentElement));
  const turn = {};
  plot.turn = turn;
  plot.show(reader.decode(data), (marks) => setTriggerValue("picked", marks));
  return () => {
    // A call that was overtaken is taken back too; by then the figure belongs to the next one.
    if (plot.turn !== turn) return;
    plot.remove();
    delete parentElement.plot;
  };
}

class Plot {
  constructor(parent) {
    this.node = make("div", parent, { class: "plot", role: "img" });
    this.said = make("p", parent, { class: "unseen", role: "status" });
    this.place = null;
    this.resized = new ResizeObserver(() => drawInTurn(this.node, () => this.fit()));
    this.resized.observe(parent);
    this.node.addEventListener("keydown", (event) => this.press(event));
    this.node.addEventListener("blur", () => this.leave());
  }

  show(text, pick) {
    this.pick = pick;
    if (text === this.text) return;
    this.text = text;
    this.held = this.place === null ? null : codesOf(this.marks[this.place].told);
    this.leave();
    Object.assign(this, JSON.parse(text));
    this.choose();
    drawInTurn(this.node, () => this.fit());
  }

  // Of a figure with two forms the one for which there is room is shown.
  choose() {
    this.form = this.wide && this.node.clientWidth >= this.told.wideFrom ? this.wide : this.figure;
    this.marks = this.form.data.flatMap(marksOf);
    this.width = null;
    this.describe();
  }

  describe() {
    const { alt, keys } = this.told;
    const hasKeys = keys && this.marks.length > 0;
    this.node.style.height = `${this.form.layout.height}px`;
    say(this.node, { "aria-label": alt, "aria-description": hasKeys && keys, "aria-busy": "true" });
    say(this.node, { tabindex: hasKeys && "0" });
  }

  // A place that is folded away has no width: its figure is drawn when it opens.
  fit() {
    const width = this.form?.layout.width ?? this.node.clientWidth;
    if (!this.form || !width || width === this.width) return;
    if (this.wide && (this.form === this.wide) !== (width >= this.told.wideFrom)) {
      this.leave();
      this.choose();
    }
    const { data, layout } = this.form;
    const size = { width: Math.max(width, SMALLEST_WIDTH) };
    const done = this.width
      ? Plotly.relayout(this.node, size)
      : Plotly.react(this.node, data, { ...layout, ...size }, this.told.config);
    this.width = width;
    done.then(() => this.finish());
  }

  finish() {
    // A drawing that says its frame can be made smaller on paper.
    for (const drawing of this.node.querySelectorAll(".main-svg")) {
      drawing.setAttribute("viewBox", `0 0 ${drawing.getAttribute("width")} ${drawing.getAttribute("height")}`);
    }
    this.node.removeAttribute("aria-busy");
    this.comeBack();
    if (this.isHeard) return;
    this.isHeard = true;
    this.node.on("plotly_click", ({ points }) => this.hear(points.map((point) => point.customdata)));
  }

  // A tap is told twice, once as a touch and once as the click that browsers make of it: the second would undo the first.
  hear(marks) {
    const now = performance.now();
    if (now - (this.heardAt ?? -TAP) >= TAP) this.answer(marks);
    this.heardAt = now;
  }

  answer(marks) {
    if (this.told.picks) this.pick(marks);
  }

  press(event) {
    const last = this.marks.length - 1;
    if (last < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    const here = this.place ?? -1;
    const on = Math.min(here + 1, last), back = Math.max(here - 1, 0);
    const places = { ArrowRight: on, ArrowDown: on, ArrowLeft: back, ArrowUp: back, Home: 0, End: last };
    if (event.key in places) this.go(places[event.key]);
    else if (event.key === "Escape") this.leave();
    else if (event.key === "Enter" && this.place !== null) this.answer([this.marks[this.place].told]);
    else return;
    event.preventDefault();
  }

  go(place) {
    if (this.place === null) this.marks = inReadingOrder(this.marks, this.node);
    this.place = place;
    const { axes, trace, point, told } = this.marks[place];
    Plotly.Fx.hover(this.node, [{ curveNumber: trace, pointNumber: point }], [axes.join("")]);
    this.said.textContent = plain(told);
  }

  // Whoever narrowed the page with a key finds the same mark again, and lets go of it with the same key.
  comeBack() {
    if (!this.held) return;
    this.marks = inReadingOrder(this.marks, this.node);
    const again = this.marks.findIndex(({ told }) => codesOf(told) === this.held);
    this.held = null;
    if (again >= 0 && document.activeElement === this.node) this.go(again);
  }

  leave() {
    if (this.place === null) return;
    this.place = null;
    this.said.textContent = "";
    Plotly.Fx.unhover(this.node);
  }

  remove() {
    this.resized.disconnect();
    Plotly.purge(this.node);
    this.node.remove();
    this.said.remove();
  }
}

function make(kind, parent, attributes) {
  const node = parent.appendChild(document.createElement(kind));
  say(node, attributes);
  return node;
}

function say(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value) node.setAttribute(name, value);
    else node.removeAttribute(name);
  }
}
