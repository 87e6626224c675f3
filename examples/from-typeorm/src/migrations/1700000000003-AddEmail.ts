import type { MigrationInterface, QueryRunner } from "typeorm";

export class AddEmail1700000000003 implements MigrationInterface {
  name = "AddEmail1700000000003";

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE "author" ADD COLUMN "email" varchar`);
    await queryRunner.query(`CREATE UNIQUE INDEX "ix_author_email" ON "author" ("email")`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX "ix_author_email"`);
    await queryRunner.query(`ALTER TABLE "author" DROP COLUMN "email"`);
  }
}
