import { describe, expect, it } from "vitest";
import { databasesWith } from "../support/databases-with.ts";
import { retype, useRebuilds } from "./rebuilds.ts";

// What Alembic 1.20 loses or fails at when it builds a table anew on SQLite ("batch mode"), item by item: rows.
describe.each(databasesWith((can) => can.alterByRebuild))("rows of a rebuilt table on %s", (name) => {
  const scene = useRebuilds(name);
  const { query, script, upgrade, tables, typeOf } = scene;

  describe("rows of others that reference the table", () => {
    const parent = "CREATE TABLE t (id integer PRIMARY KEY, n int); INSERT INTO t VALUES (1, 5), (2, 6);";

    it.each(["CASCADE", "SET NULL", "SET DEFAULT", "RESTRICT", "NO ACTION"])(
      "stay with ON DELETE %s",
      async (action) => {
        await script(`${parent}
        CREATE TABLE child (t_id integer DEFAULT 2 REFERENCES t (id) ON DELETE ${action});
        INSERT INTO child VALUES (1), (2), (NULL);`);
        await upgrade();
        expect(await typeOf("n")).toBe("bigint");
        expect(await query("SELECT t_id FROM child")).toEqual([{ t_id: 1 }, { t_id: 2 }, { t_id: null }]);
        expect(await query("SELECT \"table\", on_delete FROM pragma_foreign_key_list('child')")).toEqual([
          { table: "t", on_delete: action },
        ]);
        await expect(query("INSERT INTO child VALUES (9)")).rejects.toThrow(/FOREIGN KEY/);
      },
    );

    it("stay where the table references itself", async () => {
      await script(`
        CREATE TABLE t (id integer PRIMARY KEY, n int, parent integer REFERENCES t (id) ON DELETE CASCADE);
        INSERT INTO t VALUES (2, 6, 1), (1, 5, NULL), (3, 7, 2);`);
      await upgrade();
      expect(await query("SELECT * FROM t ORDER BY id")).toEqual([
        { id: 1, n: 5, parent: null },
        { id: 2, n: 6, parent: 1 },
        { id: 3, n: 7, parent: 2 },
      ]);
      await query("DELETE FROM t WHERE id = 1");
      expect(await query("SELECT * FROM t")).toEqual([]);
    });
  });

  describe("what a failed run leaves", () => {
    it("is nothing after a row that has no value where it needs one", async () => {
      await script("CREATE TABLE t (n int); INSERT INTO t VALUES (NULL)");
      await expect(upgrade(`await op.alterColumn("t", "n", { nullable: false });`)).rejects.toMatchObject({
        code: "E_STATEMENT",
        message: expect.stringContaining("NOT NULL constraint failed") as string,
      });
      expect(await tables()).toEqual({ t: "CREATE TABLE t (n int)" });
      expect(await query("SELECT * FROM t")).toEqual([{ n: null }]);
      await query("UPDATE t SET n = 1");
      await scene.project.migrator().upgrade();
      expect(await query("SELECT * FROM t")).toEqual([{ n: 1 }]);
    });

    it("is nothing after two rows with one value where there can be one", async () => {
      await script("CREATE TABLE t (n int); INSERT INTO t VALUES (1), (1)");
      await expect(upgrade(`await op.createUniqueConstraint(op.f("uq"), "t", ["n"]);`)).rejects.toMatchObject(
        {
          code: "E_STATEMENT",
          message: expect.stringContaining("UNIQUE constraint failed") as string,
        },
      );
      expect(await tables()).toEqual({ t: "CREATE TABLE t (n int)" });
      expect(await query("SELECT * FROM t")).toEqual([{ n: 1 }, { n: 1 }]);
    });

    it("by somebody else, under the name of the new table, is not in the way", async () => {
      await script(`
        CREATE TABLE t (n int); INSERT INTO t VALUES (1);
        CREATE TABLE limbeck_rebuild_t (mine text); INSERT INTO limbeck_rebuild_t VALUES ('x');`);
      await upgrade();
      expect(Object.keys(await tables())).toEqual(["limbeck_rebuild_t", "t"]);
      expect(await query("SELECT * FROM limbeck_rebuild_t")).toEqual([{ mine: "x" }]);
      expect(await query("SELECT * FROM t")).toEqual([{ n: 1 }]);
    });
  });

  it("keeps AUTOINCREMENT, with the highest number ever given", async () => {
    await script(`
      CREATE TABLE t (id integer PRIMARY KEY AUTOINCREMENT NOT NULL, n int);
      INSERT INTO t VALUES (5, 1), (9, 2);
      DELETE FROM t WHERE id = 9;`);
    await upgrade();
    expect(await query("SELECT * FROM sqlite_sequence")).toEqual([{ name: "t", seq: 9 }]);
    await query("INSERT INTO t (n) VALUES (3)");
    expect(await query("SELECT * FROM t")).toEqual([
      { id: 5, n: 1 },
      { id: 10, n: 3 },
    ]);
    await scene.project.revision(
      "bbbb2222",
      "aaaa1111",
      `await op.renameTable("t", "u"); ${retype.replace('"t"', '"u"')}`,
    );
    await scene.project.migrator().upgrade();
    expect(await query("SELECT * FROM sqlite_sequence")).toEqual([{ name: "u", seq: 10 }]);
  });

  it("keeps rowids", async () => {
    await script("CREATE TABLE t (n int); INSERT INTO t (rowid, n) VALUES (7, 1), (3, 2), (-4, 3)");
    await upgrade();
    expect(await query("SELECT rowid, n FROM t ORDER BY n")).toEqual([
      { rowid: 7, n: 1 },
      { rowid: 3, n: 2 },
      { rowid: -4, n: 3 },
    ]);
  });

  describe("values of another type", () => {
    it("stay what they are where they are no number and no date", async () => {
      await script(`
        CREATE TABLE t (n text, d text, r integer);
        INSERT INTO t VALUES ('abc', '2020-05-06', 9), ('42', '', 8), (x'00ff', NULL, 7);`);
      await upgrade(`
        await op.alterColumn("t", "n", { type: "integer" });
        await op.alterColumn("t", "d", { type: "date" });
        await op.alterColumn("t", "r", { type: "text" });`);
      expect([await typeOf("n"), await typeOf("d"), await typeOf("r")]).toEqual(["integer", "date", "text"]);
      expect(await query("SELECT * FROM t ORDER BY r DESC")).toEqual([
        { n: "abc", d: "2020-05-06", r: "9" },
        { n: 42, d: "", r: "8" },
        { n: Buffer.from([0, 255]), d: null, r: "7" },
      ]);
    });

    it("are an error of a STRICT table, which stays as it was", async () => {
      await script("CREATE TABLE t (n text) STRICT; INSERT INTO t VALUES ('abc')");
      await expect(upgrade(`await op.alterColumn("t", "n", { type: "integer" });`)).rejects.toThrow(
        "cannot store TEXT value in INTEGER column",
      );
      expect(await query("SELECT * FROM t")).toEqual([{ n: "abc" }]);
    });
  });
});
