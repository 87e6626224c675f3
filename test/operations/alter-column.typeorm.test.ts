import { column, primaryKey, type RevisionModule, sql } from "@limbeck/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type DatabaseName, databaseNames } from "../databases/index.ts";
import { databasesWith } from "../support/databases-with.ts";
import { type Bench, bench, revisionFor } from "./one-revision.ts";

type Upgrade = RevisionModule["upgrade"];

let here: Bench;
let done: readonly Upgrade[];

afterEach(() => here.database.drop());

async function run(...upgrades: readonly Upgrade[]): Promise<void> {
  await here.migrator([...done, ...upgrades]).upgrade();
  done = [...done, ...upgrades];
}

/** What differs by name comes from the tables below. */
const typed = revisionFor<"postgres">;

/** What differs in name alone. */
const words = {
  sqlite: { numbered: "auto increment", collation: "NOCASE", concat: "n || ' pages'" },
  postgres: { numbered: "by default", collation: "C", concat: "n || ' pages'" },
  mysql: { numbered: "auto increment", collation: "utf8mb4_bin", concat: "CONCAT(n, ' pages')" },
  mariadb: { numbered: "auto increment", collation: "utf8mb4_bin", concat: "CONCAT(n, ' pages')" },
} as const satisfies Record<DatabaseName, object>;

const createBook: Upgrade = async (op) => {
  await op.createTable("book", [
    column("id", "integer"),
    column("title", "varchar(50)"),
    column("n", "integer", { nullable: true, default: 7 }),
    primaryKey(["id"], { name: "pk_book" }),
  ]);
  await op.createIndex("ix_book", "book", ["title", "n"]);
  await op.execute("INSERT INTO book (id, title, n) VALUES (4, 'Middlemarch', 8), (9, 'emma', NULL)");
};

