// format.ts - numbers as people write them, in the units and the money that the reader chose.
import { lang } from "./i18n";
import { M } from "./model";
import { state } from "./state";

export const moneys = () => ["USD", "CNY", "EUR", "JPY"].filter((m) => m === M.info.currency || rate(m) > 0);

function rate(money: string): number {
  if (money === M.info.currency) return 1;
  return M.info[`rate_${money.toLowerCase()}`] ?? 0;
}

/** Factor and unit in which values of a unit of the API are shown. */
export function shown(unit: string): { factor: number; unit: string } {
  const price = /^([A-Z]{3})\/t$/.exec(unit);
  if (price) {
    const money = state.money || M.info.currency;
    const perKg = state.mass === "kg";
    return { factor: (1 / (rate(money) || 1)) * (perKg ? 1e-3 : 1), unit: `${money}/${perKg ? "kg" : "t"}` };
  }
  if (unit === M.info.currency) {
    const money = state.money || M.info.currency;
    return { factor: 1 / (rate(money) || 1), unit: money };
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
export function amount(value: number | null | undefined, unit: string, figures = 3): string {
  const s = shown(unit);
  return value === null || value === undefined ? "–" : `${digits(value * s.factor, figures)} ${s.unit}`;
}

export const percent = (fraction: number | null | undefined) =>
  fraction === null || fraction === undefined || !Number.isFinite(fraction) ? "–"
    : `${fraction > 0 ? "+" : fraction < 0 ? "−" : ""}${digits(Math.abs(fraction) * 100, 2)} %`;
