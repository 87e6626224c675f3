import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { databaseNames } from "../../../../../test/databases/index.ts";
import { postgres } from "../../../src/dialect/postgres/index.ts";
import { applyOperations } from "../../../src/operation/apply.ts";
import type { Operation } from "../../../src/operation/operation.ts";
import { reverseAll } from "../../../src/operation/reverse.ts";
import { emptyTable } from "../../../src/schema/empty-schema.ts";
import type { Column } from "../../../src/schema/schema.ts";
import { type Bench, createBench, metadataTable, tableOf, withoutServiceTables } from "./harness.ts";

/** Quotes, what ends a body of PL/pgSQL, what starts a comment, and a line of its own. */
const evil = `a"b'c\\d$$$limbeck$/*--\n;é`;

describe.runIf(databaseNames.includes("postgres"))(
  "PostgreSQL with names and texts that nobody should write",
  () => {
    let bench: Bench;

    beforeEach(async () => {
      bench = await createBench("pg_hostile");
    });

    afterEach(() => bench.database.drop());

    it("creates, changes, renames and takes away", async () => {
      const table = { schema: evil, name: evil };
      const type = { schema: evil, name: `${evil}type` };
      const existing = async (name: string): Promise<Column> =>
        tableOf(await bench.reflect([evil]), evil).columns.find((column) => column.name === name)!;
      const done: Operation[] = [];
      const run = async (...operations: readonly Operation[]) => {
        await bench.run(...operations);
        done.push(...operations);
      };
      const start = withoutServiceTables(await bench.reflect([evil]));
      await run(
        { kind: "createSchema", name: evil },
        { kind: "createEnum", enum: { ...type, values: [evil, "b"] } },
        {
          kind: "createTable",
          table: {
            ...emptyTable(evil, evil),
            columns: [
              { name: evil, type: { name: "integer" }, nullable: false, identity: "serial", comment: evil },
              {
                name: "kind",
                type: { ...type, userDefined: true },
                nullable: true,
                default: bench.dialect.literal(evil),
              },
              { name: "n", type: { name: "integer" }, nullable: true },
              {
                name: `${evil}2`,
                type: { name: "integer" },
                nullable: true,
                generated: { expression: "n * 2", stored: true, declared: evil },
              },
            ],
            primaryKey: { name: `${evil}p`, columns: [evil] },
            comment: evil,
          },
        },
        {
          kind: "createIndex",
          table,
          index: {
            name: `${evil}i`,
            parts: [{ column: "kind" }],
            unique: false,
            where: `kind = ${bench.dialect.literal(evil)}`,
          },
        },
        {
          kind: "createView",
          view: {
            schema: evil,
            name: `${evil}v`,
            definition: "SELECT 1 AS one",
            declared: evil,
            materialized: false,
            indexes: [],
            dependsOn: [],
          },
        },
      );
      await bench.query(`INSERT INTO ${bench.dialect.qualified(table)} (n) VALUES (1)`);
      await run({
        kind: "alterColumn",
        table,
        column: evil,
        change: { identity: "always" },
        existing: await existing(evil),
      });
      await run({
        kind: "alterColumn",
        table,
        column: evil,
        change: { identity: "serial" },
        existing: await existing(evil),
      });
      await run({
        kind: "alterColumn",
        table,
        column: evil,
        change: { type: { name: "bigint" } },
        existing: await existing(evil),
      });
      await run({
        kind: "alterColumn",
        table,
        column: "n",
        change: { type: { name: "bigint" } },
        existing: await existing("n"),
      });
      await run({
        kind: "alterEnum",
        enum: type,
        values: [`${evil}${evil}`.slice(0, 40), evil],
        existing: [evil, "b"],
        usedBy: [
          {
            table,
            column: "kind",
            default: bench.dialect.literal(evil),
            existingDefault: bench.dialect.literal(evil),
          },
        ],
      });
      await run(
        { kind: "renameColumn", table, column: evil, newName: `${evil}3` },
        { kind: "renameTable", table, newName: `${evil}4` },
      );
      const found = withoutServiceTables(await bench.reflect([evil]));
      const { found: aligned, warnings } = await bench.dialect.align(
        bench.query,
        found,
        applyOperations(start, done),
      );
      expect(warnings).toEqual([]);
      expect(aligned.tables).toMatchObject(
        applyOperations(start, done).tables.map(({ indexes: _indexes, ...rest }) => rest),
      );
      expect(await bench.query("SELECT name, value FROM typeorm_metadata ORDER BY name")).toEqual([
        { name: `${evil}2`, value: evil },
        { name: `${evil}v`, value: evil },
      ]);
      await bench.run(...reverseAll(done));
      expect(withoutServiceTables(await bench.reflect([evil]))).toEqual(start);
    });

    it("makes a generated column anew where the server can't change it, with all that hangs on it", async () => {
      await bench.query(`CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a + 1) STORED CONSTRAINT "b is unique" UNIQUE,
      CONSTRAINT either CHECK (a < b), CONSTRAINT other CHECK (a > 0));
      CREATE INDEX i ON t (a) INCLUDE (b); CREATE INDEX j ON t ((b + 1)); INSERT INTO t VALUES (1)`);
      const before = tableOf(await bench.reflect(), "t");
      const old = postgres({ version: "12.1" });
      const operation: Operation = {
        kind: "alterColumn",
        table: { name: "t" },
        column: "b",
        change: { generated: { expression: "a + 2", stored: true } },
      };
      expect(old.needsState(operation)).toBe(true);
      const statements = old.compile([operation], {
        state: await bench.reflect(),
        metadataTable,
        metadataTableExists: false,
      });
      for (const { sql } of statements) await bench.query(sql);
      expect(await bench.query("SELECT * FROM t")).toEqual([{ a: 1, b: 3 }]);
      const after = tableOf(await bench.reflect(), "t");
      expect(after).toEqual({
        ...before,
        columns: [
          before.columns[0],
          { ...before.columns[1], generated: { expression: "a + 2", stored: true, declared: undefined } },
        ].map((column) => JSON.parse(JSON.stringify(column)) as Column),
      });
    });

    it("makes a column serial whose sequence nobody owns, and gives the sequence back", async () => {
      await bench.query(
        `CREATE SEQUENCE t_id_seq START WITH 7; CREATE TABLE t (id integer NOT NULL DEFAULT nextval('t_id_seq'))`,
      );
      const before = await bench.reflect();
      const operation: Operation = {
        kind: "alterColumn",
        table: { name: "t" },
        column: "id",
        change: { identity: "serial", default: null },
        existing: tableOf(before, "t").columns[0]!,
      };
      await bench.run(operation);
      expect(tableOf(await bench.reflect(), "t").columns[0]).toMatchObject({ identity: "serial" });
      expect(await bench.query("INSERT INTO t DEFAULT VALUES RETURNING id")).toEqual([{ id: 7 }]);
      await bench.run(...reverseAll([operation]));
      expect(await bench.reflect()).toEqual(before);
    });
  },
);
