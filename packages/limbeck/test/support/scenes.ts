import { readFileSync } from "node:fs";
import Sqlite from "better-sqlite3";
import type { TestDatabase } from "../../../../test/databases/index.ts";
import { createLibrary, revisionFile } from "./library.ts";
import { createNestApplication } from "./nest-application.ts";
import { createProject, type Project } from "./project.ts";

// The projects in which transcripts take place.

const table = (name: string) => `await op.execute("CREATE TABLE ${name} (id integer)");`;
const drop = (name: string) => `await op.execute("DROP TABLE ${name}");`;

/** A revision whose downgrade takes back what its upgrade did. */
function revision(id: string, down: string | null, message: string, name: string, head = ""): string {
  return revisionFile(id, down, message, table(name))
    .replace("dependsOn: string[] = []", `dependsOn: string[] = [${head}]`)
    .replace(/(downgrade\(.*\{\n)/, `$1  ${drop(name)}\n`);
}

const line = {
  "migrations/a.ts": revision("aaaa1111", null, "add authors", "author_list"),
  "migrations/b.ts": revision("bbbb2222", "aaaa1111", "add books", "book_list"),
  "migrations/c.ts": revision("cccc3333", "bbbb2222", "add loans", "loan_list"),
};

const branched = {
  "migrations/a.ts": line["migrations/a.ts"],
  "migrations/b.ts": revision("bbbb2222", "aaaa1111", "the shop", "shop_list").replace(
    "branchLabels: string[] = []",
    'branchLabels: string[] = ["shop"]',
  ),
  "migrations/c.ts": revision("cccc3333", "aaaa1111", "the stock", "stock_list"),
};

const config = (more: string) => `import { defineConfig } from "limbeck";
  export default defineConfig({ dataSource: "./src/data-source.ts", directory: "./migrations", ${more} });`;

const hooks = (...list: readonly string[]) => config(`postWriteHooks: [${list.join(", ")}]`);
const tidy = `{ name: "tidy", type: "module", module: "./tidy.cjs" }`;
const lint = `{ name: "lint", type: "module", module: "./lint.cjs", options: "--fix" }`;

/** A data source on the database of a test. */
const dataSourceOf = ({ options }: TestDatabase) => `import { DataSource } from "typeorm";
  import { Author, Book } from "./entities.js";
  export const dataSource = new DataSource({ ...${JSON.stringify(options)}, entities: [Author, Book] });`;

function twoDatabases(shop: string): Project {
  const source = (name: string) =>
    `new DataSource({ type: "better-sqlite3", database: import.meta.dirname + "/${name}.sqlite" })`;
  return createProject({
    "package.json": `{ "type": "module" }`,
    "limbeck.config.ts": `import { DataSource } from "typeorm";
      import { defineConfig } from "limbeck";
      export default defineConfig({ databases: {
        shop: { dataSource: ${source("shop")}, directory: "./shop" },
        stock: { dataSource: ${source("stock")}, directory: "./stock" },
      } });`,
    "shop/a.ts": revisionFile("aaaa1111", null, "the shop", shop),
    "stock/b.ts": revision("bbbb2222", null, "the stock", "stock_list"),
  });
}

/**
 * What `createTable` of two of TypeORM's own migrations leaves behind, and the table in which it keeps count of them.
 *
 * @param names of the migrations among the sources.
 */
function migratedLibrary(names: readonly string[]): Project {
  const library = createLibrary();
  const source = readFileSync(library.path("src/data-source.ts"), "utf8");
  library.write({
    "src/data-source.ts": source.replace(
      "entities:",
      'migrations: [import.meta.dirname + "/migrations/*.js"], entities:',
    ),
    ...Object.fromEntries(
      names.map((name, at) => [
        `src/migrations/${at + 1}.ts`,
        `export class ${name} { async up(): Promise<void> {} async down(): Promise<void> {} }`,
      ]),
    ),
  });
  const database = new Sqlite(library.path("library.sqlite"));
  database.exec(`
    CREATE TABLE "migrations" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "timestamp" bigint NOT NULL, "name" varchar NOT NULL);
    INSERT INTO "migrations" ("timestamp", "name") VALUES (1700000000001, 'AddAuthor1700000000001'), (1700000000002, 'AddBook1700000000002');
    CREATE TABLE "author" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "name" varchar(50) NOT NULL);
    CREATE TABLE "book" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "title" varchar NOT NULL, "authorId" integer,
      CONSTRAINT "FK_66a4f0f47943a0d99c16ecf90b2" FOREIGN KEY ("authorId") REFERENCES "author" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION);
    INSERT INTO "author" ("name") VALUES ('Ursula K. Le Guin');`);
  database.close();
  return library;
}

const dependencies = { "better-sqlite3": "*", "reflect-metadata": "*", typeorm: "*" };

function newNestApplication(more: object): Project {
  const packages = { "@nestjs/common": "*", "@nestjs/core": "*", "reflect-metadata": "*", ...more };
  const manifest = { name: "library", dependencies: packages, devDependencies: { limbeck: "*" } };
  return createProject({
    "package.json": JSON.stringify(manifest, null, 2),
    "src/app.module.ts": `import { Module } from "@nestjs/common";\n\n@Module({})\nexport class AppModule {}\n`,
  });
}

export const scenes: Readonly<Record<string, (database?: TestDatabase) => Project>> = {
  "an empty folder": () => createProject({}),
  "a new project": () =>
    createProject({
      "package.json": JSON.stringify(
        { name: "library", dependencies, devDependencies: { limbeck: "*" } },
        null,
        2,
      ),
    }),
  // As `nest new` lays it out, and with TypeORM in it.
  "a new Nest application": () => newNestApplication({ "@nestjs/typeorm": "*", pg: "*", typeorm: "*" }),
  "a new Nest application without TypeORM": () => newNestApplication({}),
  "a new project in JavaScript": () =>
    createProject({
      "package.json": JSON.stringify(
        { name: "library", dependencies: { ...dependencies, limbeck: "*" } },
        null,
        2,
      ),
      "index.js": "",
    }),
  "a project with a script of its own": () =>
    createProject({
      "package.json": JSON.stringify(
        { name: "library", scripts: { "migration:check": "my check" }, dependencies },
        null,
        2,
      ),
      "src/data-source.ts": "",
    }),
  "a library without revisions": () => createLibrary(),
  "a library with three revisions": () => createLibrary(line),
  "a library with two branches": () => createLibrary(branched),
  "a library with a branch that needs the other": () =>
    createLibrary({
      ...branched,
      "migrations/c.ts": revision("cccc3333", "aaaa1111", "the stock", "stock_list", `"bbbb2222"`),
    }),
  "a library with a branch that goes on": () =>
    createLibrary({
      ...branched,
      "migrations/d.ts": revision("dddd4444", "bbbb2222", "more of the shop", "more_list"),
    }),
  "a library with revisions in two folders": () =>
    createLibrary({
      "migrations/a.ts": line["migrations/a.ts"],
      "plugin/revisions/.gitkeep": "",
      "limbeck.config.ts": `import { defineConfig } from "limbeck";
        export default defineConfig({ dataSource: "./src/data-source.ts", directory: ["./migrations", "./plugin/revisions"] });`,
    }),
  "a library with tables of somebody else": () => {
    const project = createLibrary();
    const database = new Sqlite(project.path("library.sqlite"));
    for (let at = 1; at <= 6; at++) database.exec(`CREATE TABLE foreign_${at} (id integer)`);
    database.close();
    return project;
  },
  "a library that TypeORM has migrated": () =>
    migratedLibrary(["AddAuthor1700000000001", "AddBook1700000000002"]),
  "a library with a migration that TypeORM has not run": () =>
    migratedLibrary(["AddAuthor1700000000001", "AddBook1700000000002", "AddPages1700000000003"]),
  "a library with a migration of TypeORM's that can't be loaded": () => {
    const project = migratedLibrary(["AddAuthor1700000000001", "AddBook1700000000002"]);
    project.write({ "src/migrations/3.ts": `import "./gone.js"; export class AddPages1700000000003 {}` });
    return project;
  },
  "a library without the migrations that TypeORM has run": () => migratedLibrary([]),
  "a library with a template": () =>
    createLibrary({
      "tools/revision.ts": `export default ({ comment, imports, declarations, upgrade, downgrade }) =>
        \`\${comment}\\n\${imports}\\n\${declarations}\\nexport async function upgrade(op) {\${upgrade}\\n}
          export async function downgrade(op) {\${downgrade}\\n}\`;`,
      "tools/empty.ts": `export default () => "";`,
    }),
  "a library with hooks": () =>
    createLibrary({ "limbeck.config.ts": hooks(tidy), "tidy.cjs": `console.log("1 file tidied");` }),
  "a library with a hook that fails": () =>
    createLibrary({
      ...branched,
      "limbeck.config.ts": hooks(lint, tidy),
      "tidy.cjs": "",
      "lint.cjs": `console.log("9:1  error  no semicolon\\n\\n1 problem"); process.exit(1);`,
    }),
  "a library whose second revision fails": (database) => {
    const broken = revisionFile(
      "bbbb2222",
      "aaaa1111",
      "fill authors",
      `${table("half_done")}\n  await op.execute("INSERT INTO nowhere VALUES (1)");`,
    );
    return createLibrary({
      "migrations/a.ts": line["migrations/a.ts"],
      "migrations/b.ts": broken,
      ...(database && { "src/data-source.ts": dataSourceOf(database) }),
    });
  },
  "a library whose first revision throws": (database) =>
    createLibrary({
      "migrations/a.ts": revisionFile("aaaa1111", null, "add authors", `throw new Error("not on a Friday");`),
      ...(database && { "src/data-source.ts": dataSourceOf(database) }),
    }),
  "a database of a newer release": () => {
    const project = createLibrary(line);
    const database = new Sqlite(project.path("library.sqlite"));
    database.exec(
      "CREATE TABLE limbeck_version (revision varchar(64) PRIMARY KEY); INSERT INTO limbeck_version VALUES ('ffff9999')",
    );
    database.close();
    return project;
  },
  "a library of this database": (database) =>
    createLibrary({ ...line, ...(database && { "src/data-source.ts": dataSourceOf(database) }) }),
  // One database, and what its entities are before and after a change: `-x edition=second`.
  "a library in two editions": (database) => {
    if (database === undefined) throw new Error("this scene is one of a database");
    const { options } = database;
    const edition = (
      entity: string,
    ) => `import { Column, DataSource, Entity, Index, PrimaryGeneratedColumn } from "typeorm";
      ${entity}
      export const dataSource = new DataSource({ ...${JSON.stringify(options)}, entities: [Reader] });`;
    return createLibrary({
      "limbeck.config.ts": `import { defineConfig } from "limbeck";
        export default defineConfig(({ x }) => ({ dataSource: \`./src/\${x.edition ?? "first"}.ts\`, directory: "./migrations" }));`,
      "src/first.ts": edition(`@Entity() class Reader {
        @PrimaryGeneratedColumn() id!: number;
        @Column({ length: 50 }) name!: string;
        @Column({ type: "int", nullable: true }) age!: number | null;
      }`),
      "src/second.ts": edition(`@Entity() @Index("reader_name", ["name"]) class Reader {
        @PrimaryGeneratedColumn() id!: number;
        @Column({ length: 80 }) name!: string;
        @Column({ default: true }) active!: boolean;
      }`),
    });
  },
  "a configuration with two databases": () => twoDatabases(table("shop_list")),
  "a configuration with two databases, the first of which fails": () =>
    twoDatabases(`await op.execute("INSERT INTO nowhere VALUES (1)");`),
  "a Nest application": () => createNestApplication(line),
  "a configuration that takes -x": () =>
    createLibrary({
      ...line,
      "other.config.ts": `export default ({ x }) => ({ dataSource: "./src/data-source.ts", directory: x.folder ?? "./none" });`,
    }),
};
