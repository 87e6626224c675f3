import { afterAll, beforeAll, describe, it, onTestFinished } from "vitest";
import { createDatabase, databaseNames, type TestDatabase } from "../databases/index.ts";
import type { Group } from "./case.ts";
import { type CaseResult, writeResults } from "./coverage.ts";
import {
  adopt,
  cleanUp,
  create,
  type Databases,
  evolve,
  nameOf,
  refusal,
  seed,
  type Start,
} from "./promises.ts";

/** The tests of a group: one for each promise of each case. */
export function conformance({ title, database: name, cases }: Group): void {
  describe.runIf(databaseNames.includes(name))(`${title} on ${name}`, () => {
    let databases: Databases;
    const results = cases.map(({ row, notByTypeorm }): CaseResult => ({
      row,
      promises: {},
      ...(notByTypeorm === undefined ? {} : { notByTypeorm }),
    }));
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
      for (const database of Object.values(databases) as (typeof own)[]) {
        for (const label of new Set(cases.flatMap((one) => one.databases ?? []))) {
          await database.createBeside(label);
        }
      }
    });
    afterAll(async () => {
      await Promise.all(Object.values(databases ?? {}).map((database) => database.drop()));
      await writeResults({ title, database: name, results });
    });
    describe.each(cases.map((one, at) => ({ ...one, at, prefix: `c${at}_` })))(
      "$row",
      ({ prefix, at, ...one }) => {
        // The changes of a case start from where its creation has left the database, and each goes back to there.
        let isAtFirst = false;
        let start: Start | undefined;
        const used = new Set<TestDatabase>();
        const uses = (...some: readonly TestDatabase[]) => some.forEach((database) => used.add(database));
        const cleanUsed = async () => {
          isAtFirst = false;
          start = undefined;
          await cleanUp([...used], cases);
          used.clear();
        };
        afterAll(cleanUsed);
        const record = (promise: string) =>
          onTestFinished(async ({ task }) => {
            results[at]!.promises[promise] = task.result?.state === "pass";
            if (task.result?.state !== "pass") await cleanUsed();
          });
        const makeFirst = async () => {
          uses(databases.own);
          await create(databases, one.before(prefix, nameOf(databases.own)));
          isAtFirst = true;
        };
        if (one.impossible !== undefined) {
          it("is refused", async () => {
            uses(databases.synchronised);
            results[at]!.refused = await refusal(databases, one, prefix);
          });
          return;
        }
        it("create", async () => {
          record("create");
          await makeFirst();
        });
        if (one.notByTypeorm === undefined) {
          it("adopt", async () => {
            record("adopt");
            uses(databases.synchronised);
            await adopt(databases, one, prefix);
          });
        }
        it.each(Object.entries(one.after ?? {}))("change: %s", async (change, after) => {
          record(change);
          if (!isAtFirst) await makeFirst();
          start ??= await seed(databases, one, prefix);
          uses(databases.fresh);
          isAtFirst = false;
          const isBack = await evolve(databases, one, after, prefix, start);
          if (isBack) isAtFirst = true;
          else await cleanUsed();
        });
      },
    );
  });
}
