// Which figure is drawn next? Those in sight first; they are painted before the others are drawn.
const waiting = new Map();

export function drawInTurn(node, draw) {
  const isFirst = waiting.size === 0;
  waiting.set(node, draw);
  if (isFirst) setTimeout(drawAll); // those that change together come to wait together
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

const task = () => new Promise((done) => setTimeout(done));

// A page that nobody looks at has no frames.
const frame = () => new Promise((done) => [requestAnimationFrame(() => setTimeout(done)), setTimeout(done, 100)]);
