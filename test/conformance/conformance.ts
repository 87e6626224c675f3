import { afterAll, afterEach, beforeAll, describe, it, onTestFinished } from "vitest";
import { createDatabase, databaseNames, type TestDatabase } from "../databases/index.ts";
import type { Group } from "./case.ts";
import { type CaseResult, writeResults } from "./coverage.ts";
import {
  adopt,
  begin,
  cleanUp,
  create,
  type Databases,
  evolve,
  nameOf,
  refusal,
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
    let used: readonly TestDatabase[] = [];
    afterEach(() => cleanUp(used, cases));

    describe.each(cases.map((one, at) => ({ ...one, at, prefix: `c${at}_` })))(
      "$row",
      ({ prefix, at, ...one }) => {
        // All changes of a case start from the same state, which is made once.
        let start: Start | undefined;
        const startAfresh = async (): Promise<Start> => {
          await cleanUp([databases.own], cases);
          await create(databases, one.before(prefix, nameOf(databases.own)));
          return begin(databases, one, prefix);
        };
        afterAll(() => cleanUp([databases.own], cases));
        const record = (promise: string) =>
          onTestFinished(({ task }) => {
            results[at]!.promises[promise] = task.result?.state === "pass";
          });
        if (one.impossible !== undefined) {
          it("is refused", async () => {
            used = [databases.synchronised];
            results[at]!.refused = await refusal(databases, one, prefix);
          });
          return;
        }
        it("create", async () => {
          record("create");
          used = [];
          await create(databases, one.before(prefix, nameOf(databases.own)));
          start = await begin(databases, one, prefix);
        });
        if (one.notByTypeorm === undefined) {
          it("adopt", async () => {
            record("adopt");
            used = [databases.synchronised];
            await adopt(databases, one, prefix);
          });
        }
        it.each(Object.entries(one.after ?? {}))("change: %s", async (change, after) => {
          record(change);
          used = [databases.fresh];
          const from = start ?? (await startAfresh());
          start = undefined;
          await evolve(databases, one, after, { prefix, start: from });
          start = from;
        });
      },
    );
  });
}
