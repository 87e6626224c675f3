import { afterAll, afterEach, beforeAll, describe, it } from "vitest";
import { createDatabase, databaseNames } from "../databases/index.ts";
import type { Group } from "./case.ts";
import { adopt, cleanUp, create, type Databases, evolve } from "./promises.ts";

/** The tests of a group: one for each promise of each case. */
export function conformance({ title, database: name, cases }: Group): void {
  describe.runIf(databaseNames.includes(name))(`${title} on ${name}`, () => {
    let databases: Databases;
    beforeAll(async () => {
      const [own, synchronised, fresh] = await Promise.all([
        createDatabase(name, "conformance"),
        createDatabase(name, "conformance_sync"),
        createDatabase(name, "conformance_fresh"),
      ]);
      databases = { own, synchronised, fresh };
      for (const statement of new Set(cases.flatMap(({ prepare = [] }) => prepare))) {
        for (const database of Object.values(databases) as (typeof own)[]) await database.query(statement);
      }
    });
    afterAll(async () => {
      await Promise.all(Object.values(databases ?? {}).map((database) => database.drop()));
    });
    afterEach(() => cleanUp(databases));

    describe.each(cases.map((one, at) => ({ ...one, prefix: `c${at}_` })))("$row", ({ prefix, ...one }) => {
      it("create", async () => {
        await create(databases, one.before(prefix));
      });
      it.runIf(one.notByTypeorm === undefined)("adopt", () => adopt(databases, one, prefix));
      it.each(Object.entries(one.after ?? {}))("change: %s", (_change, after) =>
        evolve(databases, one, after, prefix),
      );
    });
  });
}
