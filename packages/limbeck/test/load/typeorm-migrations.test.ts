import { DataSource, type MigrationInterface, MigrationExecutor } from "typeorm";
import { expect, test } from "vitest";
import { createModuleLoader } from "../../src/load/module-loader.ts";
import { listedMigrations } from "../../src/load/typeorm-migrations.ts";
import { createProject } from "../support/project.ts";

class Second1700000000002 implements MigrationInterface {
  async up(): Promise<void> {}
  async down(): Promise<void> {}
}
class First implements MigrationInterface {
  name = "Renamed1700000000001";
  async up(): Promise<void> {}
  async down(): Promise<void> {}
}

const dataSource = (migrations: unknown) =>
  new DataSource({ type: "better-sqlite3", database: ":memory:", migrations: migrations as [] });

const read = (migrations: unknown, root = ".") =>
  listedMigrations(dataSource(migrations), createModuleLoader({ root }), root);

test.each([
  ["a list", [Second1700000000002, First]],
  ["an object", { Second1700000000002, First }],
])("migrations in %s have the names that TypeORM gives them, in its order", async (_, migrations) => {
  const connected = await dataSource(migrations).initialize();
  const all = await new MigrationExecutor(connected).getPendingMigrations();
  await connected.destroy();
  expect(await read(migrations)).toEqual({ names: all.map(({ name }) => name), patterns: [] });
});

const migration = (name: string) => `export class ${name} { async up() {} async down() {} }`;

test("files of a pattern are looked through for migrations, and nothing else in them is made", async () => {
  const project = createProject({
    "package.json": "{}",
    "src/a.ts": `${migration("A1700000000002")}
      export const helper = () => { throw new Error("called") };
      export class Helper { at: number = 1 }`,
    "src/b.js": `exports.list = [class B1700000000001 { async up() {} async down() {} }];`,
    "src/c.d.ts": "export declare class C1700000000003 {}",
  });
  const patterns = ["src/*{.ts,.js}"];
  expect(await read(patterns, project.root)).toEqual({
    names: ["B1700000000001", "A1700000000002"],
    patterns,
  });
});

test("a pattern for compiled files stands for the sources only where there are no compiled ones", async () => {
  const project = createProject({ "package.json": "{}", "src/a.mts": migration("A1700000000001") });
  const names = async () => read(["src/*.mjs"], project.root);
  expect(await names()).toMatchObject({ names: ["A1700000000001"] });
  project.write({ "src/b.mjs": migration("B1700000000002") });
  expect(await names()).toMatchObject({ names: ["B1700000000002"] });
});

test("what can't be loaded is told with its place", async () => {
  const project = createProject({ "src/a.ts": `import "./gone";` });
  expect(await read(["src/*.ts"], project.root)).toEqual({
    unreadable: expect.stringMatching(/^src\/a\.ts:1:\d+: .*gone/) as string,
  });
});
