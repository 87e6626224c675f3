import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { databaseNames } from "../../../../../test/databases/index.ts";
import { firstModel, secondModel } from "../../../../../test/main-job/model.ts";
import { type Bench, createBench } from "./harness.ts";

describe.runIf(databaseNames.includes("postgres"))("PostgreSQL and the model of the main job", () => {
  let bench: Bench;

  beforeEach(async () => {
    bench = await createBench("pg_adopt");
  });

  afterEach(() => bench.database.drop());

  it("finds nothing to do on what synchronize() made", async () => {
    await bench.synchronise(firstModel("postgres"));
    expect(await bench.compare(firstModel("postgres"))).toEqual({ operations: [], warnings: [] });
  });

  it("finds nothing to do on what it made itself", async () => {
    const { operations } = await bench.compare(firstModel("postgres"));
    await bench.run(...operations);
    expect(await bench.compare(firstModel("postgres"))).toEqual({ operations: [], warnings: [] });
  });

  it("goes from one model to the next, and finds nothing to do then", async () => {
    await bench.synchronise(firstModel("postgres"));
    const { operations, warnings } = await bench.compare(secondModel("postgres"));
    expect(warnings).toEqual([]);
    await bench.run(...operations);
    expect(await bench.compare(secondModel("postgres"))).toEqual({ operations: [], warnings: [] });
  });
});
