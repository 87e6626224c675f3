import { sql, unique } from "@limbeck/core";
import {
  example,
  mysqlAndMariadb,
  mysqlAndMariadbLack,
  notOffered,
  byAnotherNameButOnPostgres,
  notOfferedButByPostgres,
  rebuilt,
} from "./case.ts";

const rebuildsByItself = "Alembic refuses it outside of batch mode; here it is the same call.";
const uniqueIndex = "A unique constraint is a unique index there, and TypeORM names it as one.";
const noExclusions = "it has no exclusion constraints; check in a trigger, made by op.execute().";

const loanColumns = `"reader_id" integer NOT NULL, "book_id" integer NOT NULL, "due" date`;
const loanToBook = `CONSTRAINT "fk_loan_book" FOREIGN KEY ("book_id") REFERENCES "book" ("id")`;
const loan = (...constraints: readonly string[]) =>
  rebuilt("loan", {
    definition: [loanColumns, ...constraints].join(", "),
    columns: ["rowid", "reader_id", "book_id", "due"],
  });
const bookColumns = `"id" integer CONSTRAINT "pk_book" PRIMARY KEY NOT NULL, "title" varchar(80) NOT NULL, "pages" integer NOT NULL DEFAULT (0)`;
const book = (...constraints: readonly string[]) =>
  rebuilt("book", {
    definition: [bookColumns, ...constraints].join(", "),
    columns: ["id", "title", "pages"],
    afterwards: [`CREATE INDEX "ix_book_title" ON "book" ("title")`],
  });
const bookCheck = `CONSTRAINT "ck_book_pages" CHECK (pages >= 0)`;
const readerColumns = `"id" integer CONSTRAINT "pk_reader" PRIMARY KEY NOT NULL, "name" varchar(50) NOT NULL, "email" varchar(100)`;
const reader = (...constraints: readonly string[]) =>
  rebuilt("reader", {
    definition: [readerColumns, ...constraints].join(", "),
    columns: ["id", "name", "email"],
  });
const notice = (id: string) =>
  rebuilt("notice", { definition: `${id}, "text" varchar(200)`, columns: ["rowid", "id", "text"] });

