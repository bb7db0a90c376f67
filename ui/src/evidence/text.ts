// text.ts - texts of documents with places marked in them. Places are bytes of UTF-8, as the
// server counts; whatever a document says becomes text of the page, never markup.
import { Row } from "../api";
import { h } from "../dom";

const encoder = new TextEncoder(), decoder = new TextDecoder();

export interface Span { at: number; length: number }

/** The text cut at the spans, which must not overlap: plain pieces, and what `make` gives for a span. */
export function cutAt<S extends Span>(text: string, spans: S[], make: (piece: string, span: S) => Node): (Node | string)[] {
  const bytes = encoder.encode(text), out: (Node | string)[] = [];
  let at = 0;
  for (const span of spans) {
    if (span.at < at || span.at + span.length > bytes.length) continue;
    if (span.at > at) out.push(decoder.decode(bytes.slice(at, span.at)));
    out.push(make(decoder.decode(bytes.slice(span.at, span.at + span.length)), span));
    at = span.at + span.length;
  }
  if (at < bytes.length) out.push(decoder.decode(bytes.slice(at)));
  return out;
}

/** What a search found, highlighted. */
export const marked = (text: { text: string | null; marks: Span[] }) =>
  cutAt(text.text ?? "", text.marks, (piece) => h("mark", {}, piece));

export interface ClaimSpan extends Span { claims: Row[] }

/** Claims by where they stand; those that overlap share a span. */
export function claimSpans(claims: Row[]): ClaimSpan[] {
  const out: ClaimSpan[] = [];
  for (const claim of [...claims].sort((a, b) => a.at - b.at || b.length - a.length)) {
    const last = out[out.length - 1];
    if (last && claim.at < last.at + last.length) {
      last.length = Math.max(last.length, claim.at + claim.length - last.at);
      last.claims.push(claim);
    } else out.push({ at: claim.at, length: claim.length, claims: [claim] });
  }
  return out;
}

/** "[1][3]" behind a statement. */
export const citations = (text: string | null) =>
  text ? h("span", { class: "ev-cite" }, ` ${text.split(",").map((c) => `[${c}]`).join("")}`) : null;

export const originLine = (row: Row) =>
  h("p", { class: "ev-origin" }, [row.source, row.date].filter(Boolean).join(" · "));
