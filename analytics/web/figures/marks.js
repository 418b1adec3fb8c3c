// Which marks of a figure can be pointed at, in which order do the arrow keys go through them, and what do they say?
// A mark that can be pointed at carries its text in customdata, or its text and the codes that it stands for.

export function marksOf({ customdata, hoverinfo, xaxis = "x", yaxis = "y" }, trace) {
  if (!Array.isArray(customdata) || hoverinfo === "skip") return [];
  return customdata.map((told, point) => ({ trace, point, told, axes: [xaxis, yaxis] })).filter(({ told }) => textOf(told));
}

// Row by row where marks stand in rows, column by column where they stand in columns: the right arrow then never leads to
// the left within a row, nor the down arrow up within a column, in whichever direction the words are read.
export function inReadingOrder(marks, node) {
  const placed = marks.map((mark) => ({ mark, at: placeOf(mark, node) })).filter(({ at }) => at.every(Number.isFinite));
  const [columns, rows] = [0, 1].map((side) => new Set(placed.map(({ at }) => at[side])).size);
  const [first, second] = columns < rows ? [0, 1] : [1, 0];
  placed.sort((one, other) => one.at[first] - other.at[first] || one.at[second] - other.at[second]);
  return placed.map(({ mark }) => mark);
}

function placeOf({ trace, point, axes }, node) {
  const drawn = node._fullData[trace];
  return axes.map((id) => {
    const axis = node._fullLayout[`${id[0]}axis${id.slice(1)}`];
    return Math.round(axis._offset + axis.d2p(drawn[id[0]][point]));
  });
}

export function plain(told) {
  const text = textOf(told).replaceAll("<br>", "\n");
  return new DOMParser().parseFromString(text, "text/html").body.textContent;
}

export function codesOf(told) {
  return Array.isArray(told) ? told.slice(1).join() : "";
}

function textOf(told) {
  return Array.isArray(told) ? told[0] : told;
}
