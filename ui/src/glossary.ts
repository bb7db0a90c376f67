// glossary.ts - words of the trade, where they stand and in a list: English, Chinese, Japanese.
import { h, replace } from "./dom";
import { lang, t, words } from "./i18n";

words({ "Words and keys": "术语与快捷键", "Keys": "快捷键", "Words": "术语", "views": "视图", "copy the link": "复制链接", "copy the command": "复制命令", "search the evidence": "搜索证据", "undo, redo": "撤销、重做",
  "compare": "比较", "this list": "本列表", "move sliders and handles": "移动滑块与手柄", "close": "关闭" });

/** Term, what else it is called in running text, Chinese, Japanese, meaning in English and Chinese. */
const TERMS: [string, string[], string, string, string, string][] = [
  ["REO", ["REO"], "稀土氧化物当量", "希土類酸化物換算", "Rare-earth oxide equivalent: what a mixture or a metal would weigh as oxides, so that stages can be added up.", "以氧化物计的重量，使各环节可以相加。"],
  ["TREO", ["TREO"], "稀土氧化物总量", "全希土類酸化物", "Total rare-earth oxides of an ore or concentrate.", "矿石或精矿中稀土氧化物总量。"],
  ["NdPr", ["NdPr"], "镨钕", "ネオジム・プラセオジム", "Neodymium and praseodymium, as they are separated and sold together: the bulk of a magnet's rare earths.", "镨与钕的混合物，通常一并分离和销售，是磁体稀土的主体。"],
  ["SEG", ["SEG"], "钐铕钆富集物", "サマリウム・ユウロピウム・ガドリニウム", "Samarium, europium, gadolinium and heavier: a mixed concentrate that is separated further.", "钐、铕、钆及更重元素的富集物，需进一步分离。"],
  ["HREE", ["HREE", "heavy rare earths"], "重稀土", "重希土類", "Heavy rare earths, such as dysprosium and terbium, which keep magnets strong when hot; most come from ion clays.", "如镝、铽，使磁体在高温下保持性能；多来自离子型矿。"],
  ["Sintered magnet", ["sintered"], "烧结磁体", "焼結磁石", "Pressed powder, sintered dense: the strongest magnets, for motors.", "粉末压制后烧结，性能最高，用于电机。"],
  ["Bonded magnet", ["bonded"], "粘结磁体", "ボンド磁石", "Powder in resin: weaker, freely shaped, without heavy rare earths.", "粉末与树脂结合：性能较低、可自由成形、不含重稀土。"],
  ["Grain-boundary diffusion", ["boundary engineering", "diffusion"], "晶界扩散", "粒界拡散", "Dysprosium or terbium only where it is needed, along the grains' edges: a part of the metal for the same heat resistance.", "镝或铽只分布于晶粒边界，以较少用量达到相同耐热性。"],
  ["Swarf", ["swarf"], "磨削废料", "研削屑", "Grinding waste of magnet making, recycled for its rare earths.", "磁体加工的磨削废料，回收其中稀土。"],
  ["Choke price", ["choke price"], "弃用价格", "断念価格", "The price above which users give up or switch.", "高于该价格时使用者放弃或改用替代品。"],
  ["Rent", ["rent"], "租值", "レント", "What one more unit of a full limit or capacity would be worth.", "已满的限额或产能再多一单位的价值。"],
  ["Shortage", ["shortage"], "短缺", "不足", "Need that was not met: above the choke price, or filled by the backstop.", "未得到满足的需求。"],
  ["Reference price", ["reference prices", "reference price"], "参考价格", "基準価格", "The price at which a demand asks for its usual amount.", "需求取其通常数量时的价格。"],
  ["Self-sufficiency", ["self-sufficiency"], "自给率", "自給率", "Production over use: above 1 there is a surplus.", "产量与用量之比：大于 1 即有盈余。"],
];

const pattern = new RegExp(`\\b(${TERMS.flatMap(([, names]) => names).sort((a, b) => b.length - a.length).join("|")})\\b`, "i");
const termOf = (text: string) => TERMS.find(([, names]) => names.some((n) => n.toLowerCase() === text.toLowerCase()));

/** A text whose first word of the trade explains itself. */
export function explained(text: string): (Node | string)[] {
  const found = lang() === "en" ? pattern.exec(text) : null, term = found && termOf(found[1]);
  if (!found || !term) return [text];
  return [text.slice(0, found.index), h("button", { type: "button", class: "term", title: term[4], click: () => openGlossary(term[0]) }, found[1]), text.slice(found.index + found[1].length)];
}

export function openGlossary(at = "") {
  const box = document.getElementById("drawer")!, zh = lang() === "zh";
  const close = h("button", { type: "button", class: "plain", click: () => { box.hidden = true; } }, t("Close"));
  const key = (k: string, what: string) => [h("dt", {}, h("kbd", {}, k)), h("dd", {}, t(what))];
  replace(box, h("div", { class: "drawer-head" }, h("h2", {}, t("Words and keys")), close), h("h3", {}, t("Words")),
    h("dl", { class: "words" }, TERMS.flatMap(([name, , chinese, japanese, english, meaning]) => [h("dt", { id: `term-${name}` }, h("strong", {}, zh ? chinese : name), h("span", { class: "note" }, zh ? ` ${name} · ${japanese}` : ` ${chinese} · ${japanese}`)), h("dd", {}, zh ? meaning : english)])),
    h("h3", {}, t("Keys")), h("dl", { class: "keys" }, key("1 … 9", "views"), key("c", "compare"), key("k", "copy the link"), key("l", "copy the command"), key("/", "search the evidence"), key("Ctrl Z, Ctrl ⇧ Z", "undo, redo"), key("← →", "move sliders and handles"), key("?", "this list"), key("Esc", "close")));
  box.setAttribute("aria-label", t("Words and keys"));
  box.hidden = false;
  close.focus();
  if (at) document.getElementById(`term-${at}`)?.scrollIntoView({ block: "start" });
}
