import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import ts from "typescript";
import { isLimbeckError, type LimbeckError } from "../../src/errors.ts";
import { loadRevision } from "../../src/revision/load.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "limbeck-load-"));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const exportsBoth = "exports.upgrade = exports.downgrade = () => {};\n";
const both = "export function upgrade() {}\nexport function downgrade() {}\n";
const header = {
  revision: "a1",
  downRevision: null,
  dependsOn: [],
  branchLabels: [],
  message: "",
} as const;

async function load(name: string, source: string) {
  const path = join(directory, name);
  await writeFile(path, source);
  return loadRevision({ ...header, path });
}

async function errorOf(name: string, source: string): Promise<LimbeckError> {
  try {
    await load(name, source);
  } catch (error) {
    if (isLimbeckError(error)) return error;
    throw error;
  }
  throw new Error(`${name} was loaded`);
}

it.each([
  ["a.cjs", exportsBoth],
  ["b.mjs", both],
  ["c.mjs", `await Promise.resolve();\n${both}`],
  ["d.mjs", "export default { upgrade() {}, downgrade() {} };"],
])("loads %s", async (name, source) => {
  const module = await load(name, source);
  expect([typeof module.upgrade, typeof module.downgrade]).toEqual(["function", "function"]);
});

it("tells file and line of a syntax error", async () => {
  const error = await errorOf("a.cjs", `exports.revision = "a1";\n\nexports.upgrade = function ( {}`);
  expect(error.code).toBe("E_REVISION_SYNTAX");
  expect(error.message).toContain(`${join(directory, "a.cjs")}:3`);
  expect(error.details).toMatchObject({ file: join(directory, "a.cjs"), line: 3 });
});

it("takes the place of a syntax error from the error of a loader", async () => {
  const failing = async () => {
    throw Object.assign(new SyntaxError("Expression expected."), { file: "/project/one.ts", line: 7 });
  };
  await expect(loadRevision({ ...header, path: "/project/one.ts" }, failing)).rejects.toMatchObject({
    code: "E_REVISION_SYNTAX",
    message: expect.stringContaining("/project/one.ts:7"),
  });
});

it("names the file of a syntax error in an ES module, whose line Node does not tell", async () => {
  const error = await errorOf("b.mjs", "export function upgrade( {");
  expect([error.code, error.message.includes("b.mjs")]).toEqual(["E_REVISION_SYNTAX", true]);
});

it.each([
  ["an error of the file's own", "a.cjs", `throw new Error("boom");`, /boom/],
  ["a text that the file can't parse", "b.cjs", `JSON.parse("{");`, /JSON/],
  ["a thrown undefined", "c.cjs", "throw undefined;", /undefined/],
  ["a package that is missing", "d.mjs", `import "no-such-package";\n${both}`, /no-such-package/],
  ["no function at all", "e.cjs", "module.exports = null;", /upgrade and downgrade/],
  ["one direction only", "f.mjs", "export function upgrade() {}", /no function downgrade/],
])("E_REVISION_LOAD: %s", async (_what, name, source, message) => {
  const error = await errorOf(name, source);
  expect(error.code).toBe("E_REVISION_LOAD");
  expect(error.message).toMatch(message);
  expect(error.message).toContain(name);
});

it("works in the CommonJS build, where the compiler turns import() into require()", async () => {
  // Compiled as packages/core/tsconfig.cjs.json does it.
  const compile = async (name: string, folder: string) => {
    const source = ts.sys.readFile(join(import.meta.dirname, "../../src", folder, `${name}.ts`))!;
    const { outputText } = ts.transpileModule(source, {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023 },
    });
    await writeFile(join(directory, `${name}.js`), outputText.replace("../errors.ts", "./errors.js"));
  };
  await writeFile(join(directory, "package.json"), '{ "type": "commonjs" }');
  await compile("errors", ".");
  await compile("load", "revision");
  await writeFile(join(directory, "a.cjs"), exportsBoth);
  await writeFile(join(directory, "b.mjs"), both);
  await writeFile(join(directory, "c.mjs"), `await 1;\n${both}`);
  const script = `
    const { loadRevision } = require("./load.js");
    (async () => {
      for (const name of ["a.cjs", "b.mjs", "c.mjs"]) {
        const told = await loadRevision({ revision: "a1", path: require("node:path").resolve(name) }).then(
          (module) => typeof module.upgrade, (error) => error.code + " " + error.cause.code);
        console.log(told);
      }
    })();`;
  const out = execFileSync(process.execPath, ["-e", script], { cwd: directory, encoding: "utf8" });
  expect(out.trim().split("\n")).toEqual([
    "function",
    "function",
    "E_REVISION_LOAD ERR_REQUIRE_ASYNC_MODULE",
  ]);
});
