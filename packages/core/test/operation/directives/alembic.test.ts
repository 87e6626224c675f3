import { expect, test } from "vitest";
import type { AlembicSql, Case } from "./case.ts";
import { directives } from "./index.ts";

type Compared = keyof AlembicSql["sql"];

/** One spelling for what both say: names without quotes, words in capitals, one blank or none. */
function spelling(sql: string): string {
  return sql
    .replaceAll(/["`]/g, "")
    .replaceAll(/\s*([(),=])\s*/g, "$1")
    .replaceAll(/\s+/g, " ")
    .trim()
    .toUpperCase();
}

function ours({ sql }: Case, database: Compared): string {
  const answer = sql[database];
  return "wayOut" in answer || "notOffered" in answer ? "" : spelling(answer.join("; "));
}

for (const [directive, cases] of Object.entries(directives)) {
  for (const one of cases) {
    const { alembic } = one;
    if (alembic === undefined) continue;
    test(`${directive}: ${one.title} is what Alembic writes, or says why not`, () => {
      for (const [database, theirs] of Object.entries(alembic.sql) as [Compared, string][]) {
        const isSame = ours(one, database) === spelling(theirs);
        expect({ database, theirs, isSame, reason: alembic.why?.[database] }).toEqual({
          database,
          theirs,
          isSame,
          reason: isSame ? undefined : (expect.any(String) as string),
        });
      }
    });
  }
}
