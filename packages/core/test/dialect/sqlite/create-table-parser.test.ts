import { describe, expect, it } from "vitest";
import { parseCreateIndex } from "../../../src/dialect/sqlite/create-index-parser.ts";
import { parseCreateTable } from "../../../src/dialect/sqlite/create-table-parser.ts";

describe("parseCreateTable", () => {
  it("reads what PRAGMAs don't tell: names, checks, collations, deferral, options", () => {
    const parsed = parseCreateTable(`CREATE TABLE IF NOT EXISTS main."od""d" (
      -- a comment, with a ( in it
      "id" integer CONSTRAINT "pk" PRIMARY KEY AUTOINCREMENT NOT NULL,
      [name] VARCHAR (50) COLLATE nocase NOT NULL DEFAULT ('it''s') CONSTRAINT "uq" UNIQUE,
      \`age\` int CHECK (age > 0 AND name <> ')') DEFAULT -1,
      total decimal(10, 2) GENERATED ALWAYS AS (age * 2) STORED,
      untyped DEFAULT x'00ff',
      parent REFERENCES other ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
      CONSTRAINT "ck" CHECK ((age < 100)) FOREIGN KEY (name, age) REFERENCES "t2" (a, b) ON UPDATE SET NULL
    ) STRICT, WITHOUT ROWID`);
    expect(parsed).toEqual({
      columns: [
        { name: "id", type: { name: "integer" }, nullable: false, identity: "auto increment" },
        {
          name: "name",
          type: { name: "varchar", length: 50 },
          nullable: false,
          collation: "NOCASE",
          default: "'it''s'",
        },
        { name: "age", type: { name: "int" }, nullable: true, default: "-1" },
        {
          name: "total",
          type: { name: "decimal", precision: 10, scale: 2 },
          nullable: true,
          generated: { expression: "age * 2", stored: true },
        },
        { name: "untyped", type: { name: "" }, nullable: true, default: "x'00ff'" },
        { name: "parent", type: { name: "" }, nullable: true },
      ],
      primaryKey: { name: "pk", columns: ["id"] },
      uniques: [{ name: "uq", columns: ["name"] }],
      checks: [{ expression: "age > 0 AND name <> ')'" }, { name: "ck", expression: "age < 100" }],
      foreignKeys: [
        {
          columns: ["parent"],
          referencedTable: { name: "other" },
          referencedColumns: undefined,
          onDelete: "cascade",
          onUpdate: "no action",
          deferrable: "initially deferred",
        },
        {
          columns: ["name", "age"],
          referencedTable: { name: "t2" },
          referencedColumns: ["a", "b"],
          onDelete: "no action",
          onUpdate: "set null",
        },
      ],
      options: { strict: true, withoutRowid: true },
      unmodelled: [],
    });
  });

  it("notes what the model can't hold, so that no rebuild loses it", () => {
    const { unmodelled } = parseCreateTable(
      `CREATE TABLE t (a integer UNIQUE ON CONFLICT REPLACE, b REFERENCES x MATCH FULL, PRIMARY KEY (a DESC))`,
    );
    expect(unmodelled).toEqual(["ON CONFLICT REPLACE", "MATCH FULL", "DESC"]);
  });

  it("refuses what is no table", () => {
    expect(() => parseCreateTable("CREATE TABLE t")).toThrow(expect.objectContaining({ code: "E_REFLECT" }));
  });
});

describe("parseCreateIndex", () => {
  it("tells columns from expressions", () => {
    const sql = `CREATE UNIQUE INDEX "i x" ON "t" ("a" COLLATE nocase DESC, lower(b), (c + 1) ASC, d) WHERE d > '('`;
    expect(parseCreateIndex("i x", sql)).toEqual({
      name: "i x",
      parts: [
        { column: "a", collation: "NOCASE", descending: true },
        { expression: "lower(b)" },
        { expression: "(c + 1)" },
        { column: "d" },
      ],
      unique: true,
      where: "d > '('",
    });
  });
});
