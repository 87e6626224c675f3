import { sql } from "@limbeck/core";
import {
  example,
  lacks,
  mysqlAndMariadb,
  mysqlAndMariadbLack,
  notOffered,
  notOfferedButByPostgres,
} from "./case.ts";

const noMaterialized = "it has no materialized views; create a plain view, or a table.";

export const views = {
  createView: [
    example({
      title: "which TypeORM is told of",
      typeormMetadata: true,
      run: (op) => op.createView("long_book", sql`SELECT id, title FROM book WHERE pages > 500`),
      sql: {
        postgres: [
          `CREATE VIEW "long_book" AS SELECT id, title FROM book WHERE pages > 500`,
          `INSERT INTO "typeorm_metadata" ("type", "schema", "name", "value") VALUES ('VIEW', current_schema(), 'long_book', 'SELECT id, title FROM book WHERE pages > 500')`,
        ],
        ...mysqlAndMariadb(
          "CREATE VIEW `long_book` AS SELECT id, title FROM book WHERE pages > 500",
          "INSERT INTO `typeorm_metadata` (`type`, `schema`, `name`, `value`) VALUES ('VIEW', DATABASE(), 'long_book', 'SELECT id, title FROM book WHERE pages > 500')",
        ),
        sqlite: [
          `CREATE VIEW "long_book" AS SELECT id, title FROM book WHERE pages > 500`,
          `INSERT INTO "typeorm_metadata" ("type", "name", "value") VALUES ('VIEW', 'long_book', 'SELECT id, title FROM book WHERE pages > 500')`,
        ],
      },
    }),
    example({
      title: "that no entity declares",
      run: (op) => op.createView("long_book", sql`SELECT id FROM book WHERE pages > 500`, { managed: false }),
      sql: {
        postgres: [`CREATE VIEW "long_book" AS SELECT id FROM book WHERE pages > 500`],
        ...mysqlAndMariadb("CREATE VIEW `long_book` AS SELECT id FROM book WHERE pages > 500"),
        sqlite: [`CREATE VIEW "long_book" AS SELECT id FROM book WHERE pages > 500`],
      },
    }),
    example({
      title: "materialized, with the text that an entity has for it",
      typeormMetadata: true,
      run: (op) =>
        op.createView("long_book", sql`SELECT id FROM book WHERE pages > 500`, {
          materialized: true,
          declared: "SELECT id FROM book b WHERE b.pages > 500",
        }),
      sql: {
        postgres: [
          `CREATE MATERIALIZED VIEW "long_book" AS SELECT id FROM book WHERE pages > 500`,
          `INSERT INTO "typeorm_metadata" ("type", "schema", "name", "value") VALUES ('MATERIALIZED_VIEW', current_schema(), 'long_book', 'SELECT id FROM book b WHERE b.pages > 500')`,
        ],
        ...mysqlAndMariadbLack(noMaterialized),
        sqlite: notOffered("It has no materialized views."),
      },
    }),
    example({
      title: "unless it is there",
      run: (op) => op.createView("open_loan", sql`SELECT 1 AS one`, { ifNotExists: true, managed: false }),
      undo: () => Promise.resolve(),
      sql: {
        postgres: [
          `DO $limbeck$\nBEGIN\n  CREATE VIEW "open_loan" AS SELECT 1 AS one\n  ;\nEXCEPTION WHEN duplicate_object OR duplicate_table THEN NULL;\nEND\n$limbeck$`,
        ],
        ...mysqlAndMariadb("CREATE VIEW IF NOT EXISTS `open_loan` AS SELECT 1 AS one"),
        sqlite: [`CREATE VIEW IF NOT EXISTS "open_loan" AS SELECT 1 AS one`],
      },
    }),
  ],

  dropView: [
    example({
      title: "with the row that TypeORM has of it",
      typeormMetadata: true,
      run: (op) => op.dropView("open_loan"),
      undo: (op) =>
        op.createView("open_loan", sql`SELECT reader_id, book_id FROM loan WHERE due IS NOT NULL`),
      sql: {
        postgres: [
          `DROP VIEW "open_loan"`,
          `DELETE FROM "typeorm_metadata" WHERE "type" = 'VIEW' AND "schema" = current_schema() AND "name" = 'open_loan'`,
        ],
        ...mysqlAndMariadb(
          "DROP VIEW `open_loan`",
          "DELETE FROM `typeorm_metadata` WHERE `type` = 'VIEW' AND `schema` = DATABASE() AND `name` = 'open_loan'",
        ),
        sqlite: [
          `DROP VIEW "open_loan"`,
          `DELETE FROM "typeorm_metadata" WHERE "type" = 'VIEW' AND "name" = 'open_loan'`,
        ],
      },
    }),
    example({
      title: "a materialized one",
      run: (op) => op.dropView("reader_loans", { materialized: true }),
      undo: (op) =>
        op.createView("reader_loans", sql`SELECT reader_id, count(*) AS loans FROM loan GROUP BY reader_id`, {
          materialized: true,
          managed: false,
        }),
      sql: {
        postgres: [`DROP MATERIALIZED VIEW "reader_loans"`],
        ...mysqlAndMariadbLack(noMaterialized),
        sqlite: lacks(noMaterialized),
      },
    }),
    example({
      title: "if it is there",
      run: (op) => op.dropView("long_book", { ifExists: true }),
      undo: () => Promise.resolve(),
      sql: {
        postgres: [`DROP VIEW IF EXISTS "long_book"`],
        ...mysqlAndMariadb("DROP VIEW IF EXISTS `long_book`"),
        sqlite: [`DROP VIEW IF EXISTS "long_book"`],
      },
    }),
  ],

  replaceView: [
    example({
      title: "with another query",
      typeormMetadata: true,
      run: (op) => op.replaceView("open_loan", sql`SELECT reader_id, book_id FROM loan`),
      undo: (op) =>
        op.replaceView("open_loan", sql`SELECT reader_id, book_id FROM loan WHERE due IS NOT NULL`),
      sql: {
        postgres: [
          `CREATE OR REPLACE VIEW "open_loan" AS SELECT reader_id, book_id FROM loan`,
          `DELETE FROM "typeorm_metadata" WHERE "type" = 'VIEW' AND "schema" = current_schema() AND "name" = 'open_loan'`,
          `INSERT INTO "typeorm_metadata" ("type", "schema", "name", "value") VALUES ('VIEW', current_schema(), 'open_loan', 'SELECT reader_id, book_id FROM loan')`,
        ],
        ...mysqlAndMariadb(
          "CREATE OR REPLACE VIEW `open_loan` AS SELECT reader_id, book_id FROM loan",
          "DELETE FROM `typeorm_metadata` WHERE `type` = 'VIEW' AND `schema` = DATABASE() AND `name` = 'open_loan'",
          "INSERT INTO `typeorm_metadata` (`type`, `schema`, `name`, `value`) VALUES ('VIEW', DATABASE(), 'open_loan', 'SELECT reader_id, book_id FROM loan')",
        ),
        sqlite: [
          `DROP VIEW "open_loan"`,
          `DELETE FROM "typeorm_metadata" WHERE "type" = 'VIEW' AND "name" = 'open_loan'`,
          `CREATE VIEW "open_loan" AS SELECT reader_id, book_id FROM loan`,
          `INSERT INTO "typeorm_metadata" ("type", "name", "value") VALUES ('VIEW', 'open_loan', 'SELECT reader_id, book_id FROM loan')`,
        ],
      },
    }),
    example({
      title: "a materialized one",
      run: (op) =>
        op.replaceView("reader_loans", sql`SELECT reader_id, 1 AS loans FROM loan`, {
          materialized: true,
          managed: false,
        }),
      undo: (op) =>
        op.replaceView(
          "reader_loans",
          sql`SELECT reader_id, count(*) AS loans FROM loan GROUP BY reader_id`,
          {
            materialized: true,
            managed: false,
          },
        ),
      sql: {
        postgres: [
          `DROP MATERIALIZED VIEW "reader_loans"`,
          `CREATE MATERIALIZED VIEW "reader_loans" AS SELECT reader_id, 1 AS loans FROM loan`,
        ],
        ...mysqlAndMariadbLack(noMaterialized),
        sqlite: notOffered("It has no materialized views."),
      },
    }),
  ],

  refreshMaterializedView: [
    example({
      title: "its rows",
      run: (op) => op.refreshMaterializedView("reader_loans"),
      undo: () => Promise.resolve(),
      sql: {
        postgres: [`REFRESH MATERIALIZED VIEW "reader_loans"`],
        ...notOfferedButByPostgres("It has no materialized views."),
      },
    }),
    example({
      title: "while others go on reading it",
      run: async (op) => {
        await op.createIndex(op.f("ix_reader_loans"), "reader_loans", ["reader_id"], { unique: true });
        await op.refreshMaterializedView("reader_loans", { concurrently: true });
      },
      undo: (op) => op.dropIndex(op.f("ix_reader_loans"), "reader_loans"),
      sql: {
        postgres: [
          `CREATE UNIQUE INDEX "ix_reader_loans" ON "reader_loans" ("reader_id")`,
          `REFRESH MATERIALIZED VIEW CONCURRENTLY "reader_loans"`,
        ],
        ...notOfferedButByPostgres("It has no materialized views."),
      },
    }),
  ],
};
