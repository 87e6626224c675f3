import { autogenerate, type Operation } from "@limbeck/core";
import { DataSource, type DataSourceOptions, type EntitySchema } from "typeorm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runOperations } from "../conformance/run-operations.ts";
import { type Dump, dump } from "../databases/dump.ts";
import { createDatabase, type DatabaseName, type TestDatabase } from "../databases/index.ts";

export interface Repeated {
  /** The thread, and what is declared. */
  readonly what: string;
  /** The entities; every name in them starts with `name`. */
  readonly entities: (name: string) => readonly EntitySchema[];
  /** The majors of TypeORM that find a difference again and again. */
  readonly repeats: readonly ("1.1" | "0.3")[];
  /** True where TypeORM and Limbeck write the same in different words, which the database keeps. */
  readonly otherWords?: boolean;
}

const major = process.env.TYPEORM_MAJOR as "1.1" | "0.3";

/**
 * One test for each case: on what `synchronize()` made, and on what Limbeck made, nothing differs; where TypeORM's own
 * schema builder finds something, that is shown as well. All cases share one comparison.
 */
export function describeRepeated(name: DatabaseName, title: string, cases: readonly Repeated[]): void {
  describe(`${title} on ${name}`, () => {
    const databases: TestDatabase[] = [];
    let adopted: readonly Operation[];
    let created: readonly Operation[];
    let warnings: readonly string[];
    let theirs: readonly string[];
    let dumps: readonly [Dump, Dump];
    const tables = cases.map((_, at) => `t${at}_`);
    const on = (database: TestDatabase) =>
      new DataSource({
        ...database.options,
        entities: cases.flatMap(({ entities }, at) => entities(tables[at]!)),
      } as unknown as DataSourceOptions);

    beforeAll(async () => {
      databases.push(await createDatabase(name, "repeated"), await createDatabase(name, "repeated_own"));
      const [synchronised, own] = databases as [TestDatabase, TestDatabase];
      const source = await on(synchronised).initialize();
      await source.synchronize();
      theirs = (await source.driver.createSchemaBuilder().log()).upQueries.map(({ query }) => query);
      await source.destroy();
      const adoption = await autogenerate(on(synchronised));
      adopted = adoption.upgradeOps;
      await runOperations(on(own), (await autogenerate(on(own))).upgradeOps);
      const creation = await autogenerate(on(own));
      created = creation.upgradeOps;
      warnings = [...adoption.warnings, ...creation.warnings];
      dumps = [await dump(synchronised), await dump(own)];
    });
    afterAll(() => Promise.all(databases.map((database) => database.drop())));

    it.each(cases.map((one, at) => ({ ...one, table: tables[at]! })))(
      "$what",
      ({ table, repeats, otherWords }) => {
        const about = (operations: readonly Operation[]) =>
          operations.filter((operation) => JSON.stringify(operation).includes(table));
        expect(about(adopted), "on what TypeORM made").toEqual([]);
        expect(about(created), "on what Limbeck made").toEqual([]);
        const mine = (objects: Dump) =>
          Object.fromEntries(
            Object.entries(objects)
              .filter(([object]) => object.includes(table))
              // SQLite keeps the statement as it was written.
              .map(([object, lines]) => [object, name === "sqlite" ? lines.filter(isFact) : lines]),
          );
        expect(mine(dumps[0])).not.toEqual({});
        if (!otherWords) expect(mine(dumps[1])).toEqual(mine(dumps[0]));
        const found = theirs.filter((sql) => sql.includes(table));
        if (repeats.includes(major)) expect(found, "TypeORM repeats it").not.toEqual([]);
        else expect(found).toEqual([]);
      },
    );

    it("nothing is left undecided", () => expect(warnings).toEqual([]));
  });
}

function isFact(line: string): boolean {
  return /^(table_xinfo|foreign_key_list|index_list) \{/.test(line);
}
