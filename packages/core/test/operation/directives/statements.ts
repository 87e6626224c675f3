import { column, sql } from "@limbeck/core";
import { example, mysqlAndMariadb, postgresAndSqlite } from "./case.ts";

const manyRows =
  "A script of Alembic has a statement for each row, and literals. Here rows share a statement, and a script has literals as well.";

export const statements = {
  execute: [
    example({
      title: "a text as it is",
      run: (op) => op.execute("UPDATE book SET title = 'What? 12:30' WHERE id = 1"),
      undo: (op) => op.execute("UPDATE book SET title = 'Emma' WHERE id = 1"),
      sql: {
        ...postgresAndSqlite("UPDATE book SET title = 'What? 12:30' WHERE id = 1"),
        ...mysqlAndMariadb("UPDATE book SET title = 'What? 12:30' WHERE id = 1"),
      },
    }),
    example({
      title: "with parameters of the driver",
      run: (op) => op.execute("UPDATE book SET title = ? WHERE id = ?", ["Persuasion", 1]),
      undo: (op) => op.execute("UPDATE book SET title = 'Emma' WHERE id = 1"),
      sql: {
        ...mysqlAndMariadb(`UPDATE book SET title = ? WHERE id = ? -- with ["Persuasion",1]`),
        sqlite: [`UPDATE book SET title = ? WHERE id = ? -- with ["Persuasion",1]`],
        postgres: { code: "E_STATEMENT", wayOut: "syntax error", compiles: true },
      },
    }),
    example({
      title: "with values that the driver binds",
      run: (op) => op.execute(sql`UPDATE book SET title = ${"It's here"} WHERE id = ${1}`),
      undo: (op) => op.execute("UPDATE book SET title = 'Emma' WHERE id = 1"),
      sql: {
        postgres: [`UPDATE book SET title = $1 WHERE id = 1 -- with ["It's here"]`],
        ...mysqlAndMariadb("UPDATE book SET title = 'It''s here' WHERE id = 1"),
        sqlite: [`UPDATE book SET title = ? WHERE id = 1 -- with ["It's here"]`],
      },
    }),
  ],

  inlineLiteral: [
    example({
      title: "a value in a statement written by hand",
      run: (op) =>
        op.execute(sql`UPDATE book SET title = ${op.inlineLiteral("It's \\ here")} WHERE id = ${1}`),
      undo: (op) => op.execute("UPDATE book SET title = 'Emma' WHERE id = 1"),
      sql: {
        postgres: [String.raw`UPDATE book SET title = E'It''s \\ here' WHERE id = 1`],
        sqlite: [String.raw`UPDATE book SET title = 'It''s \ here' WHERE id = 1`],
        ...mysqlAndMariadb(String.raw`UPDATE book SET title = 'It''s \\ here' WHERE id = 1`),
      },
    }),
  ],

  query: [
    example({
      title: "the rows of a query decide",
      run: async (op) => {
        const [row] = await op.query<{ books: number | string }>("SELECT count(*) AS books FROM book");
        if (Number(row?.books) > 0) await op.execute("UPDATE book SET pages = 1 WHERE id = 1");
      },
      undo: (op) => op.execute("UPDATE book SET pages = 474 WHERE id = 1"),
      sql: {
        ...postgresAndSqlite("SELECT count(*) AS books FROM book", "UPDATE book SET pages = 1 WHERE id = 1"),
        ...mysqlAndMariadb("SELECT count(*) AS books FROM book", "UPDATE book SET pages = 1 WHERE id = 1"),
      },
    }),
  ],

  autocommitBlock: [
    example({
      title: "what can't be part of a transaction",
      run: async (op) => {
        await op.execute("UPDATE book SET pages = 1 WHERE id = 1");
        await op.autocommitBlock(() => op.execute("UPDATE book SET pages = 2 WHERE id = 1"));
      },
      undo: (op) => op.execute("UPDATE book SET pages = 474 WHERE id = 1"),
      sql: {
        postgres: [
          "UPDATE book SET pages = 1 WHERE id = 1",
          "COMMIT",
          "UPDATE book SET pages = 2 WHERE id = 1",
          "BEGIN",
        ],
        ...mysqlAndMariadb(
          "UPDATE book SET pages = 1 WHERE id = 1",
          "UPDATE book SET pages = 2 WHERE id = 1",
        ),
        sqlite: ["UPDATE book SET pages = 1 WHERE id = 1", "UPDATE book SET pages = 2 WHERE id = 1"],
      },
    }),
  ],

  dialect: [
    example({
      title: "what one database does in a revision for several",
      forSeveral: true,
      run: async (op) => {
        await op.addColumn("book", column("isbn", "varchar(13)", { nullable: true }));
        if (op.dialect === "postgres") await op.createExtension("hstore");
      },
      sql: {
        postgres: [
          `ALTER TABLE "book" ADD COLUMN "isbn" varchar(13)`,
          `CREATE EXTENSION IF NOT EXISTS "hstore"`,
        ],
        ...mysqlAndMariadb("ALTER TABLE `book` ADD COLUMN `isbn` varchar(13) NULL"),
        sqlite: [`ALTER TABLE "book" ADD COLUMN "isbn" varchar(13)`],
      },
    }),
  ],

  f: [
    example({
      title: "a name that no naming convention touches",
      run: (op) => op.createIndex(op.f("by_name"), "reader", ["name"]),
      sql: {
        ...postgresAndSqlite(`CREATE INDEX "by_name" ON "reader" ("name")`),
        ...mysqlAndMariadb("ALTER TABLE `reader` ADD INDEX `by_name` (`name`)"),
      },
    }),
  ],

  bulkInsert: [
    example({
      title: "rows, in as few statements as it takes",
      run: (op) =>
        op.bulkInsert("book", [
          { id: 3, title: "Dune", pages: 412 },
          { id: 4, title: "It's late", pages: 96 },
        ]),
      undo: (op) => op.execute("DELETE FROM book WHERE id > 2"),
      sql: {
        postgres: [
          `INSERT INTO "book" ("id", "title", "pages") VALUES\n  ($1, $2, $3),\n  ($4, $5, $6) -- with ["3","Dune","412","4","It's late","96"]`,
        ],
        // The drivers of both would write the values into the text themselves.
        ...mysqlAndMariadb(
          "INSERT INTO `book` (`id`, `title`, `pages`) VALUES\n  (3, 'Dune', 412),\n  (4, 'It''s late', 96)",
        ),
        // A driver of SQLite binds every number as a REAL.
        sqlite: [
          `INSERT INTO "book" ("id", "title", "pages") VALUES\n  (CAST(? AS INTEGER), ?, CAST(? AS INTEGER)),\n  (CAST(? AS INTEGER), ?, CAST(? AS INTEGER)) -- with ["3","Dune","412","4","It's late","96"]`,
        ],
      },
      alembic: {
        call: `op.bulk_insert(book, [{"id": 3, "title": "Dune", "pages": 412}, {"id": 4, "title": "It's late", "pages": 96}])`,
        sql: {
          postgres:
            "INSERT INTO book (id, title, pages) VALUES (3, 'Dune', 412); INSERT INTO book (id, title, pages) VALUES (4, 'It''s late', 96)",
          mysql:
            "INSERT INTO book (id, title, pages) VALUES (3, 'Dune', 412); INSERT INTO book (id, title, pages) VALUES (4, 'It''s late', 96)",
          sqlite:
            "INSERT INTO book (id, title, pages) VALUES (3, 'Dune', 412); INSERT INTO book (id, title, pages) VALUES (4, 'It''s late', 96)",
        },
        why: {
          postgres: manyRows,
          mysql: manyRows,
          sqlite: manyRows,
        },
      },
    }),
    example({
      title: "a column that gets its default, and SQL",
      run: (op) => op.bulkInsert("book", [{ id: 3, title: sql`upper('Dune')` }]),
      undo: (op) => op.execute("DELETE FROM book WHERE id > 2"),
      sql: {
        postgres: [`INSERT INTO "book" ("id", "title") VALUES ($1, upper('Dune')) -- with ["3"]`],
        ...mysqlAndMariadb("INSERT INTO `book` (`id`, `title`) VALUES (3, upper('Dune'))"),
        sqlite: [
          `INSERT INTO "book" ("id", "title") VALUES (CAST(? AS INTEGER), upper('Dune')) -- with ["3"]`,
        ],
      },
    }),
  ],

  getContext: [
    example({
      title: "what the revision runs in",
      run: async (op) => {
        const { direction } = op.getContext();
        await op.execute(sql`UPDATE notice SET text = ${direction}`);
      },
      undo: (op) => op.execute("UPDATE notice SET text = 'Closed on Monday'"),
      sql: {
        postgres: [`UPDATE notice SET text = $1 -- with ["upgrade"]`],
        ...mysqlAndMariadb("UPDATE notice SET text = 'upgrade'"),
        sqlite: [`UPDATE notice SET text = ? -- with ["upgrade"]`],
      },
    }),
  ],

  invoke: [
    example({
      title: "an operation as data",
      run: (op) => op.invoke({ kind: "renameTable", table: { name: "notice" }, newName: "board" }),
      sql: {
        ...postgresAndSqlite(`ALTER TABLE "notice" RENAME TO "board"`),
        ...mysqlAndMariadb("RENAME TABLE `notice` TO `board`"),
      },
    }),
  ],
};
