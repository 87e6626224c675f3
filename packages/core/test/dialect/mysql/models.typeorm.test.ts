import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { firstModel, secondModel } from "../../../../../test/main-job/model.ts";
import { reverseAll } from "../../../src/operation/reverse.ts";
import { type Bench, bench, servers, withoutChecks } from "./support.ts";

describe.each(servers)("models on %s", (name) => {
  let here: Bench;

  beforeEach(async () => {
    here = await bench(name, "models");
  });

  afterEach(() => here.close());

  it("finds nothing but checks on a database made by synchronize()", async () => {
    await here.synchronise(firstModel(name));
    const { operations, warnings } = await here.differences(firstModel(name));
    expect(withoutChecks(operations)).toEqual([]);
    // TypeORM creates no checks on these databases (typeorm#4148).
    expect(operations).toHaveLength(1);
    expect(warnings).toEqual([]);
  });

  it("creates a model, finds nothing to do, changes it into the next one, and goes back", async () => {
    const empty = await here.reflect();
    const creation = (await here.differences(firstModel(name))).operations;
    await here.run(...creation);
    expect(await here.differences(firstModel(name))).toEqual({ operations: [], warnings: [] });
    const first = await here.reflect();

    const change = (await here.differences(secondModel(name))).operations;
    await here.run(...change);
    expect(await here.differences(secondModel(name))).toEqual({ operations: [], warnings: [] });

    await here.run(...reverseAll(change));
    expect(sorted(await here.reflect())).toEqual(sorted(first));
    await here.run(...reverseAll(creation));
    expect(await here.reflect()).toEqual(empty);
  });
});

/** Tables with their columns in the order of names: a column that comes back comes at the end. */
function sorted(schema: Awaited<ReturnType<Bench["reflect"]>>) {
  return schema.tables.map((table) => ({
    ...table,
    columns: [...table.columns].sort((a, b) => a.name.localeCompare(b.name)),
  }));
}
