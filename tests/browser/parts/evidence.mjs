// The evidence view of the real page: what is found, read, held against the run and kept.

/** A document whose text tries to be a page and a statement of SQL. */
const HOSTILE = "<img src=x onerror=alert(1)> '); DROP TABLE document; --";

const FIND = `more=${encodeURIComponent(JSON.stringify({ "evidence.find": "q=镝" }))}`;
const token = (p) => p.evaluate(() => document.querySelector('meta[name="lode-token"]').content);

export const views = ["view=evidence", "view=evidence&node=doc:3", "view=evidence&node=verdicts", "view=evidence&node=contradictions",
  "view=evidence&node=topics", "view=evidence&node=cited:usgs-mcs2026-re"];

export default async function ({ test, check, fresh, go, base }) {
  const page = await fresh("view=evidence");

  await test("镝 is typed, and documents in both languages are found", async () => {
    await page.getByRole("searchbox", { name: "Search documents" }).fill("镝");
    await page.waitForFunction(() => /^\d+ documents$/.test(document.querySelector(".ev-count")?.textContent ?? "") && document.querySelector(".ev-hits mark"));
    const said = await page.locator(".ev-hits").innerText();
    check(said.includes("镝与镨钕"), "the Chinese document is not found");
    check(/dysprosium/i.test(said), "no English document is found");
    await page.waitForFunction(() => decodeURIComponent(decodeURIComponent(location.hash)).includes("q=镝"));
  });

  await test("a facet narrows the search, and is taken off again", async () => {
    const all = await page.locator(".ev-count").innerText();
    await page.locator(".ev-facets button", { hasText: "terbium" }).first().click();
    await page.waitForFunction((a) => document.querySelector(".ev-count").textContent !== a && document.querySelector(".ev-tags .tag"), all);
    await page.getByRole("button", { name: "Remove terbium" }).click();
    await page.waitForFunction((a) => document.querySelector(".ev-count").textContent === a, all);
  });

  await test("the document is opened; a claim in it leads to its verdict and the run behind it", async () => {
    await page.locator(".ev-hits .ev-title", { hasText: "镝与镨钕" }).click();
    const claim = page.locator(".ev-claim", { hasText: "2599吨" });
    await claim.focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector(".ev-card .ev-verdict"));
    const said = await page.locator(".ev-card").innerText();
    check(said.includes("2599 t") && said.includes("production") && said.includes("baseline"), said);
    await page.locator(".ev-card").getByRole("button", { name: "See the number" }).click();
    await page.waitForFunction(() => /Run/.test(document.querySelector("#drawer").textContent) && !document.querySelector("#drawer").hidden);
    check((await page.locator("#drawer").innerText()).includes("production"), "the drawer does not name the metric");
    await page.keyboard.press("Escape");
  });

  await test("a search is kept as a topic, whose page holds what it finds", async () => {
    await go(page, `view=evidence&${FIND}`);
    await page.getByLabel("Name of the topic").fill("heavy <b>ones</b>");
    await page.getByRole("button", { name: "Keep", exact: true }).click();
    await page.waitForFunction(() => document.querySelector(".ev-name")?.textContent === "heavy <b>ones</b>" && document.querySelector(".ev-item"));
    await page.locator(".ev-tabs").getByRole("button", { name: "Topics" }).click();
    await page.getByRole("button", { name: "Remove heavy <b>ones</b>" }).click();
    await page.waitForFunction(() => !document.querySelector(".ev-topics").textContent.includes("heavy"));
  });

  await test("a topic is not kept without the token of the page", async () => {
    const refused = await page.request.post(`${base}api/v1/topic`, { data: { name: "x", query: "y" } });
    check(refused.status() === 403, `the answer is ${refused.status()}`);
  });

  await test("HTML and SQL in names and questions stay text", async () => {
    await page.request.post(`${base}api/v1/topic`, { data: { name: HOSTILE, query: HOSTILE }, headers: { "X-Lode-Token": await token(page) } });
    await go(page, `view=evidence&node=${encodeURIComponent(`topic:${HOSTILE}`)}`);
    await page.waitForFunction((name) => document.querySelector(".ev-name")?.textContent === name, HOSTILE);
    check(await page.locator("main img").count() === 0, "a name became markup");
    await page.request.post(`${base}api/v1/topic`, { data: { name: HOSTILE, remove: true }, headers: { "X-Lode-Token": await token(page) } });
  });

  await test("the claims of the model stand beside the run, and change with it", async () => {
    await go(page, "view=evidence&node=verdicts");
    await page.waitForFunction(() => document.querySelectorAll("main tbody tr").length > 30);
    const cell = () => page.locator('tr[data-tie="usgs-china-2025"]').innerText();
    const before = await cell();
    await go(page, "view=evidence&node=verdicts&on=faster-evs+myanmar-closes");
    await page.waitForFunction(() => document.querySelector("main").textContent.includes("this run"));
    check((await cell()).length > 10 && before.length > 10, "the claim has no row");
  });

  await test("contradictions name what may explain them", async () => {
    await go(page, "view=evidence&node=contradictions");
    await page.waitForFunction(() => /Perhaps: .*(oxide|gross)/.test(document.querySelector(".ev-against")?.textContent ?? ""));
  });

  await test("the drawer leads to the document, which lists the rows that cite it", async () => {
    await go(page, "view=node&node=facility:au-mt-weld");
    await page.locator(".block .num").first().click();
    await page.locator("#drawer").getByRole("button", { name: "Open the document" }).first().click();
    await page.waitForFunction(() => document.querySelector(".ev-side code")?.textContent && /tables\/\w+\.csv:\d+/.test(document.querySelector(".ev-side").textContent));
  });

  await test("the evidence view speaks Chinese", async () => {
    await go(page, "view=evidence&lang=zh");
    await page.waitForFunction(() => document.querySelector("main h2")?.textContent === "证据" && document.querySelector(".ev-count").textContent.endsWith("篇文献"));
    await go(page, "view=evidence&node=verdicts&lang=zh");
    await page.waitForFunction(() => /公共资金是情景/.test(document.querySelector('tr[data-tie="d-grant"]')?.textContent ?? ""));
    await go(page, "view=evidence&node=contradictions&lang=zh");
    await page.waitForFunction(() => /意味着总量.*不可能/.test(document.querySelector(".ev-against")?.textContent ?? ""));
    check(!/cannot|imply|does not say/.test(await page.locator(".ev-against > li").first().innerText()), "a contradiction stayed English");
  });
}
