import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assumedDialect, type MigrationScript, type ObjectName, type Operation } from "@limbeck/core";
import { expect, it } from "vitest";
import { compileErrors } from "../../../test/support/compile-errors.ts";
import { renderRevision } from "../src/index.ts";

const script = (upgradeOps: readonly Operation[]): MigrationScript => ({
  isEmpty: false,
  upgradeOps,
  downgradeOps: [],
  warnings: [],
  unmanaged: [],
  dialect: assumedDialect("postgres"),
  toSql: () => [],
});
const header = { revision: "aaaa1111", downRevision: null, message: "x", createDate: new Date(0) };
const filling = (table: ObjectName, column: string): Operation[] => [
  { kind: "addColumn", table, column: { name: column, type: { name: "text" }, nullable: true } },
  { kind: "backfill", table, column },
];

it("puts the placeholders first, each under a name of its own, whatever the columns are called", async () => {
  const hostile = `"*/ \${1} \`é`;
  const source = await renderRevision(
    script([
      ...filling({ name: "a_b" }, "c"),
      ...filling({ name: "a" }, "b_c"),
      ...filling({ schema: "app", name: "a" }, "b c"),
      ...filling({ name: hostile }, "new"),
    ]),
    header,
  );
  const names = [...source.matchAll(/const (\w+) = fillIn\(/g)].map(([, name]) => name);
  expect(names).toEqual(["valueOfABC", "valueOfABC_2", "valueOfAppABC", "valueOf1New"]);
  expect(source.lastIndexOf("fillIn(")).toBeLessThan(source.indexOf("op."));
  expect(source).toContain(`op.backfill("a", "b c", valueOfAppABC, { schema: "app" })`);

  const directory = await mkdtemp(join(tmpdir(), "limbeck-fill-in-"));
  try {
    const path = join(directory, "revision.ts");
    await writeFile(path, source);
    const errors = compileErrors(path);
    expect(errors).toHaveLength(4);
    for (const error of errors)
      expect(error).toContain("'FillIn' is not assignable to parameter of type 'BackfillValue'");
    const values = [`"text"`, "1.5", "true", "10n"];
    await writeFile(
      path,
      source.replaceAll(/= fillIn\([^;]*\)/g, () => `= ${values.shift()}`).replace("fillIn, ", ""),
    );
    expect(compileErrors(path)).toEqual([]);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});

it("prints a value that is known where it is used", async () => {
  const source = await renderRevision(
    script([{ kind: "backfill", table: { name: "a" }, column: "b", value: "now()" }]),
    header,
  );
  expect(source).toContain('await op.backfill("a", "b", sql`now()`);');
  expect(source).not.toContain("fillIn");
});
