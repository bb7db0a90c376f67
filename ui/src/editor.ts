// editor.ts - a policy as a form: one field for each documented column of its kind. The server checks it, and
// what it says stands at the field that it is about.
import { checkPolicies, Message } from "./api";
import { h, pick, replace } from "./dom";
import { t, words } from "./i18n";
import { M, monthIndex, monthText, nameOf, Policy, shortName } from "./model";
import { activePolicies, change, edited, editPolicy, state, varyNow } from "./state";

words({
  "Add a policy": "添加政策", "Policies": "政策", "Apply": "应用", "Cancel": "取消", "Edit": "编辑", "in force from": "生效自", "until": "止", "add": "添加", "required": "必填",
  "blank = open end": "留空 = 无期限", "blank = from the beginning": "留空 = 自始", "everybody or everything": "全部", "a share, such as 60 %": "份额，如 60 %", "an amount, such as 50 t": "数量，如 50 t",
  "an amount in time, such as 20 t/month": "单位时间数量，如 20 t/month", "money per unit, such as 10 USD/t": "单位价格，如 10 USD/t", "a number": "数字", "months, such as 12 month": "时长，如 12 month", "such as": "例如",
  "switched on": "启用", "The server does not take it yet": "服务器尚未接受", "Months are written as 2027-01.": "月份写作 2027-01。", "Checking": "检查中", "kind": "种类",
  "nothing leaves a region for its partners": "一地对其伙伴禁止出口", "a region caps what may leave it in a month": "一地限制每月出口量", "exports need permits, which wait in a queue": "出口须经许可并排队",
  "a region taxes what leaves it": "一地对出口征税", "a region taxes what it buys abroad": "一地对进口征税",
});

const EXAMPLES: Record<string, string> = { share: "a share, such as 60 %", amount: "an amount, such as 50 t", rate: "an amount in time, such as 20 t/month", price: "money per unit, such as 10 USD/t", plain: "a number" };
const kindName = (kind: string) => kind.replace(/_/g, " ");
const lists: Record<string, () => { id: string }[]> = { region: () => M.regions, commodity: () => [...M.stages, ...M.commodities], process: () => [...M.stages, ...M.processes], facility: () => M.facilities, use: () => M.uses, stage: () => M.stages };
export const named = (target: string, id: string) => M.by.has(`${target}:${id}`) ? shortName(target, id) : M.by.has(`stage:${id}`) ? `${nameOf("stage", id)} *` : id;

interface Field { key: string; type: string; target: string; quantity: string; required: boolean; fallback: number; low: number; high: number; choices: string; doc: string }
const fieldsOf = (kind: string): Field[] => M.fields.filter((f) => f.kind === kind) as unknown as Field[];
export const kinds = (): [string, string][] => [...new Map(M.fields.map((f) => [f.kind as string, f.summary as string])).entries()];

/** A form for a policy; `done` hears the policy that the server takes, or null when it is left. */
export function policyForm(start: Policy, done: (policy: Policy | null) => void): HTMLElement {
  const draft: Policy = { ...start };
  const notes = new Map<string, HTMLElement>(), general = h("p", { class: "wrong", role: "alert" });
  const set = (key: string, value: any) => { if (value === "" || value === null || (Array.isArray(value) && !value.length)) delete draft[key]; else draft[key] = value; };

  const chooserOf = (f: Field): HTMLElement => {
    const list = (lists[f.target] ?? (() => []))(), box = h("div", { class: "set" }), many = f.type === "set";
    const now = (): string[] => draft[f.key] === undefined ? [] : Array.isArray(draft[f.key]) ? draft[f.key] : [draft[f.key]];
    const draw = () => replace(box, ...now().map((id) => h("button", { type: "button", class: "tag", "aria-label": `${t("Remove")} ${named(f.target, id)}`, click: () => { set(f.key, now().filter((x) => x !== id)); draw(); } }, `${named(f.target, id)} ×`)),
      many || !now().length ? h("select", { "aria-label": `${f.key}: ${f.doc}`, change: (e: Event) => {
        const id = (e.target as HTMLSelectElement).value;
        if (id) set(f.key, many ? [...now(), id] : id);
        draw();
      } }, h("option", { value: "" }, now().length ? `+ ${t("add")}` : f.required ? `– ${t("required")} –` : t("everybody or everything")), list.filter((x) => !now().includes(x.id)).map((x) => h("option", { value: x.id }, named(f.target, x.id)))) : null);
    draw();
    return box;
  };
  const textOf = (f: Field): HTMLElement => h("input", { type: "text", "aria-label": `${f.key}: ${f.doc}`, value: draft[f.key] ?? "", autocomplete: "off",
    placeholder: f.type === "month" ? "2027-01" : f.type === "number" ? t(EXAMPLES[f.quantity] ?? "a number") : "", input: (e: Event) => {
      const text = (e.target as HTMLInputElement).value.trim();
      set(f.key, text !== "" && f.type === "number" && !Number.isNaN(+text) ? +text : text);
    } });
  const rowOf = (f: Field): HTMLElement => {
    const note = h("span", { class: "wrong", role: "alert" });
    notes.set(f.key, note);
    const input = ["set", "ref"].includes(f.type) ? chooserOf(f)
      : f.type === "choice" ? h("select", { "aria-label": f.key, change: (e: Event) => set(f.key, (e.target as HTMLSelectElement).value) }, ["", ...f.choices.split("|")].map((c) => h("option", { value: c, selected: c === draft[f.key] }, c)))
      : f.type === "flag" ? h("input", { type: "checkbox", "aria-label": f.key, checked: draft[f.key] === true || draft[f.key] === "yes", change: (e: Event) => set(f.key, (e.target as HTMLInputElement).checked) }) : textOf(f);
    return h("div", { class: "field" }, h("div", { class: "field-head" }, h("strong", {}, f.key.replace(/_/g, " ")), f.required ? h("span", { class: "note" }, ` ${t("required")}`) : null), h("div", { class: "note" }, f.doc), input, note);
  };
  const month = (key: string, doc: string): Field => ({ key, type: "month", target: "", quantity: "", required: false, fallback: NaN, low: NaN, high: NaN, choices: "", doc });

  const say = (messages: Message[]) => {
    notes.forEach((n) => { n.textContent = ""; });
    general.textContent = "";
    for (const m of messages) {
      const note = notes.get(m.field);
      if (note) note.textContent = note.textContent ? `${note.textContent} ${m.text}` : m.text;
      else general.textContent += `${m.field ? `${m.field}: ` : ""}${m.text} `;
    }
    (document.querySelector(".editor .wrong:not(:empty)") as HTMLElement | null)?.scrollIntoView({ block: "nearest" });
  };
  const apply = async () => {
    const others = activePolicies().filter((p) => p.id !== draft.id);
    general.textContent = `${t("Checking")} …`;
    const messages = await checkPolicies([...others, draft], varyNow());
    say(messages);
    if (!messages.length) done(draft);
  };
  return h("form", { class: "editor", "aria-label": kindName(draft.kind), submit: (e: Event) => { e.preventDefault(); void apply(); } },
    h("h4", {}, kindName(draft.kind)), h("p", { class: "note" }, t(kinds().find(([k]) => k === draft.kind)?.[1] ?? "")),
    fieldsOf(draft.kind).map(rowOf), rowOf(month("from", t("blank = from the beginning"))), rowOf(month("until", t("blank = open end"))), general,
    h("div", { class: "buttons" }, h("button", { type: "submit", class: "action on" }, t("Apply")), h("button", { type: "button", class: "action", click: () => done(null) }, t("Cancel"))));
}

