import { Column, Entity, Index, PrimaryGeneratedColumn } from "typeorm";
import { describe, expect, it } from "vitest";
import { runOperations } from "../conformance/run-operations.ts";
import { databasesWith } from "../support/databases-with.ts";
import { entity } from "../support/entity.ts";
import { expectChange } from "./expect-change.ts";
import { structure, useScene } from "./scene.ts";

const columns = { a: { type: "int" }, b: { type: "varchar", length: 50 } } as const;
const reader = (more: object = {}) => entity("reader", columns, more);

describe.each(databasesWith((can) => can.enumTypes))("indexes on %s", (name) => {
  const scene = useScene(name, "indexes");
  const state = () => structure(scene.database);

  it("what somebody else made on the table of an entity stays, where TypeORM drops it", async () => {
    await scene.synchronise([reader()]);
    await scene.database.script(`
      CREATE INDEX by_lower ON reader (lower(b));
      CREATE INDEX by_lower_and_a ON reader (a, lower(b));
      CREATE INDEX descending ON reader (a DESC NULLS LAST);
      CREATE INDEX including ON reader (a) INCLUDE (b);
      CREATE INDEX pattern ON reader (b varchar_pattern_ops);
      ALTER TABLE reader ADD CONSTRAINT apart EXCLUDE USING gist (int4range(a, a + 1) WITH &&);
      CREATE FUNCTION noop() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
      CREATE TRIGGER quiet BEFORE INSERT ON reader FOR EACH ROW EXECUTE FUNCTION noop();
      ALTER TABLE reader ENABLE ROW LEVEL SECURITY;
      ALTER TABLE reader SET (fillfactor = 70);
    `);
    const before = await state();
    const theirs = (await scene.typeormSql([reader()])).join();
    for (const lost of ["including", "pattern", "apart"])
      expect(theirs).toMatch(new RegExp(`DROP .*${lost}`));
    await scene.upgrade([reader()]);
    await scene.upgrade([reader({ indices: [{ name: "own", columns: ["b"] }] })]);
    await scene.upgrade([reader()]);
    expect(await state()).toEqual(before);
  });

  it("typeorm#10626, #1169: an index that is declared concurrent is made, where TypeORM's own transaction is refused", async () => {
    class Reader {}
    PrimaryGeneratedColumn({ type: "int" })(Reader.prototype, "id");
    Column(columns.a)(Reader.prototype, "a");
    Column(columns.b)(Reader.prototype, "b");
    Entity("reader")(Reader);
    Index("ix_a", ["a"], { concurrent: true })(Reader);
    await scene.synchronise([reader()]);
    await expect(scene.synchronise([Reader])).rejects.toThrow(/CONCURRENTLY/);
    const { downgradeOps } = await scene.upgrade([Reader]);
    expect(await scene.query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'ix_a'::regclass")).toEqual([
      { indisvalid: true },
    ]);
    await runOperations(scene.dataSource([reader()]), downgradeOps);
    await scene.expectSilence([reader()]);
  });
});

describe.each(databasesWith((can) => !can.transactionalDdl))("indexes on %s", (name) => {
  const scene = useScene(name, "indexes");
  const loan = (more: object = {}) => [
    entity("reader"),
    entity(
      "loan",
      { a: { type: "int" } },
      {
        relations: { reader: { type: "many-to-one", target: "reader", joinColumn: { name: "reader_id" } } },
        ...more,
      },
    ),
  ];

  it("an index goes though a foreign key uses it", async () => {
    const more = { indices: [{ name: "ix", columns: ["reader", "a"] }] };
    await scene.synchronise(loan());
    await scene.upgrade(loan(more));
    const { upgradeOps } = await scene.upgrade(loan());
    expect(upgradeOps).toHaveLength(1);
    await expect(scene.query("INSERT INTO loan (a, reader_id) VALUES (1, 99)")).rejects.toThrow(
      /foreign key/,
    );
  });

  it("a unique constraint with a name of its own comes to a table that is there, once", async () => {
    await expectChange(scene, {
      before: [reader()],
      after: [reader({ uniques: [{ name: "my_uq", columns: ["a"] }] })],
      seed: ["INSERT INTO reader (a, b) VALUES (1, 'x')"],
      read: "SELECT a, b FROM reader",
    });
    await scene.upgrade([reader({ uniques: [{ name: "my_uq", columns: ["a"] }] })]);
    const rows = await scene.query("SHOW INDEX FROM reader WHERE Column_name = 'a'");
    expect(rows.map((row) => row.Key_name)).toEqual(["my_uq"]);
  });

  it("a foreign key becomes one of another table, with the same name to TypeORM", async () => {
    const model = (target: string) => [
      entity("reader"),
      entity("person"),
      entity(
        "loan",
        {},
        { relations: { who: { type: "many-to-one", target, joinColumn: { name: "who_id" } } } },
      ),
    ];
    await expectChange(scene, { before: model("reader"), after: model("person") });
  });
});
