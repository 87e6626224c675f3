import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Limbeck, type LimbeckConfig } from "limbeck";
import { DataSource, type DataSourceOptions, type EntitySchema, MigrationExecutor } from "typeorm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dump } from "../databases/dump.ts";
import { createDatabase, databaseNames, type TestDatabase } from "../databases/index.ts";
import { firstModel } from "../main-job/model.ts";
import { compileErrors } from "../support/compile-errors.ts";
import { databasesWith } from "../support/databases-with.ts";
import { entity } from "../support/entity.ts";
import { lintErrors } from "../support/lint-errors.ts";
import { revisionDirectory } from "../support/revision-directory.ts";
import { tableNames } from "../support/table-names.ts";
import { createUser } from "./create-user.ts";
import { typeormMigrations } from "./typeorm-migrations.ts";

type Entities = readonly (Function | EntitySchema)[];

const author = entity(
  "author",
  { name: { type: String, length: 50 }, email: { type: String, nullable: true } },
  { indices: [{ name: "ix_author_email", columns: ["email"], unique: true }] },
);
const book = entity(
  "book",
  { title: { type: String }, authorId: { type: Number }, pages: { type: Number, default: 0 } },
  {
    foreignKeys: [
      { name: "fk_book_author", target: "author", columnNames: ["authorId"], referencedColumnNames: ["id"] },
    ],
  },
);

