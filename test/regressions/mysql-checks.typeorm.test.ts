import { describe, expect, it } from "vitest";
import { databasesWith } from "../support/databases-with.ts";
import { entity } from "../support/entity.ts";
import { useScene } from "./scene.ts";

const model = (...checks: { name?: string; expression: string }[]) => [
  entity("reader", { a: { type: "int" }, b: { type: "int" } }, { checks }),
];

// TypeORM declares checks on these databases and never creates them.
describe.each(databasesWith((can) => !can.transactionalDdl))("checks on %s", (name) => {
  const scene = useScene(name, "checks");
  const insert = (a: number, b: number) => scene.query(`INSERT INTO reader (a, b) VALUES (${a}, ${b})`);
  const refused = (a: number, b: number) => expect(insert(a, b)).rejects.toThrow(/constraint/i);

  it("typeorm#4148, #6103, #11155, #11724, #11892: a check is created, holds, changes and goes", async () => {
    const one = model({ expression: "a > b" });
    expect((await scene.typeormSql(one)).join()).not.toMatch(/CHECK/i);
    await scene.upgrade(one);
    await refused(1, 2);
    await insert(2, 1);

    const two = model({ expression: "a > b AND a < 10" });
    const { downgradeOps } = await scene.upgrade(two);
    await refused(11, 1);
    expect(downgradeOps).toHaveLength(2);

    await scene.upgrade(model());
    await insert(1, 2);
  });

  it("typeorm#4148: a database that synchronize() made gets its checks by the first revision, by their names", async () => {
    const declared = model({ name: "ck_reader", expression: "a > b" });
    await scene.synchronise(declared);
    await insert(1, 2);
    await scene.query("DELETE FROM reader");
    const { upgradeOps } = await scene.upgrade(declared);
    expect(upgradeOps).toHaveLength(1);
    await expect(insert(1, 2)).rejects.toThrow(/ck_reader/);
    expect(await scene.typeormSql(declared)).toEqual([]);
  });

  it("typeorm#11714: another expression behind the same name", async () => {
    await scene.upgrade(model({ name: "ck", expression: "a IN (1, 2)" }));
    await scene.upgrade(model({ name: "ck", expression: "a IN (1, 3)" }));
    await refused(2, 0);
    await insert(3, 0);
  });
});
