import type { EntitySchema } from "typeorm";
import { describe, expect, it } from "vitest";
import { runOperations } from "../conformance/run-operations.ts";
import { databasesWith } from "../support/databases-with.ts";
import { entity } from "../support/entity.ts";
import { expectChange } from "./expect-change.ts";
import { useScene } from "./scene.ts";

interface Labels {
  readonly default?: string;
  readonly enumName?: string;
  readonly array?: boolean;
}

/** A table with a column of an enum type. */
const table = (name: string, values: readonly string[], options: Labels = {}): EntitySchema =>
  entity(name, { kind: { type: "enum", enum: [...values], ...options } });

describe.each(databasesWith((can) => can.enumTypes))("enum types of %s", (name) => {
  const scene = useScene(name, "enums");
  const labels = async (type: string) => {
    const rows = await scene.query(
      "SELECT enumlabel FROM pg_enum WHERE enumtypid = $1::regtype ORDER BY enumsortorder",
      [type],
    );
    return rows.map(({ enumlabel }) => enumlabel);
  };

  it("typeorm#10955, #10956: a value is added in its place, with a default that is the new value", async () => {
    const before = [table("reader", ["a", "c"])];
    const after = [table("reader", ["a", "b", "c"], { default: "b" })];
    await expectChange(scene, {
      before,
      after,
      seed: ["INSERT INTO reader (kind) VALUES ('a'), ('c')"],
      read: "SELECT id, kind FROM reader ORDER BY id",
      typeorm: /ALTER TYPE/,
    });
    await scene.upgrade(after);
    expect(await labels("reader_kind_enum")).toEqual(["a", "b", "c"]);
    await scene.query("INSERT INTO reader DEFAULT VALUES");
    expect(await scene.query("SELECT kind FROM reader WHERE id = 3")).toEqual([{ kind: "b" }]);
  });

  it("typeorm#10955: values that are not dropped are not touched: no column is rewritten", async () => {
    await scene.synchronise([table("reader", ["a"])]);
    const { upgradeOps } = await scene.compare([table("reader", ["a", "b"])]);
    const script = await scene.upgrade([table("reader", ["a", "b"])]);
    expect(upgradeOps).toHaveLength(1);
    expect(script.toSql("upgrade").join()).not.toMatch(/ALTER COLUMN/);
  });

  it("the order of the values, which TypeORM takes for a set", async () => {
    const [before, after] = [
      ["a", "b"],
      ["b", "a"],
    ].map((values) => [table("reader", values, { default: "a" })]) as [EntitySchema[], EntitySchema[]];
    await scene.synchronise(before);
    await scene.query("INSERT INTO reader (kind) VALUES ('a'), ('b')");
    expect(await scene.typeormSql(after)).toEqual([]);
    const { downgradeOps } = await scene.upgrade(after);
    const sorted = "SELECT id, kind FROM reader ORDER BY kind";
    expect(await scene.query(sorted)).toMatchObject([{ kind: "b" }, { kind: "a" }]);
    await runOperations(scene.dataSource(before), downgradeOps);
    expect(await scene.query(sorted)).toMatchObject([{ kind: "a" }, { kind: "b" }]);
    await scene.expectSilence(before);
  });

  it("a value goes away when no row has it, and the revision fails without a trace when one has", async () => {
    const before = [table("reader", ["a", "b"])];
    const after = [table("reader", ["a"])];
    await expectChange(scene, {
      before,
      after,
      seed: ["INSERT INTO reader (kind) VALUES ('a')"],
      read: "SELECT id, kind FROM reader",
    });
    await scene.query("INSERT INTO reader (kind) VALUES ('b')");
    const { upgradeOps } = await scene.compare(after);
    await expect(runOperations(scene.dataSource(after), upgradeOps)).rejects.toThrow(/invalid input value/);
    expect(await labels("reader_kind_enum")).toEqual(["a", "b"]);
  });

  it("typeorm#11735, #7501: a type that two tables share is made once", async () => {
    const shared = { enumName: "kind" };
    const model = [table("reader", ["a", "b"], shared), table("loan", ["a", "b"], shared)];
    await scene.upgrade(model);
    await scene.query("INSERT INTO loan (kind) VALUES ('b')");
    // TypeORM writes CREATE TYPE for each of the tables.
    await scene.query("DROP TABLE reader, loan");
    await scene.query("DROP TYPE kind");
    expect((await scene.typeormSql(model)).filter((sql) => sql.startsWith("CREATE TYPE"))).toHaveLength(2);
  });

  it("typeorm#11735: a shared type gets a value, and loses it again", async () => {
    const model = (values: string[]) => [
      table("reader", values, { enumName: "kind" }),
      table("loan", values, { enumName: "kind", default: "a" }),
    ];
    await expectChange(scene, {
      before: model(["a"]),
      after: model(["a", "b"]),
      seed: ["INSERT INTO reader (kind) VALUES ('a')", "INSERT INTO loan DEFAULT VALUES"],
      read: "SELECT r.kind AS one, l.kind AS two FROM reader r, loan l",
    });
    await scene.upgrade(model(["b", "a"]));
    expect(await labels("kind")).toEqual(["b", "a"]);
  });

  it("typeorm#5648: the column of one table goes, the type stays for the other", async () => {
    const shared = { enumName: "kind" };
    await expectChange(scene, {
      before: [table("reader", ["a"], shared), table("loan", ["a"], shared)],
      after: [entity("reader"), table("loan", ["a"], shared)],
      seed: ["INSERT INTO loan (kind) VALUES ('a')"],
      read: "SELECT id, kind FROM loan",
      typeorm: /DROP TYPE/,
    });
  });

  it("typeorm#5478: the type gets a name of its own, and then two columns share it", async () => {
    await expectChange(scene, {
      before: [table("reader", ["a", "b"]), table("loan", ["a", "b"])],
      after: [
        table("reader", ["a", "b"], { enumName: "kind" }),
        table("loan", ["a", "b"], { enumName: "kind" }),
      ],
      seed: ["INSERT INTO reader (kind) VALUES ('b')", "INSERT INTO loan (kind) VALUES ('a')"],
      read: "SELECT r.kind AS one, l.kind AS two FROM reader r, loan l",
    });
    expect(
      await scene.query("SELECT typname AS name FROM pg_type WHERE typtype = 'e' ORDER BY typname"),
    ).toEqual([{ name: "loan_kind_enum" }, { name: "reader_kind_enum" }]);
  });

  it("typeorm#9452: no naming strategy names an enum type; under a name of one's own it is found as it is", async () => {
    await scene.synchronise([table("reader", ["a"], { enumName: "MyKind" })]);
    await scene.expectSilence([table("reader", ["a"], { enumName: "MyKind" })]);
  });

  it("a value becomes an array of values, with the type that it had", () =>
    expectChange(scene, {
      before: [table("reader", ["a", "b"])],
      after: [table("reader", ["a", "b"], { array: true })],
      seed: ["INSERT INTO reader (kind) VALUES ('b')"],
      read: "SELECT id, kind::text AS kind FROM reader",
      rows: [{ id: 1, kind: "{b}" }],
      typeorm: /DROP TYPE/,
    }));

  it("typeorm#6816: renaming a table leaves the types that other tables use alone", async () => {
    const shared = { enumName: "kind" };
    const model = (reader: string) => [table(reader, ["a"], shared), table("loan", ["a"], shared)];
    await scene.upgrade(model("reader"));
    await scene.query("INSERT INTO reader (kind) VALUES ('a')");
    await runOperations(scene.dataSource(model("person")), [
      { kind: "renameTable", table: { name: "reader" }, newName: "person" },
    ]);
    await scene.upgrade(model("person"));
    expect(await labels("kind")).toEqual(["a"]);
    expect(await scene.query("SELECT id, kind FROM person")).toEqual([{ id: 1, kind: "a" }]);
  });
});

