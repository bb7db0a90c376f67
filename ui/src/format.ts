// format.ts - numbers as people write them, in the units and the money that the reader chose.
import { lang, t, words } from "./i18n";
import { M } from "./model";
import { state } from "./state";

export const moneys = () => ["USD", "CNY", "EUR", "JPY"].filter((m) => m === M.info.currency || rate(m) > 0);

function rate(money: string): number {
  if (money === M.info.currency) return 1;
  return M.info[`rate_${money.toLowerCase()}`] ?? 0;
}

words({ "nominal": "名义", "real": "实际", "Prices: real, of {year}, or nominal, of its own time": "价格口径：实际（{year} 年不变价）或名义（当期价格）" });

/** Is money told in that of its own time? The server does so (api.ts asks it to); a model without a price index has none. */
export const nominal = () => state.terms === "nominal" && M.info.price_index_years > 0;

/** Factor and unit in which values of a unit of the API are shown. `still`: they are no values of a run at a time, so they stay
 *  in money of the model's price year, or are what was observed. */
export function shown(unit: string, still = false): { factor: number; unit: string } {
  const terms = nominal() && !still ? ` ${t("nominal")}` : "";
  const price = /^([A-Z]{3})\/t$/.exec(unit);
  if (price) {
    const money = state.money || M.info.currency;
    const perKg = state.mass === "kg";
    return { factor: (1 / (rate(money) || 1)) * (perKg ? 1e-3 : 1), unit: `${money}/${perKg ? "kg" : "t"}${terms}` };
  }
  if (unit === M.info.currency) {
    const money = state.money || M.info.currency;
    return { factor: 1 / (rate(money) || 1), unit: `${money}${terms}` };
  }
  if (unit === "1") return { factor: 100, unit: "%" };
  if (/^t( REO)?$/.test(unit) && state.mass === "kt") return { factor: 1e-3, unit: unit.replace("t", "kt") };
  return { factor: 1, unit };
}

/** To make a format takes a browser longer than to use it, and a picture has a hundred numbers. */
const formats = new Map<string, Intl.NumberFormat>();
export function format(options: Intl.NumberFormatOptions, locale = lang() === "zh" ? "zh-CN" : "en"): Intl.NumberFormat {
  const key = locale + JSON.stringify(options);
  let found = formats.get(key);
  if (!found) formats.set(key, found = new Intl.NumberFormat(locale, options));
  return found;
}

export function digits(value: number | null | undefined, figures = 3): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  const places = size >= 100 || size === 0 ? 0 : Math.max(0, figures - 1 - Math.floor(Math.log10(size)));
  const rounded = size >= 1000 ? +value.toPrecision(figures + 1) : value;
  return format({
    maximumFractionDigits: Math.min(places, 8), minimumFractionDigits: Math.min(places, 2) === places && size < 100 && size >= 1 ? places : 0,
  }).format(rounded === 0 ? 0 : rounded);
}

/** As it is written in a table: whole numbers without places. */
export const plain = (value: number | null | undefined) => value === null || value === undefined ? "–"
  : format({ maximumSignificantDigits: 4 }).format(value);

/** "71.6 USD/kg" */
export function amount(value: number | null | undefined, unit: string, figures = 3, still = false): string {
  const s = shown(unit, still);
  return value === null || value === undefined ? "–" : `${digits(value * s.factor, figures)} ${s.unit}`;
}

export const percent = (fraction: number | null | undefined) =>
  fraction === null || fraction === undefined || !Number.isFinite(fraction) ? "–"
    : `${fraction > 0 ? "+" : fraction < 0 ? "−" : ""}${digits(Math.abs(fraction) * 100, 2)} %`;
