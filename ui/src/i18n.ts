// i18n.ts - the words of the page in English and Chinese. English is the key.
import { state } from "./state";

const usual = navigator.language.startsWith("zh") ? "zh" : "en"; // to ask the browser takes longer than all else that t() does
export const lang = (): "en" | "zh" => state.lang ? (state.lang === "zh" ? "zh" : "en") : usual;

export function t(text: string, values: Record<string, string | number> = {}): string {
  const found = lang() === "zh" ? zh[text] ?? text : text;
  return found.replace(/\{(\w+)\}/g, (_, k) => String(values[k] ?? ""));
}

/** Words of one file, beside it: English to Chinese. */
export const words = (chinese: Record<string, string>) => { Object.assign(zh, chinese); };

const zh: Record<string, string> = {
  "Start": "开始", "Chain": "产业链", "Map": "地图", "Series": "时间序列", "Shortages": "短缺", "Table": "数据表",
  "Compare": "比较", "Back-test": "回测", "Sources": "来源", "Views": "视图", "Language": "语言",
  "What if": "如果……", "Scenarios": "情景", "Levers": "杠杆", "Undo": "撤销", "Redo": "重做", "Reset": "重置",
  "Basis": "计量基准", "as traded": "实物量",
  "Copy link": "复制链接", "Copy citation": "复制引用", "Citation copied": "引用已复制", "Copy command": "复制命令", "Link copied": "链接已复制", "Command copied": "命令已复制",
  "Command copied; the scenario file was saved": "命令已复制；情景文件已保存", "Print": "打印", "Money": "货币", "Mass": "质量",
  "What do prices do?": "价格如何变化？", "Who is short?": "谁会短缺？", "Where is the choke point?": "瓶颈在哪里？",
  "What changed": "有什么变化", "against the baseline": "与基准相比", "baseline": "基准", "this run": "当前情景", "observed": "实际观察",
  "as a table": "以表格显示", "table": "表格", "Month": "月份", "Year": "年份", "Element": "元素", "Stage": "环节", "Commodity": "商品",
  "Region": "地区", "Metric": "指标", "All oxides": "全部氧化物", "others": "其他", "Whole year": "全年",
  "Nothing is changed yet. Switch a scenario on, or move a slider: the whole model answers while you drag.":
    "尚未作任何改动。打开一个情景，或拖动滑块：整个模型随拖动实时求解。",
  "Nothing changes by more than a thousandth.": "变化均不超过千分之一。",
  "The model has no answer to this": "模型对此无解", "solving": "求解中", "solved": "已求解",
  "{n} months in {s} s": "{n} 个月，{s} 秒", "Timeline": "时间线", "from": "起", "until": "止", "open end": "无期限",
  "always": "一直", "Demand that prices keep from being met": "因价格而放弃的需求",
  "Share of the demand at reference prices that is given up. Regions with the largest loss first.": "按参考价格计的需求中被放弃的份额；损失最大的地区在前。",
  "t short": "吨短缺", "Shares of world production": "占世界产量的份额", "The stage where one country holds most is in bold.": "一国份额最高的环节以粗体标出。",
  "Price": "价格", "Who passes how much on to whom": "谁向谁传递多少",
  "Each column is a stage; a ribbon is what one region makes and another takes.": "每一列为一个环节；每条带表示一地生产、另一地取用的数量。",
  "Trade": "贸易",
  "The map shows the largest {n} flows, {p} % of all trade in it.": "图示最大的 {n} 条贸易流，占全部贸易的 {p} %。",
  "Boundaries are those of Natural Earth and state no opinion.": "边界取自 Natural Earth，不代表任何立场。",
  "Line": "线", "Add": "添加", "Remove": "移除", "Search": "搜索", "Filter": "筛选", "rows": "行", "unit": "单位", "value": "数值",
  "difference": "差异", "Keep this scenario": "保留当前情景", "Kept scenarios": "已保留的情景", "Keep up to three scenarios and see them side by side.": "最多保留三个情景并排比较。",
  "Outage": "停产", "Switch this facility off": "让该设施停产", "Switch it on again": "恢复生产", "Why is the price what it is?": "价格为何如此？",
  "Where does this number come from?": "这个数字从何而来？", "Close": "关闭", "Definition": "定义", "Run": "运行", "Document": "文献", "Status": "状态",
  "seen": "已查阅", "memory": "凭记忆", "estimate": "估计", "assumption": "假设", "Nobody supplies it in this month.": "当月无人供应。",
  "Same data": "同一数据", "Model inputs behind it": "背后的模型输入", "show all": "全部显示",
  "Production": "产量", "Use": "用量", "Imports": "进口", "Exports": "出口", "Output": "产出", "Capacity": "产能", "Utilisation": "利用率", "Margin": "利润",
  "Makers": "生产者", "Uses": "用途", "Comes from": "来自", "Goes to": "去往", "Facilities": "设施", "Self-sufficiency": "自给率", "Stock": "库存",
  "Model against what was observed": "模型与实际观察", "Observed prices within the run, held against the baseline. The base year is fitted; what comes after is not.":
    "运行期内的实际价格与基准对照。基年经过校准，其后未作拟合。",
  "product": "产品", "region": "地区", "month": "月份", "model": "模型", "error": "误差", "mean error": "平均误差", "Documents": "文献",
  "Every number of the model leads to one of these, or is called an assumption.": "模型中的每个数字都指向其中一份文献，否则标明为假设。",
  "title": "标题", "publisher": "出版者", "date": "日期", "Skip to the picture": "跳到图表", "of": "／", "strength": "强度",
  "{who}: exports of {what}": "{who}：{what}出口", "{what}: demand": "{what}：需求", "{who}: {what} output": "{who}：{what}产量",
  "usual": "照常", "Loading": "加载中", "All": "全部", "Who depends on it": "谁依赖它", "Effect": "效果", "Where it comes from": "出处",
  "Kind": "种类", "Read more": "更多", "Help": "帮助", "Remove this policy": "移除此政策", "difference to baseline": "与基准之差",
  "The picture could not be made": "无法生成图片", "The address of the page holds all of it.": "页面地址包含全部状态。",
  "Put together on the page": "在页面上组合",
};
