import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import * as limbeck from "limbeck";
import * as typeorm from "typeorm";
import { expect, onTestFinished, test } from "vitest";
import { compileErrorsOf } from "../support/compile-errors.ts";
import { type Block, readPages } from "./blocks.ts";

/** Pages whose blocks other tests compile. */
const elsewhere: ReadonlySet<string> = new Set([
  // The calls of the table test: packages/core/test/operation/directives
  ...["operations", "alembic-operations"],
  // packages/emitter/test/golden
  "side-by-side",
  // test/operations/own-operations.typeorm.test.ts
  "operations-own",
  // test/nest/docs.test.ts, beside the files that they import from each other
  "nest",
]);

const cache = fileURLToPath(new URL(".cache", import.meta.url));

const blocks = readPages()
  .filter(({ name }) => !elsewhere.has(name))
  .flatMap((page) => page.blocks)
  .filter(({ language }) => language === "ts");

test("every TypeScript block of the documentation compiles", { timeout: 120_000 }, () => {
  // Inside of the repository, where the packages that the blocks import are found.
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "blocks-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  writeFileSync(join(folder, "given.d.ts"), given);
  const paths = blocks.map((block, at) => {
    const path = join(folder, `block-${at}.ts`);
    writeFileSync(path, moduleOf(block));
    return path;
  });
  const errors = compileErrorsOf([join(folder, "given.d.ts"), ...paths], {
    noUnusedLocals: false,
    strictPropertyInitialization: false,
    experimentalDecorators: true,
  });
  // The place in the page, instead of that in the copy.
  const told = errors.map((text) =>
    text.replace(/^.*?block-(\d+)\.ts:\d+/, (_whole, at: string) => blocks[Number(at)]!.place),
  );
  // A placeholder is there to be filled in: until then the compiler refuses it, as the page says.
  const isPlaceholder = (text: string) => text.includes("Argument of type 'FillIn' is not assignable");
  expect(told.filter((text) => !isPlaceholder(text))).toEqual([]);
  expect(told.filter(isPlaceholder)).toHaveLength(
    blocks.filter(({ text }) => text.includes("fillIn(")).length,
  );
  expect(blocks.length).toBeGreaterThan(20);
});

/** What a page has told before it shows a part of a file. */
const given = `
  declare const dataSource: import("typeorm").DataSource;
  declare const limbeck: import("limbeck").Limbeck;
  declare const convention: import("limbeck").NamingConvention;
  declare const op: import("limbeck").Operations<"postgres">;
`;

/** A block that shows a part of a file leaves its imports out. */
function moduleOf({ text }: Block): string {
  const file = ts.createSourceFile("block.ts", text, ts.ScriptTarget.ESNext, true);
  if (file.statements.some((statement) => ts.isImportDeclaration(statement))) return text;
  const names = new Set<string>();
  const declared = new Set<string>();
  const collect = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) names.add(node.text);
    if ((ts.isBindingElement(node) || ts.isVariableDeclaration(node)) && ts.isIdentifier(node.name)) {
      declared.add(node.name.text);
    }
    node.forEachChild(collect);
  };
  collect(file);
  const imports = exported.map(([module, all]) => {
    const used = [...names].filter((name) => all.has(name) && !declared.has(name));
    return used.length === 0 ? "" : `import { ${used.join(", ")} } from "${module}";`;
  });
  return `${imports.join("")}${text}\nexport {};\n`;
}

/** What a page may take for imported; types leave no trace at run time. */
const exported: readonly (readonly [string, ReadonlySet<string>])[] = [
  ["limbeck", new Set([...Object.keys(limbeck), "Operations", "RevisionContext"])],
  [
    "typeorm",
    new Set(
      [...Object.keys(typeorm), "MigrationInterface", "QueryRunner"].filter(
        (name) => !(name in limbeck) && name !== "default",
      ),
    ),
  ],
  ["@limbeck/nestjs", new Set(["LimbeckModule"])],
  ["@nestjs/common", new Set(["Module"])],
  ["@nestjs/typeorm", new Set(["TypeOrmModule"])],
  ["node:path", new Set(["join"])],
];