describe.each(databasesWith((can) => !can.enumTypes))("enums of %s", (name) => {
  const scene = useScene(name, "enums");
  const type = name === "sqlite" ? "simple-enum" : "enum";
  const model = (values: string[], defaultValue = "a") => [
    entity("reader", { kind: { type, enum: values, default: defaultValue } }),
  ];

  it("typeorm#10955: values are added with the rows that are there", () =>
    expectChange(scene, {
      before: model(["a", "c"]),
      after: model(["a", "b", "c"], "b"),
      seed: ["INSERT INTO reader (kind) VALUES ('a'), ('c')"],
      read: "SELECT id, kind FROM reader ORDER BY id",
    }));

  it("a value goes away when no row has it, and the revision fails when one has", async () => {
    await scene.synchronise(model(["a", "b"]));
    await scene.query("INSERT INTO reader (kind) VALUES ('b')");
    const { upgradeOps } = await scene.compare(model(["a"]));
    await expect(runOperations(scene.dataSource(model(["a"])), upgradeOps)).rejects.toThrow();
    await scene.query("UPDATE reader SET kind = 'a'");
    await scene.upgrade(model(["a"]));
    expect(await scene.query("SELECT id, kind FROM reader")).toEqual([{ id: 1, kind: "a" }]);
  });
});
