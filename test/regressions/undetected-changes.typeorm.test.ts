import {
  Column,
  Entity,
  type EntitySchema,
  type EntitySchemaColumnOptions,
  PrimaryColumn,
  PrimaryGeneratedColumn,
} from "typeorm";
import { describe, expect, it } from "vitest";
import { databaseNames } from "../databases/index.ts";
import { databasesWith } from "../support/databases-with.ts";
import { entity } from "../support/entity.ts";
import { expectChange } from "./expect-change.ts";
import { useScene } from "./scene.ts";

// Changes of the entities of which TypeORM's schema builder sees nothing: its `log()` is empty.
const text = { type: "varchar", length: 50 } as const;
const whole = { type: "int" } as const;
type Columns = Record<string, EntitySchemaColumnOptions>;
const columns = { a: whole, b: text } satisfies Columns;
const reader = (more: object): EntitySchema[] => [entity("reader", columns, more)];
const seed = ["INSERT INTO reader (a, b) VALUES (5, 'x')"];
const read = "SELECT id, a, b FROM reader";

describe.each(databaseNames)("a change behind a name on %s", (name) => {
  const scene = useScene(name, "undetected");
  const unseen = (before: EntitySchema[], after: EntitySchema[]) =>
    expectChange(scene, { before, after, seed, read, typeorm: "nothing" });

  it("the columns of an index in another order", () =>
    unseen(
      reader({ indices: [{ name: "ix", columns: ["a", "b"] }] }),
      reader({ indices: [{ name: "ix", columns: ["b", "a"] }] }),
    ));

  it("the columns of a unique constraint in another order", () =>
    unseen(
      reader({ uniques: [{ name: "uq", columns: ["a", "b"] }] }),
      reader({ uniques: [{ name: "uq", columns: ["b", "a"] }] }),
    ));
});

describe.each(databasesWith((can) => can.partialIndexes))("a predicate behind a name on %s", (name) => {
  const scene = useScene(name, "undetected_where");
  const ix = (where?: string) => reader({ indices: [{ name: "ix", columns: ["a"], where }] });

  it("the predicate of an index", () =>
    expectChange(scene, {
      before: ix("a > 1"),
      after: ix("a > 2"),
      seed,
      read,
      typeorm: "nothing",
    }));

  it("the predicate of an index goes away", () =>
    expectChange(scene, { before: ix("a > 1"), after: ix(), seed, read, typeorm: "nothing" }));
});

describe.each(databasesWith((can) => can.uniqueConstraints))("checks and keys of %s", (name) => {
  const scene = useScene(name, "undetected_checks");
  const unseen = (before: EntitySchema[], after: EntitySchema[]) =>
    expectChange(scene, { before, after, seed, read, typeorm: "nothing" });
  const refused = async (value: number) => {
    await expect(scene.query(`INSERT INTO reader (a, b) VALUES (${value}, 'y')`)).rejects.toThrow(/check/i);
  };

  it("typeorm#11714: the expression of a check behind its name", async () => {
    const check = (expression: string) => reader({ checks: [{ name: "ck", expression }] });
    await scene.synchronise(check("a IN (5, 6)"));
    await refused(7);
    expect(await scene.typeormSql(check("a IN (5, 7)"))).toEqual([]);
    await scene.upgrade(check("a IN (5, 7)"));
    await scene.query("INSERT INTO reader (a, b) VALUES (7, 'y')");
    await refused(6);
  });

  it("typeorm#7093, #4851: a foreign key becomes deferrable, both ways of two tables that refer to each other", async () => {
    const model = (deferrable?: "INITIALLY DEFERRED") => [
      entity(
        "a",
        {},
        { relations: { b: { type: "many-to-one", target: "b", joinColumn: { name: "b_id" }, deferrable } } },
      ),
      entity(
        "b",
        {},
        { relations: { a: { type: "many-to-one", target: "a", joinColumn: { name: "a_id" }, deferrable } } },
      ),
    ];
    await expectChange(scene, {
      before: model(),
      after: model("INITIALLY DEFERRED"),
      seed: ["INSERT INTO a (b_id) VALUES (NULL)"],
      read: "SELECT * FROM a",
      typeorm: "nothing",
    });
    await scene.upgrade(model("INITIALLY DEFERRED"));
    // Deferred: the row that is referred to comes later in the same transaction.
    await scene.database.script(
      "BEGIN; INSERT INTO a (id, b_id) VALUES (70, 80); INSERT INTO b (id, a_id) VALUES (80, 70); COMMIT",
    );
    expect(await scene.query("SELECT id FROM b")).toEqual([{ id: 80 }]);
  });

  it("a unique constraint behind its name", () =>
    unseen(
      [
        entity(
          "reader",
          { ...columns, c: { ...whole, nullable: true } },
          { uniques: [{ name: "uq", columns: ["a", "b"] }] },
        ),
      ],
      [
        entity(
          "reader",
          { ...columns, c: { ...whole, nullable: true } },
          { uniques: [{ name: "uq", columns: ["a", "c"] }] },
        ),
      ],
    ));

  it("a unique constraint of one column gets another name", async () => {
    const model = (uq: string) => reader({ uniques: [{ name: uq, columns: ["a"] }] });
    await unseen(model("uq_one"), model("uq_two"));
  });
});

