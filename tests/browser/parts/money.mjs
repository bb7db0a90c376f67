// Real or nominal money, by the price index of the reference model.
export const views = ["view=start&terms=nominal&on=myanmar-closes"];

export default async function ({ test, check, fresh, go, settled, base }) {
  let page;
  const rows = async (query) => (await (await fetch(`${base}api/v1/${query}`)).json()).rows;
  const year = async () => { await page.locator(".years .num").last().waitFor(); return page.locator(".years").innerText(); };
  const of = (text, y) => +text.match(new RegExp(`${y}\\s+([\\d.,]+)`))[1].replace(/,/g, "");

  await test("nominal money is real money times the price index, in a series and year by year", async () => {
    page = await fresh("view=series&metric=price&commodity=tb-oxide&region=china");
    const real = await year();
    check(!/nominal/.test(await page.locator("main").innerText()), "real money is called nominal");
    await page.getByLabel(/^Prices: real, of 2024/).selectOption("nominal");
    await page.waitForFunction(() => location.hash.includes("terms=nominal") && document.querySelector("main svg")?.textContent.includes("nominal"));
    await settled(page);
    await page.waitForFunction((before) => document.querySelector(".years").innerText !== before && document.querySelector(".years").innerText.includes("nominal"), real);
    const nominal = await year(), index = Object.fromEntries((await rows("price_index")).map((r) => [r.year, r.relative]));
    check(index[2024] === 1 && index[2034] > 1.1, "the index does not rise");
    for (const y of [2025, 2034]) // shown with three figures
      check(Math.abs(of(nominal, y) / (of(real, y) * index[y]) - 1) < 0.01, `${y}: ${of(nominal, y)}, real ${of(real, y)}, index ${index[y]}`);
  });

  await test("where a number comes from, its data are nominal as well", async () => {
    await page.locator(".years .num").last().click();
    const address = await page.locator("#drawer a", { hasText: "JSON" }).getAttribute("href");
    check(address.includes("money=nominal"), address);
    await page.keyboard.press("Escape");
  });

  await test("a cost of a facility is no amount of a time and stays real", async () => {
    await go(page, "view=node&node=facility:my-lamp&terms=nominal");
    await page.locator(".block", { hasText: "beside inputs, at low use" }).waitFor();
    check(!/nominal/.test(await page.locator(".block", { hasText: "beside inputs, at low use" }).innerText()), "it is called nominal");
  });

  await test("the limits of the page say what of the index is assumed", async () => {
    check(/by the price index, if nominal is chosen: what the index is behind 2026 is assumed/.test(await page.locator(".foot details").textContent()), "they do not");
    await page.context().close();
  });
}
