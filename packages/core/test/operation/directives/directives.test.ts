import { isLimbeckError, type LimbeckError } from "@limbeck/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DatabaseName, databaseNames } from "../../../../../test/databases/index.ts";
import { type Case, isLack, isNotOffered, type Lack } from "./case.ts";
import { directives } from "./index.ts";
import { type Library, openLibrary, type State } from "./library.ts";

const labels: Record<DatabaseName, string> = {
  postgres: "PostgreSQL",
  mysql: "MySQL",
  mariadb: "MariaDB",
  sqlite: "SQLite",
};

// Each database works through the directives one by one, beside the others.
describe.concurrent.each(databaseNames)("on %s", (name) => {
  let library: Library;
  let start: State;

  beforeAll(async () => {
    library = await openLibrary(name);
    start = await library.state();
  });

  afterAll(() => library.close());

  for (const [directive, cases] of Object.entries(directives)) {
    for (const one of cases) {
      const expected = one.sql[name];
      if (isNotOffered(expected)) {
        if (expected.compiles) continue;
        test.sequential(`${directive}: ${one.title} is refused where nobody has compiled it`, async () => {
          try {
            const { code, message } = await refusal(library, one);
            // What it is about is not there, either; or the type is none.
            if (!["E_STATEMENT", "E_COLUMN_TYPE"].includes(code)) {
              expect(code).toBe("E_UNSUPPORTED_OPERATION");
              expect(message).toContain(labels[name]);
            }
            expect((await library.state()).dump).toEqual(start.dump);
          } catch (error) {
            await library.reset();
            throw error;
          }
        });
        continue;
      }
      test.sequential(`${directive}: ${one.title}`, async () => {
        try {
          if (one.typeormMetadata) await library.setTypeormMetadata(true);
          const before = one.typeormMetadata ? await library.state() : start;
          if (isLack(expected)) await refuses(library, one, expected);
          else await comesBack(library, one, expected);
          const after = await library.state();
          expect(after.dump).toEqual(before.dump);
          expect(after.schema).toEqual(before.schema);
          if (!one.losesRows) expect(after.rows).toEqual(before.rows);
          if (one.typeormMetadata) await library.setTypeormMetadata(false);
          if (one.losesRows) await library.reset();
        } catch (error) {
          await library.reset();
          throw error;
        }
      });
    }
  }
});

async function comesBack(library: Library, one: Case, statements: readonly string[]): Promise<void> {
  const ran = await library.run(one.run);
  expect(ran.statements).toEqual(statements);
  await (one.undo ? library.run(one.undo) : library.reverse(ran.operations));
}

async function refusal(library: Library, one: Case): Promise<LimbeckError> {
  const error = await library.run(one.run).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isLimbeckError(error)) throw error ?? new Error("it was not refused");
  return error;
}

async function refuses(library: Library, one: Case, { code, wayOut }: Lack): Promise<void> {
  const error = await refusal(library, one);
  expect(error.code).toBe(code);
  expect(error.message).toContain(wayOut);
}
