import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databaseNames } from "../databases/index.ts";
import { type Dump, dump } from "../databases/dump.ts";
import { entity } from "../support/entity.ts";
import { openProject, type Project } from "./project.ts";

/** Two tables, the one with keys of one and of two columns to the other, all of which a change of the type retypes. */
const model = (type: "int" | "bigint") => {
  const optional = { type, nullable: true } as const;
  const key = (name: string, columns: string[]) => ({
    name,
    target: "stop",
    columnNames: columns,
    referencedColumnNames: columns.length === 2 ? ["line", "number"] : ["code"],
    ...(name === "fk_pair" ? {} : { onDelete: "SET NULL" as const }),
  });
  return [
    entity(
      "stop",
      { line: { type }, number: { type }, code: { type } },
      {
        uniques: [
          { name: "uq_pair", columns: ["line", "number"] },
          { name: "uq_code", columns: ["code"] },
        ],
      },
    ),
    entity(
      "trip",
      { line: optional, number: optional, code: optional, more: optional },
      {
        foreignKeys: [
          key("fk_pair", ["line", "number"]),
          key("fk_some", ["line", "more"]),
          key("fk_free", ["code"]),
        ],
        checks: [{ name: "ck_free", expression: "code < 5" }],
      },
    ),
  ];
};

/** The keys as a person would have made them: https://www.postgresql.org/docs/current/sql-createtable.html */
const byHand = `
  ALTER TABLE trip DROP CONSTRAINT fk_pair, DROP CONSTRAINT fk_some, DROP CONSTRAINT fk_free,
    DROP CONSTRAINT ck_free,
    ADD CONSTRAINT fk_pair FOREIGN KEY (line, number) REFERENCES stop (line, number) MATCH FULL,
    ADD CONSTRAINT fk_some FOREIGN KEY (line, more) REFERENCES stop (line, number) ON DELETE SET NULL (more),
    ADD CONSTRAINT fk_free FOREIGN KEY (code) REFERENCES stop (code) ON DELETE SET NULL NOT ENFORCED,
    ADD CONSTRAINT ck_free CHECK (code < 5) NOT ENFORCED;
  INSERT INTO stop (line, number, code) VALUES (1, 2, 3);
  INSERT INTO trip (line, number, code) VALUES (1, 2, 99);
`;

describe.runIf(databaseNames.includes("postgres"))("keys that say more than an entity can", () => {
  let project: Project;
  beforeAll(async () => {
    project = await openProject("postgres", "keys_by_hand");
    await project.revise(model("int"), "first");
    await project.migrator(model("int")).upgrade();
    await project.database.script(byHand);
  });
  afterAll(() => project.close());

  it("are no difference", async () => {
    const { upgradeOps } = await project.compare(model("int"));
    expect(upgradeOps).toEqual([]);
  });

  // MATCH FULL and the columns of SET NULL are told by the dump: https://www.postgresql.org/docs/current/app-pgdump.html
  it("come back as they were when a type changes, and when it changes back", async () => {
    const keys = (all: Dump) =>
      Object.fromEntries(Object.entries(all).filter(([name]) => name.includes("FK CONSTRAINT")));
    const before = await dump(project.database);
    const told = Object.values(keys(before)).flat().join("\n");
    for (const word of ["MATCH FULL", "SET NULL (more)", "NOT ENFORCED"]) expect(told).toContain(word);
    await project.revise(model("bigint"), "wider");
    await project.migrator(model("bigint")).upgrade();
    const after = await dump(project.database);
    expect(keys(after)).toEqual(keys(before));
    expect(Object.values(after).flat().join("\n")).toMatch(/CHECK .*NOT ENFORCED/);
    await project.migrator(model("int")).downgrade("-1");
    expect(await dump(project.database)).toEqual(before);
  });
});
