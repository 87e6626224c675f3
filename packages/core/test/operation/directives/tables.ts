import { column, primaryKey, unique, sql, check, foreignKey } from "@limbeck/core";
import {
  example,
  lacks,
  mysqlAndMariadb,
  mysqlAndMariadbLack,
  notOffered,
  postgresAndSqlite,
  rebuilt,
} from "./case.ts";

const noComments = "it keeps no comments.";

export const tables = {
  createTable: [
    example({
      title: "columns and a primary key",
      run: (op) =>
        op.createTable("shelf", [
          column("id", "bigint"),
          column("code", "varchar(20)", { default: "A" }),
          primaryKey(["id"], { name: op.f("pk_shelf") }),
        ]),
      sql: {
        postgres: [
          `CREATE TABLE "shelf" ("id" bigint NOT NULL, "code" varchar(20) NOT NULL DEFAULT 'A', CONSTRAINT "pk_shelf" PRIMARY KEY ("id"))`,
        ],
        ...mysqlAndMariadb(
          "CREATE TABLE `shelf` (`id` bigint NOT NULL, `code` varchar(20) NOT NULL DEFAULT 'A', PRIMARY KEY (`id`)) ENGINE=InnoDB",
        ),
        sqlite: [
          `CREATE TABLE "shelf" ("id" bigint CONSTRAINT "pk_shelf" PRIMARY KEY NOT NULL, "code" varchar(20) NOT NULL DEFAULT ('A'))`,
        ],
      },
      alembic: {
        call: `op.create_table("shelf", sa.Column("id", sa.BigInteger, nullable=False, autoincrement=False), sa.Column("code", sa.String(20), server_default="A", nullable=False), sa.PrimaryKeyConstraint("id", name="pk_shelf"))`,
        sql: {
          postgres:
            "CREATE TABLE shelf (id BIGINT NOT NULL, code VARCHAR(20) DEFAULT 'A' NOT NULL, CONSTRAINT pk_shelf PRIMARY KEY (id))",
          mysql:
            "CREATE TABLE shelf (id BIGINT NOT NULL, code VARCHAR(20) NOT NULL DEFAULT 'A', CONSTRAINT pk_shelf PRIMARY KEY (id))",
          sqlite:
            "CREATE TABLE shelf (id BIGINT NOT NULL, code VARCHAR(20) DEFAULT 'A' NOT NULL, CONSTRAINT pk_shelf PRIMARY KEY (id))",
        },
        why: {
          postgres: "NOT NULL stands before the default, as TypeORM writes it.",
          mysql:
            "The primary key has no name on MySQL, whatever one gives it; the engine is named, because TypeORM compares it.",
          sqlite: "The key stands with its column, where TypeORM's drivers look for it.",
        },
      },
    }),
    example({
      title: "every kind of constraint that all databases have",
      run: (op) =>
        op.createTable("shelf", [
          column("code", "varchar(20)"),
          column("floor", "smallint"),
          column("notice_id", "bigint", { nullable: true }),
          primaryKey(["code", "floor"], { name: op.f("pk_shelf") }),
          unique(["notice_id", "floor"], { name: op.f("uq_shelf_notice") }),
          check(sql`floor < 100`, { name: op.f("ck_shelf_floor") }),
          foreignKey(["notice_id"], "notice", ["id"], {
            name: op.f("fk_shelf_notice"),
            onDelete: "set null",
            onUpdate: "cascade",
          }),
        ]),
      sql: {
        postgres: [
          `CREATE TABLE "shelf" ("code" varchar(20) NOT NULL, "floor" smallint NOT NULL, "notice_id" bigint, ` +
            `CONSTRAINT "pk_shelf" PRIMARY KEY ("code", "floor"), CONSTRAINT "uq_shelf_notice" UNIQUE ("notice_id", "floor"), ` +
            `CONSTRAINT "ck_shelf_floor" CHECK (floor < 100), ` +
            `CONSTRAINT "fk_shelf_notice" FOREIGN KEY ("notice_id") REFERENCES "notice" ("id") ON DELETE SET NULL ON UPDATE CASCADE)`,
        ],
        ...mysqlAndMariadb(
          "CREATE TABLE `shelf` (`code` varchar(20) NOT NULL, `floor` smallint NOT NULL, `notice_id` bigint NULL, " +
            "PRIMARY KEY (`code`, `floor`), UNIQUE INDEX `uq_shelf_notice` (`notice_id`, `floor`), " +
            "CONSTRAINT `ck_shelf_floor` CHECK (floor < 100), " +
            "CONSTRAINT `fk_shelf_notice` FOREIGN KEY (`notice_id`) REFERENCES `notice` (`id`) ON DELETE SET NULL ON UPDATE CASCADE) ENGINE=InnoDB",
        ),
        sqlite: [
          `CREATE TABLE "shelf" ("code" varchar(20) NOT NULL, "floor" smallint NOT NULL, "notice_id" bigint, ` +
            `CONSTRAINT "pk_shelf" PRIMARY KEY ("code", "floor"), CONSTRAINT "uq_shelf_notice" UNIQUE ("notice_id", "floor"), ` +
            `CONSTRAINT "ck_shelf_floor" CHECK (floor < 100), ` +
            `CONSTRAINT "fk_shelf_notice" FOREIGN KEY ("notice_id") REFERENCES "notice" ("id") ON DELETE SET NULL ON UPDATE CASCADE)`,
        ],
      },
    }),
    example({
      title: "a comment on the table and on a column",
      run: (op) =>
        op.createTable("shelf", [column("code", "varchar(20)", { comment: "as on the board" })], {
          comment: "where books are",
        }),
      sql: {
        postgres: [
          `CREATE TABLE "shelf" ("code" varchar(20) NOT NULL)`,
          `COMMENT ON TABLE "shelf" IS 'where books are'`,
          `COMMENT ON COLUMN "shelf"."code" IS 'as on the board'`,
        ],
        ...mysqlAndMariadb(
          "CREATE TABLE `shelf` (`code` varchar(20) NOT NULL COMMENT 'as on the board') ENGINE=InnoDB COMMENT='where books are'",
        ),
        sqlite: notOffered(noComments),
      },
    }),
    example({
      title: "numbered by the database, in another schema",
      run: (op) =>
        op.createTable(
          "shelf",
          [
            column("id", "integer", { identity: "by default" }),
            column("made", "timestamp with time zone", { default: sql`now()` }),
          ],
          { schema: "archive" },
        ),
      sql: {
        postgres: [
          `CREATE TABLE "archive"."shelf" ("id" integer GENERATED BY DEFAULT AS IDENTITY NOT NULL, "made" timestamp with time zone NOT NULL DEFAULT now())`,
        ],
        mysql: notOffered("The words are AUTO_INCREMENT's."),
        mariadb: notOffered("The words are AUTO_INCREMENT's."),
        sqlite: notOffered("The words are AUTOINCREMENT's."),
      },
    }),
    example({
      title: "engine, character set and collation, and AUTO_INCREMENT",
      run: (op) =>
        op.createTable(
          "shelf",
          [column("id", "int unsigned", { identity: "auto increment" }), primaryKey(["id"])],
          { engine: "MyISAM", charset: "latin1", collation: "latin1_bin" },
        ),
      sql: {
        ...mysqlAndMariadb(
          "CREATE TABLE `shelf` (`id` int unsigned NOT NULL AUTO_INCREMENT, PRIMARY KEY (`id`)) ENGINE=MyISAM DEFAULT CHARACTER SET latin1 COLLATE latin1_bin",
        ),
        postgres: notOffered("Its tables have no engines, and a database has one encoding."),
        sqlite: notOffered("Its tables have no engines, and a database has one encoding."),
      },
    }),
    example({
      title: "STRICT and WITHOUT ROWID",
      run: (op) =>
        op.createTable("shelf", [column("code", "text"), primaryKey(["code"])], {
          strict: true,
          withoutRowid: true,
        }),
      sql: {
        sqlite: [`CREATE TABLE "shelf" ("code" text PRIMARY KEY NOT NULL) STRICT, WITHOUT ROWID`],
        postgres: notOffered("They are properties of SQLite's tables."),
        mysql: notOffered("They are properties of SQLite's tables."),
        mariadb: notOffered("They are properties of SQLite's tables."),
      },
    }),
    example({
      title: "numbered by AUTOINCREMENT, or AUTO_INCREMENT",
      run: (op) =>
        op.createTable("shelf", [
          column("id", "integer", { identity: "auto increment" }),
          primaryKey(["id"]),
        ]),
      sql: {
        sqlite: [`CREATE TABLE "shelf" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL)`],
        ...mysqlAndMariadb(
          "CREATE TABLE `shelf` (`id` int NOT NULL AUTO_INCREMENT, PRIMARY KEY (`id`)) ENGINE=InnoDB",
        ),
        postgres: notOffered("It has identity columns."),
      },
    }),
    example({
      title: "unless it is there",
      run: (op) => op.createTable("shelf", [column("id", "bigint")], { ifNotExists: true }),
      undo: (op) => op.dropTable("shelf"),
      sql: {
        ...postgresAndSqlite(`CREATE TABLE IF NOT EXISTS "shelf" ("id" bigint NOT NULL)`),
        ...mysqlAndMariadb("CREATE TABLE IF NOT EXISTS `shelf` (`id` bigint NOT NULL) ENGINE=InnoDB"),
      },
      alembic: {
        call: `op.create_table("shelf", sa.Column("id", sa.BigInteger, nullable=False), if_not_exists=True)`,
        sql: {
          postgres: "CREATE TABLE IF NOT EXISTS shelf (id BIGINT NOT NULL)",
          mysql: "CREATE TABLE IF NOT EXISTS shelf (id BIGINT NOT NULL)",
          sqlite: "CREATE TABLE IF NOT EXISTS shelf (id BIGINT NOT NULL)",
        },
        why: { mysql: "The engine is named, because TypeORM compares it." },
      },
    }),
    example({
      title: "which is there already",
      run: (op) => op.createTable("notice", [column("id", "bigint")], { ifNotExists: true }),
      undo: () => Promise.resolve(),
      sql: { ...postgresAndSqlite(), ...mysqlAndMariadb() },
    }),
  ],

  dropTable: [
    example({
      title: "a table with its rows",
      losesRows: true,
      run: (op) => op.dropTable("notice"),
      undo: (op) =>
        op.createTable("notice", [
          column("id", "bigint"),
          column("text", "varchar(200)", { nullable: true }),
          primaryKey(["id"], { name: op.f("pk_notice") }),
        ]),
      sql: {
        ...postgresAndSqlite(`DROP TABLE "notice"`),
        ...mysqlAndMariadb("DROP TABLE `notice`"),
      },
      alembic: {
        call: `op.drop_table("notice")`,
        sql: { postgres: "DROP TABLE notice", mysql: "DROP TABLE notice", sqlite: "DROP TABLE notice" },
      },
    }),
    example({
      title: "if it is there",
      losesRows: true,
      run: (op) => op.dropTable("notice", { ifExists: true }),
      undo: (op) =>
        op.createTable("notice", [
          column("id", "bigint"),
          column("text", "varchar(200)", { nullable: true }),
          primaryKey(["id"], { name: op.f("pk_notice") }),
        ]),
      sql: {
        ...postgresAndSqlite(`DROP TABLE IF EXISTS "notice"`),
        ...mysqlAndMariadb("DROP TABLE IF EXISTS `notice`"),
      },
      alembic: {
        call: `op.drop_table("notice", if_exists=True)`,
        sql: {
          postgres: "DROP TABLE IF EXISTS notice",
          mysql: "DROP TABLE IF EXISTS notice",
          sqlite: "DROP TABLE IF EXISTS notice",
        },
      },
    }),
    example({
      title: "which is not there",
      run: (op) => op.dropTable("shelf", { ifExists: true }),
      undo: () => Promise.resolve(),
      sql: { ...postgresAndSqlite(), ...mysqlAndMariadb() },
    }),
  ],

  renameTable: [
    example({
      title: "keeps rows and constraints",
      run: (op) => op.renameTable("notice", "board"),
      sql: {
        ...postgresAndSqlite(`ALTER TABLE "notice" RENAME TO "board"`),
        ...mysqlAndMariadb("RENAME TABLE `notice` TO `board`"),
      },
      alembic: {
        call: `op.rename_table("notice", "board")`,
        sql: {
          postgres: "ALTER TABLE notice RENAME TO board",
          mysql: "ALTER TABLE notice RENAME TO board",
          sqlite: "ALTER TABLE notice RENAME TO board",
        },
        why: { mysql: "RENAME TABLE does the same, in the words that TypeORM uses." },
      },
    }),
    example({
      title: "in another schema",
      run: (op) => op.renameTable("loan", "lending", { schema: "archive" }),
      sql: {
        postgres: [`ALTER TABLE "archive"."loan" RENAME TO "lending"`],
        ...mysqlAndMariadb("RENAME TABLE `archive`.`loan` TO `archive`.`lending`"),
        sqlite: [`ALTER TABLE "archive"."loan" RENAME TO "lending"`],
      },
      alembic: {
        call: `op.rename_table("loan", "lending", schema="archive")`,
        sql: {
          postgres: "ALTER TABLE archive.loan RENAME TO lending",
          mysql: "ALTER TABLE archive.loan RENAME TO archive.lending",
        },
        why: { mysql: "RENAME TABLE does the same, in the words that TypeORM uses." },
      },
    }),
  ],

  createTableComment: [
    example({
      title: "a table that has none",
      run: (op) => op.createTableComment("book", "what's lent"),
      sql: {
        postgres: [`COMMENT ON TABLE "book" IS 'what''s lent'`],
        ...mysqlAndMariadb("ALTER TABLE `book` COMMENT = 'what''s lent'"),
        sqlite: lacks(noComments),
      },
      alembic: {
        call: `op.create_table_comment("book", "what's lent")`,
        sql: {
          postgres: "COMMENT ON TABLE book IS 'what''s lent'",
          mysql: "ALTER TABLE book COMMENT 'what''s lent'",
          sqlite: "COMMENT ON TABLE book IS 'what''s lent'",
        },
        why: {
          mysql: "The = of the manual's grammar, which may be left out.",
          sqlite: "Alembic writes what SQLite can't parse.",
        },
      },
    }),
    example({
      title: "a table that has another one",
      run: (op) => op.createTableComment("reader", "who has a card"),
      undo: (op) => op.createTableComment("reader", "who borrows"),
      sql: {
        postgres: [`COMMENT ON TABLE "reader" IS 'who has a card'`],
        ...mysqlAndMariadb("ALTER TABLE `reader` COMMENT = 'who has a card'"),
        sqlite: lacks(noComments),
      },
    }),
  ],

  dropTableComment: [
    example({
      title: "the comment of a table",
      run: (op) => op.dropTableComment("reader"),
      undo: (op) => op.createTableComment("reader", "who borrows"),
      sql: {
        postgres: [`COMMENT ON TABLE "reader" IS NULL`],
        ...mysqlAndMariadb("ALTER TABLE `reader` COMMENT = ''"),
        sqlite: lacks(noComments),
      },
      alembic: {
        call: `op.drop_table_comment("reader")`,
        sql: {
          postgres: "COMMENT ON TABLE reader IS NULL",
          mysql: "ALTER TABLE reader COMMENT ''",
          sqlite: "COMMENT ON TABLE reader IS NULL",
        },
        why: {
          mysql: "The = of the manual's grammar, which may be left out.",
          sqlite: "Alembic writes what SQLite can't parse.",
        },
      },
    }),
  ],

  alterTableOptions: [
    example({
      title: "engine and character set",
      run: (op) =>
        op.alterTableOptions("notice", { engine: "MyISAM", charset: "latin1", collation: "latin1_bin" }),
      undo: (op) => op.alterTableOptions("notice", { engine: "InnoDB", charset: "utf8mb4" }),
      sql: {
        ...mysqlAndMariadb(
          "ALTER TABLE `notice` ENGINE = MyISAM, DEFAULT CHARACTER SET = latin1, DEFAULT COLLATE = latin1_bin",
        ),
        postgres: lacks("its tables have none of these options; leave the call out."),
        sqlite: notOffered("Its tables have no engines, and a database has one encoding."),
      },
    }),
    example({
      title: "WITHOUT ROWID",
      run: (op) => op.alterTableOptions("notice", { withoutRowid: true }),
      undo: (op) => op.alterTableOptions("notice", { withoutRowid: false }),
      sql: {
        sqlite: rebuilt("notice", {
          definition: `"id" bigint CONSTRAINT "pk_notice" PRIMARY KEY NOT NULL, "text" varchar(200)`,
          behind: " WITHOUT ROWID",
          columns: ["id", "text"],
        }),
        postgres: lacks("its tables have none of these options; leave the call out."),
        ...mysqlAndMariadbLack("WITHOUT ROWID and STRICT are options of SQLite."),
      },
    }),
  ],
};
