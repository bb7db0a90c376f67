// What the page promises first: a slider answers, the address holds everything, numbers lead to sources.
import { readFileSync } from "node:fs";

export const views = ["view=start", "view=chain", "view=map", "view=series", "view=short", "view=table", "view=compare", "view=backtest", "view=sources",
  "view=node&node=region:japan", "view=node&node=commodity:dy-oxide", "view=node&node=facility:cn-jlmag-baotou", "view=node&node=policy:us-301-magnets"].map((v) => `${v}&on=myanmar-closes`);

export default async function ({ test, check, fresh, go, settled, move }) {
  let page;
  await test("an address of a view that does not exist leads to the start", async () => {
    const page = await fresh("view=nowhere");
    check(await page.locator(".tab[aria-current]").innerText() === "Start", "no tab, or another, is current");
  });

  await test("the first view answers three questions without a click", async () => {
    page = await fresh();
    const said = await page.locator("main").innerText();
    for (const words of ["What do prices do?", "Who is short?", "Where is the choke point?"])
      check(said.includes(words), `"${words}" is not on the page`);
    check(await page.locator("[data-name^=price-] svg path").count() > 8, "no lines are drawn");
  });

  await test("a slider that is moved changes the prices", async () => {
    const before = await page.locator("[data-name=price-dy-oxide] svg").innerHTML();
    await move(page, "#s-lever-exports-separation", 0.3);
    await page.waitForFunction((b) => document.querySelector("[data-name=price-dy-oxide] svg").innerHTML !== b, before);
    await settled(page);
    check((await page.locator("[data-name=price-dy-oxide] svg").textContent()).includes("this run"), "the run has no line of its own");
    await page.waitForFunction(() => location.hash.includes("lever-exports-separation"));
  });

  await test("undo takes it back, redo brings it again, reset ends it", async () => {
    await page.getByRole("button", { name: "Undo" }).click();
    await page.waitForFunction(() => !location.hash.includes("lever-exports"));
    await page.getByRole("button", { name: "Redo" }).click();
    await page.waitForFunction(() => location.hash.includes("lever-exports"));
    await page.getByRole("button", { name: "Reset" }).click();
    await page.waitForFunction(() => document.querySelector(".lead")?.textContent.startsWith("Nothing is changed"));
  });

  await test("a slider stays where it was put, and keys move it on", async () => {
    const page = await fresh(), slider = page.locator("#s-lever-exports-magnet");
    await slider.waitFor();
    const told = () => page.locator("output[for=s-lever-exports-magnet]").textContent();
    const { x, y, width, height } = await slider.boundingBox();
    await page.mouse.move(x + width - 6, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width * 0.4, y + height / 2, { steps: 5 });
    await page.mouse.up();
    await settled(page);
    const put = +(await slider.inputValue());
    check(put > 0.3 && put < 0.5, `the slider stands at ${put}`);
    check(await told() === `${Math.round(put * 100)} %`, `the slider stands at ${put} and says ${await told()}`);
    check(await page.locator(".timeline .bar").count() === 1, "what was moved is not on the timeline");
    await slider.focus();
    for (let i = 0; i < 2; i++) await page.keyboard.press("ArrowLeft");
    check(Math.abs(+(await slider.inputValue()) - (put - 0.02)) < 1e-9, `two keys move it from ${put} to ${await slider.inputValue()}`);
    await page.close();
  });

  await test("India's halt is switched on, and Japan is told of", async () => {
    await page.getByLabel("India halts rare-earth exports to Japan", { exact: true }).check();
    await page.waitForFunction(() => /Japan/.test(document.querySelector(".changes")?.textContent + document.querySelector(".lead")?.textContent));
    await page.waitForFunction(() => location.hash.includes("on=india-japan-halt"));
  });

  await test("a policy's first month is moved with the keyboard", async () => {
    const handle = page.locator('.handle[data-policy="india-japan"][data-end="from"]');
    check(await handle.getAttribute("aria-valuetext") === "2025-06", "it does not begin where the scenario says");
    await handle.focus();
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction(() => document.querySelector('.handle[data-policy="india-japan"][data-end="from"]').getAttribute("aria-valuetext") === "2025-07");
    await settled(page);
  });

  await test("the Sankey node of Japan opens Japan's page", async () => {
    await page.getByRole("button", { name: "Chain", exact: true }).click();
    await page.locator('main [data-node="region:japan"]').last().focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector("main h2")?.textContent === "Japan");
    await page.locator(".block").first().waitFor();
  });

  await test("a number is followed to its file, line and document", async () => {
    await go(page, "view=node&node=facility:cn-bayan-obo");
    await page.locator(".block .num").first().click();
    await page.locator("#drawer .sources code").first().waitFor();
    check(/facilities\.csv:\d+/.test(await page.locator("#drawer").innerText()), "no file and line are told");
    await page.keyboard.press("Escape");
    check(await page.locator("#drawer").isHidden(), "Escape does not close the drawer");
  });

  await test("a number of a table leads to its metric's definition", async () => {
    await go(page, "view=table&metric=import_share");
    await page.locator("main td .num").first().click();
    await page.waitForFunction(() => document.querySelector("#drawer").textContent.includes("Imports from the partner over imports from everybody"));
    await page.keyboard.press("Escape");
  });

  await test("an outage button stops a facility", async () => {
    await go(page, "view=node&node=facility:my-lamp");
    await page.getByRole("button", { name: "Switch this facility off" }).click();
    await page.getByRole("button", { name: "Switch it on again" }).waitFor();
    await page.waitForFunction(() => location.hash.includes("outage-my-lamp"));
    await settled(page);
  });

  await test("a policy has a page: what it orders, since when, who says so", async () => {
    await go(page, "view=node&node=policy:us-301-magnets");
    await page.locator(".block", { hasText: "Who decided it" }).waitFor();
    const said = await page.locator("main").innerText();
    for (const words of ["United States", "25 %", "2026-01", "Section 301"]) check(said.includes(words), `"${words}" is not on its page`);
  });

  await test("a quota's page says how often it binds", async () => {
    await go(page, "view=node&node=policy:magnets-spring&on=china-licences-2025");
    await page.locator(".block", { hasText: /its limit binds in \d+ of 144 steps/ }).waitFor();
    check(await page.locator("[data-name^=limit_use] svg circle").count() > 0, "the use of its limit is not drawn");
  });

  await test("shortages are told by product, use and region, with the worst month", async () => {
    await go(page, "view=short&on=myanmar-closes");
    await page.locator(".plain-table tbody tr").first().waitFor();
    const cells = (name) => page.locator(`[data-name=${name}] svg path`).evaluateAll((paths) => paths.reduce((n, p) => n + p.getAttribute("d").split("M").length - 1, 0));
    for (const name of ["shortages", "shortages-by-use", "shortages-by-region"]) check(await cells(name) > 20, `${name} has ${await cells(name)} cells`);
    check(/\d{4}-\d{2} · \d+ %/.test(await page.locator(".plain-table").innerText()), "no worst month");
  });

  await test("/ leads to the search of the evidence", async () => {
    await go(page, "view=map");
    await page.locator("body").press("/");
    await page.waitForFunction(() => document.activeElement?.matches("main input[type=search]") && location.hash.includes("view=evidence"));
    await page.evaluate(() => document.activeElement.blur());
  });

  await test("the page speaks Chinese", async () => {
    await go(page, "");
    await page.getByLabel("Language").selectOption("zh");
    await page.waitForFunction(() => document.querySelector("main").textContent.includes("价格如何变化"));
    check(await page.evaluate(() => document.documentElement.lang) === "zh", "the document does not say its language");
    await page.getByLabel("语言").selectOption("en");
  });

  await test("money is switched everywhere", async () => {
    await settled(page);
    await page.getByLabel("Money").selectOption("CNY");
    await page.waitForFunction(() => document.querySelector("[data-name=price-ndpr-oxide] svg").textContent.includes("CNY/kg"));
    await page.getByLabel("Money").selectOption("USD");
  });

  for (const [form, begins] of [["PNG", "\x89PNG"], ["SVG", "<svg"], ["CSV", "month,"], ["JSON", "{\n \"title\": \"NdPr oxide\""]])
    await test(`a chart is taken away as ${form}`, async () => {
      await settled(page);
      const chart = page.locator("[data-name=price-ndpr-oxide]");
      await chart.hover();
      const [download] = await Promise.all([page.waitForEvent("download"), chart.getByRole("button", { name: form }).click()]);
      const bytes = readFileSync(await download.path());
      check(bytes.subarray(0, begins.length).toString("latin1") === begins, `it begins with ${bytes.subarray(0, 12)}`);
      check(bytes.length > 1000, "it is nearly empty");
    });

  await test("the address is shared: another browser shows the same numbers", async () => {
    await go(page, "on=myanmar-closes&view=series&metric=price&commodity=tb-oxide&region=china");
    await page.getByRole("button", { name: "Copy link" }).click();
    const address = await page.evaluate(() => navigator.clipboard.readText());
    const other = await fresh(address.split("#")[1]);
    check(await other.locator("#on-myanmar-closes").isChecked(), "the scenario is not on");
    const numbers = (p) => p.locator(".years").innerText();
    check(await numbers(other) === await numbers(page), "its numbers differ");
    await other.context().close();
  });

  await test("the command that runs the same is copied", async () => {
    await page.getByRole("button", { name: "Copy command" }).click();
    const line = await page.evaluate(() => navigator.clipboard.readText());
    check(/^lode run \S+ -s myanmar-closes -o runs.sqlite$/.test(line), line);
  });
}
