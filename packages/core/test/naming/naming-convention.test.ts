import { describe, expect, it } from "vitest";
import { namingConvention, type NamedObject, type NamingConventionOptions } from "@limbeck/core";
import { conventionOf, conventionStrategy } from "../../src/naming/naming-strategy.ts";

const user: NamedObject = { kind: "unique", table: "user", columns: ["name"] };
const address: NamedObject = {
  kind: "foreign key",
  table: "address",
  columns: ["user_id", "user_name"],
  referencedTable: "user",
  referencedColumns: ["id", "user_name"],
};
const named = (options: NamingConventionOptions, object: NamedObject, limit?: number) =>
  namingConvention(options).nameOf(object, limit);

// The convention and its names of https://docs.sqlalchemy.org/en/20/core/constraints.html#configuring-constraint-naming-conventions
const documented = {
  ix: "ix_%(column_0_label)s",
  uq: "uq_%(table_name)s_%(column_0_name)s",
  ck: "ck_%(table_name)s_%(constraint_name)s",
  fk: "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
  pk: "pk_%(table_name)s",
};

describe("SQLAlchemy's documented examples", () => {
  it.each<[string, NamedObject]>([
    ["uq_user_name", user],
    ["ix_user_name", { ...user, kind: "index" }],
    ["pk_user", { ...user, kind: "primary key", columns: ["id"] }],
    ["fk_address_user_id_user", { ...address, columns: ["user_id"], referencedColumns: ["id"] }],
    ["ck_foo_value_gt_5", { kind: "check", table: "foo", columns: [], name: "value_gt_5" }],
  ])("%s", (expected, object) => {
    expect(named(documented, object)).toBe(expected);
  });

  it("all columns with and without a separator", () => {
    const pair = { ...user, table: "t", columns: ["a", "b"] };
    const uq = (token: string) => named({ uq: `uq_%(${token})s` }, pair);
    expect(uq("column_0_N_name")).toBe("uq_a_b");
    expect(uq("column_0N_name")).toBe("uq_ab");
    expect(uq("column_0_N_label")).toBe("uq_t_a_t_b");
    expect(uq("column_1_key")).toBe("uq_b");
    expect(named({ fk: "fk_%(referred_column_0_N_name)s_%(referred_column_1_name)s" }, address)).toBe(
      "fk_id_user_name_user_name",
    );
  });

  it("names that are too long for PostgreSQL", () => {
    const columns = ["information_channel_code", "billing_convention_name", "product_identifier"];
    expect(
      named({ uq: "uq_%(table_name)s_%(column_0_N_name)s" }, { ...user, table: "long_names", columns }, 63),
    ).toBe("uq_long_names_information_channel_code_billing_conventi_a79e");
    // The index in https://github.com/sqlalchemy/sqlalchemy/issues/3537
    const alphabet = "abcdefghijklmnopqrstuvwxyz";
    const index: NamedObject = {
      kind: "index",
      table: `test_very_long_name_${alphabet}`,
      columns: [alphabet],
    };
    expect(named(documented, index, 63)).toBe("ix_test_very_long_name_abcdefghijklmnopqrstuvwxyz_abcde_5f65");
    expect(named(documented, index)).toBe(`ix_test_very_long_name_${alphabet}_${alphabet}`);
  });

  it("a token of one's own", () => {
    const tokens = { fk_guid: ({ table, columns }: NamedObject) => [table, ...columns].join("/") };
    expect(named({ fk: "fk_%(fk_guid)s", tokens }, address)).toBe("fk_address/user_id/user_name");
  });
});

it("what has no template, or has a name and no %(constraint_name)s to put it in, keeps its name", () => {
  expect(named({ pk: "pk_%(table_name)s" }, user)).toBeUndefined();
  expect(named({ pk: "pk_%(table_name)s" }, { ...user, name: "mine" })).toBe("mine");
  expect(named(documented, { ...user, name: "mine" })).toBe("mine");
  expect(named({ uq: "100%%_%(table_name)s" }, user)).toBe("100%_user");
});

