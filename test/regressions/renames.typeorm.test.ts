import { describe, expect, it } from "vitest";
import { runOperations } from "../conformance/run-operations.ts";
import { databaseNames } from "../databases/index.ts";
import { entity } from "../support/entity.ts";
import { structure, useScene } from "./scene.ts";

const text = { type: "varchar", length: 100, nullable: true } as const;
const email = [entity("reader", { email: text })];
const phone = [entity("reader", { phone: text })];

describe.each(databaseNames)("renames on %s", (name) => {
  const scene = useScene(name, "renames");
  const start = async () => {
    await scene.synchronise(email);
    await scene.query("INSERT INTO reader (email) VALUES ('ada@example.org')");
  };

  it("typeorm#9222: a column that goes and one that comes are no rename, and a warning is written", async () => {
    await start();
    if (name !== "sqlite") expect((await scene.typeormSql(phone)).join()).toMatch(/RENAME|CHANGE/);
    const { upgradeOps } = await scene.upgrade(phone);
    expect(await scene.query("SELECT id, phone FROM reader")).toEqual([{ id: 1, phone: null }]);
    expect(upgradeOps).toContainEqual(
      expect.objectContaining({
        kind: "dropColumn",
        warning: expect.stringContaining("reader.email") as string,
      }),
    );
  });

  it("typeorm#7193: a rename that a person writes keeps the values, and leaves no difference", async () => {
    await start();
    const before = await structure(scene.database);
    const rename = (column: string, newName: string) =>
      [{ kind: "renameColumn", table: { name: "reader" }, column, newName }] as const;
    await runOperations(scene.dataSource(phone), rename("email", "phone"));
    await scene.expectSilence(phone);
    expect(await scene.query("SELECT id, phone FROM reader")).toEqual([{ id: 1, phone: "ada@example.org" }]);
    expect(await structure(scene.database)).toEqual(await scene.fresh(phone));
    await runOperations(scene.dataSource(email), rename("phone", "email"));
    expect(await structure(scene.database)).toEqual(before);
    expect(await scene.query("SELECT id, email FROM reader")).toEqual([{ id: 1, email: "ada@example.org" }]);
  });

  it("a table that a person renames keeps its rows and its numbering, with its keys and indexes", async () => {
    const model = (tableName: string) => [
      entity(tableName, { email: text }, { indices: [{ columns: ["email"] }] }),
    ];
    await scene.synchronise(model("reader"));
    await scene.query("INSERT INTO reader (email) VALUES ('ada@example.org')");
    await runOperations(scene.dataSource(model("person")), [
      { kind: "renameTable", table: { name: "reader" }, newName: "person" },
    ]);
    await scene.upgrade(model("person"));
    await scene.query("INSERT INTO person (email) VALUES ('bo@example.org')");
    expect(await scene.query("SELECT id, email FROM person ORDER BY id")).toEqual([
      { id: 1, email: "ada@example.org" },
      { id: 2, email: "bo@example.org" },
    ]);
  });

  it("typeorm#7193: a rename that a person writes beside another change keeps the values", async () => {
    const before = [entity("reader", { email: text, city: { ...text, length: 20 } })];
    const after = [entity("reader", { phone: text, city: text })];
    await scene.synchronise(before);
    await scene.query("INSERT INTO reader (email, city) VALUES ('ada@example.org', 'Pisa')");
    await runOperations(scene.dataSource(after), [
      { kind: "renameColumn", table: { name: "reader" }, column: "email", newName: "phone" },
    ]);
    const { upgradeOps } = await scene.upgrade(after);
    expect(upgradeOps.map(({ kind }) => kind)).toEqual(["alterColumn"]);
    expect(await scene.query("SELECT phone, city FROM reader")).toEqual([
      { phone: "ada@example.org", city: "Pisa" },
    ]);
    expect(await structure(scene.database)).toEqual(await scene.fresh(after));
  });
});