let open: Policy | null = null;

/** The list of policies that are switched on, each with its switch and its form, and a way to add one. */
export function policyList(policies: Policy[], name: (p: Policy) => string, again: () => void): HTMLElement {
  const close = (policy: Policy | null) => {
    const fresh = open && !activePolicies().some((p) => p.id === open!.id);
    open = null;
    if (policy && fresh) { performance.mark("lode:input"); change({ own: [...state.own, policy] }); }
    else if (policy) {
      const before = policies.find((p) => p.id === policy.id) ?? policy, part: Record<string, any> = { ...policy };
      for (const key of Object.keys(before)) if (!(key in policy)) part[key] = null; // emptied
      performance.mark("lode:input");
      editPolicy(policy.id, part);
    }
    again();
  };
  const begin = (policy: Policy) => { open = policy; again(); document.querySelector<HTMLElement>(".editor select, .editor input")?.focus(); };
  const unused = (kind: string) => { let n = 1; while (activePolicies().some((p) => p.id === `${kind}-${n}`)) n++; return `${kind}-${n}`; };
  const start = monthText(monthIndex(M.info.start) + 36);
  return h("div", { class: "policies" },
    h("ul", { class: "policy-list" }, policies.map((p) => {
      const mine = state.own.some((o) => o.id === p.id), off = !!state.edits[p.id]?.off;
      return h("li", {}, h("label", {}, h("input", { type: "checkbox", checked: !off, "aria-label": `${t("switched on")}: ${name(p)}`, change: () => {
        performance.mark("lode:input");
        const { off: _, ...rest } = state.edits[p.id] ?? {}, { [p.id]: __, ...edits } = state.edits;
        change({ edits: off ? (Object.keys(rest).length ? { ...edits, [p.id]: rest } : edits) : { ...state.edits, [p.id]: { ...rest, off: true } } });
      } }), h("span", {}, name(p))), h("button", { type: "button", class: "more quiet", "aria-label": `${t("Read more")}: ${name(p)}`, click: () => change({ view: "node", node: `policy:${p.id}` }) }, "›"),
        h("button", { type: "button", class: "quiet", "aria-label": `${t("Edit")}: ${name(p)}`, click: () => begin(edited(p)) }, t("Edit")),
        mine ? h("button", { type: "button", class: "quiet", "aria-label": `${t("Remove")} ${name(p)}`, click: () => {
          const { [p.id]: _, ...edits } = state.edits;
          change({ own: state.own.filter((o) => o.id !== p.id), edits });
        } }, "×") : null,
        open?.id === p.id ? policyForm(open, close) : null);
    })),
    open && !policies.some((p) => p.id === open!.id) ? policyForm(open, close)
      : h("div", { class: "add" }, pick(t("Add a policy"), [["", "+"], ...kinds().map(([k]) => [k, kindName(k)] as [string, string])], "", (kind) => kind && begin({ kind, id: unused(kind), from: start }))));
}
