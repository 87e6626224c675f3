import type { DatabaseName } from "../../../../../test/databases/index.ts";

/** The library as each database's own SQL makes it; SQLite's texts in the form that TypeORM's drivers write. */
export const structure: Readonly<Record<DatabaseName, string>> = {
  postgres: `
    CREATE TABLE "reader" ("id" integer NOT NULL, "name" varchar(50) NOT NULL, "email" varchar(100),
      CONSTRAINT "pk_reader" PRIMARY KEY ("id"), CONSTRAINT "uq_reader_email" UNIQUE ("email"));
    COMMENT ON TABLE "reader" IS 'who borrows';
    CREATE TABLE "book" ("id" integer NOT NULL, "title" varchar(80) NOT NULL, "pages" integer NOT NULL DEFAULT 0,
      CONSTRAINT "pk_book" PRIMARY KEY ("id"), CONSTRAINT "ck_book_pages" CHECK (pages >= 0));
    CREATE INDEX "ix_book_title" ON "book" ("title");
    CREATE TABLE "loan" ("reader_id" integer NOT NULL, "book_id" integer NOT NULL, "due" date,
      CONSTRAINT "fk_loan_book" FOREIGN KEY ("book_id") REFERENCES "book" ("id"));
    CREATE TABLE "notice" ("id" bigint NOT NULL, "text" varchar(200), CONSTRAINT "pk_notice" PRIMARY KEY ("id"));
    CREATE TABLE "branch" ("place" point NOT NULL, "about" text, "rooms" text[]);
    CREATE TYPE "reservation_state" AS ENUM ('waiting', 'ready');
    CREATE TYPE "card_colour" AS ENUM ('green', 'blue');
    CREATE TABLE "reservation" ("state" "reservation_state" NOT NULL DEFAULT 'waiting', "during" tsrange,
      CONSTRAINT "ex_reservation_during" EXCLUDE USING gist (during WITH &&));
    CREATE SEQUENCE "card_number" START WITH 100;
    CREATE VIEW "open_loan" AS SELECT reader_id, book_id FROM loan WHERE due IS NOT NULL;
    CREATE MATERIALIZED VIEW "reader_loans" AS SELECT reader_id, count(*) AS loans FROM loan GROUP BY reader_id;
    CREATE SCHEMA "archive";
    CREATE TABLE "archive"."loan" ("reader_id" integer NOT NULL, "returned" date);
    CREATE SCHEMA "attic";
    CREATE EXTENSION "pgcrypto";
  `,
  ...forBoth(`
    CREATE TABLE \`reader\` (\`id\` int NOT NULL, \`name\` varchar(50) NOT NULL, \`email\` varchar(100),
      PRIMARY KEY (\`id\`), UNIQUE INDEX \`uq_reader_email\` (\`email\`)) COMMENT='who borrows';
    CREATE TABLE \`book\` (\`id\` int NOT NULL, \`title\` varchar(80) NOT NULL, \`pages\` int NOT NULL DEFAULT 0,
      PRIMARY KEY (\`id\`), CONSTRAINT \`ck_book_pages\` CHECK (pages >= 0));
    CREATE INDEX \`ix_book_title\` ON \`book\` (\`title\`);
    CREATE TABLE \`loan\` (\`reader_id\` int NOT NULL, \`book_id\` int NOT NULL, \`due\` date,
      CONSTRAINT \`fk_loan_book\` FOREIGN KEY (\`book_id\`) REFERENCES \`book\` (\`id\`)
      ON DELETE NO ACTION ON UPDATE NO ACTION);
    CREATE TABLE \`notice\` (\`id\` bigint NOT NULL, \`text\` varchar(200), PRIMARY KEY (\`id\`));
    CREATE TABLE \`branch\` (\`place\` point NOT NULL, \`about\` text);
    CREATE VIEW \`open_loan\` AS SELECT reader_id, book_id FROM loan WHERE due IS NOT NULL;
    CREATE DATABASE archive;
    CREATE TABLE archive.loan (\`reader_id\` int NOT NULL, \`returned\` date);
    CREATE DATABASE attic;
  `),
  sqlite: `
    CREATE TABLE "reader" ("id" integer CONSTRAINT "pk_reader" PRIMARY KEY NOT NULL, "name" varchar(50) NOT NULL, "email" varchar(100),
      CONSTRAINT "uq_reader_email" UNIQUE ("email"));
    CREATE TABLE "book" ("id" integer CONSTRAINT "pk_book" PRIMARY KEY NOT NULL, "title" varchar(80) NOT NULL, "pages" integer NOT NULL DEFAULT (0),
      CONSTRAINT "ck_book_pages" CHECK (pages >= 0));
    CREATE INDEX "ix_book_title" ON "book" ("title");
    CREATE TABLE "loan" ("reader_id" integer NOT NULL, "book_id" integer NOT NULL, "due" date,
      CONSTRAINT "fk_loan_book" FOREIGN KEY ("book_id") REFERENCES "book" ("id"));
    CREATE TABLE "notice" ("id" bigint CONSTRAINT "pk_notice" PRIMARY KEY NOT NULL, "text" varchar(200));
    CREATE VIEW "open_loan" AS SELECT reader_id, book_id FROM loan WHERE due IS NOT NULL;
    CREATE TABLE "archive"."loan" ("reader_id" integer NOT NULL, "returned" date);
  `,
};

