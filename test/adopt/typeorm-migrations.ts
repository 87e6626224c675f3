import {
  type MigrationInterface,
  type QueryRunner,
  Table,
  TableColumn,
  TableForeignKey,
  TableIndex,
} from "typeorm";

// Five migrations as a project has them that used TypeORM's own until now, in what all databases understand.

const id = {
  name: "id",
  type: "int",
  isPrimary: true,
  isGenerated: true,
  generationStrategy: "increment" as const,
};
/** SQLite numbers rows only in a column of the type `integer`. */
const idOf = ({ connection }: QueryRunner) => ({
  ...id,
  type: connection.options.type === "better-sqlite3" ? "integer" : "int",
});

class AddAuthor1700000000001 implements MigrationInterface {
  name = "AddAuthor1700000000001";
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({ name: "author", columns: [idOf(runner), { name: "name", type: "varchar", length: "50" }] }),
    );
  }
  async down(): Promise<void> {}
}

class AddBook1700000000002 implements MigrationInterface {
  name = "AddBook1700000000002";
  async up(runner: QueryRunner): Promise<void> {
    const columns = [
      idOf(runner),
      { name: "title", type: "varchar" },
      { name: "authorId", type: idOf(runner).type },
    ];
    await runner.createTable(new Table({ name: "book", columns }));
  }
  async down(): Promise<void> {}
}

class LinkBook1700000000003 implements MigrationInterface {
  name = "LinkBook1700000000003";
  async up(runner: QueryRunner): Promise<void> {
    await runner.createForeignKey(
      "book",
      new TableForeignKey({
        name: "fk_book_author",
        columnNames: ["authorId"],
        referencedTableName: "author",
        referencedColumnNames: ["id"],
        // As TypeORM writes it when it generates a migration.
        onDelete: "NO ACTION",
        onUpdate: "NO ACTION",
      }),
    );
  }
  async down(): Promise<void> {}
}

class AddEmail1700000000004 implements MigrationInterface {
  name = "AddEmail1700000000004";
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn("author", new TableColumn({ name: "email", type: "varchar", isNullable: true }));
    const index = { name: "ix_author_email", columnNames: ["email"], isUnique: true };
    await runner.createIndex("author", new TableIndex(index));
  }
  async down(): Promise<void> {}
}

class AddPages1700000000005 implements MigrationInterface {
  name = "AddPages1700000000005";
  async up(runner: QueryRunner): Promise<void> {
    const column = { name: "pages", type: idOf(runner).type, default: "0" };
    await runner.addColumn("book", new TableColumn(column));
  }
  async down(): Promise<void> {}
}

export const typeormMigrations = [
  AddAuthor1700000000001,
  AddBook1700000000002,
  LinkBook1700000000003,
  AddEmail1700000000004,
  AddPages1700000000005,
];
