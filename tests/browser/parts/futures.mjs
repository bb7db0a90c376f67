// A series in many futures: asked for by a button, drawn while they are run, stopped at will.
export const views = [];

export default async function ({ test, check, fresh, settled }) {
  await test("bands grow while futures are run, and end with the button", async () => {
    const page = await fresh("view=series&commodity=ndpr-oxide&region=china");
    await page.getByRole("button", { name: "Run 100 futures" }).click();
    await page.waitForFunction(() => document.querySelectorAll("polygon.fan").length === 2);
    await page.waitForFunction(() => /^[2-9] of 100 futures/.test(document.querySelector(".futures [role=status]").textContent));
    await page.locator(".futures").getByRole("button", { name: "Stop" }).click();
    await page.getByRole("button", { name: "Run 100 futures" }).waitFor();
    check(await page.locator("polygon.fan").count() === 2, "what was run is gone");
    await settled(page);
    check(page.wrong.length === 0, page.wrong.join("; "));
  });
}
