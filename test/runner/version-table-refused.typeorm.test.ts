import { Migrator } from "@limbeck/core";
import { DataSource, type DataSourceOptions } from "typeorm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDatabase, databaseNames, type TestDatabase } from "../databases/index.ts";

describe.each(databaseNames)("a version table that the database refuses, on %s", (name) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createDatabase(name, "version_table_refused");
  });
  afterEach(() => database.drop());

  const migrator = (more: object) =>
    new Migrator({
      dataSource: new DataSource({ ...database.options, entities: [] } as unknown as DataSourceOptions),
      revisions: [],
      ...more,
    });

  it("says so of a table of somebody else's", async () => {
    await database.query("CREATE TABLE account (id integer)");
    await expect(migrator({ versionTable: "account" }).current()).rejects.toMatchObject({
      code: "E_VERSION_TABLE",
      message: expect.stringMatching(
        /^Can't read the version table account: .*Is it Limbeck's, with the column revision.*The statement was: SELECT/s,
      ) as string,
    });
  });

  it("says so where it can't be made, and who can make it", async () => {
    const elsewhere = migrator({ versionTableSchema: "limbeck_nowhere" });
    await expect(elsewhere.ensureVersion()).rejects.toMatchObject({
      code: "E_VERSION_TABLE",
      message: expect.stringMatching(
        /^Can't create the version table limbeck_nowhere\.limbeck_version: .*limbeck ensure-version\. The statement was: CREATE TABLE/s,
      ) as string,
    });
  });
});
