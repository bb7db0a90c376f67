// list.ts - every view of the page, in the order of its tabs. A new one is a file and a line here; see
// ui/README.md, "A new view".
import { Entry } from "./views";
import { startView } from "./start";
import { chainView } from "./chain";
import { mapView } from "./map";
import { seriesView } from "./series";
import { shortView } from "./short";
import { tableView } from "./table";
import { compareView } from "./compare";
import { backtestView } from "./backtest";
import { sourcesView } from "./sources";
import { evidenceView } from "./evidence/view";
import { magnetsView } from "./magnets";
import { isPolicy, policyPage } from "./policy";
import { nodePages, nodeView, Pages } from "./node";

export const VIEWS: Entry[] = [
  { id: "start", name: "Start", make: startView },
  { id: "chain", name: "Chain", make: chainView },
  { id: "map", name: "Map", make: mapView },
  { id: "series", name: "Series", make: seriesView, anew: ["metric", "commodity", "region", "money", "mass"] },
  { id: "short", name: "Shortages", make: shortView },
  { id: "table", name: "Table", make: tableView, anew: ["metric", "year", "money", "mass"] },
  { id: "magnets", name: "Magnets", make: magnetsView, anew: ["money", "mass"] },
  { id: "compare", name: "Compare", make: compareView },
  { id: "backtest", name: "Back-test", make: backtestView },
  { id: "evidence", name: "Evidence", make: evidenceView, anew: ["node"] },
  { id: "sources", name: "Sources", make: sourcesView },
];

/** Pages of one thing each: #view=node&node=KIND:ID. */
const PAGES: Pages = { ...nodePages, policy: (id) => isPolicy(id) ? policyPage(id) : null };

export const NODE: Entry = { id: "node", name: "", make: () => nodeView(PAGES), anew: ["node", "own", "on", "year", "month", "region"] };
