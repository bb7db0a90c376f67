// main.ts - the page: views, panel, and what turns changes of the state into pictures.
import "./app.css";
import { h, replace, say, write } from "./dom";
import { lang, t } from "./i18n";
import { live, look, onPaint, solveAgain, Why } from "./live";
import { load, M } from "./model";
import { closeDrawer, drawer } from "./drawer";
import { copyCommand, copyLink, panel, prepareLevers } from "./panel";
import { moneys, nominal } from "./format";
import { change, onChange, readAddress, redo, state, undo } from "./state";
import { basis, terms, Watch } from "./api";
import { inBasis, View } from "./views";
import { NODE, VIEWS } from "./list";
import { openGlossary } from "./glossary";
import { disclosure, runLine } from "./disclosure";
import { caption } from "./charts";

let view: View, drawPanel: () => void, shownKey = "";
const stage = h("main", { id: "view", tabindex: -1 });
const status = h("span", { class: "status-line", role: "status" });
const problem = h("div", { class: "problem", role: "alert", hidden: true });

/** An address may name a view that does not exist: that is the start. */
const entry = () => state.view === NODE.id ? NODE : VIEWS.find((v) => v.id === state.view) ?? VIEWS[0];

/** A view is built anew when this changes: itself, the language, and what its line in the list names. */
const viewKey = () => JSON.stringify([state.view, state.lang, state.basis, state.terms, (entry().anew ?? []).map((key) => state[key])]);

/** What a view that looks at nothing month by month still has solved. */
const headlineWatch = (): Watch[] => [{ metric: "price", region: M.info.headline_price_region ?? undefined, commodity: M.info.headline_prices ?? undefined, by: ["commodity"] }];

function build() {
  const key = viewKey();
  if (key === shownKey) return;
  const fresh = JSON.parse(shownKey || "[]")[0] !== state.view;
  shownKey = key;
  view = entry().make();
  replace(stage, problem, view.element);
  if (fresh) window.scrollTo({ top: 0 });
  drawHead();
  basis.now = state.basis;
  terms.now = nominal() ? "nominal" : "";
  if (!look((view.watch.length ? view.watch : headlineWatch()).map(inBasis))) view.draw("look");
}

const head = h("header", { class: "top" });
function drawHead() {
  const choose = (label: string, list: [string, string][], value: string, set: (v: string) => void) =>
    h("select", { "aria-label": label, title: label, class: "small", change: (e: Event) => set((e.target as HTMLSelectElement).value) }, list.map(([v, n]) => h("option", { value: v, selected: v === value }, n)));
  document.documentElement.lang = lang();
  document.title = `${(lang() === "zh" && M.info.name_zh) || M.info.name} · Lodestone`;
  replace(head, h("a", { class: "skip", href: "#view", click: (e: Event) => { e.preventDefault(); stage.focus(); } }, t("Skip to the picture")),
    h("div", { class: "brand" }, h("strong", {}, "Lodestone"), h("span", {}, (lang() === "zh" && M.info.name_zh) || M.info.name)),
    h("nav", { "aria-label": t("Views") }, VIEWS.map(({ id, name }) => h("button", { type: "button", class: "tab", "aria-current": entry().id === id ? "page" : null, click: () => change({ view: id }) }, t(name)))),
    h("div", { class: "tools" }, status,
      choose(t("Money"), moneys().map((m) => [m, m]), state.money || M.info.currency, (v) => change({ money: v === M.info.currency ? "" : v })),
      M.info.price_index_years ? choose(t("Prices: real, of {year}, or nominal, of its own time", { year: M.info.price_year }), [["", t("real")], ["nominal", t("nominal")]], nominal() ? "nominal" : "", (v) => change({ terms: v })) : null,
      choose(t("Mass"), [["t", "t"], ["kg", "kg"], ["kt", "kt"]], state.mass, (v) => change({ mass: v })),
      choose(t("Basis"), [["", t("as traded")], ["reo", "REO"]], state.basis, (v) => change({ basis: v })),
      choose(t("Language"), [["en", "English"], ["zh", "中文"]], lang(), (v) => change({ lang: v })),
      h("button", { type: "button", class: "quiet", "aria-label": t("Words and keys"), click: () => openGlossary() }, "?")));
}

/** An answer that comes at once says by itself that the model is at work; one that does not is waited for, and the page says so. */
const PATIENCE = 250;
let waited = 0;
function told() {
  clearTimeout(waited);
  waited = 0;
  stage.setAttribute("aria-busy", String(live.solving));
  write(status, live.solving ? `${t("solving")} …` : live.error ? "" : t("solved"));
  if (live.now.run) stage.dataset.run = live.now.run;
  status.className = live.solving ? "status-line busy" : "status-line";
  problem.hidden = !live.error;
  problem.textContent = live.error ? `${t("The model has no answer to this")}: ${live.error}` : "";
}

