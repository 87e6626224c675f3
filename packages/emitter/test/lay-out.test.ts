import * as fc from "fast-check";
import { format } from "prettier";
import { ts } from "ts-morph";
import { expect, it } from "vitest";
import { layOut } from "../src/lay-out.ts";
import { printCall, printObject, printSql, printString, printStrings } from "../src/print-values.ts";

// Prettier is what the text is measured by: it leaves alone what was laid out as it would have.

const inFunction = (body: string) => `async () => {\n${body}\n};\n`;
const laidOut = (...statements: readonly string[]) =>
  inFunction(statements.map((statement) => layOut(statement, 2, ts)).join("\n"));
const byPrettier = (...statements: readonly string[]) =>
  format(inFunction(statements.join("\n")), { parser: "typescript" });

const long = (letter: string, length = 70) => printString(letter.repeat(length));

it.each([
  `await op.dropTable("a");`,
  `await op.dropTable(${long("a")}, { schema: "app" });`,
  `await op.createTable("t", [\ncolumn("a", "integer"),\n]);`,
  `await op.createTable("t", [\ncolumn("a", "integer"),\ncolumn("b", ${long("b", 30)}, { nullable: true, comment: ${long("c")} }),\n]);`,
  `await op.createTable("t", [column("a", "integer"), column(${long("b")}, "integer")], { comment: "x" });`,
  `await op.createEnum("e", [${long("a", 20)}, ${long("b", 20)}, ${long("c", 20)}, "d"]);`,
  `await op.createIndex(op.f("ix"), "t", [{ column: "a", descending: true }, { expression: sql\`b\`, nulls: "first" }]);`,
  `await op.createIndex(op.f("ix"), "t", [{ column: "a", descending: true }, { column: "b" }], { unique: true });`,
  `await op.createIndex(op.f("ix"), "t", ["a"], { where: sql\`a\n> 1\` });`,
  `await op.createView("v", sql\`SELECT a\n  FROM b\`);`,
  `await op.createView("v", sql\`SELECT a\n  FROM b\`, { materialized: true });`,
  `await op.execute(sql\`SELECT a\n  FROM b\`);`,
  `await op.execute(sql\`${"x".repeat(90)}\`);`,
  `await op.createTable("t", [column("a", "b"), check(sql\`a\n> 1\`)]);`,
  `await op.createTableComment("t", ${long("c", 100)});`,
  `await op.alterColumn("t", "c", { comment: ${long("c", 90)}, to: ${long("d", 90)}, default: sql\`${"e".repeat(90)}\` });`,
  `const valueOfReaderLanguage = fillIn("reader.language, character varying(2), for the rows that are there");`,
  `const ${"valueOf".padEnd(70, "X")} = fillIn("reader.language");`,
  `// a comment stays as it is, ${"however long it may be ".repeat(5)}`,
  `await op.dropConstraint(op.f(null), "t", "check", { existing: check(sql\`${"a > 1 AND ".repeat(8)}true\`) });`,
])("lays out as prettier does: %s", async (statement) => {
  expect(laidOut(statement)).toBe(await byPrettier(statement));
});

const text = fc
  .string({ unit: fc.constantFrom("a", "b", " ", '"', "'", "\\", "\n"), maxLength: 50 })
  .map(printString);
const query = fc
  .string({ unit: fc.constantFrom("a", " ", "'", "`", "${", "\\", "\n"), maxLength: 60 })
  .map(printSql);
const identifier = fc.constantFrom("a", "name", "where", "expression", "nullsNotDistinct");

const { value } = fc.letrec<{ value: string; object: string; list: string; call: string }>((tie) => ({
  object: fc
    .dictionary(identifier, tie("value"), { minKeys: 1, maxKeys: 3 })
    .map((entries) => printObject(entries)!),
  list: fc.oneof(
    fc.array(tie("value"), { maxLength: 4 }).map((items) => `[${items.join(", ")}]`),
    fc.array(fc.constantFrom("a", "b".repeat(30)), { maxLength: 5 }).map(printStrings),
  ),
  call: fc
    .tuple(fc.constantFrom("column", "check", "foreignKey", "op.f"), fc.array(tie("value"), { maxLength: 4 }))
    .map(([name, parameters]) => printCall(name, ...parameters)),
  value: fc.oneof({ maxDepth: 4 }, text, query, tie("object"), tie("list"), tie("call")),
}));

it("lays out as prettier does, whatever the operation", async () => {
  const statement = fc
    .tuple(fc.constantFrom("createTable", "alterColumn", "execute"), fc.array(value, { maxLength: 4 }))
    .map(([name, parameters]) => `await op.${printCall(name, ...parameters)};`);
  await fc.assert(
    fc.asyncProperty(statement, async (one) => {
      expect(laidOut(one)).toBe(await byPrettier(one));
    }),
    { numRuns: 300 },
  );
});
