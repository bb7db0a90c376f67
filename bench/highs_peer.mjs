// highs_peer.mjs - HiGHS (WebAssembly, from npm) on the months that bench_market --export wrote.
//
//     node highs_peer.mjs MONTHS.json
//
// The same piecewise linear programs as CLP gets, held in one model: the first month is solved
// cold, the others start from the basis of the month before, as HiGHS does by itself.
import { readFileSync } from "node:fs";

let load;
try {
  load = (await import("highs")).default;
} catch {
  console.log("HiGHS: the npm package is not here (npm ci in bench's build folder); skipped");
  process.exit(0);
}

// Processor time in ms, as in bench_market.
function cpu() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const data = JSON.parse(readFileSync(process.argv[2], "utf8"));
const highs = await load();

function modelOf(month) {
  return highs.createModel({
    numCols: data.nCols,
    numRows: data.nRows,
    colCost: Float64Array.from(month.cost),
    colLower: Float64Array.from(month.lower),
    colUpper: Float64Array.from(month.upper),
    rowLower: Float64Array.from(month.rowLower),
    rowUpper: Float64Array.from(month.rowUpper),
    matrix: {
      format: "csc",
      numRows: data.nRows,
      numCols: data.nCols,
      starts: Int32Array.from(data.start),
      indices: Int32Array.from(data.row),
      values: Float64Array.from(data.coef),
    },
  });
}

function change(model, month) {
  const cols = { kind: "range", from: 0, to: data.nCols - 1 };
  const rows = { kind: "range", from: 0, to: data.nRows - 1 };
  model.changeColsBounds(cols, Float64Array.from(month.lower), Float64Array.from(month.upper));
  model.changeColsCost(cols, Float64Array.from(month.cost));
  model.changeRowsBounds(rows, Float64Array.from(month.rowLower), Float64Array.from(month.rowUpper));
}

function report(name, months) {
  const mean = (of) => months.reduce((sum, m) => sum + of(m), 0) / months.length;
  const error = Math.max(
    ...months.map((m) => Math.abs(m.objective - m.truth) / Math.max(1, Math.abs(m.truth))),
  );
  console.log(
    name.padEnd(28) +
      String(months.length).padStart(7) +
      mean((m) => m.iterations).toFixed(1).padStart(9) +
      mean((m) => m.ms).toFixed(3).padStart(11) +
      String(months.filter((m) => !m.solved).length).padStart(16) +
      (mean((m) => m.ms) / mean((m) => m.own)).toFixed(1).padStart(10) +
      error.toExponential(1).padStart(10),
  );
}

function solve(model, month, begin) {
  model.run();
  const ms = cpu() - begin;
  return {
    ms,
    own: month.own_ms,
    truth: month.objective,
    objective: model.getObjectiveValue() + month.constant,
    iterations: Number(model.info.get("simplex_iteration_count")),
    solved: model.getModelStatus() === highs.constants.modelStatus.optimal,
  };
}

console.log(`HiGHS, ${data.pieces} pieces`);
console.log(
  "solver".padEnd(28) + " months it/month    mean ms            fail    x ours objective",
);
const cold = data.months.slice(0, 12).map((month) => {
  const begin = cpu();
  const model = modelOf(month);
  model.options.set("output_flag", false);
  const result = solve(model, month, begin);
  model.dispose();
  return result;
});
report("HiGHS, cold", cold);

const model = modelOf(data.months[0]);
model.options.set("output_flag", false);
const warm = data.months.map((month, k) => {
  const begin = cpu();
  if (k > 0) change(model, month);
  return solve(model, month, begin);
});
model.dispose();
report("HiGHS, warm", warm);
