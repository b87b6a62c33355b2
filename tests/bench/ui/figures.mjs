// Figures out of times, and the table of them.

/** The measured value that this part of the values does not exceed. */
export function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(part * sorted.length) - 1];
}

export const median = (values) => quantile(values, 0.5);

const figure = (what, [usual, judged], unit, limit) => ({
  what,
  cells: [usual, judged, limit].map((value) => (value === undefined ? '' : `${value.toFixed(unit ? 1 : 2)}${unit}`)),
  verdict: limit === undefined ? '' : judged <= limit ? 'ok' : 'MISSED',
  // A value that is no number misses as well.
  missed: limit !== undefined && !(judged <= limit),
});

/** Milliseconds by run: the median of the runs' medians and p95s, judged by the latter. No limit: no verdict. */
export const time = (what, runs, limit) =>
  figure(what, [0.5, 0.95].map((part) => median(runs.map((run) => quantile(run, part)))), ' ms', limit);

/** One ratio a round, judged by the worse quartile. */
export const ratio = (what, rounds, limit) => figure(what, [0.5, 0.75].map((part) => quantile(rounds, part)), '', limit);

export const HEADINGS = {
  times: ['what', 'p50', 'p95', 'limit', 'verdict'],
  ratios: ['ratio of the medians of a round', 'median', 'worse quartile', 'limit', 'verdict'],
};

export function print(headings, figures) {
  const rows = [headings, ...figures.map((one) => [one.what, ...one.cells, one.verdict])];
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = ([what, ...cells]) =>
    [what.padEnd(widths[0]), ...cells.map((cell, index) => cell.padStart(widths[index + 1]))].join('  ');
  console.log(`\n${rows.map(line).join('\n')}`);
}