const common = `
  INSERT INTO reader (id, name, email) VALUES (1, 'Ada', 'ada@example.org'), (2, 'Ben', NULL);
  INSERT INTO book (id, title, pages) VALUES (1, 'Emma', 474), (2, 'Ulysses', 730);
  INSERT INTO loan (reader_id, book_id, due) VALUES (1, 1, '2026-01-31'), (2, 2, NULL);
  INSERT INTO notice (id, text) VALUES (1, 'Closed on Monday');
`;
const branches = "INSERT INTO branch (place, about) VALUES (point(1, 2), 'by the river');";

export const rows: Readonly<Record<DatabaseName, string>> = {
  postgres: `${common} ${branches}
    INSERT INTO reservation (state, during) VALUES ('ready', '[2026-01-01,2026-01-02)');
    INSERT INTO archive.loan (reader_id, returned) VALUES (1, '2025-12-24');
    REFRESH MATERIALIZED VIEW reader_loans;`,
  ...forBoth(common + branches),
  sqlite: common,
};

const openLoan = "SELECT reader_id, book_id FROM loan WHERE due IS NOT NULL";
const readerLoans = "SELECT reader_id, count(*) AS loans FROM loan GROUP BY reader_id";

/** TypeORM's service table with the rows that its schema builder writes for the views. */
export const typeormMetadata: Readonly<Record<DatabaseName, string>> = {
  postgres: `
    CREATE TABLE "typeorm_metadata" ("type" varchar NOT NULL, "database" varchar, "schema" varchar, "table" varchar, "name" varchar, "value" text);
    INSERT INTO "typeorm_metadata" ("type", "schema", "name", "value") VALUES ('VIEW', 'public', 'open_loan', '${openLoan}'),
      ('MATERIALIZED_VIEW', 'public', 'reader_loans', '${readerLoans}');`,
  ...forBoth(`
    CREATE TABLE \`typeorm_metadata\` (\`type\` varchar(255) NOT NULL, \`database\` varchar(255), \`schema\` varchar(255), \`table\` varchar(255), \`name\` varchar(255), \`value\` text);
    INSERT INTO \`typeorm_metadata\` (\`type\`, \`schema\`, \`name\`, \`value\`) VALUES ('VIEW', DATABASE(), 'open_loan', '${openLoan}');`),
  sqlite: `
    CREATE TABLE "typeorm_metadata" ("type" varchar NOT NULL, "database" varchar, "schema" varchar, "table" varchar, "name" varchar, "value" text);
    INSERT INTO "typeorm_metadata" ("type", "name", "value") VALUES ('VIEW', 'open_loan', '${openLoan}');`,
};

function forBoth(sql: string) {
  return { mysql: sql, mariadb: sql };
}