describe.each(databaseNames)("adopting a database on %s", (name) => {
  let database: TestDatabase;
  let fresh: TestDatabase;
  let directory: string;

  beforeEach(async () => {
    [database, fresh, directory] = await Promise.all([
      createDatabase(name, "adopt"),
      createDatabase(name, "adopt_fresh"),
      revisionDirectory(),
    ]);
  });
  afterEach(async () => {
    await Promise.all([database.drop(), fresh.drop(), rm(directory, { recursive: true, force: true })]);
  });

  const dataSource = (entities: Entities, on = database, more: object = {}) =>
    new DataSource({ ...on.options, entities, ...more } as unknown as DataSourceOptions);
  const limbeck = (entities: Entities, on = database, more: Partial<LimbeckConfig> = {}) =>
    new Limbeck({ dataSource: dataSource(entities, on), directory, ...more });
  const files = async () => (await readdir(directory)).filter((file) => file.endsWith(".ts"));

  /** The structure as the database tells it, without tables that only keep books. */
  async function structure(on: TestDatabase) {
    const objects = Object.entries(await dump(on));
    return objects
      .filter(
        ([object]) =>
          !/\b(migrations|limbeck_version)\b|migrations_id|PK_8c82d7f526340ab734260ea46be/.test(object),
      )
      .map(([object, lines]) => [
        object,
        lines.map((line) =>
          // A revision says 0 where TypeORM says '0', and the server keeps the difference.
          line.replaceAll(goesWithoutSaying, "").replaceAll(/'(-?\d+)'::numeric/g, "$1"),
        ),
      ]);
  }

  async function withTypeorm<T>(
    entities: Entities,
    use: (source: DataSource) => Promise<T>,
    more = {},
  ): Promise<T> {
    const source = await dataSource(entities, database, more).initialize();
    try {
      return await use(source);
    } finally {
      await source.destroy();
    }
  }

  const migrate = () =>
    withTypeorm([author, book], (source) => source.runMigrations(), { migrations: typeormMigrations });

  it("writes what TypeORM's migrations left, stamps it, and the next revision is empty", async () => {
    expect(await migrate()).toHaveLength(5);
    await database.query("INSERT INTO author (name) VALUES ('Ada')");
    const before = await structure(database);

    const adoption = await limbeck([author, book]).adopt({ message: "as it was", revisionId: "aaaa1111" });
    expect(adoption).toMatchObject({
      revision: "aaaa1111",
      proof: { by: "running" },
      changes: [],
      warnings: [],
    });
    expect(adoption.source).not.toContain("migrations");

    expect(await limbeck([author, book]).current()).toMatchObject({ heads: ["aaaa1111"], atHead: true });
    expect(await limbeck([author, book]).revision({ message: "next", autogenerate: true })).toBeNull();
    expect(await database.query("SELECT name FROM author")).toEqual([{ name: "Ada" }]);
    expect(await structure(database)).toEqual(before);

    // A database made by the revision is what the migrations made, by the word of the database itself.
    await limbeck([author, book], fresh).upgrade();
    expect(await structure(fresh)).toEqual(await structure(database));
    await limbeck([author, book], fresh).downgrade("base");
    expect((await tableNames(fresh)).filter((table) => table !== "typeorm_metadata")).toEqual([
      "limbeck_version",
    ]);
  });

  it("takes over whatever TypeORM can make", async () => {
    const entities = firstModel(name);
    await withTypeorm(entities, (source) => source.synchronize());
    const { changes, warnings, proof, path, source } = await limbeck(entities).adopt();
    // TypeORM creates no checks on MySQL and MariaDB (typeorm#4148).
    const leavesChecksOut = name === "mysql" || name === "mariadb";
    expect(changes).toEqual(leavesChecksOut ? [expect.stringContaining("check")] : []);
    expect({ warnings, proof }).toEqual({ warnings: [], proof: { by: "running" } });
    expect(compileErrors(path), source).toEqual([]);
    expect(lintErrors(path), source).toEqual([]);

    await limbeck(entities, fresh).upgrade();
    expect(await structure(fresh)).toEqual(await structure(database));
  });

  it("tells what the entities and the database do not have in common, and leaves it to the next revision", async () => {
    await migrate();
    const changed = entity(
      "author",
      {
        name: { type: String, length: 80 },
        born: { type: Number, nullable: true },
        email: { type: String, nullable: true },
      },
      { indices: [{ name: "ix_author_email", columns: ["email"], unique: true }] },
    );
    const { changes, source } = await limbeck([changed, book]).adopt();
    expect([...changes].sort()).toEqual([
      "add column author.born",
      expect.stringMatching(/change column author\.name: type .*50.* -> .*80/),
    ]);
    expect(source).not.toContain("born");
    const next = await limbeck([changed, book]).revision({ message: "next", autogenerate: true });
    expect(next?.source).toContain("born");
    await limbeck([changed, book]).upgrade();
    await limbeck([changed, book]).check();
    await limbeck([changed, book], fresh).upgrade();
    await limbeck([changed, book], fresh).check();
  });

  it.each(["migrations", "schema history"])(
    "tells of TypeORM's migrations that have not run, by the table %s",
    async (migrationsTableName) => {
      const run = { migrationsTableName, migrations: typeormMigrations.slice(0, 3) };
      await withTypeorm([author, book], (source) => source.runMigrations(), run);
      const all = { migrationsTableName, migrations: typeormMigrations };
      const pending = await withTypeorm([author, book], pendingByTypeorm, all);
      expect(pending).toEqual(["AddEmail1700000000004", "AddPages1700000000005"]);

      const source = dataSource([author, book], database, all);
      const adoption = await limbeck([], database, { dataSource: source }).adopt();
      expect(adoption.pendingMigrations).toEqual(pending);
      expect(adoption.warnings).toEqual([expect.stringContaining(pending.join(", "))]);
      expect(adoption.warnings[0]).toContain(`2 of its 5 migrations`);
      expect(adoption.warnings[0]).toContain(`by its table ${migrationsTableName}`);
      expect(adoption.changes).toContain("add column author.email");
      expect(adoption.source).not.toContain(migrationsTableName);
      // The DataSource is given back as it was.
      expect(source.options.migrations).toBe(typeormMigrations);

      // The first of the two ways out that the warning names.
      await rm(adoption.path);
      await database.query("DROP TABLE limbeck_version");
      await withTypeorm([author, book], (source) => source.runMigrations(), all);
      expect(
        await limbeck([], database, { dataSource: dataSource([author, book], database, all) }).adopt(),
      ).toMatchObject({ pendingMigrations: [], changes: [], warnings: [] });
    },
  );

  it("tells that none of TypeORM's migrations have run where synchronize() made the tables", async () => {
    await withTypeorm([author, book], (source) => source.synchronize());
    const all = { migrations: typeormMigrations };
    const before = await tableNames(database);
    const adoption = await limbeck([], database, {
      dataSource: dataSource([author, book], database, all),
    }).adopt();
    expect(adoption.pendingMigrations).toHaveLength(5);
    expect(adoption.warnings).toEqual([expect.stringContaining("which has no table migrations")]);
    // TypeORM's own command would have made it.
    expect((await tableNames(database)).sort()).toEqual([...before, "limbeck_version"].sort());
    expect(await withTypeorm([author, book], pendingByTypeorm, all)).toEqual(adoption.pendingMigrations);
  });

  it("asks a DataSource that the application has connected", async () => {
    await migrate();
    await database.query("DELETE FROM migrations WHERE name = 'AddPages1700000000005'");
    await withTypeorm(
      [author, book],
      async (source) => {
        const { pendingMigrations } = await limbeck([], database, { dataSource: source }).adopt();
        expect(pendingMigrations).toEqual(await pendingByTypeorm(source));
        expect(pendingMigrations).toEqual(["AddPages1700000000005"]);
      },
      { migrations: typeormMigrations },
    );
  });

  if (databasesWith(({ tableQualifier }) => tableQualifier === "schema").includes(name))
    it("finds TypeORM's table in the schema of the DataSource", async () => {
      await database.query("CREATE SCHEMA shop");
      const schema = { schema: "shop", migrations: typeormMigrations.slice(0, 1) };
      await withTypeorm([author, book], (source) => source.runMigrations(), schema);
      const all = { schema: "shop", migrations: typeormMigrations };
      const { pendingMigrations, warnings } = await limbeck([], database, {
        dataSource: dataSource([author, book], database, all),
      }).adopt();
      expect(pendingMigrations).toEqual(await withTypeorm([author, book], pendingByTypeorm, all));
      expect(pendingMigrations).toHaveLength(4);
      expect(warnings[0]).toContain("by its table migrations");
    });

  it("keeps tables that no entity declares: they are in the revision, and no later one drops them", async () => {
    await migrate();
    await limbeck([author]).adopt();
    expect(await limbeck([author]).revision({ message: "next", autogenerate: true })).toBeNull();
    await limbeck([author], fresh).upgrade();
    expect(await structure(fresh)).toEqual(await structure(database));
    expect((await limbeck([author], fresh).autogenerate()).unmanaged).toEqual([
      { type: "table", name: "book" },
    ]);
    // A revision that can't be read again as a script would be of no use where only scripts are allowed.
    expect(await limbeck([author], fresh).upgrade("head", { sql: true })).toContain("book");
  });

  it("leaves out what a filter excludes", async () => {
    await migrate();
    const includeName = (object: string | undefined, type: string) =>
      !(type === "table" && object === "book");
    const { source, changes } = await limbeck([author, book], database, { includeName }).adopt();
    expect(changes).toEqual([]);
    expect(source).not.toContain("book");
  });

  it("reads the revision again where no database is to be made for it", async () => {
    await migrate();
    const { proof } = await limbeck([author]).adopt({ scratch: false });
    expect(proof).toEqual({ by: "reading", reason: "no database was to be made for it" });
  });

  it("finds out when a hook has changed what the revision does, and stamps nothing", async () => {
    await migrate();
    const spoil = async (path: string) =>
      writeFile(path, (await readFile(path, "utf8")).replace(/await op\.createIndex\((.|\n)*?;\n/, ""));
    const postWriteHooks = [{ name: "spoil", type: "function" as const, run: spoil }];
    for (const scratch of [true, false]) {
      await expect(
        limbeck([author, book], database, { postWriteHooks }).adopt({ scratch }),
      ).rejects.toMatchObject({
        code: "E_BASELINE",
        message: expect.stringContaining("ix_author_email") as string,
      });
      expect(await tableNames(database)).not.toContain("limbeck_version");
      const [file, ...others] = await files();
      expect(others).toEqual([]);
      await rm(join(directory, file!));
    }
  });

  if (databasesWith(({ secondConnection }) => secondConnection).includes(name))
    it("reads the revision again where the user may not make a database", async () => {
      await migrate();
      const user = await createUser(database);
      try {
        const options = { ...database.options, ...user.options, entities: [author, book] };
        const dataSource = new DataSource(options as unknown as DataSourceOptions);
        const { proof, changes } = await new Limbeck({ dataSource, directory }).adopt();
        expect(proof).toEqual({ by: "reading", reason: expect.stringMatching(/denied/i) as string });
        expect(changes).toEqual([]);
      } finally {
        await user.drop();
      }
    });

  // A default that calls a function of one's own: MySQL and SQLite know none.
  if (databasesWith(({ extensions }) => extensions).includes(name))
    it("stamps nothing while the revision lacks what it stands on, and goes on once that is in it", async () => {
      await database.script(`
        CREATE FUNCTION next_code() RETURNS integer LANGUAGE sql AS 'SELECT 7';
        CREATE TABLE coded (id integer PRIMARY KEY, code integer DEFAULT next_code());`);
      await expect(limbeck([]).adopt({ revisionId: "aaaa1111" })).rejects.toMatchObject({
        code: "E_BASELINE",
        message: expect.stringContaining("next_code") as string,
      });
      expect(await tableNames(database)).toEqual(["coded"]);
      const scratch = "SELECT datname FROM pg_database WHERE datname LIKE 'limbeck\\_scratch\\_%'";
      expect(
        await database.query(
          `${scratch} AND NOT EXISTS (SELECT 1 FROM pg_stat_activity a WHERE a.datname = pg_database.datname)`,
        ),
      ).toEqual([]);

      const path = join(directory, (await files())[0]!);
      const made = `await op.execute("CREATE FUNCTION next_code() RETURNS integer LANGUAGE sql AS 'SELECT 7'");`;
      const source = await readFile(path, "utf8");
      // Under another name: a process reads a module once.
      await rm(path);
      await writeFile(
        join(directory, "mended.ts"),
        source.replace(/(function upgrade\(.*\{\n)/, `$1  ${made}\n`),
      );
      await limbeck([]).stamp("aaaa1111");
      expect(await limbeck([]).revision({ message: "next", autogenerate: true })).toBeNull();
      await limbeck([], fresh).upgrade();
      expect(await structure(fresh)).toEqual(await structure(database));
    });

  it("refuses where revisions, or a version table, are there already, and where nothing is", async () => {
    await expect(limbeck([author]).adopt()).rejects.toMatchObject({ code: "E_NOTHING_TO_ADOPT" });
    await migrate();
    await limbeck([author, book]).ensureVersion();
    await expect(limbeck([author, book]).adopt()).rejects.toMatchObject({
      code: "E_ADOPTED",
      details: { table: "limbeck_version", rows: [] },
    });
    await database.query("DROP TABLE limbeck_version");
    await limbeck([author, book]).adopt({ revisionId: "aaaa1111" });
    await expect(limbeck([author, book]).adopt()).rejects.toMatchObject({
      code: "E_ADOPTED",
      details: { heads: ["aaaa1111"] },
    });
    await rm(join(directory, (await files())[0]!));
    await expect(limbeck([author, book]).adopt()).rejects.toMatchObject({
      code: "E_ADOPTED",
      details: { rows: ["aaaa1111"] },
    });
    expect(await files()).toEqual([]);
  });
});

/** Those that TypeORM itself would run next. */
async function pendingByTypeorm(source: DataSource): Promise<string[]> {
  return (await new MigrationExecutor(source).getPendingMigrations()).map(({ name }) => name);
}

/** SQLite keeps the words of who made a table, and says the same again in its PRAGMA functions. */
const goesWithoutSaying = / ON (DELETE|UPDATE) NO ACTION/g;
