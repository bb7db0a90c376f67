// words.ts - what the evidence view says, in Chinese Read before any view is made.
import { words } from "../i18n";

words({
  "Evidence": "证据", "Topics": "专题", "Verdicts": "核对结果", "Contradictions": "相互矛盾", "Search documents": "搜索文献",
  "{n} documents": "{n} 篇文献", "{n} document": "{n} 篇文献", "Nothing is found.": "没有找到。", "near copies": "篇近似副本", "Show more": "显示更多",
  "source": "来源", "topic": "专题", "language": "语言", "year": "年份", "element": "元素", "country": "国家", "company": "企业", "claim": "断言",
  "Keep this search as a topic": "将此搜索存为专题", "Name of the topic": "专题名称", "Keep": "保存", "The topic was kept": "专题已保存", "The topic was removed": "专题已移除",
  "A topic is a search with a name: its page fills itself as documents come in.": "专题是一个命名的搜索：文献进来时，页面自动补充。",
  "agrees": "一致", "agrees within the range": "在区间内一致", "disagrees": "不一致", "not modelled": "模型未涵盖", "All of them": "全部",
  "claimed": "断言", "Claimed": "断言值", "Model": "模型", "Difference": "差异", "Verdict": "核对结果", "Period": "时期", "Source": "来源", "Claim": "断言", "Read as": "理解为", "Depends on": "取决于情景",
  "Tied by": "对应方式", "a rule, which nobody has looked at yet": "规则自动建议，尚未经人确认", "a person": "人工确认", "no metric answers it": "没有对应的指标",
  "See the number": "查看数字", "See the run": "查看运行结果", "Run": "运行", "Mind": "注意",
  "Claims held against the run {run}": "与运行 {run} 对照的断言", "Rows of the model that cite it": "引用该文献的模型行", "No row cites it.": "没有引用它的行。",
  "What it claims": "它的断言", "Is about": "涉及", "In topics": "所属专题", "Nearly the same as": "近似副本", "only here": "仅此处", "only there": "仅彼处",
  "Cited as": "模型中的编号", "Its text in the library": "库中的文本", "Open the document": "打开文献", "Back to the search": "返回搜索", "No number of this document was understood as a claim.": "此文献中没有可识别的数字断言。",
  "Claims that cannot be true together, and what may explain it.": "不能同时成立的断言，以及可能的原因。", "Nothing contradicts anything.": "没有发现矛盾。", "Perhaps": "可能的原因", "nothing that shows": "未见明显原因",
  "This library was made from what the model itself has, and lasts until the server stops. To keep one, and to add documents:": "此文献库由模型自带的资料生成，服务停止后即消失。若要保存并添加文献：",
  "The model ties no claims (evidence/claims.csv).": "该模型没有对应断言（evidence/claims.csv）。", "The run is being solved.": "正在求解。", "from year": "起始年", "to year": "截止年", "model": "模型", "document": "文献", "Searched for": "搜索", "Two claims": "两条断言",
});
