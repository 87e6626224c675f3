import type { MigrationInterface, QueryRunner } from "typeorm";

export class AddPages1700000000004 implements MigrationInterface {
  name = "AddPages1700000000004";

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE "book" ADD COLUMN "pages" integer NOT NULL DEFAULT (0)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE "book" DROP COLUMN "pages"`);
  }
}
