import { column, primaryKey, type RevisionModule, sql } from "@limbeck/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type DatabaseName, databaseNames } from "../databases/index.ts";
import { databasesWith } from "../support/databases-with.ts";
import { type Bench, bench, revisionFor } from "./one-revision.ts";

type Upgrade = RevisionModule["upgrade"];

let here: Bench;

afterEach(() => here.database.drop());

const createNote: Upgrade = (op) =>
  op.createTable("note", [
    column("id", "integer"),
    column("title", "varchar(90)"),
    column("author", "varchar(90)"),
    primaryKey(["id"], { name: "pk_note" }),
  ]);

/** The index as the database itself tells it. */
const definition: Record<DatabaseName, string> = {
  sqlite: "SELECT sql AS text FROM sqlite_schema WHERE type = 'index' AND name = 'ix'",
  postgres: "SELECT indexdef AS text FROM pg_indexes WHERE indexname = 'ix'",
  mysql: "SHOW CREATE TABLE note",
  mariadb: "SHOW CREATE TABLE note",
};

async function told(name: DatabaseName): Promise<string> {
  const [row] = await here.database.query(definition[name]);
  return String(row!.text ?? row!["Create Table"]);
}

const make = (...upgrades: Upgrade[]) => here.migrator([createNote, ...upgrades]).upgrade();

describe.each(databaseNames)("an index on %s", (name) => {
  beforeEach(async () => {
    here = await bench(name, "indexes");
  });

  it("has its parts in their order, and is unique", async () => {
    await make((op) =>
      op.createIndex("ix", "note", ["author", { column: "title", descending: true }], { unique: true }),
    );
    expect((await told(name)).replaceAll(/["`]/g, "")).toMatch(/UNIQUE.* ix .*\((author), ?(title) DESC\)/s);
  });
});

describe.each(databasesWith(({ partialIndexes }) => partialIndexes))("a partial index on %s", (name) => {
  beforeEach(async () => {
    here = await bench(name, "indexes");
  });

  it("is about some of the rows", async () => {
    await make(
      revisionFor<"postgres" | "sqlite">((op) =>
        op.createIndex("ix", "note", ["title"], { where: sql`author = 'me'`, unique: true }),
      ),
    );
    await here.database.query("INSERT INTO note VALUES (1, 'a', 'you'), (2, 'a', 'you'), (3, 'a', 'me')");
    await expect(here.database.query("INSERT INTO note VALUES (4, 'a', 'me')")).rejects.toThrow(/unique/i);
  });
});

describe.each(databasesWith(({ expressionIndexes }) => expressionIndexes))("an index on %s", (name) => {
  beforeEach(async () => {
    here = await bench(name, "indexes");
  });

  it("is over an expression", async () => {
    await make(
      revisionFor<"postgres" | "mysql" | "sqlite">((op) =>
        op.createIndex("ix", "note", [{ expression: sql`lower(title)` }]),
      ),
    );
    expect((await told(name)).replaceAll(/[`"]/g, "")).toMatch(/ix.*\(\(?lower\(.*title.*\)\)/s);
  });
});

describe.each(databasesWith(({ exclusionConstraints }) => exclusionConstraints))("an index on %s", (name) => {
  beforeEach(async () => {
    here = await bench(name, "indexes");
  });

  it("has method, operator class, nulls, collation, included columns, and is built while others write", async () => {
    const all: Upgrade = revisionFor<"postgres">(async (op) => {
      await op.createIndex(
        "ix",
        "note",
        [
          {
            column: "title",
            operatorClass: "varchar_pattern_ops",
            collation: "C",
            descending: true,
            nulls: "last",
          },
        ],
        { method: "btree", include: ["author"], unique: true, nullsNotDistinct: true, concurrently: true },
      );
    });
    await here.migrator([createNote, all]).upgrade();
    expect(await told(name)).toBe(
      'CREATE UNIQUE INDEX ix ON public.note USING btree (title COLLATE "C" varchar_pattern_ops DESC NULLS LAST) ' +
        "INCLUDE (author) NULLS NOT DISTINCT",
    );
    const hash: Upgrade = revisionFor<"postgres">((op) =>
      op.createIndex("ix", "note", ["author"], { method: "hash" }),
    );
    const drop: Upgrade = revisionFor<"postgres">((op) => op.dropIndex("ix", "note", { concurrently: true }));
    await here.migrator([createNote, all, drop, hash]).upgrade();
    expect(await told(name)).toBe("CREATE INDEX ix ON public.note USING hash (author)");
  });
});

// Where a database is what elsewhere is a schema.
const mysqlFamily = databasesWith(
  ({ createSchema, tableQualifier }) => createSchema && tableQualifier === "database",
);

describe.each(mysqlFamily)("an index on %s", (name) => {
  beforeEach(async () => {
    here = await bench(name, "indexes");
  });

  it("has a prefix, or is for words, or for places", async () => {
    await here
      .migrator([
        revisionFor<"mysql" | "mariadb">(async (op) => {
          await op.createTable("note", [column("title", "text"), column("place", "point")]);
          await op.createIndex("ix_prefix", "note", [{ column: "title", length: 7 }]);
          await op.createIndex("ix_words", "note", ["title"], { kind: "fulltext" });
          await op.createIndex("ix_place", "note", ["place"], { kind: "spatial" });
        }),
      ])
      .upgrade();
    const text = await told(name);
    expect(text).toContain("KEY `ix_prefix` (`title`(7))");
    expect(text).toContain("FULLTEXT KEY `ix_words` (`title`)");
    expect(text).toContain("SPATIAL KEY `ix_place` (`place`)");
  });
});
