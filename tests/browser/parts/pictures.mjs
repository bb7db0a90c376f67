// Pictures that are drawn again while a slider moves: only what is new in them changes, and they are of this run.
export default async function ({ test, check, fresh, go, settled, move }) {
  const lever = "#s-lever-exports-magnet";
  let page;
  const drag = async (page, values) => {
    await page.locator(lever).evaluate(async (slider, values) => {
      for (const value of values) {
        slider.value = value;
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        await new Promise((later) => setTimeout(later, 50));
      }
      slider.dispatchEvent(new Event("change", { bubbles: true }));
    }, values);
    await page.waitForFunction((value) => location.hash.includes(`leakage%22:${value}`), values.at(-1));
    await settled(page);
  };
  /** The pictures of a view, attributes in the order of their names; all of them are there. */
  const pictures = (page) => page.waitForFunction(() => {
    const told = (node) => node.nodeType === Node.TEXT_NODE ? node.data
      : `<${node.nodeName} ${[...node.attributes].map((a) => `${a.name}="${a.value}"`).sort().join(" ")}>${[...node.childNodes].map(told).join("")}</>`;
    const charts = [...document.querySelectorAll("main .chart")];
    return charts.every((chart) => chart.querySelector(".picture svg")) && Object.fromEntries(charts.map((chart) => [chart.dataset.name, told(chart.querySelector(".picture svg"))]));
  }).then((told) => told.jsonValue());
  /** What a view asks the server for after its run may still be on its way: that is waited for. */
  const same = async (one, other) => {
    let a, b;
    for (let i = 0; i < 20; i++) {
      [a, b] = [await pictures(one), await pictures(other)];
      if (JSON.stringify(a) === JSON.stringify(b)) return;
      await one.waitForTimeout(250);
    }
    check(Object.keys(a).join() === Object.keys(b).join(), `there are ${Object.keys(a)}, and afresh ${Object.keys(b)}`);
    for (const name of Object.keys(a)) {
      let at = 0;
      while (at < a[name].length && a[name][at] === b[name][at]) at++;
      check(a[name] === b[name], `${name}: "${a[name].slice(Math.max(0, at - 60), at + 40)}" is, afresh, "${b[name].slice(Math.max(0, at - 60), at + 40)}"`);
    }
  };

  await test("a chart that is drawn again keeps its nodes, and shows the new values", async () => {
    page = await fresh();
    await page.locator(lever).waitFor();
    await move(page, lever, 0.5);
    await settled(page);
    const chart = page.locator("[data-name=price-dy-oxide] .picture");
    const lines = () => chart.locator("path[stroke-linejoin]").evaluateAll((paths) => paths.map((p) => p.getAttribute("d")));
    const before = await lines();
    check(before.length === 2, `there are ${before.length} lines, not the baseline and this run`);
    await chart.evaluate((box) => box.querySelectorAll("svg, g, path[stroke-linejoin]").forEach((node) => { node.seen = true; }));
    await move(page, lever, 0.4);
    await page.waitForFunction((d) => document.querySelectorAll("[data-name=price-dy-oxide] path[stroke-linejoin]")[1].getAttribute("d") !== d, before[1]);
    await settled(page);
    const anew = await chart.evaluate((box) => [...box.querySelectorAll("svg, g, path[stroke-linejoin]")].filter((node) => !node.seen).map((node) => node.nodeName));
    check(!anew.length, `these are others now: ${anew}`);
  });

  await test("a chart tells the pointer the values of the run that is drawn", async () => {
    const chart = page.locator("[data-name=price-ndpr-oxide]");
    const readout = async () => {
      await page.mouse.move(0, 0);
      await chart.locator("svg").hover({ position: { x: 150, y: 80 } });
      return chart.locator(".readout").textContent();
    };
    const before = await readout();
    check(/^\d{4}-\d{2} .*baseline [\d.,]+ · this run [\d.,]+ USD\/kg$/.test(before), `it tells "${before}"`);
    await move(page, lever, 0.05);
    await settled(page);
    const after = await readout();
    check(after !== before && after.slice(0, 7) === before.slice(0, 7), `it told "${before}", then "${after}"`);
  });

  await test("nothing of a picture is touched where nothing is new in it", async () => {
    await page.evaluate(() => {
      window.touched = 0;
      const watch = new MutationObserver((changes) => { window.touched += changes.length; });
      for (const box of document.querySelectorAll("main .picture")) watch.observe(box, { subtree: true, childList: true, attributes: true, characterData: true });
      window.dispatchEvent(new Event("beforeprint"));
    });
    check(await page.evaluate(() => window.touched) === 0, "pictures were changed");
  });

  for (const view of ["start", "short", "magnets", "compare", "series"])
    await test(`pictures of ${view} over which a slider was dragged are those that are drawn afresh`, async () => {
      await go(page, `view=${view}`);
      await drag(page, [0.9, 0.6, 0.2, 0.75, 0.3, 0.45]);
      const other = await fresh(page.url().split("#")[1]);
      await same(page, other);
      await other.context().close();
    });

  for (const view of ["chain", "map"])
    await test(`the focus stays with a region of the ${view} while a slider moves`, async () => {
      await go(page, `view=${view}`);
      await page.locator('main [data-node="region:japan"][tabindex]').last().focus();
      const before = await page.locator("main .picture svg").innerHTML();
      await move(page, lever, view === "chain" ? 0.35 : 0.3);
      await page.waitForFunction((b) => document.querySelector("main .picture svg").innerHTML !== b, before);
      await settled(page);
      check(await page.evaluate(() => document.activeElement.dataset.node) === "region:japan", `the focus is on ${await page.evaluate(() => document.activeElement.outerHTML.slice(0, 80))}`);
    });

  await test("the chain and the map that were drawn over others are those that are drawn afresh", async () => {
    for (const view of ["chain", "map"]) {
      await go(page, `view=${view}&on=myanmar-closes&year=2030`);
      await page.waitForTimeout(300);
      await go(page, `view=${view}&on=india-japan-halt&year=2026`);
      const other = await fresh(`view=${view}&on=india-japan-halt&year=2026`);
      await other.waitForFunction(() => document.querySelectorAll("main .picture [data-node]").length > 5);
      await same(page, other);
      await other.context().close();
    }
  });
}
