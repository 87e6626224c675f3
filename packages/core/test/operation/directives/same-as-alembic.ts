import { type AlembicSql, type Case, isStatements } from "./case.ts";

/** True where Alembic writes the same for the call, but for quotes and capitals. */
export function sameAsAlembic({ sql, alembic }: Case, database: keyof AlembicSql["sql"]): boolean {
  const answer = sql[database];
  return isStatements(answer) && spelling(answer.join("; ")) === spelling(alembic?.sql[database] ?? "");
}

function spelling(sql: string): string {
  return sql
    .replaceAll(/["`]/g, "")
    .replaceAll(/\s*([(),=])\s*/g, "$1")
    .replaceAll(/\s+/g, " ")
    .trim()
    .toUpperCase();
}
