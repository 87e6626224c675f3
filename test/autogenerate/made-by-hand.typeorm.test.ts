import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databaseNames } from "../databases/index.ts";
import { dump } from "../databases/dump.ts";
import { entity } from "../support/entity.ts";
import { openProject, type Project } from "./project.ts";

const text = { type: String, length: 40 } as const;
const number = { type: "int", default: 1 } as const;

const account = entity("account", { name: text }, {});
const reader = entity(
  "reader",
  {
    name: text,
    age: number,
    kind: { type: "enum", enum: ["a", "b"], default: "a" },
    accountId: { type: "int", nullable: true },
  },
  {
    checks: [{ name: "ck_age", expression: "age > 0" }],
    foreignKeys: [
      { name: "fk_account", target: "account", columnNames: ["accountId"], referencedColumnNames: ["id"] },
    ],
    uniques: [{ name: "uq_name", columns: ["name"] }],
  },
);
/** Everything about it changes that can change without taking a column away. */
const changed = entity(
  "reader",
  {
    name: { ...text, length: 80 },
    age: { type: "bigint", default: 2 },
    kind: { type: "enum", enum: ["b", "a", "c"], default: "c" },
    accountId: { type: "int", nullable: true, comment: "whose it is" },
    more: { type: "int", nullable: true },
  },
  {
    checks: [{ name: "ck_age", expression: "age >= 0" }],
    foreignKeys: [
      {
        name: "fk_account",
        target: "account",
        columnNames: ["accountId"],
        referencedColumnNames: ["id"],
        onDelete: "CASCADE",
      },
    ],
    uniques: [{ name: "uq_name", columns: ["name"] }],
    indices: [{ name: "ix_age", columns: ["age"] }],
  },
);

/** What no entity can say, by the type under which it is told; those without one are in nobody's way. */
const onTheTable: readonly (readonly [type: string | undefined, name: string, statement: string])[] = [
  ["index", "by_expression", "CREATE INDEX by_expression ON reader (lower(name), id DESC NULLS LAST)"],
  ["index", "by_class", "CREATE INDEX by_class ON reader (name text_pattern_ops) WITH (fillfactor = 70)"],
  ["index", "with_more", "CREATE UNIQUE INDEX with_more ON reader (id) INCLUDE (kind)"],
  ["index", "nulls_alike", `CREATE UNIQUE INDEX nulls_alike ON reader (id, "accountId") NULLS NOT DISTINCT`],
  ["unique", "uq_with_more", "ALTER TABLE reader ADD CONSTRAINT uq_with_more UNIQUE (id) INCLUDE (kind)"],
  [
    "unique",
    "uq_alike",
    `ALTER TABLE reader ADD CONSTRAINT uq_alike UNIQUE NULLS NOT DISTINCT (id, "accountId")`,
  ],
  ["check", "ck_own", "ALTER TABLE reader ADD CONSTRAINT ck_own CHECK (id <> 17) NO INHERIT"],
  [
    "exclusion",
    "apart",
    "ALTER TABLE reader ADD CONSTRAINT apart EXCLUDE USING gist (int4range(id, id + 1) WITH &&) DEFERRABLE",
  ],
  [
    undefined,
    "on_change",
    "CREATE TRIGGER on_change BEFORE UPDATE ON reader FOR EACH ROW EXECUTE FUNCTION touch()",
  ],
  [undefined, "own_rows", "CREATE POLICY own_rows ON reader USING (id > 0)"],
  [undefined, "secured", "ALTER TABLE reader ENABLE ROW LEVEL SECURITY"],
  [undefined, "no_two", "CREATE RULE no_two AS ON INSERT TO reader WHERE NEW.id = 2 DO INSTEAD NOTHING"],
  [undefined, "numbers", "CREATE STATISTICS numbers ON id, name FROM reader"],
  [undefined, "parameters", "ALTER TABLE reader SET (fillfactor = 80)"],
  [undefined, "grants", "GRANT SELECT (name) ON reader TO PUBLIC"],
];

/** Whole objects, none of which an entity declares. */
const beside: readonly (readonly [type: string | undefined, name: string, statement: string])[] = [
  ["table", "measured", "CREATE TABLE measured (id int, at date) PARTITION BY RANGE (at)"],
  [
    undefined,
    "measured_2020",
    "CREATE TABLE measured_2020 PARTITION OF measured FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')",
  ],
  ["sequence", "counter", "CREATE SEQUENCE counter INCREMENT 5 CYCLE MAXVALUE 100"],
  ["enum", "mood", "CREATE TYPE mood AS ENUM ('sad', 'ok')"],
  [undefined, "point3", "CREATE TYPE point3 AS (x int, y int, z int)"],
  [undefined, "email", "CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%')"],
  [undefined, "wrapper", "CREATE FOREIGN DATA WRAPPER wrapper"],
  [undefined, "server", "CREATE SERVER server FOREIGN DATA WRAPPER wrapper"],
  [undefined, "far", "CREATE FOREIGN TABLE far (id int) SERVER server"],
  ["view", "names", "CREATE VIEW names AS SELECT a.name FROM account a"],
  ["view", "counted", "CREATE MATERIALIZED VIEW counted AS SELECT count(*) FROM account"],
];

describe.runIf(databaseNames.includes("postgres"))("what an entity can't say", () => {
  let project: Project;
  beforeAll(async () => {
    project = await openProject("postgres", "made_by_hand");
    const { database } = project;
    await project.revise([account, reader], "first");
    await project.migrator([account, reader]).upgrade();
    await database.query(
      "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
    );
    for (const [, , statement] of [...onTheTable, ...beside]) await database.query(statement);
    // Constraints that an entity does declare, as a person would have made them.
    await database.script(`
      ALTER TABLE reader DROP CONSTRAINT uq_name, ADD CONSTRAINT uq_name UNIQUE (name) INCLUDE (age);
      ALTER TABLE reader DROP CONSTRAINT ck_age, ADD CONSTRAINT ck_age CHECK (age > 0) NOT VALID;
      ALTER TABLE reader DROP CONSTRAINT fk_account,
        ADD CONSTRAINT fk_account FOREIGN KEY ("accountId") REFERENCES account (id) NOT VALID;
      INSERT INTO account (name) VALUES ('a');
      INSERT INTO reader (name, "accountId") VALUES ('x', 1);
    `);
  });
  afterAll(() => project.close());

  it("is no difference, and told", async () => {
    const { upgradeOps, warnings, unmanaged } = await project.compare([account, reader]);
    expect({ upgradeOps, warnings }).toEqual({ upgradeOps: [], warnings: [] });
    const told = unmanaged.map(({ type, name }) => `${type} ${name}`);
    const expected = [...onTheTable, ...beside].flatMap(([type, name]) =>
      type === undefined ? [] : [`${type} ${name}`],
    );
    expect(told.sort()).toEqual(expected.sort());
  });

  it("stays while the entity changes, and when it changes back", async () => {
    const before = await dump(project.database);
    await project.revise([account, changed], "changed");
    await project.migrator([account, changed]).upgrade();
    const after = await dump(project.database);
    expect((await project.compare([account, changed])).isEmpty).toBe(true);
    const kept = Object.keys(before).filter(
      (name) => !/reader; Type: TABLE|ck_age|fk_account|reader_kind_enum/.test(name),
    );
    expect(Object.fromEntries(kept.map((name) => [name, after[name]]))).toEqual(
      Object.fromEntries(kept.map((name) => [name, before[name]])),
    );
    await project.migrator([account, reader]).downgrade("-1");
    expect(await dump(project.database)).toEqual(before);
  });
});
