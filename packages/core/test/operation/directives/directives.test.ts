import { isLimbeckError } from "@limbeck/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { databaseNames } from "../../../../../test/databases/index.ts";
import { type Case, isLack, isNotOffered, type Lack } from "./case.ts";
import { directives } from "./index.ts";
import { type Library, openLibrary, type State } from "./library.ts";

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
      if (isNotOffered(expected)) continue;
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

async function refuses(library: Library, one: Case, { code, wayOut }: Lack): Promise<void> {
  const error = await library.run(one.run).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isLimbeckError(error)) throw error ?? new Error("it was not refused");
  expect(error.code).toBe(code);
  expect(error.message).toContain(wayOut);
}
