// highs_lp.mjs - the objective of an LP file by HiGHS (WebAssembly, from npm):  node highs_lp.mjs FILE.lp
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const load = createRequire(join(process.cwd(), "x.js"))("highs");
const highs = await load();
const result = highs.solve(readFileSync(process.argv[2], "utf8"), { output_flag: false });
if (result.Status === "Optimal") console.log(result.ObjectiveValue);
else console.log(result.Status.toLowerCase().includes("infeasible") ? "infeasible" : result.Status);
