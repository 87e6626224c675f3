import { expect, test } from "vitest";
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
  [{ attributes: "x" }, /wrong value for "attributes": it takes an object/],
  [undefined, /must be an object, found nothing/],
  [[], /must be an object, found a list/],
])("%j is refused", (config, message) => {
  expect(refused(config)).toMatchObject({
    code: "E_CONFIG",
    message: expect.stringMatching(message) as string,
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
  });
  expect(Object.keys(config)).toContain("wrapTransaction");
});

test("an undefined value is no value", () => {
  expect(refused({ dataSource: undefined, versionTable: undefined })).toEqual({});
});
