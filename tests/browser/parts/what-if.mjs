// What scenarios let vary, the command that runs the same, and why a price is what it is.
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const views = ["view=node&node=commodity:dy-oxide&on=china-halt-all&lang=zh", "view=backtest&lang=zh"];

/** What `lode` says of a price when it runs the command that was copied; files go beside a copy of the model. */
function fromCommand(line, file) {
  const folder = mkdtempSync(join(tmpdir(), "lode-page-"));
  try {
    cpSync(process.env.MODEL, join(folder, "model"), { recursive: true });
    if (file) writeFileSync(join(folder, "model/scenarios/my-scenario.yaml"), file);
    const words = line.split(" ").slice(1).map((w) => (w === process.env.MODEL ? join(folder, "model") : w));
    const say = (...list) => execFileSync(process.env.LODE, list, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    say(...words, "--end", "2028-12");
    const said = JSON.parse(say("show", "runs.sqlite", "price", "--region", "china", "--commodity", "dy-oxide", "--by", "month", "--json"));
    return said.values.find((row) => row.period === "2028-06").value;
  } finally { rmSync(folder, { recursive: true, force: true }); }
}

export default async function ({ test, check, fresh, settled, move, base }) {
  let page;
  const runNow = () => page.evaluate(() => document.querySelector("[data-run]").dataset.run);
  const priceNow = (month) => page.evaluate(async ([b, m]) => {
    const run = document.querySelector("[data-run]").dataset.run;
    const reply = await (await fetch(`${b}api/v1/query?run=${run}&metric=price&region=china&commodity=dy-oxide&month=${m}`)).json();
    return reply.rows[0].value;
  }, [base, month]);

  await test("a scenario that leaves something open has its slider, and the command says where it stands", async () => {
    page = await fresh("on=china-halt-all");
    check(await page.locator(".problem").isHidden(), await page.locator(".problem").innerText());
    const before = await runNow();
    await move(page, "#vary-leakage", 0.4);
    await page.waitForFunction((run) => document.querySelector("[data-run]").dataset.run !== run, before);
    await settled(page);
    await page.getByRole("button", { name: "Copy command" }).click();
    const line = await page.evaluate(() => navigator.clipboard.readText());
    check(/ -s china-halt-all --vary leakage=0\.4 /.test(line), line);
    const shown = await priceNow("2028-06"), run = fromCommand(line);
    check(Math.abs(run / shown - 1) < 1e-6, `the command runs something else: ${run}, the page shows ${shown}`);
  });

  await test("the command of policies that were changed on the page runs the same, with its scenario file", async () => {
    page = await fresh("on=us-price-floor&vary=%7B%22floor%22%3A120%7D");
    const before = await runNow();
    await move(page, "#s-lever-exports-separation", 0.3);
    await page.waitForFunction((run) => document.querySelector("[data-run]").dataset.run !== run, before);
    await settled(page);
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Copy command" }).click()]);
    const line = await page.evaluate(() => navigator.clipboard.readText());
    const file = readFileSync(await download.path(), "utf8");
    const shown = await priceNow("2028-06"), run = fromCommand(line, file);
    check(Math.abs(run / shown - 1) < 1e-6, `the command runs something else: ${run}, the page shows ${shown}`);
  });

  for (const [lang, words] of [["en", "The marginal user is"], ["zh", "边际使用者是"]])
    await test(`the page of a commodity says why its price is what it is (${lang})`, async () => {
      await page.evaluate((l) => { location.hash = `view=node&node=commodity:dy-oxide&region=japan&month=2027-06&on=china-halt-all&lang=${l}`; }, lang);
      await page.waitForFunction((w) => document.querySelector(".why")?.textContent.includes(w), words);
      check(await page.locator(".limits li, .links li").count() > 1, "neither limits nor the chain are there");
    });

  await test("the back-test shows both episodes with the figures of lode backtest", async () => {
    await page.evaluate(() => { location.hash = "view=backtest"; });
    await page.waitForFunction(() => document.querySelectorAll("main td").length > 20);
    check(/Cerium oxide/.test(await page.locator("main").innerText()), "cerium of 2010 is not there");
    await page.getByLabel("Episode").selectOption("2");
    await page.waitForFunction(() => /2025/.test(document.querySelector("main table").textContent));
  });
}
