import { describe, expect, it } from "vitest";
import {
  assumedDialect,
  check,
  foreignKey,
  column,
  namingConvention,
  type Operation,
  sql,
  unique,
} from "@limbeck/core";
import { nameOfConvention } from "../../src/naming/name-of.ts";
import { createOperations } from "../../src/operation/create-operations.ts";
import type { Operations } from "../../src/operation/operations.ts";

const convention = namingConvention({
  ix: "ix_%(table_name)s_%(column_0_N_name)s",
  uq: "uq_%(table_name)s_%(column_0_N_name)s",
  ck: "ck_bool_%(table_name)s_%(constraint_name)s",
  fk: "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
  pk: "pk_%(table_name)s",
  xc: "xc_%(table_name)s",
});

async function names(
  use: (op: Operations<"postgres">) => Promise<unknown>,
  { type = "postgres", hasConvention = true } = {},
): Promise<(string | undefined)[]> {
  const dialect = assumedDialect(type);
  const recorded: Operation[] = [];
  const op = createOperations<"postgres">(dialect, async (operation) => void recorded.push(operation), {
    query: async () => [],
    autocommitBlock: (body) => body(),
    ...(hasConvention && { nameOf: nameOfConvention(convention, dialect.capabilities) }),
  });
  await use(op);
  return recorded.flatMap((operation) => {
    if (operation.kind === "createConstraint") return operation.constraint.name;
    if (operation.kind === "createIndex") return operation.index.name;
    if (operation.kind === "dropConstraint") return operation.name;
    if (operation.kind !== "createTable") return [];
    const { primaryKey, uniques, checks, foreignKeys } = operation.table;
    return [primaryKey, ...uniques, ...checks, ...foreignKeys].flatMap((one) => (one ? [one.name] : []));
  });
}

describe("names that are null", () => {
  it("are those of the convention", async () => {
    const found = await names(async (op) => {
      await op.createPrimaryKey(null, "t", ["id"]);
      await op.createUniqueConstraint(null, "t", ["a", "b"]);
      await op.createForeignKey(null, "t", "u", ["u_id"], ["id"]);
      await op.createExcludeConstraint(null, "t", sql`USING gist (a WITH &&)`);
      await op.createIndex(null, "t", ["a", { column: "b", descending: true }]);
      await op.createTable("v", [
        column("id", "integer"),
        unique(["id"]),
        foreignKey(["id"], "t", ["id"]),
        unique(["id"], { name: op.f("mine") }),
      ]);
      await op.dropConstraint(null, "t", "unique", { existing: unique(["a", "b"]) });
    });
    expect(found).toEqual([
      ...["pk_t", "uq_t_a_b", "fk_t_u_id_u", "xc_t", "ix_t_a_b"],
      ...["uq_v_id", "mine", "fk_v_id_t"],
      "uq_t_a_b",
    ]);
  });

  it("a check of a table that mentions none has none", async () => {
    const found = await names((op) =>
      op.createTable("t", [
        column("b", "integer"),
        check(sql`b in (1, 0)`),
        check(sql`b < 2`, { name: "x" }),
        check(sql`b > 0`, { name: op.f("final") }),
      ]),
    );
    expect(found).toEqual([undefined, "ck_bool_t_x", "final"]);
  });

  it("are none where there is no convention, and an index can't do without", async () => {
    const hasConvention = false;
    const op = (use: Parameters<typeof names>[0]) => names(use, { hasConvention });
    expect(await op((to) => to.createUniqueConstraint(null, "t", ["a"]))).toEqual([undefined]);
    expect(await op((to) => to.createCheckConstraint("x", "t", sql`x`))).toEqual(["x"]);
    await expect(op((to) => to.createIndex(null, "t", ["a"]))).rejects.toMatchObject({
      code: "E_NAMING_CONVENTION",
    });
  });

  it("are none for a primary key where the database has no name for it", async () => {
    expect(await names((op) => op.createPrimaryKey(null, "t", ["id"]), { type: "mysql" })).toEqual([
      undefined,
    ]);
  });
});

// https://alembic.sqlalchemy.org/en/latest/ops.html#alembic.operations.Operations.f
it("a text is put into %(constraint_name)s, both times, and op.f() is final", async () => {
  const found = await names(async (op) => {
    await op.createCheckConstraint("x", "t", sql`x in (1, 0)`);
    await op.dropConstraint("x", "t", "check");
    await op.createCheckConstraint(op.f("ck_bool_t_x"), "t", sql`x in (1, 0)`);
    await op.dropConstraint(op.f("ck_bool_t_x"), "t", "check");
    await op.createCheckConstraint(op.f(null), "t", sql`x in (1, 0)`);
    await op.createUniqueConstraint("mine", "t", ["a"]);
    await op.createIndex("mine", "t", ["a"]);
  });
  expect(found).toEqual([...Array<string>(4).fill("ck_bool_t_x"), undefined, "mine", "mine"]);
});
