// Drives the real page on the real model in Debian's Chromium, and says in TAP what held.
//     node page.mjs ADDRESS [PART...]      of a running `lode serve`; web_page starts one
// The tests are the files of parts/: each gives a function, and the addresses that axe looks at as well.
import { chromium } from "playwright-core";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [base, ...wanted] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const WAIT = 60000;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-dev-shm-usage"] });
let n = 0, failed = 0;
const opened = [];

/** A page of its own, which remembers whom it asked and what went wrong. */
async function fresh(hash = "", viewport = { width: 1280, height: 860 }, more = {}) {
  const context = await browser.newContext({ viewport, locale: "en-US", acceptDownloads: true, ...more,
    permissions: ["clipboard-read", "clipboard-write"] });
  const page = await context.newPage();
  opened.push(page);
  page.setDefaultTimeout(WAIT);
  page.outside = [];
  page.wrong = [];
  page.on("request", (r) => { if (!r.url().startsWith(base) && !/^(data|blob|about):/.test(r.url())) page.outside.push(r.url()); });
  page.on("pageerror", (e) => page.wrong.push(e.message));
  page.on("console", (m) => { if (m.type() === "error") page.wrong.push(m.text()); });
  await page.goto(`${base}#${hash}`);
  await settled(page);
  return page;
}

const settled = (page) => page.waitForFunction(() => {
  const line = document.querySelector(".status-line");
  return line?.textContent && document.querySelector("main")?.getAttribute("aria-busy") === "false" && document.querySelector("main svg, main table, main .evidence");
}, null, { timeout: WAIT });

const go = async (page, hash) => {
  await page.evaluate((h) => { location.hash = h; }, hash);
  await settled(page);
};

async function test(name, body) {
  n++;
  try {
    await body();
    console.log(`ok ${n} - ${name}`);
  } catch (error) {
    failed++;
    console.log(`not ok ${n} - ${name}\n# ${String(error.stack ?? error).split("\n").slice(0, 6).join("\n# ")}`);
  }
}
function check(condition, words) { if (!condition) throw new Error(words); }

const move = (page, selector, value) => page.locator(selector).evaluate((input, v) => {
  input.value = v;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
}, value);

const parts = readdirSync(new URL("parts/", import.meta.url)).filter((f) => f.endsWith(".mjs") && (!wanted.length || wanted.includes(f.slice(0, -4)))).sort();
const views = [];
for (const file of parts) {
  const part = await import(`./parts/${file}`);
  await part.default({ test, check, fresh, go, settled, move, base });
  views.push(...(part.views ?? []));
}

const looks = [];
for (const [name, size] of [["1280 px", { width: 1280, height: 860 }], ["a phone", { width: 390, height: 844 }]]) {
  const look = await fresh("", size);
  await look.evaluate(axe);
  looks.push([name, look]);
}
for (const hash of views)
  await test(`axe-core finds nothing wrong with ${hash.replace(/^view=|&.*=/g, " ").trim()}, on 1280 px and on a phone`, async () => {
    for (const [name, look] of looks) {
      await go(look, hash);
      await look.waitForTimeout(200);
      const { violations } = await look.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }));
      check(violations.length === 0, `${name}: ${violations.map((v) => `${v.id}: ${v.nodes.map((x) => x.target.join(" ")).slice(0, 3).join(", ")} ${v.nodes[0].failureSummary}`).join("\n# ")}`);
      const over = await look.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      check(over <= 0, `${name}: it is ${over} px too wide`);
    }
  });

await test("no request left the machine, and nothing went wrong unseen", async () => {
  for (const p of opened) {
    check(p.outside.length === 0, p.outside.join(", "));
    check(p.wrong.length === 0, p.wrong.join("; "));
  }
});

await browser.close();
console.log(`1..${n}`);
process.exit(failed ? 1 : 0);
