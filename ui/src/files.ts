// files.ts - what the page shows as a file to keep, made by the server: the report of `lode report` and the workbook
// of `lode export`, of the run on the page and the baseline beside it.
import { address, ApiError } from "./api";
import { save } from "./charts";
import { h, toast } from "./dom";
import { t, words } from "./i18n";
import { live } from "./live";
import { M } from "./model";
import { activeVaries, command, isBaseline, state } from "./state";

words({ "Save report": "保存报告", "Save workbook": "保存工作簿", "Report saved": "报告已保存", "Workbook saved": "工作簿已保存",
  "The file is being written": "正在生成文件", "The file is ready: click again to save it": "文件已就绪：再次点击即可保存", "Ready: save it": "已就绪：保存", "own scenario": "自定义情景", "changed on the page": "在页面上修改" });

/** The run by the names of its scenarios where these say all of it, else by its id, once it is whole. */
async function runNow(): Promise<string> {
  if (!command().file && activeVaries().every((v) => v.value === v.vary.default)) return state.on.join("+") || "baseline";
  for (let tries = 0; !live.now.run && tries < 100; tries++) await new Promise((wake) => setTimeout(wake, 100));
  return live.now.run ?? "baseline";
}

const titleNow = (run: string): string => {
  const on = state.on.map((id) => M.scenarios.find((s) => s.id === id)?.title).filter(Boolean).join(" + ");
  return [M.info.name, isBaseline() ? "" : on || "own scenario", on && run !== state.on.join("+") ? "changed on the page" : ""].filter(Boolean).join(", ");
};

interface Made { bytes: Blob; type: string; file: string; key: string }
const ready = new Map<string, Made>(); // files that were so long in the making that the browser wants another click to save them
const KINDS: [string, string, string][] = [["report.html", "Save report", "Report saved"], ["workbook.xlsx", "Save workbook", "Workbook saved"]];
const keyNow = () => JSON.stringify([state.on, state.edits, state.own, state.vary]);
const isReady = (name: string) => ready.get(name)?.key === keyNow();

/** Fetched and not linked to, so that a refusal is told on the page. */
async function make(name: string): Promise<Made> {
  const key = keyNow(), file = `${M.info.id}-${(state.on.join("-") || (isBaseline() ? "baseline" : "own")).slice(0, 60)}${name.slice(name.indexOf("."))}`;
  const run = await runNow();
  const from = address(name, { run, base: run === "baseline" ? "" : "baseline", ...(name === "report.html" ? { title: titleNow(run) } : {}) });
  const reply = await fetch(from).catch(() => fetch(from)); // a line that was idle for too long may have been closed under it
  if (!reply.ok) throw new ApiError((await reply.json()).error?.text ?? reply.statusText);
  return { bytes: await reply.blob(), type: reply.headers.get("Content-Type") ?? "", file, key };
}

async function keep(name: string, saved: string) {
  const button = () => document.querySelector<HTMLButtonElement>(`[data-file="${name}"]`); // the panel may have drawn another
  try {
    if (!isReady(name)) {
      button()!.disabled = true;
      toast(`${t("The file is being written")} …`);
      ready.set(name, await make(name));
    }
    const made = ready.get(name)!;
    if (navigator.userActivation?.isActive ?? true) {
      ready.delete(name);
      save(made.bytes, made.type, made.file);
      toast(t(saved));
    } else toast(t("The file is ready: click again to save it"));
  } catch (error) { toast((error as Error).message); }
  button()?.replaceWith(fileButtons().find((b) => b.dataset.file === name)!);
}

/** Two buttons beside those that copy. */
export const fileButtons = (): HTMLElement[] => KINDS.map(([name, label, saved]) =>
  h("button", { type: "button", class: "plain", "data-file": name, click: () => void keep(name, saved) }, t(isReady(name) ? "Ready: save it" : label)));
