// The view of magnets: a temperature moves the curve, a recipe is chosen, and what cannot be is said.
export const views = ["view=magnets&on=boundary-engineering-spreads"];

export default async function ({ test, check, fresh, go, settled, move }) {
  let page;
  const said = () => page.locator(".magnets [role=status]").textContent();
  const curve = () => page.locator("[data-name=demagnetisation] svg").innerHTML();
  const changed = (before) => page.waitForFunction((b) => document.querySelector("[data-name=demagnetisation] svg")?.innerHTML !== b, before);

  await test("a UH magnet at 150 C has recipes and a working point", async () => {
    page = await fresh("view=magnets");
    await page.locator("[data-name=recipes] tbody tr").first().waitFor();
    check(await page.locator("[data-name=recipes] tbody tr").count() >= 8, "too few recipes");
    await page.waitForFunction(() => /are left to the knee/.test(document.querySelector(".magnets [role=status]")?.textContent));
    check(await page.locator("[data-name=demagnetisation] svg circle").count() === 1, "no working point is drawn");
  });

  await test("heat moves the curve, and a thin load line is told to be too much", async () => {
    const before = await curve();
    await move(page, "input[aria-label='Works at']", 200);
    await changed(before);
    await page.waitForFunction(() => location.hash.includes("magnets.c"));
    await move(page, "input[aria-label='Load line']", 0.25);
    await page.waitForFunction(() => /demagnetised/.test(document.querySelector(".magnets [role=status]")?.textContent));
    check(/demagnetised/.test(await said()), "it does not say that the magnet is lost");
  });

  await test("the curve of a recipe is chosen with the keyboard", async () => {
    await move(page, "input[aria-label='Load line']", 2);
    await move(page, "input[aria-label='Works at']", 150);
    await page.waitForFunction(() => /are left to the knee/.test(document.querySelector(".magnets [role=status]")?.textContent));
    const button = page.getByRole("button", { name: "Dysprosium alloyed, grain 6 um" });
    const before = await curve();
    await button.focus();
    await page.keyboard.press("Enter");
    await changed(before);
    await page.waitForFunction(() => location.hash.includes("dy-conventional"));
  });

  await test("thick parts use more heavy rare earth when they are diffused", async () => {
    const dysprosium = async () => +(await page.locator("[data-name=recipes] tr", { hasText: "Dysprosium diffused, grain 3.5 um" }).locator("td").nth(6).textContent());
    const thin = await dysprosium();
    await move(page, "input[aria-label='Thickness']", 8);
    await page.waitForFunction((b) => +[...document.querySelectorAll("[data-name=recipes] tr")].find((r) => r.textContent.includes("Dysprosium diffused, grain 3.5 um"))?.children[6].textContent > b + 10, thin);
  });

  await test("order books are told in months, and what is used in lines", async () => {
    check(/months/.test(await page.locator("[data-name=order-books]").textContent()), "no backlog is told");
    check(await page.locator("[data-name=dysprosium-by-recipe] svg path").count() > 6, "no use is drawn");
    check(await page.locator("[data-name=adoption] .key li").count() >= 4, "no technology is told");
  });

  // 28,800 s of a shift / 90 s x 80 % = 256 pieces; 1,400 lines x 200,000 = 280 million a year, 14,000 t of 50 g
  await test("a works is told as its lines, with their source", async () => {
    const row = page.locator("[data-name=lines] tr", { hasText: "JL MAG Baotou" });
    check(JSON.stringify((await row.locator("td").allTextContents()).slice(1)) === JSON.stringify(["1,400", "90", "50", "256", "20", "312.5", "80 %", "100 %", "280", "14,000"]), await row.innerText());
    await row.locator(".num").first().click();
    await page.waitForFunction(() => /lines\.csv:\d+/.test(document.querySelector("#drawer").textContent));
    await page.keyboard.press("Escape");
  });

  await test("backlog and what is booked of two years are drawn for every works with a book", async () => {
    check(await page.locator("[data-name=backlog] .key li").count() === 6, "not six works");
    check(await page.locator("[data-name=backlog] svg path[stroke-dasharray='4 3']").count() === 6, "no delivery times");
    check(await page.locator("[data-name=booked-share] svg path[fill=none]").count() >= 6, "no shares");
  });

  await test("order books are those of the run, also where the baseline's come later", async () => {
    const address = "view=magnets&on=myanmar-closes", other = await fresh("");
    let asked = 0, late = null;
    await other.route(/metric=order_book/, async (route) => {
      if (asked++ === 0) { await new Promise((free) => { late = free; }); }
      await route.continue();
    });
    await go(other, address);
    await other.locator("[data-name=order-books]").waitFor();
    const told = () => other.locator("[data-name=order-books]").innerText();
    const before = await told();
    check(asked > 1 && late, `order books were asked for ${asked} times`);
    late();
    await other.waitForTimeout(1500);
    check(await told() === before, `it told "${before.slice(0, 200)}", then "${(await told()).slice(0, 200)}"`);
    await other.context().close();
  });

  await test("the view speaks Chinese", async () => {
    await go(page, "view=magnets&lang=zh");
    await page.waitForFunction(() => document.querySelector(".magnets h2")?.textContent === "磁体");
    await settled(page);
  });
}
