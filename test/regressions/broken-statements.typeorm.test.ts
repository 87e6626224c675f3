import { Entity, EntitySchema, type EntitySchemaColumnOptions, PrimaryColumn } from "typeorm";
import { describe, expect, it } from "vitest";
import { databaseNames } from "../databases/index.ts";
import { databasesWith } from "../support/databases-with.ts";
import { entity } from "../support/entity.ts";
import { useScene } from "./scene.ts";

// Schemas for which TypeORM writes SQL that fails, or that leaves a table which does not work.
const text = { type: "varchar", length: 50 } as const;

describe.each(databaseNames)("on %s", (name) => {
  const scene = useScene(name, "broken");
  const isMysql = name === "mysql" || name === "mariadb";
  const insertDefaults = (table: string) =>
    `INSERT INTO ${table} ${isMysql ? "() VALUES ()" : "DEFAULT VALUES"}`;

  it("two foreign keys on one column, which TypeORM gives one name", async () => {
    const key = (target: string) => ({ target, columnNames: ["x"], referencedColumnNames: ["id"] });
    const model = [
      entity("reader"),
      entity("person"),
      entity("loan", { x: { type: "int" } }, { foreignKeys: [key("reader"), key("person")] }),
    ];
    if (name !== "sqlite") await expect(scene.fresh(model)).rejects.toThrow(/FK_|Duplicate key/);
    await scene.upgrade([
      model[0]!,
      model[1]!,
      entity("loan", { x: { type: "int" } }, { foreignKeys: [key("reader")] }),
    ]);
    await scene.upgrade(model);
    await scene.query(insertDefaults("person"));
    await expect(scene.query("INSERT INTO loan (x) VALUES (1)")).rejects.toThrow(/foreign key/i);
    await scene.query(insertDefaults("reader"));
    await scene.query("INSERT INTO loan (x) VALUES (1)");
    const { downgradeOps } = await scene.compare([
      model[0]!,
      model[1]!,
      entity("loan", { x: { type: "int" } }),
    ]);
    expect(downgradeOps).toHaveLength(2);
    await scene.upgrade([model[0]!, model[1]!, entity("loan", { x: { type: "int" } })]);
    await scene.query("INSERT INTO loan (x) VALUES (99)");
  });

  it("two indexes over the same columns in another order, which TypeORM gives one name", async () => {
    const columns = { a: text, b: text };
    const model = (...orders: string[][]) => [
      entity("reader", columns, { indices: orders.map((order) => ({ columns: order })) }),
    ];
    const both = model(["a", "b"], ["b", "a"]);
    await expect(scene.fresh(both)).rejects.toThrow(/exists|Duplicate/);
    await scene.synchronise(model(["a", "b"]));
    const { upgradeOps } = await scene.upgrade(both);
    expect(upgradeOps).toHaveLength(1);
    await scene.expectSilence(model(["b", "a"], ["a", "b"]));
    await scene.upgrade(model(["b", "a"]));
  });

  it("two entities of one table have all of its columns, of which each takes away the other's in TypeORM", async () => {
    const model = [
      entity("reader", { a: text }),
      new EntitySchema({
        name: "reader_too",
        tableName: "reader",
        columns: { id: { type: Number, primary: true, generated: true }, b: { ...text, nullable: true } },
      }),
    ];
    await scene.upgrade(model);
    await scene.query("INSERT INTO reader (a, b) VALUES ('x', 'y')");
    expect((await scene.typeormSql(model)).join()).toMatch(/DROP COLUMN|temporary_reader/);
    await scene.expectSilence(model);
  });

  it("a default with a quote in it is taken as SQL, as TypeORM writes it", async () => {
    const model = (value: string) => [entity("reader", { a: { ...text, default: value } })];
    await scene.upgrade(model("it''s"));
    await scene.query(insertDefaults("reader"));
    expect(await scene.query("SELECT a FROM reader")).toEqual([{ a: "it's" }]);
  });
});

describe.each(databasesWith((can) => can.tableComments))("comments on %s", (name) => {
  const scene = useScene(name, "broken_comments");

  it.each(["it's", 'a "word"', "a \\ and a `tick`", "two\nlines"])(
    "%j comes as it is, and changes",
    async (comment) => {
      const model = (tableComment: string, columnComment: string) => {
        class Reader {}
        PrimaryColumn({ type: "int", comment: columnComment })(Reader.prototype, "id");
        Entity("reader", { comment: tableComment })(Reader);
        return [Reader];
      };
      await scene.upgrade(model(comment, comment));
      const told = await scene.query(
        name === "postgres"
          ? "SELECT obj_description('reader'::regclass) AS a, col_description('reader'::regclass, 1) AS b"
          : "SELECT TABLE_COMMENT AS a, COLUMN_COMMENT AS b FROM information_schema.TABLES JOIN information_schema.COLUMNS USING (TABLE_SCHEMA, TABLE_NAME) WHERE TABLE_SCHEMA = DATABASE()",
      );
      expect(told).toEqual([{ a: comment, b: comment }]);
      await scene.upgrade(model("other", "other"));
    },
  );
});

describe.each(databasesWith((can) => can.enumTypes))("on %s", (name) => {
  const scene = useScene(name, "broken_postgres");
  const serial = (table: string, more: Record<string, EntitySchemaColumnOptions> = {}) => [
    entity(table, more),
  ];

  it("a serial column numbers on though its sequence has another name, where TypeORM takes its default away", async () => {
    await scene.synchronise(serial("reader"));
    await scene.query("INSERT INTO reader DEFAULT VALUES");
    await scene.query("ALTER TABLE reader RENAME TO person");
    await scene.query(
      'ALTER TABLE person RENAME CONSTRAINT "' +
        String(
          (
            await scene.query(
              "SELECT conname FROM pg_constraint WHERE conrelid = 'person'::regclass AND contype = 'p'",
            )
          )[0]?.conname,
        ) +
        '" TO old_key',
    );
    expect((await scene.typeormSql(serial("person"))).join()).toMatch(/ALTER COLUMN "id" DROP DEFAULT/);
    const { upgradeOps } = await scene.upgrade(serial("person"));
    expect(upgradeOps.map(({ kind }) => kind)).toEqual(["renameConstraint"]);
    await scene.query("INSERT INTO person DEFAULT VALUES");
    expect(await scene.query("SELECT id FROM person ORDER BY id")).toEqual([{ id: 1 }, { id: 2 }]);
  });

  it("a generated column becomes a plain one on a table with rows", async () => {
    const model = (generated: object) => [
      entity("reader", { name: text, shout: { type: "varchar", length: 60, ...generated } }),
    ];
    await scene.synchronise(model({ asExpression: "upper(name)", generatedType: "STORED" }));
    await scene.query("INSERT INTO reader (name) VALUES ('Ada')");
    await scene.upgrade(model({}));
    expect(await scene.query("SELECT name, shout FROM reader")).toEqual([{ name: "Ada", shout: "ADA" }]);
  });
});

describe.each(databasesWith((can) => !can.transactionalDdl))("on %s", (name) => {
  const scene = useScene(name, "broken_mysql");

  it("a column that is unique and has an index, which TypeORM gives one name", async () => {
    const model = [entity("reader", { a: { ...text, unique: true } }, { indices: [{ columns: ["a"] }] })];
    await expect(scene.fresh(model)).rejects.toThrow(/Duplicate key name/);
    await scene.upgrade(model);
    await scene.query("INSERT INTO reader (a) VALUES ('x')");
    await expect(scene.query("INSERT INTO reader (a) VALUES ('x')")).rejects.toThrow(/Duplicate/);
  });
});
