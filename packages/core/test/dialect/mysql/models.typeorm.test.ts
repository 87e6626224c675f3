import { EntitySchema, type EntitySchemaOptions } from "typeorm";
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
  it("changes the type of a key and of what references it, and a one-to-one relation into a many-to-one", async () => {
    const model = (type: "int" | "bigint", relation: "one-to-one" | "many-to-one") => [
      new EntitySchema({ name: "parent", columns: { id: { type, primary: true, generated: true } } }),
      new EntitySchema({
        name: "child",
        columns: { id: { type, primary: true, generated: true } },
        relations: { parent: { type: relation, target: "parent", joinColumn: true, onDelete: "RESTRICT" } },
      } as EntitySchemaOptions<unknown>),
    ];
    await here.synchronise(model("int", "one-to-one"));
    expect(await here.differences(model("int", "one-to-one"))).toEqual({ operations: [], warnings: [] });
    const start = await here.reflect();
    await here.query("INSERT INTO parent VALUES (3)");
    await here.query("INSERT INTO child VALUES (5, 3)");
    const { operations } = await here.differences(model("bigint", "many-to-one"));
    await here.run(...operations);
    expect(await here.differences(model("bigint", "many-to-one"))).toEqual({ operations: [], warnings: [] });
    expect(await here.query("SELECT id, parentId FROM child")).toEqual([{ id: "5", parentId: "3" }]);
    await here.run(...reverseAll(operations));
    expect(await here.reflect()).toEqual(start);
    expect(await here.query("SELECT id, parentId FROM child")).toEqual([{ id: 5, parentId: 3 }]);
  });
});

/** Tables with their columns in the order of names: a column that comes back comes at the end. */
function sorted(schema: Awaited<ReturnType<Bench["reflect"]>>) {
  return schema.tables.map((table) => ({
    ...table,
    columns: [...table.columns].sort((a, b) => a.name.localeCompare(b.name)),
  }));
}
