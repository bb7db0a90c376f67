// verdicts.ts - claims beside the run on the page: words and tables of verdicts, and claims that
// cannot be true together.
import { get, Reply, Row } from "../api";
import { h, replace } from "../dom";
import { lang, t } from "../i18n";
import { live } from "../live";
import { isBaseline } from "../state";
import { num, Ref } from "../drawer";
import { openPart, Part } from "./view";

export const verdictClass = (verdict: string) => verdict.replace("not modelled", "open");
export const verdictMark = (row: Row) => h("span", { class: `ev-verdict ${verdictClass(row.verdict)}` }, t(row.within ? "agrees within the range" : row.verdict));

const BIG = 1e7;
/** "over 400,000 t", "over 200 billion CNY". */
export const grouped = (text: string | null) => (text ?? "").replace(/\d{5,}(\.\d+)?/g, (n) => Number(n).toLocaleString(lang() === "zh" ? "zh-CN" : "en",
  Number(n) >= BIG ? { notation: "compact", compactDisplay: "long", maximumSignificantDigits: 5 } : {}));

/** The page's own run has no name but its id. */
export const runName = (run: string) => run === "baseline" ? t("baseline") : run !== live.now.run ? run : t("this run");

/** What a tie asks the model, for the drawer. */
export const refOf = (row: Row): Ref => ({ metric: row.metric ?? undefined, region: row.region ?? undefined, commodity: row.commodity ?? undefined,
  facility: row.facility ?? undefined, stage: row.stage ?? undefined, use: row.use ?? undefined, partner: row.partner ?? undefined,
  when: /^\d{4}(-\d\d)?$/.test(row.period ?? "") ? row.period : undefined });

const modelCell = (row: Row) => row.model_value === null || row.transform || !row.metric ? grouped(row.model) : num(grouped(row.model), refOf(row));

const sourceButton = (id: string | null) => id
  ? h("button", { type: "button", class: "node", click: () => openPart(`cited:${id}`) }, h("code", {}, id)) : "";

/** A table of verdicts: what is claimed, what the model has, whether they agree. */
export const verdictTable = (rows: Row[], sources: boolean) => h("div", { class: "ev-wide", tabindex: 0, role: "region", "aria-label": t("Verdicts") }, h("table", {},
  h("thead", {}, h("tr", {}, [t("Claim"), t("Verdict"), sources ? t("Source") : "", t("Period"), t("Claimed"), t("Model"), t("Difference")].filter(Boolean).map((c) => h("th", { scope: "col" }, c)))),
  h("tbody", {}, rows.map((row) => h("tr", { "data-tie": row.tie }, h("td", { class: "ev-said" }, row.statement, row.scenario ? h("div", { class: "note" }, `${t("Depends on")}: ${row.scenario}`) : null),
    h("td", {}, verdictMark(row), row.reason ? h("div", { class: "note" }, row.reason) : null),
    sources ? h("td", { class: "ev-source" }, sourceButton(row.model_document)) : null,
    h("td", { "data-head": t("Period") }, row.period ?? ""), h("td", { class: "n", "data-head": t("Claimed") }, grouped(row.claimed)), h("td", { class: "n", "data-head": t("Model") }, modelCell(row)), h("td", { class: "n", "data-head": t("Difference") }, row.difference))))));

/** Asks again when the page has another run; while it is being solved nothing is asked. */
export function byRun(resource: string, parameters: Row, tell: (reply: Reply) => void, failed: (words: string) => void): () => void {
  let shown = "";
  return () => {
    const run = live.now.run ?? (live.solving ? null : live.base.run);
    if (!run || run === shown) return;
    shown = run;
    get(resource, { ...parameters, run: isBaseline() ? "baseline" : run, language: lang() }).then((reply) => { if (run === shown) tell(reply); })
      .catch((error: Error) => { if (run === shown) failed(error.message); });
  };
}

export function verdictsPart(): Part {
  const title = h("p", {}), counts = h("div", { class: "ev-tabs", role: "group", "aria-label": t("Filter") }), box = h("div", {}, h("p", { class: "note" }, t("The run is being solved.")));
  let wanted = "";
  const tell = (reply: Reply) => {
    const rows = reply.rows;
    if (!rows.length) { replace(box, h("p", {}, t("The model ties no claims (evidence/claims.csv)."))); return; }
    title.textContent = t("Claims held against the run {run}", { run: runName(reply.run) });
    const button = (verdict: string, label: string) => h("button", { type: "button", "aria-current": verdict === wanted ? "true" : null, click: () => { wanted = verdict; tell(reply); } },
      `${label} ${verdict ? rows.filter((r) => r.verdict === verdict).length : rows.length}`);
    replace(counts, button("", t("All of them")), ...["agrees", "disagrees", "not modelled"].map((v) => button(v, t(v))));
    replace(box, verdictTable(rows.filter((r) => !wanted || r.verdict === wanted), true));
  };
  return { element: h("div", {}, title, counts, box), draw: byRun("verdicts", {}, tell, (words) => replace(box, h("p", {}, words))) };
}

export function contradictionsPart(): Part {
  const list = h("ul", { class: "ev-against" }, h("li", { class: "note" }, t("The run is being solved.")));
  const side = (row: Row, s: string) => h("blockquote", {}, row[`${s}_says`], " ",
    row[`${s}_document`] ? h("button", { type: "button", class: "node note", click: () => openPart(`doc:${row[`${s}_document`]}`) }, `— ${row[`${s}_source`]}`)
      : row[`${s}_source`] ? sourceButton(row[`${s}_source`]) : null);
  const readAs = (row: Row) => row.a_document ? h("p", { class: "ev-read" }, `${t("Read as")}: ${grouped(row.a)} | ${grouped(row.b)}`) : null;
  const sides = (row: Row) => row.a_document && row.a_says === row.b_says ? [side(row, "a")] : [side(row, "a"), side(row, "b")];
  const headline = (row: Row) => row.a_document ? `${t("Two claims")}${lang() === "zh" ? "" : " "}${grouped(row.words)}` : grouped(row.words);
  const tell = (reply: Reply) => replace(list, ...(reply.rows.length ? reply.rows.map((row) => h("li", {}, h("strong", {}, headline(row)), ...sides(row), readAs(row),
    row.reasons || row.kind === "pair" ? h("p", { class: "ev-trap" }, h("strong", {}, `${t("Perhaps")}: `), row.reasons ?? t("nothing that shows")) : null)) : [h("li", {}, t("Nothing contradicts anything."))]));
  return { element: h("div", {}, h("p", { class: "note" }, t("Claims that cannot be true together, and what may explain it.")), list),
    draw: byRun("contradictions", {}, tell, (words) => replace(list, h("li", {}, words))) };
}

