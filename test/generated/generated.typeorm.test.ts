import * as fc from "fast-check";
import { afterAll, beforeAll, describe, it } from "vitest";
import { createDatabase, databaseNames } from "../databases/index.ts";
import { pairs } from "./arbitrary.ts";
import { type Databases, keepPromises } from "./keep-promises.ts";

// `npm run soak` sets them. Each major of TypeORM has half of the pairs of a database, with a seed of its own.
const numRuns = Math.ceil(Number(process.env.LIMBECK_PAIRS ?? 200) / 2);
const seed = Number(process.env.LIMBECK_SEED ?? 1) + (process.env.TYPEORM_MAJOR === "1.1" ? 0 : 1_000_000);

describe.each(databaseNames)("%s", (name) => {
  let databases: Databases;
  beforeAll(async () => {
    const [own, synchronised, fresh] = await Promise.all([
      createDatabase(name, "generated"),
      createDatabase(name, "generated_sync"),
      createDatabase(name, "generated_fresh"),
    ]);
    databases = { own, synchronised, fresh };
  });
  afterAll(() => Promise.all(Object.values(databases ?? {}).map((database) => database.drop())));

  it(`keeps its promises for ${numRuns} pairs of schemas, seed ${seed}`, { timeout: 3_600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(pairs(name), (pair) => keepPromises(databases, pair)),
      { numRuns, seed, ...(process.env.LIMBECK_PATH ? { path: process.env.LIMBECK_PATH } : {}) },
    );
  });
});