export const constraints = {
  createPrimaryKey: [
    example({
      title: "over two columns",
      run: (op) => op.createPrimaryKey(op.f("pk_loan"), "loan", ["reader_id", "book_id"]),
      sql: {
        postgres: [`ALTER TABLE "loan" ADD CONSTRAINT "pk_loan" PRIMARY KEY ("reader_id", "book_id")`],
        ...mysqlAndMariadb("ALTER TABLE `loan` ADD PRIMARY KEY (`reader_id`, `book_id`)"),
        sqlite: loan(`CONSTRAINT "pk_loan" PRIMARY KEY ("reader_id", "book_id")`, loanToBook),
      },
      alembic: {
        call: `op.create_primary_key("pk_loan", "loan", ["reader_id", "book_id"])`,
        sql: {
          postgres: "ALTER TABLE loan ADD CONSTRAINT pk_loan PRIMARY KEY (reader_id, book_id)",
          mysql: "ALTER TABLE loan ADD CONSTRAINT pk_loan PRIMARY KEY (reader_id, book_id)",
          sqlite: "NotImplementedError",
        },
        why: { mysql: "A primary key has no name there, whatever one gives it.", sqlite: rebuildsByItself },
      },
    }),
    example({
      title: "with more columns in its index, checked at the end of the transaction",
      run: (op) =>
        op.createPrimaryKey(op.f("pk_loan"), "loan", ["reader_id", "book_id"], {
          include: ["due"],
          deferrable: "initially deferred",
        }),
      sql: {
        postgres: [
          `ALTER TABLE "loan" ADD CONSTRAINT "pk_loan" PRIMARY KEY ("reader_id", "book_id") INCLUDE ("due") DEFERRABLE INITIALLY DEFERRED`,
        ],
        ...notOfferedButByPostgres("Its keys have neither."),
      },
    }),
  ],

  createUniqueConstraint: [
    example({
      title: "over one column",
      run: (op) => op.createUniqueConstraint(op.f("uq_book_title"), "book", ["title"]),
      sql: {
        postgres: [`ALTER TABLE "book" ADD CONSTRAINT "uq_book_title" UNIQUE ("title")`],
        ...mysqlAndMariadb("ALTER TABLE `book` ADD UNIQUE INDEX `uq_book_title` (`title`)"),
        sqlite: book(`CONSTRAINT "uq_book_title" UNIQUE ("title")`, bookCheck),
      },
      alembic: {
        call: `op.create_unique_constraint("uq_book_title", "book", ["title"])`,
        sql: {
          postgres: "ALTER TABLE book ADD CONSTRAINT uq_book_title UNIQUE (title)",
          mysql: "ALTER TABLE book ADD CONSTRAINT uq_book_title UNIQUE (title)",
          sqlite: "NotImplementedError",
        },
        why: { mysql: uniqueIndex, sqlite: rebuildsByItself },
      },
    }),
    example({
      title: "checked at the end of the transaction",
      run: (op) =>
        op.createUniqueConstraint(op.f("uq_book_title"), "book", ["title"], {
          deferrable: "initially deferred",
        }),
      sql: {
        postgres: [
          `ALTER TABLE "book" ADD CONSTRAINT "uq_book_title" UNIQUE ("title") DEFERRABLE INITIALLY DEFERRED`,
        ],
        ...mysqlAndMariadbLack("its constraints can't be deferred; leave the option out."),
        sqlite: notOffered("Its unique constraints can't be deferred."),
      },
      alembic: {
        call: `op.create_unique_constraint("uq_book_title", "book", ["title"], deferrable=True, initially="DEFERRED")`,
        sql: {
          postgres:
            "ALTER TABLE book ADD CONSTRAINT uq_book_title UNIQUE (title) DEFERRABLE INITIALLY DEFERRED",
          mysql: "ALTER TABLE book ADD CONSTRAINT uq_book_title UNIQUE (title) DEFERRABLE INITIALLY DEFERRED",
        },
        why: { mysql: "Alembic writes what MySQL can't parse." },
      },
    }),
    example({
      title: "with more columns in its index, and NULLs that are equal",
      run: (op) =>
        op.createUniqueConstraint(op.f("uq_book_title"), "book", ["title"], {
          include: ["pages"],
          nullsNotDistinct: true,
        }),
      sql: {
        postgres: [
          `ALTER TABLE "book" ADD CONSTRAINT "uq_book_title" UNIQUE NULLS NOT DISTINCT ("title") INCLUDE ("pages")`,
        ],
        ...notOfferedButByPostgres("Its unique constraints have neither."),
      },
    }),
  ],

  createCheckConstraint: [
    example({
      title: "a condition",
      run: (op) => op.createCheckConstraint(op.f("ck_reader_name"), "reader", sql`name <> ''`),
      sql: {
        postgres: [`ALTER TABLE "reader" ADD CONSTRAINT "ck_reader_name" CHECK (name <> '')`],
        ...mysqlAndMariadb("ALTER TABLE `reader` ADD CONSTRAINT `ck_reader_name` CHECK (name <> '')"),
        sqlite: reader(
          `CONSTRAINT "uq_reader_email" UNIQUE ("email")`,
          `CONSTRAINT "ck_reader_name" CHECK (name <> '')`,
        ),
      },
      alembic: {
        call: `op.create_check_constraint("ck_reader_name", "reader", text("name <> ''"))`,
        sql: {
          postgres: "ALTER TABLE reader ADD CONSTRAINT ck_reader_name CHECK (name <> '')",
          mysql: "ALTER TABLE reader ADD CONSTRAINT ck_reader_name CHECK (name <> '')",
          sqlite: "NotImplementedError",
        },
        why: { sqlite: rebuildsByItself },
      },
    }),
    example({
      title: "not inherited, and without a look at the rows that are there",
      run: (op) =>
        op.createCheckConstraint(op.f("ck_reader_name"), "reader", sql`name <> ''`, {
          noInherit: true,
          notValid: true,
        }),
      sql: {
        postgres: [
          `ALTER TABLE "reader" ADD CONSTRAINT "ck_reader_name" CHECK (name <> '') NO INHERIT NOT VALID`,
        ],
        ...notOfferedButByPostgres("Its checks have neither."),
      },
    }),
    example({
      title: "not enforced",
      run: (op) =>
        op.createCheckConstraint(op.f("ck_reader_name"), "reader", sql`name <> ''`, { notEnforced: true }),
      sql: {
        postgres: [`ALTER TABLE "reader" ADD CONSTRAINT "ck_reader_name" CHECK (name <> '') NOT ENFORCED`],
        ...notOfferedButByPostgres(
          "What MySQL has of it is not kept apart by TypeORM; the others have nothing of it.",
        ),
      },
    }),
  ],

  createForeignKey: [
    example({
      title: "with an action",
      run: (op) =>
        op.createForeignKey(op.f("fk_loan_reader"), "loan", "reader", ["reader_id"], ["id"], {
          onDelete: "cascade",
        }),
      sql: {
        postgres: [
          `ALTER TABLE "loan" ADD CONSTRAINT "fk_loan_reader" FOREIGN KEY ("reader_id") REFERENCES "reader" ("id") ON DELETE CASCADE`,
        ],
        ...mysqlAndMariadb(
          "ALTER TABLE `loan` ADD CONSTRAINT `fk_loan_reader` FOREIGN KEY (`reader_id`) REFERENCES `reader` (`id`) ON DELETE CASCADE ON UPDATE NO ACTION",
        ),
        sqlite: loan(
          loanToBook,
          `CONSTRAINT "fk_loan_reader" FOREIGN KEY ("reader_id") REFERENCES "reader" ("id") ON DELETE CASCADE`,
        ),
      },
      alembic: {
        call: `op.create_foreign_key("fk_loan_reader", "loan", "reader", ["reader_id"], ["id"], ondelete="CASCADE")`,
        sql: {
          postgres:
            "ALTER TABLE loan ADD CONSTRAINT fk_loan_reader FOREIGN KEY(reader_id) REFERENCES reader (id) ON DELETE CASCADE",
          mysql:
            "ALTER TABLE loan ADD CONSTRAINT fk_loan_reader FOREIGN KEY(reader_id) REFERENCES reader (id) ON DELETE CASCADE",
          sqlite: "NotImplementedError",
        },
        why: {
          mysql:
            "Left out, NO ACTION becomes RESTRICT on MariaDB: the same to the server, but not to TypeORM.",
          sqlite: rebuildsByItself,
        },
      },
    }),
    example({
      title: "checked at the end of the transaction, with both actions",
      run: (op) =>
        op.createForeignKey(op.f("fk_loan_reader"), "loan", "reader", ["reader_id"], ["id"], {
          onDelete: "restrict",
          onUpdate: "cascade",
          deferrable: "initially immediate",
        }),
      sql: {
        postgres: [
          `ALTER TABLE "loan" ADD CONSTRAINT "fk_loan_reader" FOREIGN KEY ("reader_id") REFERENCES "reader" ("id") ON DELETE RESTRICT ON UPDATE CASCADE DEFERRABLE INITIALLY IMMEDIATE`,
        ],
        sqlite: loan(
          loanToBook,
          `CONSTRAINT "fk_loan_reader" FOREIGN KEY ("reader_id") REFERENCES "reader" ("id") ON DELETE RESTRICT ON UPDATE CASCADE DEFERRABLE INITIALLY IMMEDIATE`,
        ),
        ...mysqlAndMariadbLack("its constraints can't be deferred; leave the option out."),
      },
    }),
    example({
      title: "without a look at the rows that are there, all columns or none",
      run: (op) =>
        op.createForeignKey(op.f("fk_loan_reader"), "loan", "reader", ["reader_id"], ["id"], {
          match: "full",
          notValid: true,
        }),
      sql: {
        postgres: [
          `ALTER TABLE "loan" ADD CONSTRAINT "fk_loan_reader" FOREIGN KEY ("reader_id") REFERENCES "reader" ("id") MATCH FULL NOT VALID`,
        ],
        ...notOfferedButByPostgres("Its foreign keys have neither."),
      },
    }),
    example({
      title: "sets some of its columns, and is not enforced",
      run: async (op) => {
        await op.createForeignKey(op.f("fk_loan_reader"), "loan", "reader", ["reader_id"], ["id"], {
          onDelete: "set null",
          onDeleteColumns: ["reader_id"],
        });
        await op.createForeignKey(op.f("fk_loan_reader_2"), "loan", "reader", ["reader_id"], ["id"], {
          notEnforced: true,
        });
      },
      sql: {
        postgres: [
          `ALTER TABLE "loan" ADD CONSTRAINT "fk_loan_reader" FOREIGN KEY ("reader_id") REFERENCES "reader" ("id") ON DELETE SET NULL ("reader_id")`,
          `ALTER TABLE "loan" ADD CONSTRAINT "fk_loan_reader_2" FOREIGN KEY ("reader_id") REFERENCES "reader" ("id") NOT ENFORCED`,
        ],
        ...notOfferedButByPostgres("Its foreign keys have neither."),
      },
    }),
    example({
      title: "from another schema",
      run: (op) =>
        op.createForeignKey(op.f("fk_loan_reader"), "loan", "reader", ["reader_id"], ["id"], {
          schema: "archive",
          referencedSchema: "public",
        }),
      sql: {
        postgres: [
          `ALTER TABLE "archive"."loan" ADD CONSTRAINT "fk_loan_reader" FOREIGN KEY ("reader_id") REFERENCES "public"."reader" ("id")`,
        ],
        ...byAnotherNameButOnPostgres("The name of the schema is PostgreSQL's."),
      },
    }),
  ],

  createExcludeConstraint: [
    example({
      title: "columns with their operators",
      run: (op) =>
        op.createExcludeConstraint(op.f("ex_branch_place"), "branch", [["place", "~="]], { using: "gist" }),
      sql: {
        postgres: [
          `ALTER TABLE "branch" ADD CONSTRAINT "ex_branch_place" EXCLUDE USING "gist" ("place" WITH ~=)`,
        ],
        ...mysqlAndMariadbLack(noExclusions),
        sqlite: notOffered("It has no exclusion constraints."),
      },
      alembic: {
        call: `op.create_exclude_constraint("ex_branch_place", "branch", ("place", "~="), using="gist")`,
        sql: {
          postgres: "ALTER TABLE branch ADD CONSTRAINT ex_branch_place EXCLUDE USING gist (place WITH ~=)",
        },
      },
    }),
    example({
      title: "checked at the end of the transaction",
      run: (op) =>
        op.createExcludeConstraint(op.f("ex_branch_place"), "branch", sql`USING gist (place WITH ~=)`, {
          deferrable: "initially deferred",
        }),
      sql: {
        postgres: [
          `ALTER TABLE "branch" ADD CONSTRAINT "ex_branch_place" EXCLUDE USING gist (place WITH ~=) DEFERRABLE INITIALLY DEFERRED`,
        ],
        ...notOfferedButByPostgres("It has no exclusion constraints."),
      },
    }),
    example({
      title: "over some of the rows, by SQL",
      run: (op) =>
        op.createExcludeConstraint(
          op.f("ex_branch_place"),
          "branch",
          sql`USING gist (place WITH ~=) WHERE (about IS NULL)`,
        ),
      sql: {
        postgres: [
          `ALTER TABLE "branch" ADD CONSTRAINT "ex_branch_place" EXCLUDE USING gist (place WITH ~=) WHERE (about IS NULL)`,
        ],
        ...mysqlAndMariadbLack(noExclusions),
        sqlite: notOffered("It has no exclusion constraints."),
      },
    }),
  ],

  dropConstraint: [
    example({
      title: "a foreign key",
      run: (op) => op.dropConstraint(op.f("fk_loan_book"), "loan", "foreign key"),
      undo: (op) => op.createForeignKey(op.f("fk_loan_book"), "loan", "book", ["book_id"], ["id"]),
      sql: {
        postgres: [`ALTER TABLE "loan" DROP CONSTRAINT "fk_loan_book"`],
        // Without its own index, which the server made for it.
        ...mysqlAndMariadb("ALTER TABLE `loan` DROP FOREIGN KEY `fk_loan_book`, DROP INDEX `fk_loan_book`"),
        sqlite: loan(),
      },
      alembic: {
        call: `op.drop_constraint("fk_loan_book", "loan", type_="foreignkey")`,
        sql: {
          postgres: "ALTER TABLE loan DROP CONSTRAINT fk_loan_book",
          mysql: "ALTER TABLE loan DROP FOREIGN KEY fk_loan_book",
          sqlite: "NotImplementedError",
        },
        why: { mysql: "The index that the server made for the key goes with it.", sqlite: rebuildsByItself },
      },
    }),
    example({
      title: "a unique constraint",
      run: (op) => op.dropConstraint(op.f("uq_reader_email"), "reader", "unique"),
      undo: (op) => op.createUniqueConstraint(op.f("uq_reader_email"), "reader", ["email"]),
      sql: {
        postgres: [`ALTER TABLE "reader" DROP CONSTRAINT "uq_reader_email"`],
        ...mysqlAndMariadb("ALTER TABLE `reader` DROP INDEX `uq_reader_email`"),
        sqlite: reader(),
      },
      alembic: {
        call: `op.drop_constraint("uq_reader_email", "reader", type_="unique")`,
        sql: {
          postgres: "ALTER TABLE reader DROP CONSTRAINT uq_reader_email",
          mysql: "ALTER TABLE reader DROP INDEX uq_reader_email",
          sqlite: "NotImplementedError",
        },
        why: { sqlite: rebuildsByItself },
      },
    }),
    example({
      title: "a check",
      run: (op) => op.dropConstraint(op.f("ck_book_pages"), "book", "check"),
      undo: (op) => op.createCheckConstraint(op.f("ck_book_pages"), "book", sql`pages >= 0`),
      sql: {
        postgres: [`ALTER TABLE "book" DROP CONSTRAINT "ck_book_pages"`],
        mysql: ["ALTER TABLE `book` DROP CHECK `ck_book_pages`"],
        mariadb: ["ALTER TABLE `book` DROP CONSTRAINT `ck_book_pages`"],
        sqlite: book(),
      },
      alembic: {
        call: `op.drop_constraint("ck_book_pages", "book", type_="check")`,
        sql: {
          postgres: "ALTER TABLE book DROP CONSTRAINT ck_book_pages",
          mysql: "ALTER TABLE book DROP CHECK ck_book_pages",
          sqlite: "NotImplementedError",
        },
        why: { sqlite: rebuildsByItself },
      },
    }),
    example({
      title: "a primary key",
      run: (op) => op.dropConstraint(op.f("pk_notice"), "notice", "primary key"),
      undo: (op) => op.createPrimaryKey(op.f("pk_notice"), "notice", ["id"]),
      sql: {
        postgres: [`ALTER TABLE "notice" DROP CONSTRAINT "pk_notice"`],
        ...mysqlAndMariadb("ALTER TABLE `notice` DROP PRIMARY KEY"),
        sqlite: notice(`"id" bigint NOT NULL`),
      },
      alembic: {
        call: `op.drop_constraint("pk_notice", "notice", type_="primary")`,
        sql: {
          postgres: "ALTER TABLE notice DROP CONSTRAINT pk_notice",
          mysql: "ALTER TABLE notice DROP PRIMARY KEY",
          sqlite: "NotImplementedError",
        },
        why: { sqlite: rebuildsByItself },
      },
    }),
    example({
      title: "an exclusion constraint",
      run: (op) => op.dropConstraint(op.f("ex_reservation_during"), "reservation", "exclusion"),
      undo: (op) =>
        op.createExcludeConstraint(
          op.f("ex_reservation_during"),
          "reservation",
          sql`USING gist (during WITH &&)`,
        ),
      sql: {
        postgres: [`ALTER TABLE "reservation" DROP CONSTRAINT "ex_reservation_during"`],
        ...mysqlAndMariadbLack(noExclusions),
        sqlite: notOffered("It has no exclusion constraints."),
      },
    }),
    example({
      title: "one without a name, by what it is",
      run: (op) => op.dropConstraint(null, "reader", "unique", { existing: unique(["email"]) }),
      undo: (op) => op.createUniqueConstraint(op.f("uq_reader_email"), "reader", ["email"]),
      sql: {
        postgres: [`ALTER TABLE "reader" DROP CONSTRAINT "uq_reader_email"`],
        ...mysqlAndMariadb("ALTER TABLE `reader` DROP INDEX `uq_reader_email`"),
        sqlite: reader(),
      },
    }),
    example({
      title: "if it is there",
      run: (op) => op.dropConstraint(op.f("ck_book_pages"), "book", "check", { ifExists: true }),
      undo: (op) => op.createCheckConstraint(op.f("ck_book_pages"), "book", sql`pages >= 0`),
      sql: {
        postgres: [`ALTER TABLE "book" DROP CONSTRAINT IF EXISTS "ck_book_pages"`],
        mysql: ["ALTER TABLE `book` DROP CHECK `ck_book_pages`"],
        mariadb: ["ALTER TABLE `book` DROP CONSTRAINT IF EXISTS `ck_book_pages`"],
        sqlite: book(),
      },
      alembic: {
        call: `op.drop_constraint("ck_book_pages", "book", type_="check", if_exists=True)`,
        sql: {
          postgres: "ALTER TABLE book DROP CONSTRAINT IF EXISTS ck_book_pages",
          mysql: "ALTER TABLE book DROP CHECK ck_book_pages",
          sqlite: "NotImplementedError",
        },
        why: { sqlite: rebuildsByItself },
      },
    }),
    example({
      title: "which is not there",
      run: async (op) => {
        await op.dropConstraint(op.f("ck_book_size"), "book", "check", { ifExists: true });
        await op.dropConstraint(op.f("uq_book_title"), "book", "unique", { ifExists: true });
        await op.dropConstraint(op.f("fk_loan_reader"), "loan", "foreign key", { ifExists: true });
        await op.dropConstraint(op.f("pk_loan"), "loan", "primary key", { ifExists: true });
      },
      undo: () => Promise.resolve(),
      sql: { postgres: [], ...mysqlAndMariadb(), sqlite: [] },
    }),
  ],

  renameConstraint: [
    example({
      title: "a unique constraint",
      run: (op) =>
        op.renameConstraint("reader", "unique", op.f("uq_reader_email"), op.f("uq_reader_address")),
      sql: {
        postgres: [`ALTER TABLE "reader" RENAME CONSTRAINT "uq_reader_email" TO "uq_reader_address"`],
        ...mysqlAndMariadb("ALTER TABLE `reader` RENAME INDEX `uq_reader_email` TO `uq_reader_address`"),
        sqlite: reader(`CONSTRAINT "uq_reader_address" UNIQUE ("email")`),
      },
    }),
    example({
      title: "a check",
      run: (op) => op.renameConstraint("book", "check", op.f("ck_book_pages"), op.f("ck_book_size")),
      sql: {
        postgres: [`ALTER TABLE "book" RENAME CONSTRAINT "ck_book_pages" TO "ck_book_size"`],
        mysql: [
          "ALTER TABLE `book` DROP CHECK `ck_book_pages`",
          "ALTER TABLE `book` ADD CONSTRAINT `ck_book_size` CHECK (`pages` >= 0)",
        ],
        mariadb: [
          "ALTER TABLE `book` DROP CONSTRAINT `ck_book_pages`",
          "ALTER TABLE `book` ADD CONSTRAINT `ck_book_size` CHECK (`pages` >= 0)",
        ],
        sqlite: book(`CONSTRAINT "ck_book_size" CHECK (pages >= 0)`),
      },
    }),
    example({
      title: "a foreign key",
      run: (op) => op.renameConstraint("loan", "foreign key", op.f("fk_loan_book"), op.f("fk_lent")),
      sql: {
        postgres: [`ALTER TABLE "loan" RENAME CONSTRAINT "fk_loan_book" TO "fk_lent"`],
        ...mysqlAndMariadb(
          "ALTER TABLE `loan` DROP FOREIGN KEY `fk_loan_book`, DROP INDEX `fk_loan_book`",
          "ALTER TABLE `loan` ADD CONSTRAINT `fk_lent` FOREIGN KEY (`book_id`) REFERENCES `book` (`id`) ON DELETE NO ACTION ON UPDATE NO ACTION",
        ),
        sqlite: loan(`CONSTRAINT "fk_lent" FOREIGN KEY ("book_id") REFERENCES "book" ("id")`),
      },
    }),
    example({
      title: "a primary key",
      run: (op) => op.renameConstraint("notice", "primary key", op.f("pk_notice"), op.f("pk_board")),
      sql: {
        postgres: [`ALTER TABLE "notice" RENAME CONSTRAINT "pk_notice" TO "pk_board"`],
        ...mysqlAndMariadbLack("its primary keys have no names."),
        sqlite: notice(`"id" bigint CONSTRAINT "pk_board" PRIMARY KEY NOT NULL`),
      },
    }),
    example({
      title: "an exclusion constraint",
      run: (op) =>
        op.renameConstraint("reservation", "exclusion", op.f("ex_reservation_during"), op.f("ex_overlap")),
      sql: {
        postgres: [`ALTER TABLE "reservation" RENAME CONSTRAINT "ex_reservation_during" TO "ex_overlap"`],
        ...mysqlAndMariadbLack(noExclusions),
        sqlite: notOffered("It has no exclusion constraints."),
      },
    }),
  ],

  validateConstraint: [
    example({
      title: "the rows that were there before it",
      run: async (op) => {
        await op.createCheckConstraint(op.f("ck_reader_name"), "reader", sql`name <> ''`, { notValid: true });
        await op.validateConstraint(op.f("ck_reader_name"), "reader");
      },
      undo: (op) => op.dropConstraint(op.f("ck_reader_name"), "reader", "check"),
      sql: {
        postgres: [
          `ALTER TABLE "reader" ADD CONSTRAINT "ck_reader_name" CHECK (name <> '') NOT VALID`,
          `ALTER TABLE "reader" VALIDATE CONSTRAINT "ck_reader_name"`,
        ],
        ...notOfferedButByPostgres(
          "Its constraints are valid as soon as they are there; leave the call out.",
        ),
      },
    }),
  ],
};
