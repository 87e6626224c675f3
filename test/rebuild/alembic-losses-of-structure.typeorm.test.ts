import { describe, expect, it } from "vitest";
import { databasesWith } from "../support/databases-with.ts";
import { retype, useRebuilds } from "./rebuilds.ts";

// What Alembic 1.20 loses or fails at when it builds a table anew on SQLite ("batch mode"), item by item: all but rows.
describe.each(databasesWith((can) => can.alterByRebuild))("what belongs to a rebuilt table on %s", (name) => {
  const scene = useRebuilds(name);
  const { query, script, upgrade, statements } = scene;

  it("keeps triggers: its own, those of a view on it, and those of others that write to it", async () => {
    await script(`
      CREATE TABLE log (what text);
      CREATE TABLE t (id integer PRIMARY KEY, n int);
      CREATE TABLE other (n int);
      CREATE VIEW v AS SELECT n FROM t;
      CREATE TRIGGER own AFTER INSERT ON t WHEN new.n > 0 BEGIN INSERT INTO log VALUES ('t ' || new.n); END;
      CREATE TRIGGER of_column BEFORE UPDATE OF n ON t BEGIN INSERT INTO log VALUES ('n ' || new.n); END;
      CREATE TRIGGER of_view INSTEAD OF INSERT ON v BEGIN INSERT INTO t (n) VALUES (new.n); END;
      CREATE TRIGGER of_other AFTER INSERT ON other BEGIN UPDATE t SET n = new.n; END;`);
    const before = await statements("trigger");
    await upgrade();
    expect(await statements("trigger")).toEqual(before);
    expect(await query("SELECT * FROM log"), "the copy fires none").toEqual([]);
    await script("INSERT INTO v VALUES (1); INSERT INTO other VALUES (2);");
    expect(await query("SELECT * FROM log")).toEqual([{ what: "t 1" }, { what: "n 2" }]);
  });

  it("keeps checks without a name, of a column and of the table", async () => {
    await script(
      "CREATE TABLE t (n int, a int CHECK (a > 1), b int, CHECK (b > a)); INSERT INTO t VALUES (1, 2, 3)",
    );
    await upgrade();
    await expect(query("INSERT INTO t VALUES (1, 1, 3)")).rejects.toThrow("CHECK constraint failed: a > 1");
    await expect(query("INSERT INTO t VALUES (1, 5, 3)")).rejects.toThrow("CHECK constraint failed: b > a");
    expect(await query("SELECT * FROM t")).toEqual([{ n: 1, a: 2, b: 3 }]);
  });

  it("keeps collations", async () => {
    await script(`
      CREATE TABLE t (n int, a text COLLATE NOCASE, b text COLLATE RTRIM UNIQUE);
      INSERT INTO t VALUES (1, 'Ada', 'x');`);
    await upgrade();
    expect(await query("SELECT n FROM t WHERE a = 'ADA' AND b = 'x  '")).toEqual([{ n: 1 }]);
    await expect(query("INSERT INTO t VALUES (2, 'Bo', 'x ')")).rejects.toThrow("UNIQUE constraint failed");
  });

  it("keeps indexes: on expressions, partial ones, downwards, with a collation", async () => {
    await script(`
      CREATE TABLE t (n int, a text, b text);
      CREATE UNIQUE INDEX by_expression ON t (lower(a), n + 1);
      CREATE INDEX partial ON t (n) WHERE n > 5 AND a IS NOT NULL;
      CREATE INDEX downwards ON t (n DESC, a, lower(b) DESC);
      CREATE INDEX collated ON t (a COLLATE NOCASE DESC, b);`);
    const before = await statements("index");
    const facts = () =>
      query(
        `SELECT i.name, seqno, cid, "desc", coll, key, i."unique", i.partial
         FROM pragma_index_list('t') AS i, pragma_index_xinfo(i.name) AS x ORDER BY i.name, seqno`,
      );
    const known = await facts();
    await upgrade();
    expect(await statements("index")).toEqual(before);
    expect(await facts()).toEqual(known);
  });

  it("keeps references that stand with a column: actions, deferral, order", async () => {
    await script(`
      CREATE TABLE a (id integer PRIMARY KEY);
      CREATE TABLE b (x int, y int, PRIMARY KEY (x, y));
      CREATE TABLE t (
        n int,
        a_id int REFERENCES a ON DELETE CASCADE ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED,
        x int, y int,
        FOREIGN KEY (x, y) REFERENCES b ON DELETE SET DEFAULT
      );
      INSERT INTO a VALUES (1); INSERT INTO b VALUES (1, 2); INSERT INTO t VALUES (0, 1, 1, 2);`);
    const facts = () =>
      query(
        `SELECT "table", "from", "to", on_delete, on_update FROM pragma_foreign_key_list('t') ORDER BY "table", seq`,
      );
    const columnsAreTold = (await facts()).map((row) => ({
      ...row,
      to: row.to ?? (row.table === "a" ? "id" : row.from),
    }));
    await upgrade();
    expect(await facts()).toEqual(columnsAreTold);
    await script(
      "BEGIN; INSERT INTO t (a_id) VALUES (7); INSERT INTO a VALUES (7); COMMIT; DELETE FROM a WHERE id = 1",
    );
    expect(await query("SELECT a_id FROM t")).toEqual([{ a_id: 7 }]);
  });

  it("keeps generated columns, stored and virtual, and what reads them", async () => {
    await script(`
      CREATE TABLE t (n int, kept int AS (n * 2) STORED, seen text GENERATED ALWAYS AS ('#' || n) NOT NULL, z int);
      CREATE INDEX ix ON t (seen, kept);
      INSERT INTO t (n, z) VALUES (4, 1), (5, 2);`);
    await upgrade(`${retype} await op.dropColumn("t", "z");`);
    expect(await query("SELECT name, hidden FROM pragma_table_xinfo('t')")).toEqual([
      { name: "n", hidden: 0 },
      { name: "kept", hidden: 3 },
      { name: "seen", hidden: 2 },
    ]);
    expect(await query("SELECT * FROM t WHERE seen >= '#4'")).toEqual([
      { n: 4, kept: 8, seen: "#4" },
      { n: 5, kept: 10, seen: "#5" },
    ]);
  });

  it("keeps views on the table, and views on those", async () => {
    await script(`
      CREATE TABLE t (n int, a text); INSERT INTO t VALUES (1, 'x');
      CREATE VIEW v AS SELECT n, a FROM t WHERE n > 0;
      CREATE VIEW w AS SELECT count(*) AS total FROM v JOIN t USING (n);`);
    const before = await statements("view");
    await upgrade();
    expect(await statements("view")).toEqual(before);
    expect(await query("SELECT * FROM v, w")).toEqual([{ n: 1, a: "x", total: 1 }]);
  });

  it.each(["STRICT", "WITHOUT ROWID", "WITHOUT ROWID, STRICT"])("keeps %s", async (options) => {
    await script(
      `CREATE TABLE t (id text PRIMARY KEY NOT NULL, n int) ${options}; INSERT INTO t VALUES ('a', 1)`,
    );
    const facts = () => query("SELECT wr, strict FROM pragma_table_list('t')");
    const before = await facts();
    await upgrade(`await op.alterColumn("t", "n", { nullable: false });`);
    expect(await facts()).toEqual(before);
    expect(await query("SELECT * FROM t")).toEqual([{ id: "a", n: 1 }]);
  });

  it("renames a column that a partial index reads, also beside a rebuild, and back", async () => {
    await script(`
      CREATE TABLE t (n int, a text CHECK (a <> ''), g text AS (upper(a)));
      CREATE INDEX partial ON t (n, lower(a)) WHERE a > 'b';
      CREATE TRIGGER tr AFTER UPDATE OF a ON t BEGIN SELECT new.a; END;
      CREATE VIEW v AS SELECT a FROM t;
      INSERT INTO t VALUES (1, 'c');`);
    const all = async () => [
      ...(await statements("index")),
      ...(await statements("trigger")),
      ...(await statements("view")),
    ];
    const before = await all();
    await scene.project.revision(
      "aaaa1111",
      null,
      `${retype}
       await op.renameColumn("t", "a", "z");
       await op.alterColumn("t", "z", { nullable: false });`,
      `await op.renameColumn("t", "z", "a");`,
    );
    await scene.project.migrator().upgrade();
    expect(await query("SELECT v.z, g FROM v, t")).toEqual([{ z: "c", g: "C" }]);
    expect(await all()).toEqual(before.map((sql) => sql.replaceAll(/\ba\b/g, "z")));
    await query("UPDATE t SET z = 'd'");
    await scene.project.migrator().downgrade("base");
    expect(await all()).toEqual(before);
    expect(await query("SELECT * FROM t")).toEqual([{ n: 1, a: "d", g: "D" }]);
  });
});
