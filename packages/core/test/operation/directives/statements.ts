import { column, sql } from "@limbeck/core";
import { example, mysqlAndMariadb, postgresAndSqlite } from "./case.ts";

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
};
