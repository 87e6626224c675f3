import type { EntitySchemaColumnOptions } from "typeorm";
import { describe, expect, it } from "vitest";
import { type DatabaseName, databaseNames } from "../databases/index.ts";
import { databasesWith } from "../support/databases-with.ts";
import { entity } from "../support/entity.ts";
import { expectChange } from "./expect-change.ts";
import { useScene } from "./scene.ts";

// TypeORM drops a column and adds it again where it could be changed: its values are gone. On SQLite it rebuilds the table.
const destroyed = (name: DatabaseName) =>
  name === "sqlite" ? /CREATE TABLE "temporary_reader"/ : /DROP COLUMN ["`]a["`]/;

describe.each(databaseNames)("a column whose type changes keeps its rows, on %s", (name) => {
  const scene = useScene(name, "destructive");
  const change = (
    before: EntitySchemaColumnOptions,
    after: EntitySchemaColumnOptions,
    value: string,
    read = "a",
  ) =>
    expectChange(scene, {
      before: [entity("reader", { a: before })],
      after: [entity("reader", { a: after })],
      seed: [`INSERT INTO reader (a) VALUES (${value})`],
      read: `SELECT id, ${read} FROM reader`,
      typeorm: destroyed(name),
    });

  it("typeorm#3357 (and #12032, #12551, #12564, #12717, #12754): varchar(50) to varchar(100)", () =>
    change({ type: "varchar", length: 50 }, { type: "varchar", length: 100 }, "'Ada'"));

  it("typeorm#9046, #3216: another length of a NOT NULL column with a default", () =>
    change(
      { type: "varchar", length: 100, default: "x" },
      { type: "varchar", length: 120, default: "x" },
      "'Ada'",
    ));

  it("typeorm#6011: text to a bigger text, or from a short one", () =>
    scene.name === "mysql" || scene.name === "mariadb"
      ? change({ type: "text" }, { type: "longtext" }, "'Ada'")
      : change({ type: "varchar", length: 50 }, { type: "text" }, "'Ada'"));

  it("int to bigint", () => change({ type: "int" }, { type: "bigint" }, "7", "a = 7 AS seven"));
});

describe.each(databasesWith((can) => !can.alterByRebuild))("a numbered primary key on %s", (name) => {
  const scene = useScene(name, "destructive_keys");

  it("goes from int to bigint: the ids stay, what refers to them stays, the numbering goes on", async () => {
    const model = (type: "int" | "bigint") => [
      entity("reader", { id: { type, primary: true, generated: "increment" } }),
      entity(
        "loan",
        {},
        {
          relations: {
            reader: { type: "many-to-one", target: "reader", joinColumn: { name: "reader_id" } },
          },
        },
      ),
    ];
    const insert =
      name === "postgres" ? "INSERT INTO reader DEFAULT VALUES" : "INSERT INTO reader () VALUES ()";
    await expectChange(scene, {
      before: model("int"),
      after: model("bigint"),
      seed: [insert, insert, "DELETE FROM reader WHERE id = 1", "INSERT INTO loan (reader_id) VALUES (2)"],
      read: "SELECT COUNT(*) AS n FROM reader JOIN loan ON loan.reader_id = reader.id WHERE reader.id = 2",
      typeorm: /DROP COLUMN ["`]id["`]/,
    });
    expect(await scene.query("SELECT id FROM reader")).toEqual([{ id: 2 }]);
    await scene.query(insert);
    expect(await scene.query("SELECT MAX(id) AS id FROM reader")).toEqual([{ id: 3 }]);
  });
});

describe.each(databasesWith((can) => can.enumTypes))("types of %s", (name) => {
  const scene = useScene(name, "destructive_types");

  it("timestamp to timestamptz keeps the instants", async () => {
    await scene.database.script("SET TIME ZONE 'UTC'");
    await expectChange(scene, {
      before: [entity("reader", { a: { type: "timestamp" } })],
      after: [entity("reader", { a: { type: "timestamptz" } })],
      seed: ["INSERT INTO reader (a) VALUES ('2001-02-03 04:05:06')"],
      read: "SELECT id, to_char(a, 'YYYY-MM-DD HH24:MI:SS') AS a FROM reader",
      typeorm: destroyed(name),
    });
  });

  it("varchar to enum keeps the labels", () =>
    expectChange(scene, {
      before: [entity("reader", { a: { type: "varchar" } })],
      after: [entity("reader", { a: { type: "enum", enum: ["adult", "child"] } })],
      seed: ["INSERT INTO reader (a) VALUES ('child')"],
      read: "SELECT id, a FROM reader",
      typeorm: destroyed(name),
    }));

  it("a value to an array of values keeps it as the one element", () =>
    expectChange(scene, {
      before: [entity("reader", { a: { type: "int" } })],
      after: [entity("reader", { a: { type: "int", array: true } })],
      seed: ["INSERT INTO reader (a) VALUES (7)"],
      read: "SELECT id, a::text AS a FROM reader",
      rows: [{ id: 1, a: "{7}" }],
      typeorm: destroyed(name),
    }));
});

describe.each(databasesWith((can) => !can.transactionalDdl))("types of %s", (name) => {
  const scene = useScene(name, "destructive_types");
  const change = (before: EntitySchemaColumnOptions, after: EntitySchemaColumnOptions) =>
    expectChange(scene, {
      before: [entity("reader", { a: before })],
      after: [entity("reader", { a: after })],
      seed: ["INSERT INTO reader (a) VALUES ('7')"],
      read: "SELECT id, a FROM reader",
      typeorm: destroyed(name),
    });

  it("typeorm#6457: the length changes by MODIFY, with everything else of the column", async () => {
    const script = await change(
      {
        type: "varchar",
        length: 10,
        nullable: true,
        default: "x",
        comment: "it's",
        collation: "utf8mb4_bin",
      },
      {
        type: "varchar",
        length: 20,
        nullable: true,
        default: "x",
        comment: "it's",
        collation: "utf8mb4_bin",
      },
    );
    expect(script.toSql("upgrade").join()).toMatch(/MODIFY/);
  });

  it("typeorm#1977: a comment changes without another column", async () => {
    const model = (comment: string) => [entity("reader", { a: { type: "varchar", length: 50, comment } })];
    await expectChange(scene, {
      before: model("the name"),
      after: model("the full name"),
      seed: ["INSERT INTO reader (a) VALUES ('Ada')"],
      read: "SELECT id, a FROM reader",
    });
  });
});
