import { Entity, type EntitySchemaColumnOptions, PrimaryColumn, Column } from "typeorm";
import { describe, expect, it } from "vitest";
import { databasesWith } from "../support/databases-with.ts";
import { entity } from "../support/entity.ts";
import { expectChange } from "./expect-change.ts";
import { useScene } from "./scene.ts";

const text = { type: "varchar", length: 50 } as const;
type Columns = Record<string, EntitySchemaColumnOptions>;

// TypeORM builds a table anew from what its own reflection knows of it; what that does not know is gone then.
describe.each(databasesWith((can) => can.alterByRebuild))("a rebuild on %s", (name) => {
  const scene = useScene(name, "rebuilds");
  const longer = (columns: Columns = {}, more: object = {}) => [
    entity("reader", { name: { ...text, length: 80 }, ...columns }, more),
  ];
  const statement = async () => {
    const [{ sql } = {}] = await scene.query("SELECT sql FROM sqlite_schema WHERE name = 'reader'");
    return String(sql);
  };
  const insert = () => scene.query("INSERT INTO reader (name) VALUES ('Ada')");

  it("typeorm#11907: the collation of a column stays when another one changes, and its own change is seen", async () => {
    const model = (collation: string, length: number) => [
      entity("reader", { name: { ...text, collation }, city: { ...text, length, nullable: true } }),
    ];
    await scene.synchronise(model("NOCASE", 50));
    await insert();
    expect((await scene.typeormSql(model("NOCASE", 80))).join()).not.toContain("NOCASE");
    await scene.upgrade(model("NOCASE", 80));
    expect(await scene.query("SELECT id FROM reader WHERE name = 'ADA'")).toEqual([{ id: 1 }]);
    expect(await scene.typeormSql(model("BINARY", 80))).toEqual([]);
    await scene.upgrade(model("BINARY", 80));
    expect(await scene.query("SELECT id FROM reader WHERE name = 'ADA'")).toEqual([]);
  });

  it("typeorm#8430: WITHOUT ROWID stays", async () => {
    const model = (length: number) => {
      class Reader {}
      PrimaryColumn({ type: "int" })(Reader.prototype, "id");
      Column({ ...text, length })(Reader.prototype, "name");
      Entity("reader", { withoutRowid: true })(Reader);
      return [Reader];
    };
    await expectChange(scene, {
      before: model(50),
      after: model(80),
      seed: ["INSERT INTO reader (id, name) VALUES (7, 'Ada')"],
      read: "SELECT id, name FROM reader",
    });
    expect(await statement()).toMatch(/WITHOUT ROWID$/);
  });

  it("WITHOUT ROWID comes and goes", async () => {
    const model = (withoutRowid: boolean) => {
      class Reader {}
      PrimaryColumn({ type: "int" })(Reader.prototype, "id");
      Entity("reader", { withoutRowid })(Reader);
      return [Reader];
    };
    await scene.synchronise(model(false));
    await scene.query("INSERT INTO reader (id) VALUES (7)");
    expect(await scene.typeormSql(model(true))).toEqual([]);
    await scene.upgrade(model(true));
    expect(await statement()).toMatch(/WITHOUT ROWID$/);
    expect(await scene.query("SELECT id FROM reader")).toEqual([{ id: 7 }]);
  });

  it("checks and foreign keys without a name, and deferrable ones, stay", async () => {
    await scene.database.script(`
      CREATE TABLE parent (id integer PRIMARY KEY AUTOINCREMENT NOT NULL);
      CREATE TABLE reader (
        id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
        name varchar(50) NOT NULL,
        parent_id integer REFERENCES parent (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
        CHECK (length(name) > 1)
      );
      INSERT INTO reader (name) VALUES ('Ada');
    `);
    const model = (length: number) => [
      entity("parent"),
      entity(
        "reader",
        { name: { ...text, length } },
        {
          checks: [{ expression: "length(name) > 1" }],
          relations: {
            parent: {
              type: "many-to-one",
              target: "parent",
              joinColumn: { name: "parent_id" },
              onDelete: "CASCADE",
              deferrable: "INITIALLY DEFERRED",
            },
          },
        },
      ),
    ];
    await scene.upgrade(model(50));
    await scene.upgrade(model(80));
    await expect(scene.query("INSERT INTO reader (name) VALUES ('x')")).rejects.toThrow(/CHECK/);
    await scene.database.script(
      "BEGIN; INSERT INTO reader (name, parent_id) VALUES ('Bo', 9); INSERT INTO parent (id) VALUES (9); COMMIT; DELETE FROM parent",
    );
    expect(await scene.query("SELECT name FROM reader")).toEqual([{ name: "Ada" }]);
  });

  it("typeorm#4728: unique constraints and unique indexes stay", async () => {
    const more = { uniques: [{ columns: ["name"] }], indices: [{ columns: ["code"], unique: true }] };
    const code = { code: { type: "int", nullable: true } } as const;
    await scene.synchronise([entity("reader", { name: text, ...code }, more)]);
    await insert();
    await scene.upgrade(longer(code, more));
    await expect(insert()).rejects.toThrow(/UNIQUE/);
  });

  it("a unique constraint of one column goes", async () => {
    await expectChange(scene, {
      before: [entity("reader", { name: text }, { uniques: [{ columns: ["name"] }] })],
      after: [entity("reader", { name: text })],
      seed: ["INSERT INTO reader (name) VALUES ('Ada')"],
      read: "SELECT name FROM reader",
    });
    await scene.upgrade([entity("reader", { name: text })]);
    await insert();
  });

  it("a check keeps its text, however often the table is built anew", async () => {
    const model = (length: number) => [
      entity(
        "reader",
        { name: { ...text, length } },
        { checks: [{ name: "ck", expression: "length(name) > 1" }] },
      ),
    ];
    await scene.synchronise(model(50));
    const parentheses = (await statement()).match(/\(/g)!.length;
    for (const length of [60, 70, 80]) await scene.upgrade(model(length));
    expect((await statement()).match(/\(/g)).toHaveLength(parentheses);
  });

  it("several changes of one table are one rebuild", async () => {
    await scene.synchronise([entity("reader", { name: text, age: { type: "int" } })]);
    const after = [
      entity(
        "reader",
        { name: { ...text, length: 80 }, age: { type: "text", nullable: true } },
        { uniques: [{ columns: ["name"] }], checks: [{ expression: "length(name) > 1" }] },
      ),
    ];
    const rebuilds = (sql: readonly string[]) => sql.filter((one) => one.startsWith("CREATE TABLE")).length;
    expect(rebuilds(await scene.typeormSql(after))).toBeGreaterThan(1);
    expect(rebuilds((await scene.upgrade(after)).toSql("upgrade"))).toBe(1);
  });
});
