import { autogenerate } from "@limbeck/core";
import * as one from "typeorm";
import * as zero from "typeorm-03";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { runOperations } from "../conformance/run-operations.ts";
import { empty } from "../databases/empty.ts";
import { createDatabase, databaseNames, type TestDatabase } from "../databases/index.ts";
import { structure } from "./scene.ts";

type Major = Pick<typeof one, "DataSource" | "EntitySchema" | "DefaultNamingStrategy">;
const majors = { "0.3": zero as unknown as Major, "1.1": one };

describe.each(databaseNames)("moving from TypeORM 0.3 to 1.1 on %s", (name) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase(name, "upgrade_noise");
  });
  afterEach(() => empty(database));
  afterAll(() => database.drop());

  const isMysql = name === "mysql" || name === "mariadb";
  const quote = isMysql ? "`" : '"';
  const entities = ({ EntitySchema }: Major, more: object = {}) => [
    new EntitySchema({
      name: "Läser",
      tableName: "läser",
      columns: {
        id: { type: Number, primary: true, generated: true },
        email: { type: String, length: 100, unique: true },
        age: { type: Number },
      },
      indices: [{ columns: ["age"], where: `${quote}age${quote} > 21` }],
      checks: isMysql ? [] : [{ expression: `${quote}age${quote} > 18` }],
      ...more,
    }),
  ];
  const dataSource = (major: Major, model: unknown[], options: object = {}) =>
    new major.DataSource({
      ...database.options,
      ...options,
      entities: model,
    } as unknown as one.DataSourceOptions);
  const synchronise = async (source: one.DataSource) => {
    await source.initialize();
    await source.synchronize();
    await source.destroy();
  };
  const typeormSql = async (source: one.DataSource) => {
    await source.initialize();
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    await source.destroy();
    return upQueries.map(({ query }) => query);
  };

  it("typeorm#2964: names that the other major hashes differently are no difference, where TypeORM replaces them", async () => {
    await synchronise(dataSource(majors["0.3"], entities(majors["0.3"])));
    const before = await structure(database);
    expect(await typeormSql(dataSource(one, entities(one)))).not.toEqual([]);
    const { upgradeOps, warnings } = await autogenerate(dataSource(one, entities(one)));
    expect({ upgradeOps, warnings }).toEqual({ upgradeOps: [], warnings: [] });
    expect(await structure(database)).toEqual(before);
  });

  it("typeorm#12406: a name that an entity gives, or takes back, renames what is there", async () => {
    const given = { indices: [{ name: "ix_age", columns: ["age"] }] };
    const hashed = { indices: [{ columns: ["age"] }] };
    const index = (more: object) => dataSource(one, entities(one, { ...more, checks: [] }));
    await synchronise(index(hashed));
    await database.query("INSERT INTO läser (email, age) VALUES ('ada@example.org', 36)");
    for (const model of [given, hashed]) {
      const { upgradeOps } = await autogenerate(index(model));
      // SQLite can't rename an index.
      expect(upgradeOps.map(({ kind }) => kind)).toEqual(
        name === "sqlite" ? ["dropIndex", "createIndex"] : ["renameIndex"],
      );
      await runOperations(index(model), upgradeOps);
      expect((await autogenerate(index(model))).upgradeOps).toEqual([]);
    }
  });

  it("typeorm#12406: another naming strategy renames what is there", async () => {
    class Short extends one.DefaultNamingStrategy {
      override indexName(table: one.Table | string, columns: string[]) {
        return `ix_${typeof table === "string" ? table : table.name}_${columns.join("_")}`;
      }
      override uniqueConstraintName(table: one.Table | string, columns: string[]) {
        return `uq_${typeof table === "string" ? table : table.name}_${columns.join("_")}`;
      }
    }
    await synchronise(dataSource(one, entities(one)));
    const renamed = () => dataSource(one, entities(one), { namingStrategy: new Short() });
    const { upgradeOps } = await autogenerate(renamed());
    const kinds = new Set(upgradeOps.map(({ kind }) => kind));
    if (name === "postgres") expect(kinds).toEqual(new Set(["renameConstraint", "renameIndex"]));
    if (isMysql) expect(kinds).toEqual(new Set(["renameIndex"]));
    await runOperations(renamed(), upgradeOps);
    expect((await autogenerate(renamed())).upgradeOps).toEqual([]);
    expect(JSON.stringify(await structure(database))).toContain("ix_läser_age");
  });

  it("typeorm#12663: a join table whose other side cascades now says so once", async () => {
    const model = ({ EntitySchema }: Major) => [
      new EntitySchema<{ id: number; books: object[] }>({
        name: "Author",
        tableName: "author",
        columns: { id: { type: Number, primary: true, generated: true } },
        relations: {
          books: { type: "many-to-many", target: "Book", joinTable: true, inverseSide: "authors" },
        },
      }),
      new EntitySchema<{ id: number; authors: object[] }>({
        name: "Book",
        tableName: "book",
        columns: { id: { type: Number, primary: true, generated: true } },
        relations: { authors: { type: "many-to-many", target: "Author", inverseSide: "books" } },
      }),
    ];
    await synchronise(dataSource(majors["0.3"], model(majors["0.3"])));
    const { upgradeOps } = await autogenerate(dataSource(one, model(one)));
    await runOperations(dataSource(one, model(one)), upgradeOps);
    expect((await autogenerate(dataSource(one, model(one)))).upgradeOps).toEqual([]);
    const made = await structure(database);
    await empty(database);
    await synchronise(dataSource(one, model(one)));
    expect(made).toEqual(await structure(database));
  });
});
