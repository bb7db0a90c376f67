// Policies as forms that the server checks; differences, months, units, words; what can be taken away.
import { readFileSync } from "node:fs";

export const views = ["view=chain&on=myanmar-closes&diff=true&month=2027-06", "view=map&on=myanmar-closes&diff=true&lang=zh", "view=node&node=scenario:china-halt-all&on=china-halt-all",
  "view=node&node=use:ev-traction", "view=node&node=facility:my-lamp&lang=zh", "view=series&commodity=ndfeb-uh&metric=production&basis=reo", "view=compare&lang=zh", "view=table&lang=zh", "view=short&lang=zh", "view=sources&lang=zh"];

export default async function ({ test, check, fresh, go, settled, move }) {
  const page = await fresh("");
  const field = (key) => page.locator(".editor .field", { has: page.locator("strong", { hasText: new RegExp(`^${key}$`) }) });

  await test("a policy is made from the columns of its kind; what is wrong stands at the field", async () => {
    await page.getByLabel("Add a policy").selectOption("export_quota");
    await page.locator(".editor").waitFor();
    await field("region").locator("select").selectOption("china");
    await field("commodities").locator("select").selectOption("dy-oxide");
    await field("limit").locator("input").fill("20 apples");
    page.wrong.length = 0;
    await page.getByRole("button", { name: "Apply" }).click();
    await page.waitForFunction(() => [...document.querySelectorAll(".editor .field")].some((f) => f.querySelector("strong").textContent === "limit" && /apples/.test(f.querySelector(".wrong").textContent)));
    page.wrong.length = 0; // the browser notes the refusal
    await field("limit").locator("input").fill("20 t/month");
    await page.getByRole("button", { name: "Apply" }).click();
    await page.waitForFunction(() => location.hash.includes("export_quota-1"));
    await settled(page);
    check(await page.locator(".problem").isHidden(), await page.locator(".problem").innerText());
    check((await page.locator("[data-name=price-dy-oxide] svg").textContent()).includes("this run"), "the run has no line of its own");
  });

  await test("every kind of policy has a form", async () => {
    const kinds = await page.getByLabel("Add a policy").evaluate((s) => [...s.options].map((o) => o.value).filter(Boolean));
    check(kinds.length > 15, `${kinds.length} kinds`);
    for (const kind of kinds) {
      await page.getByLabel("Add a policy").selectOption(kind);
      check(await page.locator(".editor .field").count() >= 4, `${kind} has no fields`);
      await page.getByRole("button", { name: "Cancel" }).click();
    }
  });

  await test("a policy of the list is switched off and on, and its first month is changed in its form", async () => {
    const box = page.locator(".policy-list input[type=checkbox]").first();
    await page.locator(".policy-list").getByRole("button", { name: /^Edit/ }).first().click();
    await field("from").locator("input").fill("2026-01");
    await page.getByRole("button", { name: "Apply" }).click();
    await page.waitForFunction(() => decodeURIComponent(location.hash).includes('"from":"2026-01"'));
    await box.uncheck();
    await page.waitForFunction(() => document.querySelector(".lead")?.textContent.startsWith("Nothing is changed"));
  });

  await test("scenarios are stacked, and undone", async () => {
    await page.getByLabel("The mines of Kachin and Shan close", { exact: true }).check();
    await page.getByLabel("India halts rare-earth exports to Japan", { exact: true }).check();
    await page.waitForFunction(() => /on=myanmar-closes\+india-japan-halt/.test(location.hash));
    await settled(page);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.waitForFunction(() => /on=myanmar-closes(&|$)/.test(location.hash));
    await settled(page);
  });

  await test("the chain shows its difference to the baseline, and its months run", async () => {
    await go(page, "view=chain&on=myanmar-closes&month=2027-01");
    const plain = await page.locator("[data-name=chain] svg").innerHTML();
    await page.getByLabel(/Difference to the baseline/).check();
    await page.waitForFunction((p) => document.querySelector("[data-name=chain] svg").innerHTML !== p, plain);
    check(await page.locator('[data-name=chain] path[stroke="#b1442f"]').count() > 0, "nothing is less, though mines are closed");
    await page.getByRole("button", { name: "Play the months" }).click();
    await page.waitForFunction(() => /month=2027-0[3-9]/.test(location.hash));
    await page.getByRole("button", { name: "Stop", exact: true }).click();
    const still = await fresh("view=chain&month=2027-01", undefined, { reducedMotion: "reduce" });
    check(await still.getByRole("button", { name: "Play the months" }).count() === 0, "a film is offered to who wants no motion");
    await still.context().close();
  });

  await test("magnets are told in rare-earth oxide when that is asked for", async () => {
    await go(page, "view=series&metric=production&commodity=ndfeb-uh&region=japan");
    check(!(await page.locator("[data-name=production-ndfeb-uh] svg").textContent()).includes("t REO"), "it begins in oxide");
    await page.getByLabel("Basis").selectOption("reo");
    await page.waitForFunction(() => document.querySelector("[data-name=production-ndfeb-uh] svg")?.textContent.includes("t REO"));
    await page.getByLabel("Basis").selectOption("");
  });

  await test("words of the trade explain themselves, and keys are listed", async () => {
    await go(page, "");
    await page.keyboard.press("?");
    await page.waitForFunction(() => /NdPr/.test(document.querySelector("#drawer").textContent) && /Keys/.test(document.querySelector("#drawer").textContent));
    await page.keyboard.press("Escape");
    await page.locator("button.term").first().click();
    await page.waitForFunction(() => !document.querySelector("#drawer").hidden);
    await page.keyboard.press("Escape");
  });

  await test("the page says how old its data are, how much is assumed, and what it does not know", async () => {
    const said = await page.locator(".foot").innerText();
    for (const words of [/Base year 2024/, /latest document 20\d\d/, /[\d.]+ % assumed, without a document/, /Known limits/]) check(words.test(said), `${words} in ${said}`);
  });

  await test("a picture that is taken away says its run, version and date; a citation as well", async () => {
    await settled(page);
    const chart = page.locator("[data-name=price-ndpr-oxide]");
    await chart.hover();
    const [download] = await Promise.all([page.waitForEvent("download"), chart.getByRole("button", { name: "SVG" }).click()]);
    const svg = readFileSync(await download.path(), "utf8"), today = new Date().toISOString().slice(0, 10);
    check(svg.includes(today) && /Lodestone \d/.test(svg) && /run r[0-9a-f]+/.test(svg), svg.slice(-500));
    await page.getByRole("button", { name: "Copy citation" }).click();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    check(text.includes(today) && text.includes("ree-magnets") && text.includes("http://127.0.0.1"), text);
  });
  page.wrong = page.wrong.filter((words) => !/400/.test(words)); // the browser notes what the server refused above
}
