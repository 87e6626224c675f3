import type { MigrationInterface, QueryRunner } from "typeorm";

export class IndexTitles1700000000005 implements MigrationInterface {
  name = "IndexTitles1700000000005";

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`CREATE INDEX "ix_book_title" ON "book" ("title")`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX "ix_book_title"`);
  }
}
