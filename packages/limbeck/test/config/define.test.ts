import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Rewriter } from "@limbeck/core";
import { defineConfig, type LimbeckConfig } from "../../src/config/define.ts";

const refused = (config: unknown): unknown => {
  try {
    return defineConfig(config as LimbeckConfig);
  } catch (error) {
    return error;
  }
};

test("a configuration comes back as it is", () => {
  const config = {
    dataSource: "./src/data-source.ts",
    directory: ["a", "b"],
    versionTable: "v",
    lock: { wait: "forever" as const },
  };
  expect(defineConfig(config)).toBe(config);
});

test.each([
  [{ datasource: "x" }, /unknown key "datasource".*Did you mean "dataSource"\?/],
  [{ directry: "x" }, /unknown key "directry".*Did you mean "directory"\?/],
  [{ version_table: "x" }, /Did you mean "versionTable"\?/],
  [{ entities: [] }, /unknown key "entities".*It knows .*dataSource.*directory/],
  [{ dataSource: 5 }, /wrong value for "dataSource": it takes a DataSource, a function/],
  [{ dataSource: "" }, /wrong value for "dataSource"/],
  [{ directory: [] }, /wrong value for "directory": it takes a path or a list of paths/],
  [{ lock: { wiat: "1s" } }, /wrong value for "lock": it takes \{ wait: "60s" \}/],
  [{ dropUnknownTables: "yes" }, /wrong value for "dropUnknownTables": it takes true or false/],
  [{ onConnect: "SET x" }, /wrong value for "onConnect": it takes a function/],
  [{ beforerun: () => undefined }, /Did you mean "beforeRun"\?/],
  [{ namingConvention: { ix: "ix_%(table_name)s" } }, /it takes what namingConvention\(\{ … \}\) makes/],
  [
    { processRevision: { rules: [] } },
    /wrong value for "processRevision": it takes a function or a Rewriter/,
  ],
  [{ attributes: "x" }, /wrong value for "attributes": it takes an object/],
  [{ attributes: ["x"] }, /wrong value for "attributes": it takes an object/],
  [{ x: ["x"] }, /wrong value for "x": it takes an object of texts/],
  [{ datbases: {} }, /unknown key "datbases".*Did you mean "databases"\?/],
  [{ databases: {} }, /wrong value for "databases": it takes \{ <name>: \{ dataSource, directory \}/],
  [{ databases: null }, /wrong value for "databases"/],
  [{ databases: [{ directory: "a" }] }, /wrong value for "databases"/],
  [
    { databases: { shop: {}, stock: {} }, lock: { wait: "never" } },
    /has "lock" beside "databases"\. Write it into each of them: shop, stock\./,
  ],
  [{ databases: { shop: { dataSouce: "x" } } }, /"shop" in .*unknown key "dataSouce"/],
  [undefined, /must be an object, found nothing/],
  [[], /must be an object, found a list/],
])("%j is refused", (config, message) => {
  expect(refused(config)).toMatchObject({
    code: "E_CONFIG",
    message: expect.stringMatching(message) as string,
  });
});

test("every key is documented", () => {
  const documentation = readFileSync(new URL("../../../../docs/configuration.md", import.meta.url), "utf8");
  const { known } = (refused({ nothing: 1 }) as { details: { known: string[] } }).details;
  expect(known.filter((key) => !new RegExp(`^\\|.*\`${key}\`.*\\|.*\\|$`, "m").test(documentation))).toEqual(
    [],
  );
});

test.each([
  { name: "x", type: "exec" },
  { type: "exec", executable: "x" },
  { name: "x", type: "shell", executable: "x" },
  { name: "x", type: "exec", executable: "x", options: [1] },
  { name: "x", type: "module", executable: "x" },
  { name: "x", type: "module", module: "x", module_options: "x" },
  { name: "x", type: "function", run: "x" },
  "prettier",
])("%j is no hook", (hook) => {
  expect(refused({ postWriteHooks: [hook] })).toMatchObject({
    code: "E_CONFIG",
    message: expect.stringMatching(
      /wrong value for "postWriteHooks": it takes a list of \{ name, type: "exec"/,
    ) as string,
  });
});

test("the parameters of hooks have their types without being told", () => {
  const config = defineConfig({
    dataSource: "./src/data-source.ts",
    attributes: { tenants: ["a"] },
    onConnect: ({ manager, x }) =>
      manager.query(`SET application_name = '${x.name satisfies string | undefined}'`),
    beforeRun: ({ steps, from, to }) => {
      if (steps.length + from.length + to.length < 0) throw new Error("never");
    },
    onVersionApply({ kind, revision }) {
      kind satisfies "upgrade" | "downgrade" | "stamp";
      revision satisfies string | undefined;
    },
    wrapTransaction: async (run, { step, transactional }) => {
      step.revision satisfies string;
      if (transactional) await run();
    },
    processRevision: ({ upgradeOps }, { found, wanted }) =>
      found.tables.length > wanted.tables.length ? { upgradeOps } : undefined,
  });
  expect(Object.keys(config)).toContain("wrapTransaction");
});

test("the rules of a Rewriter have the types of their operations", () => {
  const processRevision = new Rewriter()
    .on("createIndex", (op, { direction }) => {
      direction satisfies "upgrade" | "downgrade";
      return { ...op, index: { ...op.index, concurrently: true } };
    })
    .on(["addColumn", "dropColumn"], (op) => (op.kind === "addColumn" ? op : [{ ...op, column: op.column }]))
    // @ts-expect-error there is no such kind
    .on("dropIndexes", () => null)
    // @ts-expect-error nothing is no operation
    .on("dropTable", () => undefined);
  expect(defineConfig({ processRevision })).toEqual({ processRevision });
});

test("an undefined value is no value", () => {
  expect(refused({ dataSource: undefined, versionTable: undefined })).toEqual({});
});
