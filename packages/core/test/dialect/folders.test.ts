import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { assumedDialect } from "../../src/connection/dialect-family.ts";
import type { Dialect } from "../../src/dialect/dialect.ts";

const root = fileURLToPath(new URL("../../src/dialect/", import.meta.url));

/** What every dialect consists of; what only one needs stands beside it under a name of its own. */
const common = [
  "align.ts",
  "catalog-queries.ts",
  "compile.ts",
  "declare.ts",
  "distinct-value.ts",
  "guard.ts",
  "index.ts",
  "literals.ts",
  "lock.ts",
  "neutral-value.ts",
  "reflect.ts",
  "scratch.ts",
  "types.ts",
];

describe("the folders of the dialects", () => {
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());

  it("are these", () => {
    expect(folders.map(({ name }) => name).sort()).toEqual(["mysql", "postgres", "sqlite"]);
  });

  it.each(folders.map(({ name }) => name))("%s has the files of its siblings", (name) => {
    expect(readdirSync(root + name)).toEqual(expect.arrayContaining(common));
  });
});

const dialects = ["postgres", "mysql", "mariadb", "better-sqlite3"].map((type) => assumedDialect(type));

describe.each(dialects.map((dialect) => [dialect.name, dialect] as const))(
  "%s",
  (_name, dialect: Dialect) => {
    it("quotes whatever stands in a name or a text", () => {
      const hostile = `a"b\`c'd]e\\f\${g}\n`;
      expect(dialect.identifier(hostile)).not.toBe(hostile);
      expect(dialect.readLiteral(dialect.literal(hostile))).toBe(hostile);
    });

    it("reads back the literals that it writes, and nothing else", () => {
      for (const value of ["", "it's", "NULL", "\\", "%_", 0, -1, 1.5]) {
        expect(dialect.readLiteral(dialect.literal(value))).toBe(value);
      }
      for (const expression of ["now()", "1 + 1", "'a' || 'b'", "CURRENT_TIMESTAMP", "NULL", ""]) {
        expect(dialect.readLiteral(expression)).toBeUndefined();
      }
    });

    it("reads back the types that it writes", () => {
      for (const text of ["varchar(50)", "integer", "decimal(10,2)", "text", "datetime", "boolean"]) {
        const type = dialect.parseType(text);
        expect(dialect.parseType(dialect.formatType(type))).toEqual(type);
      }
    });

    it("refuses a type that is none", () => {
      expect(() => dialect.parseType("varchar(50")).toThrow(
        expect.objectContaining({ code: "E_COLUMN_TYPE" }),
      );
      expect(() => dialect.parseType("int); DROP TABLE x; --")).toThrow(
        expect.objectContaining({ code: "E_COLUMN_TYPE" }),
      );
    });
  },
);
