import * as fc from "fast-check";
import { afterAll, beforeAll, describe, it } from "vitest";
import { createDatabase, databaseNames } from "../databases/index.ts";
import { pairs } from "./arbitrary.ts";
import { type Databases, keepPromises } from "./keep-promises.ts";

// `npm run soak` sets them. Each major of TypeORM has half of the pairs of a database, with a seed of its own.
const { LIMBECK_PAIRS = 200, LIMBECK_SEED = 1, LIMBECK_PATH: path, TYPEORM_MAJOR } = process.env;
const numRuns = Math.ceil(Number(LIMBECK_PAIRS) / 2);
// What a failure printed is the seed itself.
const seed = Number(LIMBECK_SEED) + (TYPEORM_MAJOR === "1.1" || path !== undefined ? 0 : 1_000_000);

describe.concurrent.each(databaseNames)("%s", (name) => {
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

  it(
    `keeps its promises for ${numRuns} pairs of schemas, seed ${seed}`,
    { timeout: 10_800_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(pairs(name), (pair) => keepPromises(databases, pair)),
        { numRuns, seed, ...(path === undefined ? {} : { path }) },
      );
    },
  );
});
