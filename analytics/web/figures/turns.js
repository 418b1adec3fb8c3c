// Which figure is drawn next? Those in sight first; they are painted before the others are drawn.
const waiting = new Map();
const WEIGHTS = [400, 600, 700];
const LONGEST_WAIT = 3000; // then a figure in the letters of the system is better than none
let letters;

export function drawInTurn(node, draw) {
  const isFirst = waiting.size === 0;
  waiting.set(node, draw);
  if (isFirst) lettersAreHere().then(() => setTimeout(drawAll)); // those that change together come to wait together
}

async function drawAll() {
  const seen = [...waiting.keys()].filter(isInSight);
  seen.forEach(draw);
  if (seen.length && waiting.size) await frame();
  for (const node of waiting.keys()) {
    draw(node);
    await task();
  }
}

function draw(node) {
  const work = waiting.get(node);
  waiting.delete(node);
  try {
    if (node.isConnected) work();
  } catch (error) {
    reportError(error); // the others are drawn all the same
  }
}

function isInSight(node) {
  const { top, bottom } = node.getBoundingClientRect();
  return top < innerHeight && bottom > 0;
}

// Plotly keeps what it measured of a text, even when its letters come later and are narrower.
function lettersAreHere() {
  const load = (weight) => document.fonts.load(`${weight} 12px "IBM Plex Sans Arabic"`).catch(() => []);
  letters ??= Promise.race([Promise.all(WEIGHTS.map(load)), new Promise((done) => setTimeout(done, LONGEST_WAIT))]);
  return letters;
}

const task = () => new Promise((done) => setTimeout(done));

// A page that nobody looks at has no frames.
const frame = () => new Promise((done) => [requestAnimationFrame(() => setTimeout(done)), setTimeout(done, 100)]);
