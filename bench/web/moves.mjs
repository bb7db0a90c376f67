// From a slider's movement to the painted picture: 200 moves in headless Chromium on the reference model.
//     node moves.mjs LODE MODEL TOOLS [MOVES]      TOOLS: a folder with playwright-core in node_modules
// The page marks the input event and measures when the frame behind it has been drawn (ui/src/main.ts). On a
// machine with other work the clock says more about that work: processor time of the server is told beside it.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { loadavg } from "node:os";
import { join } from "node:path";

const [lode, model, tools, count = "200"] = process.argv.slice(2);
const BARS = { "lode:first-year": "p50 100, p95 150", "lode:whole-run": "500" };
const { chromium } = createRequire(join(tools, "package.json"))("playwright-core");
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-dev-shm-usage"] });
const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
page.setDefaultTimeout(120000);
const load = [loadavg()[0]];

const begun = Date.now();
const server = spawn(lode, ["serve", model, "--port", "0"], { stdio: ["ignore", "pipe", "ignore"] });
process.on("exit", () => server.kill());
const base = await new Promise((told) => server.stdout.once("data", (text) => told(String(text).trim())));
const ready = Date.now() - begun;
await page.goto(base);
await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length);
const origin = await page.evaluate(() => performance.timeOrigin + performance.getEntriesByName("first-contentful-paint")[0].startTime);
await page.waitForSelector("[data-name^=price-] svg path", { state: "attached" });
const charts = Date.now() - begun;
await page.waitForFunction(() => document.querySelector("main")?.getAttribute("aria-busy") === "false");
await page.waitForSelector("#s-lever-exports-magnet", { state: "attached" });

/** Processor time of the server so far, ms; the kernel counts hundredths of a second. */
const spent = () => {
  const fields = readFileSync(`/proc/${server.pid}/stat`, "utf8").replace(/^.*\) /, "").split(" ");
  return 10 * (+fields[11] + +fields[12]);
};
const before = spent(), times = { "lode:first-year": [], "lode:whole-run": [] };
for (let i = 0; i < +count; i++) {
  // the page tells when it is done: to be asked at every frame costs it a frame each time
  const took = await page.evaluate(({ value, names }) => new Promise((done) => {
    const found = {};
    new PerformanceObserver((list, observer) => {
      for (const measure of list.getEntries()) found[measure.name] ??= measure.duration;
      if (!names.every((name) => name in found)) return;
      observer.disconnect();
      done(found);
    }).observe({ type: "measure" });
    const slider = document.getElementById("s-lever-exports-magnet");
    slider.value = value;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  }), { value: 0.05 + 0.9 * ((i * 0.618034) % 1), names: Object.keys(times) });
  for (const name of Object.keys(times)) times[name].push(took[name]);
}
const each = (spent() - before) / +count;
load.push(loadavg()[0]);
await browser.close();
server.kill();
const at = (list, share) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(share * list.length))];
console.log(`load average ${load.map((l) => l.toFixed(1)).join(" before, ")} after`);
console.log(`from the start of the program, ms: it listens ${ready}, first paint ${(origin - begun).toFixed(0)} (bar 500), first charts ${charts}`);
console.log(`input to paint, ms, ${count} moves     p50    p95    worst   bar`);
for (const [name, label] of [["lode:first-year", "first twelve months"], ["lode:whole-run", "whole run"]])
  console.log(`${label.padEnd(30)} ${[0.5, 0.95, 1].map((s) => at(times[name], s).toFixed(0).padStart(6)).join(" ")}   ${BARS[name]}`);
console.log(`processor time of the server for a move ${each.toFixed(0)} ms`);
