// The run on the page as files: the report and the workbook, as the browser saves them.
import { readFileSync } from "node:fs";

export default async function ({ test, check, fresh, settled, move }) {
  const kept = async (page, button) => { // NAME of the file under /api/v1/
    const came = page.waitForEvent("download", { timeout: 180000 }), one = page.locator(`[data-file="${button}"]`);
    await one.click();
    // a browser forgets the click while a busy machine writes the file; then the button asks for another
    const download = await Promise.race([came, page.locator(`[data-file="${button}"]`, { hasText: "Ready: save it" }).click({ timeout: 180000 }).then(() => came)]);
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  };

  await test("the report of the run on the page is saved, and needs no other file", async () => {
    const page = await fresh("on=india-japan-halt");
    const { name, bytes } = await kept(page, "report.html");
    const text = bytes.toString("utf8");
    check(name === "ree-magnets-india-japan-halt.html", `it is called ${name}`);
    for (const words of ["<!doctype html>", "India halts rare-earth exports to Japan", "What prices do", "</html>"]) check(text.toLowerCase().includes(words.toLowerCase()), `"${words}" is not in it`);
    check(!/<script|src="http|@import/.test(text), "it asks for something else");
    const opened = await page.context().newPage();
    await opened.setContent(text);
    check(await opened.locator("svg path").count() > 10, "its charts are not drawn");
    await page.context().close();
  });

  await test("the workbook too, and a slider's own run has its policy told in the report", async () => {
    const page = await fresh();
    await move(page, "#s-lever-exports-separation", 0.3);
    await settled(page);
    await page.route("**/workbook.xlsx*", async (route) => { await new Promise((wake) => setTimeout(wake, 6000)); await route.continue(); }); // longer than a click counts
    const book = await kept(page, "workbook.xlsx");
    check(book.name === "ree-magnets-own.xlsx" && book.bytes.subarray(0, 2).toString() === "PK", `${book.name} is no workbook`);
    check(book.bytes.length > 100000, "it is nearly empty");
    const { bytes } = await kept(page, "report.html");
    check(/Put together on the page[\s\S]*<li><b>\w+<\/b>; [^<]*leakage 0\.3\b/.test(bytes.toString("utf8")), "the slider's policy is not told");
    await page.context().close();
  });
}
