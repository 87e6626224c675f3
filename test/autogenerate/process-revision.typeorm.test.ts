import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type MigrationScript, type ProcessRevision, Rewriter } from "@limbeck/core";
import { databaseNames } from "../databases/index.ts";
import { databasesWith } from "../support/databases-with.ts";
import { entity } from "../support/entity.ts";
import { openProject, type Project } from "./project.ts";

const name = { type: String, length: 40, nullable: true } as const;
const byName = { name: "ix_reader_name", columns: ["name"] };
const reader = entity("reader", { name });
const indexed = entity("reader", { name }, { indices: [byName] });
const loan = entity("loan");

const kinds = ({ upgradeOps, downgradeOps }: MigrationScript) => ({
  up: upgradeOps.map(({ kind }) => kind),
  down: downgradeOps.map(({ kind }) => kind),
});

describe.each(databaseNames)("processRevision on %s", (database) => {
  let project: Project;
  beforeEach(async () => {
    project = await openProject(database, "process");
    await project.revise([reader, loan], "first");
    await project.migrator([reader, loan]).upgrade();
  });
  afterEach(() => project.close());

  it("sees what was found, and leaves it as it is when it returns nothing", async () => {
    const processRevision = vi.fn<ProcessRevision>(() => {});
    const script = await project.migrator([indexed, loan], { processRevision }).autogenerate();
    expect(kinds(script)).toEqual({ up: ["createIndex"], down: ["dropIndex"] });
    const [seen, { dialect, dataSource, found, wanted }] = processRevision.mock.calls[0]!;
    expect(kinds(seen)).toEqual(kinds(script));
    expect(dialect).toBe(script.dialect);
    expect(dataSource.isInitialized).toBe(false);
    const indexesOf = ({ tables }: typeof found) =>
      tables.find((table) => table.name === "reader")?.indexes.map((index) => index.name);
    expect([indexesOf(found), indexesOf(wanted)]).toEqual([[], [byName.name]]);
  });

  it("Alembic's process_revision_directives: what it takes out is in no revision and does not fail a check", async () => {
    const processRevision: ProcessRevision = ({ upgradeOps }) => ({
      upgradeOps: upgradeOps.filter(({ kind }) => kind !== "dropTable"),
    });
    await expect(project.migrator([reader]).check()).rejects.toMatchObject({ code: "E_PENDING_CHANGES" });
    const script = await project.migrator([reader], { processRevision }).autogenerate();
    expect({ isEmpty: script.isEmpty, ...kinds(script) }).toEqual({ isEmpty: true, up: [], down: [] });
    expect(script.unmanaged).toEqual([{ type: "table", name: "loan" }]);
    await project.migrator([reader], { processRevision }).check();
  });

  it("lets the downgrade follow an upgrade that comes alone, rows included", async () => {
    const due = entity("loan", { copies: { type: Number } });
    await project.revise([reader, due], "copies");
    await project.migrator([reader, due]).upgrade();
    await project.database.query("INSERT INTO loan (copies) VALUES (3)");
    const plain = await project.migrator([indexed, loan]).autogenerate();
    const alone: ProcessRevision = ({ upgradeOps }) => ({ upgradeOps });
    const script = await project.migrator([indexed, loan], { processRevision: alone }).autogenerate();
    // With the value that the rows get when the column comes back.
    expect(script.downgradeOps).toEqual(plain.downgradeOps);
    expect(kinds(script).down).toContain("backfill");
    expect(script.toSql("downgrade")).toEqual(plain.toSql("downgrade"));
    const without: ProcessRevision = async ({ upgradeOps }) => ({
      upgradeOps: upgradeOps.filter(({ kind }) => kind === "createIndex"),
    });
    const less = await project.migrator([indexed, loan], { processRevision: without }).autogenerate();
    expect(kinds(less)).toEqual({ up: ["createIndex"], down: ["dropIndex"] });
  });

  it("adds statements of its own, which run and are taken back", async () => {
    const note = "INSERT INTO loan (id) VALUES (7)";
    const processRevision: ProcessRevision = ({ upgradeOps, downgradeOps, warnings }) => ({
      upgradeOps: [...upgradeOps, { kind: "execute", sql: note }],
      downgradeOps: [{ kind: "execute", sql: "DELETE FROM loan" }, ...downgradeOps],
      warnings: [...warnings, "a loan is noted"],
    });
    const { source } = await project.revise([indexed, loan], "index", undefined, { processRevision });
    expect(source).toContain(" * - a loan is noted");
    await project.migrator([indexed, loan]).upgrade();
    expect(await project.database.query("SELECT id FROM loan")).toEqual([{ id: 7 }]);
    await project.migrator([indexed, loan]).downgrade("-1");
    expect(await project.database.query("SELECT id FROM loan")).toEqual([]);
    const alone: ProcessRevision = ({ upgradeOps }) => ({
      upgradeOps: [...upgradeOps, { kind: "execute", sql: note }],
    });
    await expect(project.compare([indexed, loan], { processRevision: alone })).rejects.toMatchObject({
      code: "E_IRREVERSIBLE",
    });
  });

  it("is named when it fails, or returns what is no script", async () => {
    const compare = (processRevision: unknown) =>
      project.migrator([reader], { processRevision: processRevision as ProcessRevision }).autogenerate();
    const failure = (message: string) => ({
      code: "E_HOOK",
      message: expect.stringContaining(
        `The hook processRevision of the configuration failed: ${message}`,
      ) as string,
    });
    await expect(
      compare(() => {
        throw new Error("no paper");
      }),
    ).rejects.toMatchObject(failure("no paper"));
    await expect(compare(() => [])).rejects.toMatchObject(failure("it must return nothing, or { upgradeOps"));
    await expect(compare(() => ({ upgradeOps: [{ kind: "dropTabel" }] }))).rejects.toMatchObject(
      failure('{"kind":"dropTabel"} is no operation'),
    );
    await expect(compare(new Rewriter().on("dropTable", (() => undefined) as never))).rejects.toMatchObject(
      failure("the rule for dropTable returned nothing; to leave the operation out, return null"),
    );
  });

  it("is a Rewriter as well: rules by kind, one after the other, in both directions", async () => {
    const seen: string[] = [];
    const processRevision = new Rewriter()
      .on(["createIndex", "dropIndex"], (operation, { direction, operations }) => {
        seen.push(`${direction} ${operation.kind} of ${operations.length}`);
        return [{ kind: "execute", sql: "SELECT 1" }, operation];
      })
      .on("execute", async (operation, { direction }) => ({
        ...operation,
        sql: `${String(operation.sql)} AS ${direction}`,
      }))
      .on("dropTable", (operation, { direction }) => (direction === "upgrade" ? null : operation))
      .on("createTable", () => []);
    const script = await project.migrator([indexed], { processRevision }).autogenerate();
    expect(seen).toEqual(["upgrade createIndex of 2", "downgrade dropIndex of 2"]);
    expect(script.upgradeOps).toEqual([
      { kind: "execute", sql: "SELECT 1 AS upgrade" },
      expect.objectContaining({ kind: "createIndex" }),
    ]);
    expect(script.downgradeOps).toEqual([
      { kind: "execute", sql: "SELECT 1 AS downgrade" },
      expect.objectContaining({ kind: "dropIndex" }),
    ]);
  });
});

describe.each(databasesWith(({ autocommitBlocks }) => autocommitBlocks))("a Rewriter on %s", (database) => {
  it("makes indexes concurrent, and the revision says what that means", async () => {
    const project = await openProject(database, "rewriter");
    try {
      await project.revise([reader], "first");
      await project.migrator([reader]).upgrade();
      const processRevision = new Rewriter()
        .on("createIndex", (op) => ({ ...op, index: { ...op.index, concurrently: true } }))
        .on("dropIndex", (op) => ({ ...op, concurrently: true }));
      const { source } = await project.revise([indexed, loan], "index", undefined, { processRevision });
      expect(source.match(/concurrently: true/g)).toHaveLength(2);
      expect(source).toContain("// warning: runs outside of the transaction");
      await project.migrator([indexed, loan], { processRevision }).upgrade();
      await project.migrator([indexed, loan], { processRevision }).check();
    } finally {
      await project.close();
    }
  });
});