function asked() {
  stage.setAttribute("aria-busy", "true");
  if (!waited) waited = window.setTimeout(told, PATIENCE);
}

/** After the browser has drawn: a task behind the next frame. */
const afterPaint = (done: () => void) => requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = done; channel.port2.postMessage(0); });

/** Later months are painted so often at most, ms: more would take the time in which they are solved. */
const BETWEEN = 160;

let frame = 0, painted = 0, wholeRun = () => {};
const once = new Promise<void>((done) => { wholeRun = done; }); // the first run is whole
function paintNow(why: Exclude<Why, "asked">) {
  painted = performance.now();
  if (why === "whole") told();
  view.draw(why);
  if (why === "whole" && !live.error) say(t("solved"));
}

/** What is waited for is drawn at once, so that it is ready when the browser's next frame is; what follows waits for one. */
function paintSoon(why: Why) {
  if (why === "asked") return asked();
  if (why === "whole") wholeRun();
  if (why === "more" && performance.now() - painted < BETWEEN) return;
  cancelAnimationFrame(frame);
  if (why === "more") { frame = requestAnimationFrame(() => paintNow(why)); return; }
  paintNow(why);
  const mark = performance.getEntriesByName("lode:input").pop();
  if (mark) afterPaint(() => performance.measure(why === "first" ? "lode:first-year" : "lode:whole-run", { start: mark.startTime, end: performance.now() }));
}

/** The library is searched from anywhere; its view may still be on its way. */
function search(tries = 20) {
  if (state.view !== "evidence") change({ view: "evidence", node: "" });
  const field = document.querySelector<HTMLInputElement>("main input[type=search]");
  if (field) field.focus();
  else if (tries) setTimeout(() => search(tries - 1), 50);
}

function keys(e: KeyboardEvent) {
  const typing = (e.target as HTMLElement).matches("input:not([type=range]):not([type=checkbox]), select, textarea");
  if (e.key === "Escape") return closeDrawer();
  if (typing) return;
  if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === "z") { e.preventDefault(); e.shiftKey ? redo() : undo(); return; }
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  const digit = "123456789".indexOf(e.key);
  if (digit >= 0 && VIEWS[digit]) change({ view: VIEWS[digit].id });
  else if (e.key === "c") change({ view: "compare" });
  else if (e.key === "k") copyLink();
  else if (e.key === "?") openGlossary();
  else if (e.key === "l") copyCommand();
  else if (e.key === "/") { e.preventDefault(); search(); }
}

function toNode(e: Event) {
  if (e instanceof KeyboardEvent && e.key !== "Enter") return;
  const target = (e.target as Element).closest<SVGElement>("[data-node]");
  const node = target?.dataset.node;
  if (!node || node.endsWith(":") || !target!.closest("main")) return;
  change({ view: "node", node });
}

async function begin() {
  const app = document.getElementById("app")!;
  readAddress();
  await load();
  const side = h("aside", { class: "panel", "aria-label": t("What if") });
  const sheet = h("button", { type: "button", class: "sheet plain", "aria-expanded": "false", click: () => {
    const open = side.classList.toggle("open");
    sheet.setAttribute("aria-expanded", String(open));
  } }, t("What if"));
  const foot = h("footer", { class: "foot" });
  replace(app, head, sheet, h("div", { class: "body" }, side, stage), foot, drawer(), h("div", { id: "says", class: "unseen", "aria-live": "polite" }));
  drawPanel = panel(side);
  let footed = "";
  const drawFoot = () => { if (footed !== lang()) replace(foot, disclosure()); footed = lang(); };
  drawFoot();
  caption.text = runLine;
  onPaint(paintSoon);
  onChange((what) => {
    if (what === "policies") solveAgain(); // first of all: the model works while the page draws
    drawPanel();
    drawFoot();
    const before = shownKey;
    build();
    if (what !== "policies" && before === shownKey) { drawHead(); view.draw("look"); }
    sheet.textContent = t("What if");
  });
  document.addEventListener("click", toNode);
  document.addEventListener("keydown", toNode);
  document.addEventListener("keydown", keys);
  let width = innerWidth;
  window.addEventListener("resize", () => { if (innerWidth !== width) { width = innerWidth; view.draw("look"); } });
  window.addEventListener("beforeprint", () => view.draw("look"));
  build();
  drawPanel();
  told();
  await once; // levers ask the baseline's run, which is then there
  await prepareLevers();
  drawPanel();
}

begin().catch((error: Error) => { document.getElementById("app")!.textContent = error.message; });
