import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { databaseNames } from "../../../../../test/databases/index.ts";
import type { AlterEnum } from "../../../src/operation/operation.ts";
import { reverse } from "../../../src/operation/reverse.ts";
import { type Bench, createBench, tableOf } from "./harness.ts";

describe.runIf(databaseNames.includes("postgres"))(
  "enum types of PostgreSQL with rows in their tables",
  () => {
    let bench: Bench;

    beforeEach(async () => {
      bench = await createBench("pg_enums");
      await bench.query(`
      CREATE TYPE "my mood" AS ENUM ('sad', 'it''s', 'ok');
      CREATE TABLE "a ""t""" (
        id integer,
        mood "my mood" DEFAULT 'ok' CONSTRAINT "not sad" CHECK (mood <> 'sad'),
        moods "my mood"[] NOT NULL DEFAULT '{ok}'
      );
      CREATE UNIQUE INDEX "only ok" ON "a ""t""" (id) WHERE mood = 'ok';
      CREATE INDEX plain ON "a ""t""" (mood);
      INSERT INTO "a ""t""" VALUES (1, 'ok', '{sad,ok}'), (2, 'it''s', '{}');
    `);
    });

    afterEach(() => bench.database.drop());

    const table = { name: 'a "t"' };
    const change = (values: readonly string[], more: Partial<AlterEnum> = {}): AlterEnum => ({
      kind: "alterEnum",
      enum: { name: "my mood" },
      values,
      existing: ["sad", "it's", "ok"],
      usedBy: [
        { table, column: "mood", default: "'ok'", existingDefault: "'ok'" },
        { table, column: "moods", array: true, default: "'{ok}'", existingDefault: "'{ok}'" },
      ],
      ...more,
    });
    const labels = async () => (await bench.reflect()).enums;
    const rows = () => bench.query('SELECT id, mood, moods::text FROM "a ""t""" ORDER BY id');

    it("adds labels in their place without replacing the type", async () => {
      const operation = change(["new", "sad", "x", "y", "it's", "ok", "last", "very last"]);
      expect((await bench.sql(operation)).every((sql) => sql.includes("ADD VALUE"))).toBe(true);
      await bench.run(operation);
      expect(await labels()).toEqual([{ name: "my mood", values: operation.values }]);
    });

    it.each([
      ["adds and uses a label", change(["sad", "it's", "ok", "new"], { replace: true })],
      ["moves labels", change(["ok", "it's", "sad"])],
      ["takes a label away", change(["it's", "ok", "sad"])],
    ])("%s by replacing the type, and back", async (_title, operation) => {
      const before = await bench.reflect();
      const content = await rows();
      await bench.run(operation);
      expect(await labels()).toEqual([{ name: "my mood", values: operation.values }]);
      const after = tableOf(await bench.reflect(), table.name);
      expect({ ...after }).toEqual(tableOf(before, table.name));
      expect(await rows()).toEqual(content);
      await bench.run(reverse(operation));
      expect(await bench.reflect()).toEqual(before);
      expect(await rows()).toEqual(content);
    });

    it("takes another default with the new labels", async () => {
      const used = change(["sad", "it's", "ok", "new"], {
        replace: true,
        usedBy: [
          { table, column: "mood", default: "'new'", existingDefault: "'ok'" },
          { table, column: "moods", array: true, default: "'{new}'", existingDefault: "'{ok}'" },
        ],
      });
      await bench.run(used);
      const { columns } = tableOf(await bench.reflect(), table.name);
      expect(columns.map((column) => column.default)).toEqual([
        undefined,
        "'new'::\"my mood\"",
        "'{new}'::\"my mood\"[]",
      ]);
    });

    it("fails, and changes nothing, while a row has the label that goes away", async () => {
      const before = await bench.reflect();
      await expect(bench.run(change(["it's", "ok"]))).rejects.toThrow(/invalid input value for enum/);
      expect(await bench.reflect()).toEqual(before);
    });

    it("moves a column between an enum type and text", async () => {
      const existing = tableOf(await bench.reflect(), table.name).columns[2]!;
      const operation = {
        kind: "alterColumn",
        table,
        column: "moods",
        change: { type: { name: "text", array: true } },
        existing,
      } as const;
      const content = await rows();
      await bench.run(operation);
      expect(await rows()).toEqual(content);
      await bench.run(reverse(operation));
      expect(await rows()).toEqual(content);
      expect(tableOf(await bench.reflect(), table.name).columns[2]).toEqual(existing);
    });
  },
);
