// From a slider's movement to the painted picture: 200 moves in headless Chromium on the reference model.
//     node moves.mjs ADDRESS TOOLS [MOVES]      TOOLS: a folder with playwright-core in node_modules
// The page marks the input event and measures when the frame behind it has been drawn (ui/src/main.ts).
import { createRequire } from "node:module";
import { join } from "node:path";

const [base, tools, count = "200"] = process.argv.slice(2);
const { chromium } = createRequire(join(tools, "package.json"))("playwright-core");
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-dev-shm-usage"] });
const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
const begun = Date.now();
await page.goto(base);
await page.waitForSelector("[data-name^=price-] svg path", { state: "attached" });
const first = Date.now() - begun;
const idle = () => page.waitForFunction(() => document.querySelector(".status-line")?.textContent && !document.querySelector(".busy"));
await idle();
await page.waitForSelector("#s-lever-exports-magnet", { state: "attached" });
const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN);
const times = { "lode:first-year": [], "lode:whole-run": [] };
for (let i = 0; i < +count; i++) {
  await page.evaluate((value) => {
    performance.clearMeasures();
    const slider = document.getElementById("s-lever-exports-magnet");
    slider.value = value;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  }, 0.05 + 0.9 * ((i * 0.618034) % 1));
  await page.waitForFunction(() => performance.getEntriesByName("lode:whole-run").length && performance.getEntriesByName("lode:first-year").length);
  for (const name of Object.keys(times))
    times[name].push(await page.evaluate((n) => performance.getEntriesByName(n)[0].duration, name));
}
await browser.close();
const at = (list, share) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(share * list.length))];
console.log(`first contentful paint ${paint.toFixed(0)} ms; first charts ${first} ms after the address was opened`);
console.log("input to paint, ms        p50    p95    worst");
for (const [name, label] of [["lode:first-year", "first twelve months"], ["lode:whole-run", "whole run"]])
  console.log(`${label.padEnd(22)} ${[0.5, 0.95, 1].map((s) => at(times[name], s).toFixed(0).padStart(6)).join(" ")}`);