describe.each(databaseNames)("alterColumn on %s", (name) => {
  beforeEach(async () => {
    here = await bench(name, "alter");
    done = [];
    await run(createBook);
  });

  const query = (text: string) => here.database.query(text);
  const numbers = (rows: Record<string, unknown>[]) => rows.map((row) => Object.values(row).map(Number));

  it("renames a column together with what else changes", async () => {
    await run((op) =>
      op.alterColumn("book", "n", { name: "pages", type: "bigint", nullable: true, default: 3 }),
    );
    await query("INSERT INTO book (id, title) VALUES (10, 'Persuasion')");
    expect(numbers(await query("SELECT id, coalesce(pages, 0) AS pages FROM book ORDER BY id"))).toEqual([
      [4, 8],
      [9, 0],
      [10, 3],
    ]);
    await run((op) => op.alterColumn("book", "pages", { name: "n" }));
    expect(numbers(await query("SELECT n FROM book WHERE id = 4"))).toEqual([[8]]);
  });

  it("leaves what it does not mention, and takes away what is null", async () => {
    await run((op) => op.alterColumn("book", "n", { type: "bigint" }));
    await query("INSERT INTO book (id, title) VALUES (10, 'Persuasion')");
    await run((op) => op.alterColumn("book", "n", { default: null }));
    await query("INSERT INTO book (id, title) VALUES (11, 'Emma')");
    expect(await query("SELECT n FROM book WHERE id = 9 OR id = 11")).toEqual([{ n: null }, { n: null }]);
    expect(numbers(await query("SELECT n FROM book WHERE id = 10"))).toEqual([[7]]);
    await run(
      (op) => op.backfill("book", "n", 1),
      (op) => op.alterColumn("book", "n", { nullable: false, default: 5 }),
      (op) => op.alterColumn("book", "n", { type: "integer" }),
    );
    await expect(query("INSERT INTO book (id, title, n) VALUES (12, 'x', NULL)")).rejects.toThrow();
    await query("INSERT INTO book (id, title) VALUES (12, 'x')");
    expect(numbers(await query("SELECT n FROM book WHERE id = 12"))).toEqual([[5]]);
  });

  it("numbers the rows, and no more", async () => {
    await run(
      typed((op) => op.alterColumn("book", "id", { identity: words[name].numbered as "by default" })),
    );
    await query("INSERT INTO book (title) VALUES ('Persuasion')");
    expect(numbers(await query("SELECT id FROM book ORDER BY id"))).toEqual([[4], [9], [10]]);
    await run((op) => op.alterColumn("book", "id", { identity: null }));
    await query("INSERT INTO book (id, title) VALUES (20, 'Emma')");
    const again = query("INSERT INTO book (title) VALUES ('Emma')");
    // A key of SQLite's that is INTEGER is its rowid, which the database numbers whatever is said.
    await (name === "sqlite" ? again : expect(again).rejects.toThrow());
  });

  it("computes a column, in another way, and no more", async () => {
    const generated = (text: string) => ({ generated: { expression: sql([text] as never), stored: true } });
    await run(
      (op) => op.addColumn("book", column("label", "varchar(60)", { nullable: true })),
      (op) => op.alterColumn("book", "label", generated(words[name].concat)),
    );
    expect(await query("SELECT label FROM book ORDER BY id")).toEqual([
      { label: "8 pages" },
      { label: null },
    ]);
    await run((op) => op.alterColumn("book", "label", generated("upper(title)")));
    expect(await query("SELECT label FROM book ORDER BY id")).toEqual([
      { label: "MIDDLEMARCH" },
      { label: "EMMA" },
    ]);
    await run((op) => op.alterColumn("book", "label", { generated: null }));
    // SQLite's other connection learns of the new table when it reads it.
    await query("SELECT label FROM book");
    await query("UPDATE book SET label = 'mine' WHERE id = 4");
    expect(await query("SELECT label FROM book ORDER BY id")).toEqual([{ label: "mine" }, { label: "EMMA" }]);
  });

  it("sorts by another collation", async () => {
    const sorted = async () => (await query("SELECT title FROM book ORDER BY title")).map((row) => row.title);
    const { collation } = words[name];
    const before = await sorted();
    await run((op) => op.alterColumn("book", "title", { collation }));
    const after = await sorted();
    expect(after).toEqual(name === "sqlite" ? ["emma", "Middlemarch"] : ["Middlemarch", "emma"]);
    await run((op) => op.alterColumn("book", "title", { collation: null }));
    expect(await sorted()).toEqual(before);
  });

  it("converts values by the SQL that it is given", async () => {
    await run((op) => op.alterColumn("book", "title", { type: "integer", using: sql`length(title)` }));
    expect(numbers(await query("SELECT title FROM book ORDER BY id"))).toEqual([[11], [4]]);
  });

  it("says which column is not there", async () => {
    await expect(run((op) => op.alterColumn("book", "none", { type: "bigint" }))).rejects.toMatchObject({
      code: "E_OBJECT_UNKNOWN",
    });
  });
});

describe.each(databasesWith(({ columnComments }) => columnComments))("comments on %s", (name) => {
  beforeEach(async () => {
    here = await bench(name, "alter_comment");
    done = [];
    await run(createBook);
  });

  const comment = async () => {
    const [row] = await here.database.query(
      name === "postgres"
        ? "SELECT col_description('book'::regclass, 2) AS text"
        : "SELECT COLUMN_COMMENT AS text FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND COLUMN_NAME = 'title'",
    );
    return row!.text;
  };

  it("come, stay with another change, and go", async () => {
    await run(typed((op) => op.alterColumn("book", "title", { comment: "it's \\ the title" })));
    expect(await comment()).toBe("it's \\ the title");
    await run((op) => op.alterColumn("book", "title", { type: "varchar(60)" }));
    expect(await comment()).toBe("it's \\ the title");
    await run(typed((op) => op.alterColumn("book", "title", { comment: null })));
    expect((await comment()) || null).toBeNull();
  });
});
