import {
  check,
  column,
  foreignKey,
  type Operations,
  primaryKey,
  type RevisionModule,
  sql,
  unique,
} from "@limbeck/core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runThroughClient } from "../databases/client.ts";
import { type DatabaseName, databaseNames } from "../databases/index.ts";
import { databasesWith } from "../support/databases-with.ts";
import { type Bench, bench, revisionFor } from "./one-revision.ts";

type Change = (op: Operations<"postgres">) => Promise<void>;

let here: Bench;
let done: RevisionModule["upgrade"][];

afterEach(() => here.database.drop());

/** Runs one revision more, which is kept when it has not failed. */
async function run(...changes: Change[]): Promise<void> {
  const revisions = changes.map((change) => revisionFor(change));
  await here.migrator([...done, ...revisions]).upgrade();
  done.push(...revisions);
}

async function begin(name: DatabaseName): Promise<void> {
  here = await bench(name, "drop_column");
  done = [];
  await run(async (op) => {
    await op.createTable("shelf", [column("id", "integer"), primaryKey(["id"], { name: op.f("pk_shelf") })]);
    await op.createTable("book", [
      column("id", "integer"),
      column("title", "varchar(40)"),
      column("author", "varchar(40)", { nullable: true }),
      column("isbn", "varchar(13)"),
      column("edition", "integer", { default: 1 }),
      column("shelf_id", "integer", { nullable: true }),
      primaryKey(["id"], { name: op.f("pk_book") }),
      unique(["isbn"], { name: op.f("uq_isbn") }),
      unique(["title", "edition"], { name: op.f("uq_title_edition") }),
      foreignKey(["shelf_id"], "shelf", ["id"], { name: op.f("fk_shelf") }),
      check(sql`edition > 0`, { name: op.f("ck_edition") }),
    ]);
    await op.createIndex(op.f("ix_author"), "book", ["author"]);
    await op.createIndex(op.f("ix_title"), "book", ["title"]);
    await op.bulkInsert("shelf", [{ id: 7 }]);
    await op.bulkInsert("book", [
      { id: 1, title: "Emma", author: "Austen", isbn: "1", shelf_id: 7 },
      { id: 2, title: "Ulysses", author: "Joyce", isbn: "2" },
    ]);
  });
}

const rows = async (columns: string) => here.database.query(`SELECT ${columns} FROM book ORDER BY isbn`);

/** The indexes of the books, those of constraints among them, as the database itself tells them. */
const indexNames: Record<DatabaseName, string> = {
  sqlite: "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'book' AND sql IS NOT NULL",
  postgres: "SELECT indexname AS name FROM pg_indexes WHERE tablename = 'book'",
  mysql:
    "SELECT DISTINCT index_name AS name FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = 'book'",
  mariadb:
    "SELECT DISTINCT index_name AS name FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = 'book'",
};

async function indexes(name: DatabaseName): Promise<readonly unknown[]> {
  return (await here.database.query(indexNames[name]))
    .map((row) => row.name)
    .filter((one) => String(one).startsWith("ix_"));
}

describe.each(databaseNames)("a dropped column on %s", (name) => {
  beforeEach(() => begin(name));

  test("takes its index with it, and no other", async () => {
    await run((op) => op.dropColumn("book", "author"));
    expect(await indexes(name)).toEqual(["ix_title"]);
    expect(await rows("*")).toMatchObject([
      { id: 1, title: "Emma", isbn: "1", edition: 1, shelf_id: 7 },
      { id: 2, title: "Ulysses", isbn: "2", edition: 1, shelf_id: null },
    ]);
    expect(Object.keys((await rows("*"))[0]!)).not.toContain("author");
  });

  test("leaves the name of its index to another one", async () => {
    await run(async (op) => {
      await op.dropColumn("book", "author");
      await op.createIndex(op.f("ix_author"), "book", ["edition"]);
    });
    expect(await indexes(name)).toEqual(expect.arrayContaining(["ix_author", "ix_title"]));
  });

  test("comes back as another one, without the index", async () => {
    await run(async (op) => {
      await op.dropColumn("book", "author");
      await op.addColumn("book", column("author", "integer", { nullable: true }));
    });
    expect(await indexes(name)).toEqual(["ix_title"]);
    expect(await rows("author")).toEqual([{ author: null }, { author: null }]);
  });

  test("takes the keys with it that are of this column alone", async () => {
    await run(
      (op) => op.dropColumn("book", "isbn"),
      (op) => op.dropColumn("book", "id"),
    );
    await here.database.query("INSERT INTO book (title, edition) VALUES ('Emma', 2)");
    expect(await here.database.query("SELECT title FROM book ORDER BY title, edition")).toEqual([
      { title: "Emma" },
      { title: "Emma" },
      { title: "Ulysses" },
    ]);
  });
});

describe.each(databasesWith(({ alterByRebuild }) => alterByRebuild))("a dropped column on %s", (name) => {
  beforeEach(() => begin(name));

  test("takes with it what is in several columns, an expression or a condition of an index", async () => {
    await run(async (op) => {
      await op.createIndex(op.f("ix_both"), "book", ["isbn", "author"]);
      await op.createIndex(op.f("ix_lower"), "book", [{ expression: sql`lower(author)` }]);
      await op.createIndex(op.f("ix_some"), "book", ["isbn"], { where: sql`author IS NOT NULL` });
      await op.createIndex(op.f("ix_none"), "book", [{ expression: sql`'author' || isbn` }]);
    });
    await run((op) => op.dropColumn("book", "author"));
    expect(await indexes(name)).toEqual(expect.arrayContaining(["ix_title", "ix_none"]));
    expect(await indexes(name)).toHaveLength(2);
  });

  test("may have its index dropped by name after it, in the same rebuild", async () => {
    await run(async (op) => {
      await op.dropColumn("book", "author");
      await op.dropIndex(op.f("ix_author"), "book");
      await op.dropColumn("book", "isbn");
      await op.dropConstraint(op.f("uq_isbn"), "book", "unique");
    });
    expect(await indexes(name)).toEqual(["ix_title"]);
  });

  test("is refused where a key of several columns or a foreign key has it, and nothing is lost", async () => {
    const before = await rows("*");
    await expect(run((op) => op.dropColumn("book", "edition"))).rejects.toMatchObject({
      code: "E_UNSUPPORTED_OPERATION",
      message: expect.stringMatching(/book\.edition.*unique constraint uq_title_edition.*op\.dropConstraint/),
    });
    await expect(run((op) => op.dropColumn("book", "shelf_id"))).rejects.toMatchObject({
      code: "E_UNSUPPORTED_OPERATION",
      message: expect.stringMatching(/book\.shelf_id.*foreign key fk_shelf.*op\.dropConstraint/),
    });
    expect(await rows("*")).toEqual(before);
    expect(await indexes(name)).toEqual(expect.arrayContaining(["ix_author", "ix_title"]));
    await run(async (op) => {
      await op.dropConstraint(op.f("fk_shelf"), "book", "foreign key");
      await op.dropColumn("book", "shelf_id");
    });
  });

  test("is gone in a script that builds the table anew later", async () => {
    done.push(
      revisionFor<"postgres">((op) => op.dropColumn("book", "author")),
      revisionFor<"postgres">((op) => op.alterColumn("book", "title", { nullable: true })),
    );
    const script = await here.migrator(done).upgrade("head", { sql: true });
    await here.database.drop();
    here = await bench(name, "drop_column");
    await runThroughClient(here.database, script);
    expect(await indexes(name)).toEqual(["ix_title"]);
  });
});
