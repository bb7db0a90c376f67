// view.ts - documents and what they claim: search, topics, a document with its claims in place, the
// verdicts of all ties, contradictions. The address holds the page (`node`) and the search (`more`).
import "./evidence.css";
import "./words";
import { getNow, Row } from "../api";
import { h, replace } from "../dom";
import { t } from "../i18n";
import { change, state } from "../state";
import { View } from "../views";
import { searchPart } from "./search";
import { citedPart, documentPart } from "./document";
import { topicPart, topicsPart } from "./topics";
import { contradictionsPart, verdictsPart } from "./verdicts";

/** A part of the view: drawn again when the run behind it is another. */
export interface Part { element: HTMLElement; draw(): void }

export const openPart = (node: string) => change({ view: "evidence", node });

const PARTS: Record<string, (rest: string) => Part> = {
  doc: documentPart, cited: citedPart, topic: topicPart, topics: topicsPart, verdicts: verdictsPart, contradictions: contradictionsPart,
};
const TABS: [string, string][] = [["", "Search"], ["topics", "Topics"], ["verdicts", "Verdicts"], ["contradictions", "Contradictions"]];
const belongs: Record<string, string> = { doc: "", cited: "", topic: "topics" };

/** Says where the library is from when it is not a file. */
async function tellLibrary(box: HTMLElement) {
  const row: Row | undefined = (await getNow("library").catch(() => null))?.rows[0];
  if (!row || row.lasting) return;
  replace(box, t("This library was made from what the model itself has, and lasts until the server stops. To keep one, and to add documents:"), " ",
    h("code", {}, `lode evidence import FILE... --model ${row.model}`));
}

export function evidenceView(): View {
  const colon = state.node.indexOf(":"), kind = colon < 0 ? state.node : state.node.slice(0, colon);
  const part = PARTS[kind] ? PARTS[kind](state.node.slice(colon + 1)) : searchPart();
  const at = belongs[kind] ?? (PARTS[kind] ? kind : "");
  const about = h("p", { class: "note ev-own" });
  const head = h("div", { class: "ev-tabs ev-parts", role: "group", "aria-label": t("Evidence") }, TABS.map(([id, name]) =>
    h("button", { type: "button", "aria-current": id === at ? "page" : null, click: () => openPart(id) }, t(name))));
  void tellLibrary(about);
  return { watch: [], element: h("section", { class: "view evidence" }, h("h2", {}, t("Evidence")), head, part.element, about),
    draw: () => part.draw() };
}
