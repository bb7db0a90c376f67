// Pictures of the page: node page_pictures.mjs LODE MODEL TOOLS FOLDER (see page_pictures.sh).
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";

const [lode, model, tools, folder] = process.argv.slice(2);
const PICTURES = [["page-start", "on=myanmar-closes"], ["page-chain", "view=chain&element=Dy&on=myanmar-closes"], ["page-map", "view=map&stage=magnet&on=china-halt-all&diff=true"],
  ["page-magnets", "view=magnets&on=dysprosium-times-four"]];
const { chromium } = createRequire(join(tools, "package.json"))("playwright-core");
const server = spawn(lode, ["serve", model, "--port", "0"], { stdio: ["ignore", "pipe", "ignore"] });
process.on("exit", () => server.kill());
const base = await new Promise((told) => server.stdout.once("data", (text) => told(String(text).trim())));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-dev-shm-usage"] });
const page = await browser.newPage({ viewport: { width: 1280, height: 860 }, locale: "en-US" });
page.setDefaultTimeout(120000);
for (const [name, hash] of PICTURES) {
  await page.goto("about:blank");
  await page.goto(`${base}#${hash}`);
  await page.waitForFunction(() => document.querySelector(".status-line")?.textContent && !document.querySelector(".busy") && document.querySelector("main svg path") &&
    (!document.querySelector(".story") || document.querySelector(".lead")));
  await page.waitForTimeout(1500); // what is asked for once the run is whole
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
await browser.close();
server.kill();
