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
  [undefined, /must be an object, found nothing/],
  [[], /must be an object, found a list/],
])("%j is refused", (config, message) => {
  expect(refused(config)).toMatchObject({
    code: "E_CONFIG",
    message: expect.stringMatching(message) as string,
  });
});

test("an undefined value is no value", () => {
  expect(refused({ dataSource: undefined, versionTable: undefined })).toEqual({});
});
