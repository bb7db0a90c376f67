// model.ts - the nouns of the model, fetched once; their names, colours, and the calendar.
import { get, Row } from "./api";
import { lang } from "./i18n";

export interface Noun extends Row { id: string; name: string; name_zh: string | null }
export interface Policy { kind: string; id: string; from?: string; until?: string; [key: string]: any }
export interface Vary { id: string; label: string; label_zh: string; low: number; high: number; default: number }
export interface Scenario extends Row { id: string; title: string; title_zh: string | null; tells: string; vary: Vary[]; policies: Policy[] }

export const M = {
  info: {} as Row,
  regions: [] as Noun[], stages: [] as Noun[], commodities: [] as Noun[], facilities: [] as Noun[],
  uses: [] as Noun[], processes: [] as Noun[], scenarios: [] as Scenario[], fields: [] as Row[],
  metrics: [] as Row[],
  by: new Map<string, Noun>(),
  months: [] as string[],
  observations: [] as Row[],
};

export async function load() {
  const names = ["model", "regions", "stages", "commodities", "facilities", "uses", "processes",
    "scenarios", "policies", "metrics", "observations"];
  const replies = await Promise.all(names.map((n) => get(n)));
  const rows = Object.fromEntries(names.map((n, i) => [n, replies[i].rows]));
  M.info = rows.model[0];
  M.regions = rows.regions as Noun[];
  M.stages = (rows.stages as Noun[]).sort((a, b) => a.order - b.order);
  M.commodities = rows.commodities as Noun[];
  M.facilities = rows.facilities as Noun[];
  M.uses = rows.uses as Noun[];
  M.processes = rows.processes as Noun[];
  M.scenarios = rows.scenarios as Scenario[];
  M.fields = rows.policies;
  M.metrics = rows.metrics;
  M.observations = rows.observations;
  for (const [kind, list] of Object.entries({ region: M.regions, stage: M.stages,
    commodity: M.commodities, facility: M.facilities, use: M.uses, process: M.processes }))
    for (const noun of list) M.by.set(`${kind}:${noun.id}`, noun);
  const start = monthIndex(M.info.start);
  M.months = Array.from({ length: M.info.steps }, (_, t) => monthText(start + t * M.info.months_per_step));
}

export const monthIndex = (text: string) => +text.slice(0, 4) * 12 + +text.slice(5, 7) - 1;
export const monthText = (m: number) =>
  `${Math.floor(m / 12)}-${String((m % 12) + 1).padStart(2, "0")}`;
export const stepOf = (month: string) =>
  Math.floor((monthIndex(month) - monthIndex(M.info.start)) / M.info.months_per_step);

export function nameOf(kind: string, id: string | undefined): string {
  if (!id) return "";
  const noun = M.by.get(`${kind}:${id}`);
  if (!noun) return id;
  const name = (lang() === "zh" && noun.name_zh) || noun.name || id;
  return name;
}

/** Without what stands in brackets or behind a colon: for labels. */
export const shortName = (kind: string, id: string | undefined) =>
  nameOf(kind, id).replace(/\s*[（(][^）)]*[)）]\s*/g, "").replace(/[:：].*$/, "");

export const titleOf = (s: Row) => (lang() === "zh" && s.title_zh) || s.title || s.id;

export const headlineRegion = (): string => M.info.headline_region ?? M.regions[0]?.id;
export const priceRegion = (): string => M.info.headline_price_region ?? headlineRegion();
export const headlineStages = (): string[] => (M.info.headline_stages ?? "").split(",").filter(Boolean);
export const headlinePrices = (): string[] => (M.info.headline_prices ?? "").split(",").filter(Boolean);

/** Elements that some commodity is labelled with alone, at the stage where they are pure. */
export function elements(): string[] {
  const pure = M.commodities.filter((c) => c.element && !c.element.includes(",") && c.content_reo &&
    !/mixture/i.test(c.element));
  return [...new Set(pure.filter((c) => c.stage === "separation" || !M.by.has("stage:separation"))
    .map((c) => c.element as string))];
}

// One palette for countries wherever they appear; the rest share greys.
const palette: Record<string, string> = {
  china: "#b1442f", "united-states": "#2f5f93", japan: "#7a4a8f", australia: "#c08a1e",
  malaysia: "#23857c", myanmar: "#66792a", india: "#d2722a", germany: "#4f86b8", vietnam: "#c2657f",
  "south-korea": "#5fa9a4", estonia: "#86a8c9", france: "#6d8fbe", "eu-other": "#9db4cf",
  laos: "#97a35a", brazil: "#8a6a3b", russia: "#8c8f98", thailand: "#d9a5a0", africa: "#a8925f",
  canada: "#6f95c0", "united-kingdom": "#7890ad", mexico: "#a87f63", norway: "#94b0c4",
  "saudi-arabia": "#b7a98a", indonesia: "#8fb39d", "rest-of-world": "#a7a59e",
};
const spare = ["#b1442f", "#2f5f93", "#c08a1e", "#23857c", "#7a4a8f", "#66792a", "#d2722a", "#4f86b8",
  "#c2657f", "#8a6a3b", "#5fa9a4", "#8c8f98"];
export function colourOf(region: string): string {
  if (palette[region]) return palette[region];
  const i = M.regions.findIndex((r) => r.id === region);
  return i < 0 ? "#c9c5bb" : spare[i % spare.length];
}
