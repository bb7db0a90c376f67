// sources.ts - the documents that numbers come from.
import { get, Row } from "./api";
import { h, replace } from "./dom";
import { t } from "./i18n";
import { View } from "./views";

export function sourcesView(): View {
  let rows: Row[] = [], words = "";
  const box = h("div", {}), count = h("span", { class: "note", role: "status" });
  const show = () => {
    const seen = rows.filter((d) => !words || Object.values(d).join(" ").toLowerCase().includes(words.toLowerCase()));
    count.textContent = `${seen.length} ${t("of")} ${rows.length}`;
    replace(box, h("div", { class: "scroll tall", tabindex: 0, role: "region", "aria-label": t("Documents") }, h("table", {}, h("thead", {}, h("tr", {}, [t("title"), t("publisher"), t("date"), ""].map((c) => h("th", { scope: "col" }, c)))),
      h("tbody", {}, seen.slice(0, 300).map((d) => h("tr", {}, h("td", {}, d.url ? h("a", { href: d.url, target: "_blank", rel: "noreferrer noopener" }, d.title ?? d.id) : d.title ?? d.id), h("td", {}, d.publisher ?? ""), h("td", { class: "whole" }, d.date ?? ""), h("td", { class: "whole" }, h("code", {}, d.id))))))));
  };
  const element = h("section", { class: "view" }, h("h2", {}, t("Documents")), h("p", { class: "note" }, t("Every number of the model leads to one of these, or is called an assumption.")),
    h("div", { class: "choosers" }, h("label", { class: "pick" }, h("span", {}, t("Search")), h("input", { type: "search", "aria-label": t("Search"), input: (e: Event) => { words = (e.target as HTMLInputElement).value; show(); } })), count), box);
  return { watch: [], element, draw() { if (!rows.length) void get("documents").then((r) => { rows = r.rows; show(); }); } };
}
