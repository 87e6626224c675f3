import { expect, test } from "vitest";
import type { AlembicSql } from "./case.ts";
import { directives } from "./index.ts";
import { sameAsAlembic } from "./same-as-alembic.ts";

for (const [directive, cases] of Object.entries(directives)) {
  for (const one of cases) {
    const { alembic } = one;
    if (alembic === undefined) continue;
    test(`${directive}: ${one.title} is what Alembic writes, or says why not`, () => {
      const databases = Object.keys(alembic.sql) as (keyof AlembicSql["sql"])[];
      const different = databases.filter((database) => !sameAsAlembic(one, database));
      expect(Object.keys(alembic.why ?? {}).sort()).toEqual(different.sort());
    });
  }
}
