import { sql } from "@limbeck/core";
import {
  example,
  mysqlAndMariadb,
  mysqlAndMariadbLack,
  notOffered,
  byAnotherNameButOnPostgres,
  notOfferedButByPostgres,
  otherName,
  postgresAndSqlite,
} from "./case.ts";

const alterTable = "ALTER TABLE … ADD INDEX is the same, in the words that TypeORM uses.";
const noPartial = "it has no partial indexes; index an expression, or leave the condition out.";

export const indexes = {
  createIndex: [
    example({
      title: "over columns, one of them from the end",
      run: (op) =>
        op.createIndex(op.f("ix_loan_due"), "loan", [{ column: "due", descending: true }, "reader_id"]),
      sql: {
        ...postgresAndSqlite(`CREATE INDEX "ix_loan_due" ON "loan" ("due" DESC, "reader_id")`),
        ...mysqlAndMariadb("ALTER TABLE `loan` ADD INDEX `ix_loan_due` (`due` DESC, `reader_id`)"),
      },
      alembic: {
        call: `op.create_index("ix_loan_due", "loan", [text("due DESC"), "reader_id"])`,
        sql: {
          postgres: "CREATE INDEX ix_loan_due ON loan (due DESC, reader_id)",
          mysql: "CREATE INDEX ix_loan_due ON loan (due DESC, reader_id)",
          sqlite: "CREATE INDEX ix_loan_due ON loan (due DESC, reader_id)",
        },
        why: { mysql: alterTable },
      },
    }),
    example({
      title: "unique",
      run: (op) => op.createIndex(op.f("ix_reader_name"), "reader", ["name"], { unique: true }),
      sql: {
        ...postgresAndSqlite(`CREATE UNIQUE INDEX "ix_reader_name" ON "reader" ("name")`),
        ...mysqlAndMariadb("ALTER TABLE `reader` ADD UNIQUE INDEX `ix_reader_name` (`name`)"),
      },
    }),
    example({
      title: "over an expression",
      run: (op) => op.createIndex(op.f("ix_reader_name"), "reader", [{ expression: sql`lower(name)` }]),
      sql: {
        postgres: [`CREATE INDEX "ix_reader_name" ON "reader" ((lower(name)))`],
        sqlite: [`CREATE INDEX "ix_reader_name" ON "reader" (lower(name))`],
        mysql: ["ALTER TABLE `reader` ADD INDEX `ix_reader_name` ((lower(name)))"],
        mariadb: {
          code: "E_UNSUPPORTED_OPERATION",
          wayOut: "it has no indexes over expressions; index a generated column instead.",
        },
      },
      alembic: {
        call: `op.create_index("ix_reader_name", "reader", [text("lower(name)")])`,
        sql: {
          postgres: "CREATE INDEX ix_reader_name ON reader (lower(name))",
          mysql: "CREATE INDEX ix_reader_name ON reader (lower(name))",
          sqlite: "CREATE INDEX ix_reader_name ON reader (lower(name))",
        },
        why: {
          postgres:
            "An expression stands in parentheses, which PostgreSQL wants around any but a plain call.",
          mysql: "An expression stands in parentheses, without which MySQL can't parse it.",
        },
      },
    }),
    example({
      title: "over some of the rows",
      run: (op) => op.createIndex(op.f("ix_loan_due"), "loan", ["due"], { where: sql`due IS NOT NULL` }),
      sql: {
        ...postgresAndSqlite(`CREATE INDEX "ix_loan_due" ON "loan" ("due") WHERE due IS NOT NULL`),
        ...mysqlAndMariadbLack(noPartial),
      },
      alembic: {
        call: `op.create_index("ix_loan_due", "loan", ["due"], postgresql_where=text("due IS NOT NULL"), sqlite_where=text("due IS NOT NULL"))`,
        sql: {
          postgres: "CREATE INDEX ix_loan_due ON loan (due) WHERE due IS NOT NULL",
          mysql: "CREATE INDEX ix_loan_due ON loan (due)",
          sqlite: "CREATE INDEX ix_loan_due ON loan (due) WHERE due IS NOT NULL",
        },
        why: { mysql: "Alembic indexes all rows in silence; a unique index would mean something else." },
      },
    }),
    example({
      title: "while others go on writing",
      run: (op) =>
        op.createIndex(op.f("ix_branch_rooms"), "branch", ["rooms"], { method: "gin", concurrently: true }),
      sql: {
        postgres: [
          "COMMIT",
          `CREATE INDEX CONCURRENTLY "ix_branch_rooms" ON "branch" USING "gin" ("rooms")`,
          "BEGIN",
        ],
        ...notOfferedButByPostgres("The words are PostgreSQL's; InnoDB builds its indexes so by itself."),
      },
      alembic: {
        call: `op.create_index("ix_branch_rooms", "branch", ["rooms"], postgresql_using="gin", postgresql_concurrently=True)`,
        sql: {
          postgres: "CREATE INDEX CONCURRENTLY ix_branch_rooms ON branch USING gin (rooms)",
        },
        why: { postgres: "Alembic fails unless the call stands in an autocommit_block()." },
      },
    }),
    example({
      title: "method, operator class, order of NULLs, and a collation",
      run: async (op) => {
        await op.createIndex(op.f("ix_branch_place"), "branch", ["place"], { method: "gist" });
        await op.createIndex(op.f("ix_reader_name"), "reader", [
          { column: "name", operatorClass: "varchar_pattern_ops", collation: "C" },
          { column: "email", nulls: "first" },
        ]);
      },
      sql: {
        postgres: [
          `CREATE INDEX "ix_branch_place" ON "branch" USING "gist" ("place")`,
          `CREATE INDEX "ix_reader_name" ON "reader" ("name" COLLATE "C" "varchar_pattern_ops", "email" NULLS FIRST)`,
        ],
        ...notOfferedButByPostgres("Its indexes have none of them."),
      },
    }),
    example({
      title: "with more columns, and NULLs that are equal",
      run: (op) =>
        op.createIndex(op.f("ix_reader_email"), "reader", ["email"], {
          unique: true,
          include: ["name"],
          nullsNotDistinct: true,
        }),
      sql: {
        postgres: [
          `CREATE UNIQUE INDEX "ix_reader_email" ON "reader" ("email") INCLUDE ("name") NULLS NOT DISTINCT`,
        ],
        ...notOfferedButByPostgres("Its indexes have neither."),
      },
    }),
    example({
      title: "over a materialized view",
      run: (op) => op.createIndex(op.f("ix_reader_loans"), "reader_loans", ["loans"]),
      sql: {
        postgres: [`CREATE INDEX "ix_reader_loans" ON "reader_loans" ("loans")`],
        ...byAnotherNameButOnPostgres("It has no materialized views."),
      },
    }),
    example({
      title: "a collation of SQLite",
      run: (op) =>
        op.createIndex(op.f("ix_reader_name"), "reader", [{ column: "name", collation: "NOCASE" }]),
      sql: {
        sqlite: [`CREATE INDEX "ix_reader_name" ON "reader" ("name" COLLATE NOCASE)`],
        postgres: otherName("A collation by that name is SQLite's."),
        mysql: notOffered("A collation belongs to a column there."),
        mariadb: notOffered("A collation belongs to a column there."),
      },
    }),
    example({
      title: "over the beginning of a text",
      run: (op) => op.createIndex(op.f("ix_branch_about"), "branch", [{ column: "about", length: 20 }]),
      sql: {
        ...mysqlAndMariadb("ALTER TABLE `branch` ADD INDEX `ix_branch_about` (`about`(20))"),
        postgres: notOffered("Index an expression: left(about, 20)."),
        sqlite: notOffered("Index an expression: substr(about, 1, 20)."),
      },
    }),
    example({
      title: "for searching texts",
      run: (op) => op.createIndex(op.f("ix_branch_about"), "branch", ["about"], { kind: "fulltext" }),
      sql: {
        ...mysqlAndMariadb("ALTER TABLE `branch` ADD FULLTEXT INDEX `ix_branch_about` (`about`)"),
        postgres: notOffered("Index an expression: to_tsvector('english', about), with the method gin."),
        sqlite: notOffered("Its module FTS5 makes tables of their own: op.execute()."),
      },
    }),
    example({
      title: "for searching texts, with a parser",
      run: (op) =>
        op.createIndex(op.f("ix_branch_about"), "branch", ["about"], { kind: "fulltext", parser: "ngram" }),
      sql: {
        mysql: ["ALTER TABLE `branch` ADD FULLTEXT INDEX `ix_branch_about` (`about`) WITH PARSER `ngram`"],
        mariadb: otherName("It has no parser by that name."),
        postgres: notOffered("Index an expression: to_tsvector('english', about), with the method gin."),
        sqlite: notOffered("Its module FTS5 makes tables of their own: op.execute()."),
      },
    }),
    example({
      title: "for places",
      run: (op) => op.createIndex(op.f("ix_branch_place"), "branch", ["place"], { kind: "spatial" }),
      sql: {
        ...mysqlAndMariadb("ALTER TABLE `branch` ADD SPATIAL INDEX `ix_branch_place` (`place`)"),
        postgres: notOffered('It is the method "gist".'),
        sqlite: notOffered("Its module R*Tree makes tables of their own: op.execute()."),
      },
    }),
    example({
      title: "in another schema",
      run: (op) => op.createIndex(op.f("ix_loan_reader"), "loan", ["reader_id"], { schema: "archive" }),
      sql: {
        postgres: [`CREATE INDEX "ix_loan_reader" ON "archive"."loan" ("reader_id")`],
        ...mysqlAndMariadb("ALTER TABLE `archive`.`loan` ADD INDEX `ix_loan_reader` (`reader_id`)"),
        sqlite: [`CREATE INDEX "archive"."ix_loan_reader" ON "loan" ("reader_id")`],
      },
    }),
    example({
      title: "unless it is there",
      run: (op) => op.createIndex(op.f("ix_reader_name"), "reader", ["name"], { ifNotExists: true }),
      undo: (op) => op.dropIndex(op.f("ix_reader_name"), "reader"),
      sql: {
        ...postgresAndSqlite(`CREATE INDEX IF NOT EXISTS "ix_reader_name" ON "reader" ("name")`),
        mysql: ["ALTER TABLE `reader` ADD INDEX `ix_reader_name` (`name`)"],
        mariadb: ["ALTER TABLE `reader` ADD INDEX IF NOT EXISTS `ix_reader_name` (`name`)"],
      },
      alembic: {
        call: `op.create_index("ix_reader_name", "reader", ["name"], if_not_exists=True)`,
        sql: {
          postgres: "CREATE INDEX IF NOT EXISTS ix_reader_name ON reader (name)",
          mysql: "CREATE INDEX IF NOT EXISTS ix_reader_name ON reader (name)",
          sqlite: "CREATE INDEX IF NOT EXISTS ix_reader_name ON reader (name)",
        },
        why: { mysql: "Alembic writes what MySQL can't parse (MariaDB can); the table is looked at before." },
      },
    }),
    example({
      title: "which is there already",
      run: (op) => op.createIndex(op.f("ix_book_title"), "book", ["title"], { ifNotExists: true }),
      undo: () => Promise.resolve(),
      sql: { ...postgresAndSqlite(), ...mysqlAndMariadb() },
    }),
  ],

  dropIndex: [
    example({
      title: "by name and table",
      run: (op) => op.dropIndex(op.f("ix_book_title"), "book"),
      undo: (op) => op.createIndex(op.f("ix_book_title"), "book", ["title"]),
      sql: {
        ...postgresAndSqlite(`DROP INDEX "ix_book_title"`),
        ...mysqlAndMariadb("ALTER TABLE `book` DROP INDEX `ix_book_title`"),
      },
      alembic: {
        call: `op.drop_index("ix_book_title", table_name="book")`,
        sql: {
          postgres: "DROP INDEX ix_book_title",
          mysql: "DROP INDEX ix_book_title ON book",
          sqlite: "DROP INDEX ix_book_title",
        },
        why: { mysql: "ALTER TABLE … DROP INDEX is the same, and takes further clauses." },
      },
    }),
    example({
      title: "while others go on writing",
      run: (op) => op.dropIndex(op.f("ix_book_title"), "book", { concurrently: true }),
      undo: (op) => op.createIndex(op.f("ix_book_title"), "book", ["title"]),
      sql: {
        postgres: ["COMMIT", `DROP INDEX CONCURRENTLY "ix_book_title"`, "BEGIN"],
        ...notOfferedButByPostgres("The words are PostgreSQL's."),
      },
    }),
    example({
      title: "if it is there",
      run: (op) => op.dropIndex(op.f("ix_book_title"), "book", { ifExists: true }),
      undo: (op) => op.createIndex(op.f("ix_book_title"), "book", ["title"]),
      sql: {
        ...postgresAndSqlite(`DROP INDEX IF EXISTS "ix_book_title"`),
        mysql: ["ALTER TABLE `book` DROP INDEX `ix_book_title`"],
        mariadb: ["ALTER TABLE `book` DROP INDEX IF EXISTS `ix_book_title`"],
      },
      alembic: {
        call: `op.drop_index("ix_book_title", table_name="book", if_exists=True)`,
        sql: {
          postgres: "DROP INDEX IF EXISTS ix_book_title",
          mysql: "DROP INDEX IF EXISTS ix_book_title ON book",
          sqlite: "DROP INDEX IF EXISTS ix_book_title",
        },
        why: { mysql: "Alembic writes what MySQL can't parse (MariaDB can); the table is looked at before." },
      },
    }),
    example({
      title: "which is not there",
      run: (op) => op.dropIndex(op.f("ix_book_pages"), "book", { ifExists: true }),
      undo: () => Promise.resolve(),
      sql: { ...postgresAndSqlite(), ...mysqlAndMariadb() },
    }),
  ],

  renameIndex: [
    example({
      title: "keeps the index",
      run: (op) => op.renameIndex("book", op.f("ix_book_title"), op.f("ix_book_heading")),
      sql: {
        postgres: [`ALTER INDEX "ix_book_title" RENAME TO "ix_book_heading"`],
        ...mysqlAndMariadb("ALTER TABLE `book` RENAME INDEX `ix_book_title` TO `ix_book_heading`"),
        sqlite: [`DROP INDEX "ix_book_title"`, `CREATE INDEX "ix_book_heading" ON "book" ("title")`],
      },
    }),
  ],
};