it("a name is cut by bytes, never inside a character, and whatever it holds", () => {
  const name = named({ uq: "uq_%(column_0_name)s" }, { ...user, columns: ["ä😀".repeat(20)] }, 63)!;
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(63);
  expect(name).toMatch(/^uq_(ä😀)+ä?_[0-9a-f]{4}$/);
  expect(named({ uq: "%(column_0_name)s" }, { ...user, columns: ["x".repeat(63)] }, 63)).toBe("x".repeat(63));
  expect(named({ uq: "%(column_0_name)s" }, { ...user, columns: ["$&%(a)s"] })).toBe("$&%(a)s");
});

it.each<[NamingConventionOptions, RegExp]>([
  [{ ux: "x" } as NamingConventionOptions, /unknown key "ux"/],
  [{ uq: 5 } as unknown as NamingConventionOptions, /has 5 for "uq"/],
  [{ uq: "uq_%(tabel_name)s" }, /unknown token %\(tabel_name\)s/],
  [{ uq: "uq_%(column_1_N_name)s" }, /unknown token/],
  [{ uq: "uq_%table_name" }, /"%" in "uq_%table_name" that begins no token/],
  [{ uq: "uq_%(referred_table_name)s" }, /nothing of a unique can stand for it/],
  [{ ck: "ck_%(column_0_name)s" }, /nothing of a check can stand for it/],
])("%j is refused", (options, message) => {
  expect(() => namingConvention(options)).toThrow(
    expect.objectContaining({
      code: "E_NAMING_CONVENTION",
      message: expect.stringMatching(message) as string,
    }),
  );
});

it.each<[NamedObject, RegExp]>([
  [{ kind: "check", table: "foo", columns: [] }, /check of table "foo" has no name of its own/],
  [{ ...user, columns: [] }, /nothing that %\(column_0_name\)s could stand for/],
  [{ ...user, kind: "index", columns: [undefined] }, /nothing that %\(column_0_label\)s could stand for/],
])("%j has not got what the template needs", (object, message) => {
  expect(() => named(documented, object)).toThrow(message);
});

describe("as a naming strategy", () => {
  class Strategy {
    readonly #suffix = "_own";
    materializedPathColumnName = "path";
    tableName(name: string) {
      return name + this.#suffix;
    }
    checkConstraintName(table: string, expression: string) {
      return this.tableName(`${table}:${expression}`);
    }
    foreignKeyName() {
      return this.tableName("fk");
    }
  }
  const convention = namingConvention({ ...documented, ck: "ck_%(table_name)s" });
  const inner = new Strategy() as unknown as Parameters<typeof conventionStrategy>[1];
  const limits = { identifierLength: 63, namedPrimaryKeys: true, uniqueConstraints: true };
  const strategy = conventionStrategy(convention, inner, limits);

  it("names keys and indexes, of a table with a schema too, and leaves all else to the wrapped one", () => {
    expect(strategy.uniqueConstraintName("app.user", ["name"])).toBe("uq_user_name");
    expect(strategy.relationConstraintName({ name: "user" } as never, ["name"])).toBe("uq_user_name");
    expect(strategy.foreignKeyName("address", ["user_id"], "app.user", ["id"])).toBe(
      "fk_address_user_id_user",
    );
    expect(strategy.tableName("user", undefined)).toBe("user_own");
    expect(strategy.materializedPathColumnName).toBe("path");
    expect(conventionOf(strategy)).toBe(convention);
    expect(conventionOf(inner)).toBeUndefined();
  });

  it("names a unique constraint as an index where it is one", () => {
    const mysql = conventionStrategy(convention, inner, { ...limits, uniqueConstraints: false });
    expect(mysql.relationConstraintName("user", ["name"])).toBe("ix_user_name");
  });

  it("leaves to it what TypeORM tells too little of", () => {
    expect(strategy.foreignKeyName("address", ["user_id"])).toBe("fk_own");
    expect(strategy.checkConstraintName("t", "x", true)).toBe("t:x_own");
    expect(strategy.checkConstraintName("t", "x")).toBe("ck_t");
  });
});
