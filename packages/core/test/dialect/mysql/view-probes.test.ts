import { expect, it } from "vitest";
import { askQueries } from "../../../src/dialect/mysql/view-probes.ts";

it("has no answers of a server without an optimizer trace, and asks it nothing else", async () => {
  const asked: string[] = [];
  const query = (sql: string) => {
    asked.push(sql);
    return Promise.reject(new Error("Unknown system variable 'optimizer_trace'"));
  };
  expect(await askQueries(query, ["SELECT 1"])).toEqual(new Map());
  expect(asked).toHaveLength(1);
});
