import { autogenerate } from "@limbeck/core";
import * as one from "typeorm";
import * as zero from "typeorm-03";
import { describe, expect, it } from "vitest";
import { createDatabase, databaseNames } from "../databases/index.ts";

type Major = Pick<typeof one, "DataSource" | "EntitySchema">;
const majors = { "1.1": one, "0.3": zero as unknown as Major };

/** Names that the two majors hash differently: of checks, and of whatever has more than letters in its name. */
function entities({ EntitySchema }: Major, quote: (name: string) => string) {
  const Reader = new EntitySchema({
    name: "Reader",
    tableName: "läser",
    columns: {
      id: { type: Number, primary: true, generated: true },
      "e mail": { type: String, length: 100, unique: true },
      age: { type: Number },
    },
    checks: [{ expression: `${quote("age")} > 18` }],
    indices: [
      { columns: ["age"], where: `${quote("age")} > 21` },
      { columns: ["e mail", "age"], unique: true },
    ],
  });
  const Loan = new EntitySchema<{ id: number; reader: object }>({
    name: "Loan",
    tableName: "utlån",
    columns: { id: { type: Number, primary: true, generated: true } },
    relations: { reader: { type: "many-to-one", target: "Reader" } },
  });
  return [Reader, Loan];
}

describe.each(databaseNames)("on %s, a database of one major is no difference to the other", (name) => {
  const isMysql = name === "mysql" || name === "mariadb";
  const quote = (column: string) => (isMysql ? `\`${column}\`` : `"${column}"`);

  it.each([
    ["0.3", "1.1"],
    ["1.1", "0.3"],
  ] as const)("from %s to %s", async (from, to) => {
    const database = await createDatabase(name, "majors");
    const dataSource = (major: Major) =>
      new major.DataSource({
        ...database.options,
        entities: entities(major, quote),
      } as one.DataSourceOptions);
    try {
      const source = await dataSource(majors[from]).initialize();
      await source.synchronize();
      await source.destroy();
      const { upgradeOps } = await autogenerate(dataSource(majors[to]));
      // TypeORM creates no checks on MySQL and MariaDB (typeorm#4148).
      const left = upgradeOps.filter(
        (operation) =>
          !(isMysql && operation.kind === "createConstraint" && operation.constraint.type === "check"),
      );
      expect(left).toEqual([]);
    } finally {
      await database.drop();
    }
  });
});
