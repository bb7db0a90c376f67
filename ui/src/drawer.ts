// drawer.ts - where a number comes from: its metric's definition, the run, and the rows of the model
// behind it with their documents.
import { address, get, inTerms, Row } from "./api";
import { h, replace } from "./dom";
import { t } from "./i18n";
import { amount } from "./format";
import { M, nameOf } from "./model";
import { live } from "./live";
import { change } from "./state";

export interface Ref { metric?: string; region?: string; commodity?: string; facility?: string; partner?: string;
  stage?: string; use?: string; value?: number | null; unit?: string; when?: string; table?: string; id?: string }

let last: HTMLElement | null = null;

export function drawer(): HTMLElement {
  return h("aside", { id: "drawer", class: "drawer", hidden: true, role: "dialog", "aria-label": t("Where does this number come from?") });
}

export function closeDrawer() {
  const box = document.getElementById("drawer");
  if (box) box.hidden = true;
  last?.focus();
}

/** A number that can be asked where it comes from. */
export function num(text: string, ref: Ref): HTMLElement {
  return h("button", { type: "button", class: "num", title: t("Where does this number come from?"),
    click: (e: Event) => { last = e.currentTarget as HTMLElement; void openDrawer(ref); } }, text);
}

const when = (ref: Ref) => (!ref.when ? {} : ref.when.length === 4 ? { year: ref.when } : { month: ref.when });

function source(row: Row): HTMLElement {
  const known = row.title;
  return h("li", {},
    h("strong", {}, row.what), " ",
    h("span", { class: `status ${row.source === "assumption" ? "assumption" : row.status}` }, row.source === "assumption" ? t("assumption") : t(row.status ?? "")),
    h("div", { class: "doc" }, known ? h("a", { href: row.url || null, rel: "noreferrer noopener", target: "_blank" }, row.title) : null,
      known ? ` ${[row.publisher, row.date].filter(Boolean).join(", ")}` : null),
    known ? h("button", { type: "button", class: "quiet", click: () => { closeDrawer(); change({ view: "evidence", node: `cited:${row.source}` }); } }, t("Open the document")) : null,
    row.note ? h("div", { class: "note" }, row.note) : null,
    h("code", {}, `${row.file}:${row.line}`));
}
export async function openDrawer(ref: Ref) {
  const box = document.getElementById("drawer")!;
  const metric = M.metrics.find((m) => m.id === ref.metric);
  const run = live.now.run ?? "baseline";
  const filter = Object.fromEntries(["region", "partner", "commodity", "stage", "facility", "use"]
    .map((k) => [k, (ref as any)[k]]).filter(([, v]) => v)) as Row;
  const ask = { run, metric: ref.metric, ...filter, ...when(ref) };
  const list = h("ul", { class: "sources" }, h("li", { class: "note" }, `${t("Loading")} …`));
  const close = h("button", { type: "button", class: "plain", click: closeDrawer }, t("Close"));
  replace(box, h("div", { class: "drawer-head" }, h("h2", {}, t("Where does this number come from?")), close),
    ref.value !== undefined ? h("p", { class: "big" }, amount(ref.value, ref.unit ?? "", 4, !!ref.table)) : null,
    h("dl", {},
      metric ? h("dt", {}, t("Definition")) : null, metric ? h("dd", {}, h("em", {}, metric.id), ` — ${metric.definition}`) : null,
      ...Object.entries(filter).flatMap(([k, v]) => [h("dt", {}, k), h("dd", {}, String(v).split(",").map((i) => nameOf(k === "partner" ? "region" : k, i)).join(", "))]),
      ref.when ? h("dt", {}, t("month")) : null, ref.when ? h("dd", {}, ref.when) : null,
      metric ? h("dt", {}, t("Run")) : null, metric ? h("dd", {}, `${run} · lode ${M.info.version} · ${M.info.id}`) : null,
      metric ? h("dt", {}, t("Same data")) : null,
      metric ? h("dd", {}, h("a", { href: address("query", { ...inTerms("query", ask), every: "month", year: undefined, month: undefined }) }, "JSON"), " ",
        h("a", { href: address("query.csv", { ...inTerms("query", ask), every: "month", year: undefined, month: undefined }) }, "CSV")) : null),
    ref.commodity || ref.table || ref.facility ? h("h3", {}, t("Model inputs behind it")) : null, list);
  box.hidden = false;
  close.focus();
  const question = ref.table ? { table: ref.table, id: ref.id }
    : ref.facility ? { table: "facilities", id: ref.facility }
    : ref.commodity && !ref.commodity.includes(",") ? { commodity: ref.commodity, region: ref.region?.includes(",") ? undefined : ref.region } : null;
  if (!question) { list.replaceChildren(); return; }
  try {
    const rows = (await get("provenance", question)).rows;
    const first = rows.slice(0, 40);
    list.replaceChildren(...first.map(source));
    if (rows.length > 40) list.append(h("li", {}, h("button", { type: "button", class: "plain", click: (e: Event) => {
      (e.currentTarget as HTMLElement).parentElement!.remove();
      list.append(...rows.slice(40).map(source));
    } }, `${t("show all")} (${rows.length})`)));
  } catch (error) { list.replaceChildren(h("li", {}, (error as Error).message)); }
}
