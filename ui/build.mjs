// Makes the page: node build.mjs SOURCE BUILD. Types are checked, the script and style are bundled and
// packed, the coastlines are cut down to what the map shows. Tools are those of BUILD/node_modules.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync, cpSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const [source, build] = process.argv.slice(2);
const out = join(build, "dist");
const here = join(build, "page");
mkdirSync(out, { recursive: true });

// Beside the tools, so that imports find them.
rmSync(here, { recursive: true, force: true });
cpSync(join(source, "src"), join(here, "src"), { recursive: true });
copyFileSync(join(source, "tsconfig.json"), join(here, "tsconfig.json"));

const require = createRequire(join(build, "package.json"));
const tsc = require.resolve("typescript/bin/tsc");
try {
  execFileSync(process.execPath, [tsc, "--noEmit", "-p", here], { stdio: ["ignore", "pipe", "inherit"] });
} catch (failed) {
  process.stderr.write(failed.stdout ?? "");
  process.exit(1);
}

const esbuild = require("esbuild");
const result = await esbuild.build({
  entryPoints: { app: join(here, "src/main.ts") },
  bundle: true, minify: true, write: false, format: "iife", target: "es2021", charset: "utf8",
  outdir: out, legalComments: "none", logLevel: "warning",
});
const pack = (name, bytes) =>
  writeFileSync(join(out, `${name}.gz`), gzipSync(bytes, { level: 9 }));
for (const file of result.outputFiles) {
  const name = file.path.slice(out.length + 1);
  pack(name, file.contents);
  writeFileSync(join(out, name), file.contents); // for --ui-dir
}
const world = readFileSync(require.resolve("world-atlas/countries-110m.json"));
pack("world.json", world);
writeFileSync(join(out, "world.json"), world);
copyFileSync(join(here, "src/index.html"), join(out, "index.html"));
