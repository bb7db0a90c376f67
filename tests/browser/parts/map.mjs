// The map tells what a region makes and could make, by pointer and by keyboard.
export default async function ({ test, check, fresh, go, base }) {
  const ask = async (metric, rest) => (await (await fetch(`${base}api/v1/query?metric=${metric}&${rest}`)).json()).rows[0].value;
  const figures = (text) => text.match(/[\d,.]+(?= t\b| %)/g).map((n) => +n.replace(/,/g, ""));
  let page;

  const holds = async (said, rest) => {
    const [makes, capacity, used] = figures(said.split(": ").slice(1).join(": "));
    for (const [name, shown, value] of [["production", makes, await ask("production", rest)], ["capacity", capacity, await ask("capacity", rest)], ["utilisation", used, 100 * await ask("utilisation", rest)]])
      check(Math.abs(shown - value) <= 0.006 * value + (name === "utilisation" ? 0.5 : 0), `${name}: "${said}" where the metric has ${value}`);
  };

  await test("pointing at a region of the map tells what it makes, its capacity and the share used", async () => {
    page = await fresh("view=map&stage=metal&year=2026");
    await page.locator('.region[data-node="region:japan"]').waitFor();
    await page.locator('.region[data-node="region:japan"] text').hover({ force: true });
    await page.waitForFunction(() => document.querySelector(".at-region").textContent.startsWith("Japan, Metal, 2026"));
    await holds(await page.locator(".at-region").innerText(), "region=japan&stage=metal&year=2026");
  });

  await test("the keyboard and a screen reader have the same, of a month", async () => {
    await go(page, "view=map&stage=metal&month=2027-05");
    const region = page.locator('.region[data-node="region:japan"][aria-label*="2027-05"]');
    await region.waitFor();
    await region.focus();
    await page.waitForFunction(() => document.querySelector(".at-region").textContent.includes("Japan, Metal, 2027-05"));
    check(await page.locator(".at-region").innerText() === await region.getAttribute("aria-label"), "the line and the label differ");
    await holds(await region.getAttribute("aria-label"), "region=japan&stage=metal&month=2027-05");
  });

  await test("a product that comes along with others has its stage's capacity told, and all regions stand in a list", async () => {
    await go(page, "view=map&stage=separation&commodity=dy-oxide&year=2026");
    await page.locator('.region[data-node="region:china"][aria-label*="comes with the rest of Separated oxide"]').waitFor();
    await page.getByText("Capacity and its use, by region").click();
    check(await page.locator("main details table", { hasText: "China" }).count() === 1, "China is not in the list");
    await page.keyboard.press("Escape");
  });

  await test("Enter on a region leads to its page", async () => {
    await page.locator('.region[data-node="region:china"]').focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector("main h2")?.textContent === "China");
    await page.context().close();
  });
}
