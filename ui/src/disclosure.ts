// disclosure.ts - what stands below every view: which model, how old its data are, how much of it is assumed, and
// what it does not know.
import { h } from "./dom";
import { live } from "./live";
import { lang, t, words } from "./i18n";
import { M } from "./model";
import { change, isBaseline, state } from "./state";
import { digits } from "./format";

words({
  "Model": "模型", "Base year": "基年", "latest document": "最新文献", "documents": "份文献", "Rows with numbers": "含数字的行", "seen in a document": "见于文献", "from memory": "凭记忆", "estimated": "估计", "assumed, without a document": "假设（无文献）",
  "Known limits": "已知局限", "Money is that of {year}; the model has no deflator, so prices are not shown in money of the day.": "货币为 {year} 年不变价；模型无平减指数，故不显示当期价格。",
  "Money is that of {year}, or of its own time by the price index, if nominal is chosen: what the index is behind {known} is assumed.": "货币为 {year} 年不变价；选择“名义”时按价格指数换算为当期价格，{known} 年以后的指数为假设。",
  "Rates between currencies are means of the base year.": "汇率为基年平均值。",
  "Held against 2010 to 2013 the model has the right mechanism and a quarter of the height of the peaks; 2025 is met to about a fifth.": "以2010—2013年回测，机制正确而峰值仅为实际四分之一；2025年误差约五分之一。",
  "State purchases, speculation, smuggling and quotas left unused are not in it.": "未包含国家收储、投机、走私及未用配额。", "Contracts between firms, and qualities within a grade, are not in it.": "未包含企业间合同与同一牌号内的质量差异。",
  "People act on expectations, not on knowledge of the future; announced policies are known for as long as their kind says.": "参与者依据预期行事，并不知晓未来。", "own scenario": "自定义情景", "run": "运行",
});

/** Run, version, date: below every picture that is taken away. */
export function runLine(): string {
  const what = state.on.join(" + ") || (isBaseline() ? "baseline" : t("own scenario"));
  return `${M.info.name} (${M.info.id}) · ${what} · ${t("run")} ${live.now.run ?? "baseline"} · Lodestone ${M.info.version} · ${new Date().toISOString().slice(0, 10)}`;
}

const share = (n: number) => `${digits((100 * n) / Math.max(1, M.info.rows_seen + M.info.rows_memory + M.info.rows_estimate + M.info.rows_assumed), 2)} %`;

export function disclosure(): HTMLElement {
  const i = M.info, kinds: [string, number][] = [["seen in a document", i.rows_seen], ["from memory", i.rows_memory], ["estimated", i.rows_estimate], ["assumed, without a document", i.rows_assumed]];
  const limits = [i.price_index_years ? "Money is that of {year}, or of its own time by the price index, if nominal is chosen: what the index is behind {known} is assumed."
    : "Money is that of {year}; the model has no deflator, so prices are not shown in money of the day.", "Rates between currencies are means of the base year.", ...(i.id === "ree-magnets" ? ["Held against 2010 to 2013 the model has the right mechanism and a quarter of the height of the peaks; 2025 is met to about a fifth.",
    "State purchases, speculation, smuggling and quotas left unused are not in it.", "Contracts between firms, and qualities within a grade, are not in it."] : []),
    "People act on expectations, not on knowledge of the future; announced policies are known for as long as their kind says."];
  return h("div", { class: "disclosure" },
    h("p", {}, h("strong", {}, `${(lang() === "zh" && i.name_zh) || i.name}`), ` · ${i.id} · Lodestone ${i.version} · ${t("Base year")} ${i.start.slice(0, 4)} · ${t("latest document")} ${i.latest_document ?? "–"} · ${i.documents} ${t("documents")}`),
    h("p", {}, `${t("Rows with numbers")}: `, kinds.map(([k, n], at) => `${at ? ", " : ""}${share(n)} ${t(k)}`).join(""), ". ", h("button", { type: "button", class: "node", click: () => change({ view: "backtest" }) }, `${t("Model against what was observed")} ›`)),
    h("details", {}, h("summary", {}, t("Known limits")), h("ul", {}, limits.map((l) => h("li", {}, t(l, { year: i.price_year, known: i.price_index_known ?? i.price_year }))))),
    h("p", {}, i.licence ?? ""));
}
