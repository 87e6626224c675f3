import type { Session } from "../connection/session.ts";

/** Runs `use` outside of the transaction around it: what ran before is committed, and a new one begins afterwards. */
export type Outside = <T>(use: () => Promise<T>) => Promise<T>;

/**
 * Runs `use` in TypeORM's own transaction, so that its manager knows of it; in none where DDL would commit it anyway.
 *
 * `use` gets the way out of the transaction; where the database has no statements that need it, it leads nowhere.
 */
export async function inTransaction<T>(
  { queryRunner, dialect }: Session,
  use: (outside: Outside) => Promise<T>,
): Promise<T> {
  const { transactionalDdl, autocommitBlocks } = dialect.capabilities;
  if (!transactionalDdl) return use((run) => run());
  return begun(queryRunner, () =>
    use(async (run) => {
      if (!autocommitBlocks) return run();
      await queryRunner.commitTransaction();
      try {
        const result = await run();
        await queryRunner.startTransaction();
        return result;
      } catch (error) {
        // A revision may catch it and go on; the first error is the one to tell, whatever comes of that.
        if (!queryRunner.isTransactionActive) await queryRunner.startTransaction().catch(() => undefined);
        throw error;
      }
    }),
  );
}

/** Runs `use` in a transaction; in the one that is open already, if there is one. */
export async function inAnyTransaction<T>({ queryRunner }: Session, use: () => Promise<T>): Promise<T> {
  return queryRunner.isTransactionActive ? use() : begun(queryRunner, use);
}

async function begun<T>(queryRunner: Session["queryRunner"], use: () => Promise<T>): Promise<T> {
  await queryRunner.startTransaction();
  try {
    const result = await use();
    await queryRunner.commitTransaction();
    return result;
  } catch (error) {
    // The error that made the rollback necessary is the one to tell, whatever becomes of the rollback.
    await queryRunner.rollbackTransaction().catch(() => undefined);
    throw error;
  }
}
