import { column, sql } from "@limbeck/core";
import {
  example,
  mysqlAndMariadb,
  notOffered,
  byAnotherNameButOnPostgres,
  notOfferedButByPostgres,
  otherName,
  postgresAndSqlite,
  rebuilt,
} from "./case.ts";

const rebuildsByItself =
  "Alembic writes what SQLite can't parse, and leaves the rebuild to batch mode; here it is the same call.";
const restates = "MODIFY COLUMN with every attribute of the column as it is, so that none is lost.";
const noComments = "It keeps no comments.";

const reader = {
  columns: ["id", "name", "email"],
  id: `"id" integer CONSTRAINT "pk_reader" PRIMARY KEY NOT NULL`,
  email: `"email" varchar(100), CONSTRAINT "uq_reader_email" UNIQUE ("email")`,
};
const book = {
  columns: ["id", "title", "pages"],
  id: `"id" integer CONSTRAINT "pk_book" PRIMARY KEY NOT NULL`,
  check: `CONSTRAINT "ck_book_pages" CHECK (pages >= 0)`,
  afterwards: [`CREATE INDEX "ix_book_title" ON "book" ("title")`],
};
const notice = `"id" bigint CONSTRAINT "pk_notice" PRIMARY KEY NOT NULL`;

export const columns = {
  addColumn: [
    example({
      title: "with a default, for the rows that are there",
      run: (op) => op.addColumn("reader", column("language", "varchar(2)", { default: "en" })),
      sql: {
        postgres: [`ALTER TABLE "reader" ADD COLUMN "language" varchar(2) NOT NULL DEFAULT 'en'`],
        ...mysqlAndMariadb("ALTER TABLE `reader` ADD COLUMN `language` varchar(2) NOT NULL DEFAULT 'en'"),
        sqlite: [`ALTER TABLE "reader" ADD COLUMN "language" varchar(2) NOT NULL DEFAULT ('en')`],
      },
      alembic: {
        call: `op.add_column("reader", sa.Column("language", sa.String(2), server_default="en", nullable=False))`,
        sql: {
          postgres: "ALTER TABLE reader ADD COLUMN language VARCHAR(2) DEFAULT 'en' NOT NULL",
          mysql: "ALTER TABLE reader ADD COLUMN language VARCHAR(2) NOT NULL DEFAULT 'en'",
          sqlite: "ALTER TABLE reader ADD COLUMN language VARCHAR(2) DEFAULT 'en' NOT NULL",
        },
        why: {
          postgres: "NOT NULL stands before the default, as TypeORM writes it.",
          sqlite:
            "NOT NULL stands before the default, and the default in parentheses, as TypeORM writes them.",
        },
      },
    }),
    example({
      title: "nullable",
      run: (op) => op.addColumn("book", column("subtitle", "text", { nullable: true })),
      sql: {
        ...postgresAndSqlite(`ALTER TABLE "book" ADD COLUMN "subtitle" text`),
        ...mysqlAndMariadb("ALTER TABLE `book` ADD COLUMN `subtitle` text NULL"),
      },
    }),
    example({
      title: "with a default that SQLite computes, which ADD COLUMN can't",
      run: (op) => op.addColumn("notice", column("put_up", "date", { default: sql`CURRENT_DATE` })),
      sql: {
        postgres: [`ALTER TABLE "notice" ADD COLUMN "put_up" date NOT NULL DEFAULT CURRENT_DATE`],
        ...mysqlAndMariadb("ALTER TABLE `notice` ADD COLUMN `put_up` date NOT NULL DEFAULT (CURRENT_DATE)"),
        sqlite: rebuilt("notice", {
          definition: `${notice}, "text" varchar(200), "put_up" date NOT NULL DEFAULT (CURRENT_DATE)`,
          columns: ["rowid", "id", "text"],
        }),
      },
    }),
    example({
      title: "with a comment",
      run: (op) =>
        op.addColumn("book", column("isbn", "varchar(13)", { nullable: true, comment: "with 978" })),
      sql: {
        postgres: [
          `ALTER TABLE "book" ADD COLUMN "isbn" varchar(13)`,
          `COMMENT ON COLUMN "book"."isbn" IS 'with 978'`,
        ],
        ...mysqlAndMariadb("ALTER TABLE `book` ADD COLUMN `isbn` varchar(13) NULL COMMENT 'with 978'"),
        sqlite: notOffered(noComments),
      },
    }),
    example({
      title: "numbered by the database",
      run: (op) => op.addColumn("loan", column("id", "integer", { identity: "always" })),
      sql: {
        postgres: [`ALTER TABLE "loan" ADD COLUMN "id" integer GENERATED ALWAYS AS IDENTITY NOT NULL`],
        ...notOfferedButByPostgres("The words are PostgreSQL's."),
      },
    }),
    example({
      title: "numbered by a sequence of its own",
      run: (op) => op.addColumn("loan", column("id", "bigint", { identity: "serial" })),
      sql: {
        postgres: [`ALTER TABLE "loan" ADD COLUMN "id" bigserial NOT NULL`],
        ...notOfferedButByPostgres("The words are PostgreSQL's."),
      },
    }),
    example({
      title: "AUTO_INCREMENT, with the index that it needs",
      run: (op) => op.addColumn("loan", column("id", "int", { identity: "auto increment" })),
      sql: {
        ...mysqlAndMariadb(
          "ALTER TABLE `loan` ADD COLUMN `id` int NOT NULL AUTO_INCREMENT, ADD UNIQUE INDEX `limbeck_auto_increment` (`id`)",
        ),
        postgres: notOffered("It has identity columns."),
        sqlite: otherName("Only a primary key is numbered there."),
      },
    }),
    example({
      title: "a character set, a collation and the time of the last change",
      run: async (op) => {
        await op.addColumn(
          "book",
          column("mark", "char(3)", { nullable: true, charset: "latin1", collation: "latin1_bin" }),
        );
        await op.addColumn(
          "book",
          column("seen", "timestamp", { nullable: true, onUpdate: sql`CURRENT_TIMESTAMP` }),
        );
      },
      sql: {
        ...mysqlAndMariadb(
          "ALTER TABLE `book` ADD COLUMN `mark` char(3) CHARACTER SET latin1 COLLATE latin1_bin NULL",
          "ALTER TABLE `book` ADD COLUMN `seen` timestamp NULL ON UPDATE CURRENT_TIMESTAMP",
        ),
        postgres: notOffered("It has no character sets of columns, and no ON UPDATE values."),
        sqlite: notOffered("It has no character sets of columns, and no ON UPDATE values."),
      },
    }),
    example({
      title: "a check of its own",
      run: (op) => op.addColumn("book", column("copies", "int", { default: 1, check: sql`copies > 0` })),
      sql: {
        mariadb: ["ALTER TABLE `book` ADD COLUMN `copies` int NOT NULL DEFAULT 1 CHECK (copies > 0)"],
        mysql: notOffered("A check belongs to the table there."),
        postgres: notOffered("A check belongs to the table there."),
        sqlite: notOffered("A check belongs to the table there."),
      },
    }),
    example({
      title: "a collation",
      run: (op) => op.addColumn("book", column("mark", "text", { nullable: true, collation: "C" })),
      sql: {
        postgres: [`ALTER TABLE "book" ADD COLUMN "mark" text COLLATE "C"`],
        ...byAnotherNameButOnPostgres("A collation by that name is PostgreSQL's."),
      },
    }),
    example({
      title: "computed by the database, and kept",
      typeormMetadata: true,
      run: (op) =>
        op.addColumn(
          "book",
          column("leaves", "smallint", {
            nullable: true,
            generated: { expression: sql`pages / 2`, stored: true },
          }),
        ),
      sql: {
        postgres: [
          `ALTER TABLE "book" ADD COLUMN "leaves" smallint GENERATED ALWAYS AS (pages / 2) STORED`,
          `INSERT INTO "typeorm_metadata" ("type", "database", "schema", "table", "name", "value") VALUES ('GENERATED_COLUMN', current_database(), current_schema(), 'book', 'leaves', 'pages / 2')`,
        ],
        mysql: [
          "ALTER TABLE `book` ADD COLUMN `leaves` smallint GENERATED ALWAYS AS (pages / 2) STORED NULL",
          "INSERT INTO `typeorm_metadata` (`type`, `schema`, `table`, `name`, `value`) VALUES ('GENERATED_COLUMN', DATABASE(), 'book', 'leaves', 'pages / 2')",
        ],
        mariadb: [
          "ALTER TABLE `book` ADD COLUMN `leaves` smallint GENERATED ALWAYS AS (pages / 2) STORED",
          "INSERT INTO `typeorm_metadata` (`type`, `schema`, `table`, `name`, `value`) VALUES ('GENERATED_COLUMN', DATABASE(), 'book', 'leaves', 'pages / 2')",
        ],
        sqlite: [
          ...rebuilt("book", {
            definition:
              `${book.id}, "title" varchar(80) NOT NULL, "pages" integer NOT NULL DEFAULT (0), ` +
              `"leaves" smallint AS (pages / 2) STORED, ${book.check}`,
            ...book,
          }),
          `INSERT INTO "typeorm_metadata" ("type", "table", "name", "value") VALUES ('GENERATED_COLUMN', 'book', 'leaves', 'pages / 2')`,
        ],
      },
    }),
    example({
      title: "in another schema",
      run: (op) => op.addColumn("loan", column("note", "text", { nullable: true }), { schema: "archive" }),
      sql: {
        postgres: [`ALTER TABLE "archive"."loan" ADD COLUMN "note" text`],
        ...mysqlAndMariadb("ALTER TABLE `archive`.`loan` ADD COLUMN `note` text NULL"),
        sqlite: [`ALTER TABLE "archive"."loan" ADD COLUMN "note" text`],
      },
    }),
    example({
      title: "unless it is there",
      run: (op) =>
        op.addColumn("book", column("isbn", "varchar(13)", { nullable: true }), { ifNotExists: true }),
      undo: (op) => op.dropColumn("book", "isbn"),
      sql: {
        postgres: [`ALTER TABLE "book" ADD COLUMN IF NOT EXISTS "isbn" varchar(13)`],
        mysql: ["ALTER TABLE `book` ADD COLUMN `isbn` varchar(13) NULL"],
        mariadb: ["ALTER TABLE `book` ADD COLUMN IF NOT EXISTS `isbn` varchar(13) NULL"],
        sqlite: [`ALTER TABLE "book" ADD COLUMN "isbn" varchar(13)`],
      },
      alembic: {
        call: `op.add_column("book", sa.Column("isbn", sa.String(13)), if_not_exists=True)`,
        sql: {
          postgres: "ALTER TABLE book ADD COLUMN IF NOT EXISTS isbn VARCHAR(13)",
          mysql: "ALTER TABLE book ADD COLUMN IF NOT EXISTS isbn VARCHAR(13)",
          sqlite: "ALTER TABLE book ADD COLUMN IF NOT EXISTS isbn VARCHAR(13)",
        },
        why: {
          mysql: "Alembic writes what MySQL can't parse (MariaDB can); the table is looked at before.",
          sqlite: "Alembic writes what SQLite can't parse; the table is looked at before.",
        },
      },
    }),
    example({
      title: "which is there already",
      run: (op) => op.addColumn("book", column("title", "text"), { ifNotExists: true }),
      undo: () => Promise.resolve(),
      sql: { ...postgresAndSqlite(), ...mysqlAndMariadb() },
    }),
  ],

  dropColumn: [
    example({
      title: "a column with its values",
      losesRows: true,
      run: (op) => op.dropColumn("notice", "text"),
      undo: (op) => op.addColumn("notice", column("text", "varchar(200)", { nullable: true })),
      sql: {
        postgres: [`ALTER TABLE "notice" DROP COLUMN "text"`],
        ...mysqlAndMariadb("ALTER TABLE `notice` DROP COLUMN `text`"),
        sqlite: rebuilt("notice", { definition: notice, columns: ["rowid", "id"] }),
      },
      alembic: {
        call: `op.drop_column("notice", "text")`,
        sql: {
          postgres: "ALTER TABLE notice DROP COLUMN text",
          mysql: "ALTER TABLE notice DROP COLUMN text",
          sqlite: "ALTER TABLE notice DROP COLUMN text",
        },
        why: {
          sqlite:
            "DROP COLUMN fails there on a column that a key, an index, a check or a trigger mentions; a rebuild does not.",
        },
      },
    }),
    example({
      title: "if it is there",
      losesRows: true,
      run: (op) => op.dropColumn("notice", "text", { ifExists: true }),
      undo: (op) => op.addColumn("notice", column("text", "varchar(200)", { nullable: true })),
      sql: {
        postgres: [`ALTER TABLE "notice" DROP COLUMN IF EXISTS "text"`],
        mysql: ["ALTER TABLE `notice` DROP COLUMN `text`"],
        mariadb: ["ALTER TABLE `notice` DROP COLUMN IF EXISTS `text`"],
        sqlite: rebuilt("notice", { definition: notice, columns: ["rowid", "id"] }),
      },
      alembic: {
        call: `op.drop_column("notice", "text", if_exists=True)`,
        sql: {
          postgres: "ALTER TABLE notice DROP COLUMN IF EXISTS text",
          mysql: "ALTER TABLE notice DROP COLUMN IF EXISTS text",
          sqlite: "ALTER TABLE notice DROP COLUMN IF EXISTS text",
        },
        why: {
          mysql: "Alembic writes what MySQL can't parse (MariaDB can); the table is looked at before.",
          sqlite: "Alembic writes what SQLite can't parse; the table is looked at before.",
        },
      },
    }),
    example({
      title: "which is not there",
      run: (op) => op.dropColumn("book", "isbn", { ifExists: true }),
      undo: () => Promise.resolve(),
      sql: { ...postgresAndSqlite(), ...mysqlAndMariadb() },
    }),
  ],

  alterColumn: [
    example({
      title: "the type",
      run: (op) => op.alterColumn("book", "title", { type: "varchar(200)" }),
      undo: (op) => op.alterColumn("book", "title", { type: "varchar(80)" }),
      sql: {
        postgres: [`ALTER TABLE "book" ALTER COLUMN "title" TYPE varchar(200)`],
        ...mysqlAndMariadb("ALTER TABLE `book` MODIFY COLUMN `title` varchar(200) NOT NULL"),
        sqlite: rebuilt("book", {
          definition: `${book.id}, "title" varchar(200) NOT NULL, "pages" integer NOT NULL DEFAULT (0), ${book.check}`,
          ...book,
        }),
      },
      alembic: {
        call: `op.alter_column("book", "title", type_=sa.String(200), existing_nullable=False)`,
        sql: {
          postgres: "ALTER TABLE book ALTER COLUMN title TYPE VARCHAR(200)",
          mysql: "ALTER TABLE book MODIFY title VARCHAR(200) NOT NULL",
          sqlite: "ALTER TABLE book ALTER COLUMN title TYPE VARCHAR(200)",
        },
        why: {
          mysql:
            "The optional word COLUMN; what exists is read from the database, and not told by the caller.",
          sqlite: rebuildsByItself,
        },
      },
    }),
    example({
      title: "the type, with SQL that computes the new values",
      run: (op) => op.alterColumn("notice", "id", { type: "varchar(20)", using: sql`concat('n', id)` }),
      undo: (op) =>
        op.alterColumn("notice", "id", { type: "bigint", using: sql`CAST(substr(id, 2) AS decimal)` }),
      sql: {
        postgres: [`ALTER TABLE "notice" ALTER COLUMN "id" TYPE varchar(20) USING concat('n', id)`],
        ...mysqlAndMariadb(
          "ALTER TABLE `notice` ADD COLUMN `limbeck_id` varchar(20) NULL",
          "UPDATE `notice` SET `limbeck_id` = (concat('n', id))",
          "ALTER TABLE `notice` DROP PRIMARY KEY, DROP COLUMN `id`, CHANGE COLUMN `limbeck_id` `id` varchar(20) NOT NULL FIRST, ADD PRIMARY KEY (`id`)",
        ),
        sqlite: rebuilt("notice", {
          definition: `"id" varchar(20) CONSTRAINT "pk_notice" PRIMARY KEY NOT NULL, "text" varchar(200)`,
          columns: ["rowid", "id", "text"],
          values: { id: "concat('n', id)" },
        }),
      },
    }),
    example({
      title: "whether it may be NULL",
      run: (op) => op.alterColumn("reader", "name", { nullable: true }),
      undo: (op) => op.alterColumn("reader", "name", { nullable: false }),
      sql: {
        postgres: [`ALTER TABLE "reader" ALTER COLUMN "name" DROP NOT NULL`],
        ...mysqlAndMariadb("ALTER TABLE `reader` MODIFY COLUMN `name` varchar(50) NULL"),
        sqlite: rebuilt("reader", {
          definition: `${reader.id}, "name" varchar(50), ${reader.email}`,
          columns: reader.columns,
        }),
      },
      alembic: {
        call: `op.alter_column("reader", "name", nullable=True, existing_type=sa.String(50))`,
        sql: {
          postgres: "ALTER TABLE reader ALTER COLUMN name DROP NOT NULL",
          mysql: "ALTER TABLE reader MODIFY name VARCHAR(50) NULL",
          sqlite: "ALTER TABLE reader ALTER COLUMN name DROP NOT NULL",
        },
        why: {
          mysql:
            "The optional word COLUMN; what exists is read from the database, and not told by the caller.",
          sqlite: rebuildsByItself,
        },
      },
    }),
    example({
      title: "the default",
      run: (op) => op.alterColumn("book", "pages", { default: 1 }),
      undo: (op) => op.alterColumn("book", "pages", { default: 0 }),
      sql: {
        postgres: [`ALTER TABLE "book" ALTER COLUMN "pages" SET DEFAULT 1`],
        ...mysqlAndMariadb("ALTER TABLE `book` MODIFY COLUMN `pages` int NOT NULL DEFAULT 1"),
        sqlite: rebuilt("book", {
          definition: `${book.id}, "title" varchar(80) NOT NULL, "pages" integer NOT NULL DEFAULT (1), ${book.check}`,
          ...book,
        }),
      },
      alembic: {
        call: `op.alter_column("book", "pages", server_default="1", existing_type=sa.Integer(), existing_nullable=False)`,
        sql: {
          postgres: "ALTER TABLE book ALTER COLUMN pages SET DEFAULT '1'",
          mysql: "ALTER TABLE book ALTER COLUMN pages SET DEFAULT '1'",
          sqlite: "ALTER TABLE book ALTER COLUMN pages SET DEFAULT '1'",
        },
        why: {
          postgres: "A number is written as a number.",
          mysql: restates,
          sqlite: rebuildsByItself,
        },
      },
    }),
    example({
      title: "no default any more",
      run: (op) => op.alterColumn("book", "pages", { default: null }),
      undo: (op) => op.alterColumn("book", "pages", { default: 0 }),
      sql: {
        postgres: [`ALTER TABLE "book" ALTER COLUMN "pages" DROP DEFAULT`],
        ...mysqlAndMariadb("ALTER TABLE `book` MODIFY COLUMN `pages` int NOT NULL"),
        sqlite: rebuilt("book", {
          definition: `${book.id}, "title" varchar(80) NOT NULL, "pages" integer NOT NULL, ${book.check}`,
          ...book,
        }),
      },
      alembic: {
        call: `op.alter_column("book", "pages", server_default=None, existing_type=sa.Integer(), existing_nullable=False)`,
        sql: {
          postgres: "ALTER TABLE book ALTER COLUMN pages DROP DEFAULT",
          mysql: "ALTER TABLE book ALTER COLUMN pages DROP DEFAULT",
          sqlite: "ALTER TABLE book ALTER COLUMN pages DROP DEFAULT",
        },
        why: { mysql: restates, sqlite: rebuildsByItself },
      },
    }),
    example({
      title: "the comment",
      run: (op) => op.alterColumn("book", "pages", { comment: "without the cover" }),
      undo: (op) => op.alterColumn("book", "pages", { comment: null }),
      sql: {
        postgres: [`COMMENT ON COLUMN "book"."pages" IS 'without the cover'`],
        ...mysqlAndMariadb(
          "ALTER TABLE `book` MODIFY COLUMN `pages` int NOT NULL DEFAULT 0 COMMENT 'without the cover'",
        ),
        sqlite: notOffered(noComments),
      },
      alembic: {
        call: `op.alter_column("book", "pages", comment="without the cover", existing_type=sa.Integer(), existing_nullable=False, existing_server_default="0")`,
        sql: {
          postgres: "COMMENT ON COLUMN book.pages IS 'without the cover'",
          mysql: "ALTER TABLE book MODIFY pages INTEGER NOT NULL DEFAULT '0' COMMENT 'without the cover'",
        },
        why: {
          mysql: "The optional word COLUMN, and a number as a number; what exists is read from the database.",
        },
      },
    }),
    example({
      title: "several facets at once",
      run: (op) => op.alterColumn("notice", "text", { type: "text", nullable: false, default: "" }),
      undo: (op) => op.alterColumn("notice", "text", { type: "varchar(200)", nullable: true, default: null }),
      sql: {
        postgres: [
          `ALTER TABLE "notice" ALTER COLUMN "text" TYPE text`,
          `ALTER TABLE "notice" ALTER COLUMN "text" SET DEFAULT ''`,
          `ALTER TABLE "notice" ALTER COLUMN "text" SET NOT NULL`,
        ],
        mysql: ["ALTER TABLE `notice` MODIFY COLUMN `text` text NOT NULL DEFAULT ('')"],
        mariadb: ["ALTER TABLE `notice` MODIFY COLUMN `text` text NOT NULL DEFAULT ''"],
        sqlite: rebuilt("notice", {
          definition: `${notice}, "text" text NOT NULL DEFAULT ('')`,
          columns: ["rowid", "id", "text"],
        }),
      },
    }),
    example({
      title: "numbered by the database",
      run: (op) => op.alterColumn("reader", "id", { identity: "by default" }),
      undo: (op) => op.alterColumn("reader", "id", { identity: null }),
      sql: {
        postgres: [
          `ALTER TABLE "reader" ALTER COLUMN "id" ADD GENERATED BY DEFAULT AS IDENTITY`,
          // A new sequence begins with 1, which a row has already.
          `SELECT setval(pg_get_serial_sequence('"reader"', 'id'), COALESCE(max("id"), 0) + 1, false) FROM "reader"`,
        ],
        ...notOfferedButByPostgres("The words are PostgreSQL's."),
      },
    }),
    example({
      title: "AUTO_INCREMENT",
      run: (op) => op.alterColumn("reader", "id", { identity: "auto increment" }),
      undo: (op) => op.alterColumn("reader", "id", { identity: null }),
      sql: {
        ...mysqlAndMariadb("ALTER TABLE `reader` MODIFY COLUMN `id` int NOT NULL AUTO_INCREMENT"),
        sqlite: rebuilt("reader", {
          definition: `"id" integer CONSTRAINT "pk_reader" PRIMARY KEY AUTOINCREMENT NOT NULL, "name" varchar(50) NOT NULL, ${reader.email}`,
          columns: reader.columns,
        }),
        postgres: notOffered("It has identity columns."),
      },
    }),
    example({
      title: "the collation",
      run: (op) => op.alterColumn("reader", "name", { collation: "C" }),
      undo: (op) => op.alterColumn("reader", "name", { collation: null }),
      sql: {
        postgres: [`ALTER TABLE "reader" ALTER COLUMN "name" TYPE varchar(50) COLLATE "C"`],
        ...byAnotherNameButOnPostgres("A collation by that name is PostgreSQL's."),
      },
    }),
    example({
      title: "the character set and the collation",
      run: (op) => op.alterColumn("reader", "name", { charset: "latin1", collation: "latin1_bin" }),
      undo: (op) => op.alterColumn("reader", "name", { charset: null, collation: null }),
      sql: {
        ...mysqlAndMariadb(
          "ALTER TABLE `reader` MODIFY COLUMN `name` varchar(50) CHARACTER SET latin1 COLLATE latin1_bin NOT NULL",
        ),
        postgres: notOffered("A database has one encoding."),
        sqlite: notOffered("A database has one encoding."),
      },
    }),
    example({
      title: "NOCASE",
      run: (op) => op.alterColumn("reader", "name", { collation: "NOCASE" }),
      undo: (op) => op.alterColumn("reader", "name", { collation: null }),
      sql: {
        sqlite: rebuilt("reader", {
          definition: `${reader.id}, "name" varchar(50) COLLATE NOCASE NOT NULL, ${reader.email}`,
          columns: reader.columns,
        }),
        postgres: otherName("A collation by that name is SQLite's."),
        mysql: otherName("A collation by that name is SQLite's."),
        mariadb: otherName("A collation by that name is SQLite's."),
      },
    }),
    example({
      title: "another name beside another type",
      run: (op) => op.alterColumn("book", "title", { name: "heading", type: "varchar(200)" }),
      undo: (op) => op.alterColumn("book", "heading", { name: "title", type: "varchar(80)" }),
      sql: {
        postgres: [
          `ALTER TABLE "book" ALTER COLUMN "title" TYPE varchar(200)`,
          `ALTER TABLE "book" RENAME COLUMN "title" TO "heading"`,
        ],
        ...mysqlAndMariadb(
          "ALTER TABLE `book` MODIFY COLUMN `title` varchar(200) NOT NULL",
          "ALTER TABLE `book` RENAME COLUMN `title` TO `heading`",
        ),
        sqlite: [
          ...rebuilt("book", {
            definition: `${book.id}, "title" varchar(200) NOT NULL, "pages" integer NOT NULL DEFAULT (0), ${book.check}`,
            ...book,
          }),
          `ALTER TABLE "book" RENAME COLUMN "title" TO "heading"`,
        ],
      },
    }),
  ],

  renameColumn: [
    example({
      title: "keeps values, constraints and indexes",
      run: (op) => op.renameColumn("book", "title", "heading"),
      sql: {
        ...postgresAndSqlite(`ALTER TABLE "book" RENAME COLUMN "title" TO "heading"`),
        ...mysqlAndMariadb("ALTER TABLE `book` RENAME COLUMN `title` TO `heading`"),
      },
      alembic: {
        call: `op.alter_column("book", "title", new_column_name="heading", existing_type=sa.String(80), existing_nullable=False)`,
        sql: {
          postgres: "ALTER TABLE book RENAME title TO heading",
          mysql: "ALTER TABLE book CHANGE title heading VARCHAR(80) NOT NULL",
          sqlite: "ALTER TABLE book RENAME COLUMN title TO heading",
        },
        why: {
          postgres: "The optional word COLUMN.",
          mysql:
            "RENAME COLUMN, which MySQL 8.0 and MariaDB 10.5 brought, touches no attribute of the column.",
        },
      },
    }),
  ],

  backfill: [
    example({
      title: "a value",
      run: (op) => op.backfill("reader", "email", "unknown"),
      undo: (op) => op.execute("UPDATE reader SET email = NULL WHERE id = 2"),
      sql: {
        ...postgresAndSqlite(`UPDATE "reader" SET "email" = 'unknown' WHERE "email" IS NULL`),
        ...mysqlAndMariadb("UPDATE `reader` SET `email` = 'unknown' WHERE `email` IS NULL"),
      },
    }),
    example({
      title: "SQL that is computed for each row",
      run: (op) => op.backfill("reader", "email", sql`concat(name, '@example.org')`),
      undo: (op) => op.execute("UPDATE reader SET email = NULL WHERE id = 2"),
      sql: {
        ...postgresAndSqlite(
          `UPDATE "reader" SET "email" = concat(name, '@example.org') WHERE "email" IS NULL`,
        ),
        ...mysqlAndMariadb(
          "UPDATE `reader` SET `email` = concat(name, '@example.org') WHERE `email` IS NULL",
        ),
      },
    }),
  ],

  batchAlterTable: [
    example({
      title: "changes of one table together",
      run: (op) =>
        op.batchAlterTable("book", async (batch) => {
          await batch.addColumn(column("isbn", "varchar(13)", { nullable: true }));
          await batch.alterColumn("title", { type: "varchar(200)" });
          await batch.createUniqueConstraint(op.f("uq_book_title"), ["title"]);
        }),
      undo: (op) =>
        op.batchAlterTable("book", async (batch) => {
          await batch.dropConstraint(op.f("uq_book_title"), "unique");
          await batch.alterColumn("title", { type: "varchar(80)" });
          await batch.dropColumn("isbn");
        }),
      sql: {
        postgres: [
          `ALTER TABLE "book" ADD COLUMN "isbn" varchar(13)`,
          `ALTER TABLE "book" ALTER COLUMN "title" TYPE varchar(200)`,
          `ALTER TABLE "book" ADD CONSTRAINT "uq_book_title" UNIQUE ("title")`,
        ],
        ...mysqlAndMariadb(
          "ALTER TABLE `book` ADD COLUMN `isbn` varchar(13) NULL, MODIFY COLUMN `title` varchar(200) NOT NULL, ADD UNIQUE INDEX `uq_book_title` (`title`)",
        ),
        sqlite: rebuilt("book", {
          definition:
            `${book.id}, "title" varchar(200) NOT NULL, "pages" integer NOT NULL DEFAULT (0), "isbn" varchar(13), ` +
            `CONSTRAINT "uq_book_title" UNIQUE ("title"), ${book.check}`,
          ...book,
        }),
      },
    }),
    example({
      title: "a column in its place, in a table that is built anew in any case",
      run: (op) =>
        op.batchAlterTable(
          "notice",
          (batch) => batch.addColumn(column("author", "text", { nullable: true }), { insertBefore: "text" }),
          { recreate: "always" },
        ),
      sql: {
        sqlite: rebuilt("notice", {
          definition: `${notice}, "author" text, "text" varchar(200)`,
          columns: ["rowid", "id", "text"],
        }),
        postgres: notOffered(
          "It has no place for a new column but the end, and builds no table anew for it.",
        ),
        mysql: notOffered("A table is never built anew on purpose."),
        mariadb: notOffered("A table is never built anew on purpose."),
      },
    }),
    example({
      title: "a column after another one",
      run: (op) =>
        op.batchAlterTable("notice", (batch) =>
          batch.addColumn(column("author", "text", { nullable: true }), { insertAfter: "id" }),
        ),
      sql: {
        ...mysqlAndMariadb("ALTER TABLE `notice` ADD COLUMN `author` text NULL AFTER `id`"),
        sqlite: rebuilt("notice", {
          definition: `${notice}, "author" text, "text" varchar(200)`,
          columns: ["rowid", "id", "text"],
        }),
        postgres: notOffered("It has no place for a new column but the end."),
      },
    }),
  ],
};
