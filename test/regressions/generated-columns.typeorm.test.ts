import { describe, expect, it } from "vitest";
import { databaseNames } from "../databases/index.ts";
import { databasesWith } from "../support/databases-with.ts";
import { entity } from "../support/entity.ts";
import { expectChange } from "./expect-change.ts";
import { useScene } from "./scene.ts";

const text = { type: "varchar", length: 50 } as const;
const upper = (expression: string, type: "STORED" | "VIRTUAL" = "STORED") => [
  entity("reader", {
    name: text,
    shout: { type: "varchar", length: 60, asExpression: expression, generatedType: type, nullable: true },
  }),
];
const read = "SELECT name, shout FROM reader";
const seed = ["INSERT INTO reader (name) VALUES ('Ada')"];

describe.each(databaseNames)("generated columns on %s", (name) => {
  const scene = useScene(name, "generated");

  it("typeorm#9997, #11141: one can be added where typeorm_metadata does not exist, and TypeORM finds nothing then", async () => {
    await scene.synchronise([entity("reader", { name: text })]);
    const model = upper("upper(name)");
    await scene.upgrade(model);
    await scene.query(seed[0]!);
    expect(await scene.query(read)).toEqual([{ name: "Ada", shout: "ADA" }]);
    expect(await scene.query("SELECT value FROM typeorm_metadata")).toEqual([{ value: "upper(name)" }]);
    expect(await scene.typeormSql(model)).toEqual([]);
  });

  it("typeorm#9997: one is compared where typeorm_metadata was never made or is gone", async () => {
    const model = upper("upper(name)");
    await scene.synchronise(model);
    await scene.query("DROP TABLE typeorm_metadata");
    await scene.query(seed[0]!);
    await expect(scene.typeormSql(model)).rejects.toThrow(/typeorm_metadata/);
    await scene.expectSilence(model);
    await scene.upgrade(upper("lower(name)"));
    expect(await scene.query(read)).toEqual([{ name: "Ada", shout: "ada" }]);
  });

  it("typeorm#8580, #4923: an expression that only looks different is no difference", async () => {
    await scene.synchronise(upper("upper(name)"));
    await scene.query("DELETE FROM typeorm_metadata");
    await scene.expectSilence(upper("UPPER( name )"));
  });

  it("another expression: the values are computed anew, and the other columns stay", () =>
    expectChange(scene, {
      before: upper("upper(name)"),
      after: upper("lower(name)"),
      seed,
      read,
      rows: [{ name: "Ada", shout: "ada" }],
    }));

  it("a generated column becomes a plain one, with the values that it had", async () => {
    await scene.synchronise(upper("upper(name)"));
    await scene.query(seed[0]!);
    const plain = [entity("reader", { name: text, shout: { type: "varchar", length: 60, nullable: true } })];
    await scene.upgrade(plain);
    expect(await scene.query(read)).toEqual([{ name: "Ada", shout: "ADA" }]);
    await scene.query("UPDATE reader SET shout = 'x'");
    expect(await scene.query("SELECT * FROM typeorm_metadata")).toEqual([]);
  });
});

describe.each(databasesWith((can) => !can.transactionalDdl))("generated columns of %s", (name) => {
  const scene = useScene(name, "generated_mysql");

  it.each(["STORED", "VIRTUAL"] as const)(
    "typeorm#4669: %s, with quotes of the database in it",
    async (kind) => {
      const model = upper("concat('MDV.',upper(replace(`name`,' ','')))", kind);
      await scene.synchronise(model);
      await scene.expectSilence(model);
      await scene.query("DELETE FROM typeorm_metadata");
      await scene.expectSilence(model);
    },
  );

  it("typeorm#11589: a virtual column over json", async () => {
    const model = [
      entity("reader", {
        data: { type: "json", nullable: true },
        kind: {
          type: "varchar",
          length: 255,
          nullable: true,
          asExpression: "json_unquote(json_extract(`data`,'$.kind'))",
          generatedType: "VIRTUAL",
        },
      }),
    ];
    await scene.synchronise(model);
    await scene.expectSilence(model);
  });
});

describe.each(databasesWith((can) => can.enumTypes))("the rows of typeorm_metadata on %s", (name) => {
  const scene = useScene(name, "generated_restored");

  it("typeorm#9776, #11055: a dump restored under another name is no difference", async () => {
    const model = upper("upper(name)");
    await scene.synchronise(model);
    await scene.query("UPDATE typeorm_metadata SET database = 'production'");
    await scene.query(seed[0]!);
    expect((await scene.typeormSql(model)).join()).toMatch(/DROP COLUMN "shout"/);
    await scene.expectSilence(model);
  });
});