function numbered(strategy: "identity" | "increment", generatedIdentity?: "ALWAYS" | "BY DEFAULT") {
  class Reader {}
  PrimaryGeneratedColumn(strategy as "identity", {
    type: "int",
    ...(generatedIdentity && { generatedIdentity }),
  })(Reader.prototype, "id");
  Entity("reader")(Reader);
  return [Reader];
}

describe.each(databasesWith((can) => can.namedPrimaryKeys))("keys and numbering of %s", (name) => {
  const scene = useScene(name, "undetected_keys");

  it("typeorm#11636, #3274: the name of a primary key", async () => {
    const model = (primaryKeyConstraintName?: string) => [
      entity("reader", { id: { type: Number, primary: true, generated: true, primaryKeyConstraintName } }),
      entity("loan", {}, { relations: { reader: { type: "many-to-one", target: "reader" } } }),
    ];
    const script = await expectChange(scene, {
      before: model("foobar"),
      after: model("foobar2"),
      seed: ["INSERT INTO reader DEFAULT VALUES", "INSERT INTO loan DEFAULT VALUES"],
      read: "SELECT * FROM reader",
      typeorm: "nothing",
    });
    expect(script.toSql("upgrade")).toHaveLength(1);
    // A key that the database named itself takes the name that the entity gives, too.
    await scene.query("ALTER TABLE reader RENAME CONSTRAINT foobar TO reader_pkey");
    expect((await scene.upgrade(model("foobar"))).toSql("upgrade").join()).toMatch(/RENAME CONSTRAINT/);
  });

  it("a unique constraint becomes deferrable", async () => {
    const model = (deferrable?: string) =>
      reader({ uniques: [{ name: "uq", columns: ["a", "b"], deferrable }] });
    await expectChange(scene, {
      before: model(),
      after: model("INITIALLY DEFERRED"),
      seed,
      read,
      typeorm: "nothing",
    });
  });

  it("the columns of a primary key in another order", async () => {
    const key = { type: "int", primary: true } as const;
    const model = (keys: Columns) => [entity("reader", { id: { type: "int" }, ...keys })];
    await expectChange(scene, {
      before: model({ a: key, b: key }),
      after: model({ b: key, a: key }),
      seed: ["INSERT INTO reader (id, a, b) VALUES (1, 5, 6)"],
      read: "SELECT id, a, b FROM reader",
      typeorm: "nothing",
    });
  });

  it.each([
    ["ALWAYS to BY DEFAULT", numbered("identity", "ALWAYS"), numbered("identity", "BY DEFAULT")],
    ["serial to identity", numbered("increment"), numbered("identity", "BY DEFAULT")],
  ])("numbering from %s goes on where it was", async (_what, before, after) => {
    const insert = "INSERT INTO reader DEFAULT VALUES";
    await expectChange(scene, {
      before,
      after,
      seed: [insert, insert],
      read: "SELECT id FROM reader",
      typeorm: "nothing",
    });
    await scene.upgrade(after);
    await scene.query(insert);
    expect(await scene.query("SELECT MAX(id) AS id FROM reader")).toEqual([{ id: 3 }]);
  });

  it("an exclusion constraint behind its name", async () => {
    await expectChange(scene, {
      before: reader({ exclusions: [{ name: "ex", expression: "USING gist (int4range(0, a) WITH &&)" }] }),
      after: reader({ exclusions: [{ name: "ex", expression: "USING gist (int4range(1, a) WITH &&)" }] }),
      seed,
      read,
      typeorm: "nothing",
    });
  });
});

const mysqls = databasesWith((can) => !can.transactionalDdl);
describe.each(mysqls)("of %s", (name) => {
  const scene = useScene(name, "undetected_mysql");
  const b = (options: Partial<EntitySchemaColumnOptions>, more: object = {}) => [
    entity("reader", { a: whole, b: { ...text, ...options } }, more),
  ];
  const unseen = (before: EntitySchema[], after: EntitySchema[]) =>
    expectChange(scene, { before, after, seed, read, typeorm: "nothing" });

  it("typeorm#3963: a collation", () =>
    unseen(b({ collation: "utf8mb4_bin" }), b({ collation: "utf8mb4_unicode_ci" })));

  it("a charset", () => unseen(b({ charset: "ascii" }), b({ charset: "latin1" })));

  it("an engine", async () => {
    const model = (engine: string) => {
      class Reader {}
      PrimaryColumn({ type: "int" })(Reader.prototype, "a");
      Column(text)(Reader.prototype, "b");
      Entity("reader", { engine })(Reader);
      return [Reader];
    };
    await expectChange(scene, {
      before: model("InnoDB"),
      after: model("MyISAM"),
      seed,
      read: "SELECT a, b FROM reader",
      typeorm: "nothing",
    });
  });

  it("the order of an enum's values", () => {
    const model = (values: string[]) => [entity("reader", { a: whole, b: { type: "enum", enum: values } })];
    return unseen(model(["x", "y"]), model(["y", "x"]));
  });
});
