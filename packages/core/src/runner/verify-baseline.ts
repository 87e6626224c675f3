import type { Baseline } from "../autogenerate/baseline.ts";
import { diff } from "../autogenerate/diff.ts";
import { withScratch } from "../connection/scratch.ts";
import { withoutServiceTables } from "../connection/service-tables.ts";
import { queryOf, type Session, withSession } from "../connection/session.ts";
import { ExecutionError, messageOf } from "../errors.ts";
import { applyOperations } from "../operation/apply.ts";
import { describeFor } from "../operation/describe.ts";
import type { RevisionFile } from "../revision/directory.ts";
import { emptySchema } from "../schema/empty-schema.ts";
import { sameName } from "../schema/object-name.ts";
import type { ObjectName, Schema } from "../schema/schema.ts";
import { type RecordOptions, recordRevision } from "./record-revision.ts";
import type { DataSource } from "typeorm";

/** How it was proved that a revision makes the live schema. */
export interface BaselineProof {
  /** `running`: on an empty database, whose catalogs were compared. `reading`: by the operations of the file. */
  readonly by: "running" | "reading";
  /** Why it was not run. */
  readonly reason?: string;
}

export interface ProofOptions {
  /** Make an empty database on the server for it, and drop it afterwards. Default true. */
  readonly scratch?: boolean;
}

export interface Proof extends ProofOptions, Omit<RecordOptions, "dialect"> {
  readonly versionTable: ObjectName;
  /** Runs the revision on another database. */
  readonly run: (dataSource: DataSource) => Promise<unknown>;
}

/** @throws {ExecutionError} `E_BASELINE` when it does not make the schema of the baseline. */
export async function verifyBaseline(
  session: Session,
  baseline: Baseline,
  file: RevisionFile,
  proof: Proof,
): Promise<BaselineProof> {
  const refusal = proof.scratch === false ? "no database was to be made for it" : notApart(session, baseline);
  const outcome =
    refusal === undefined
      ? await withScratch(session, (scratch) => runOn(scratch, baseline, file, proof))
      : { unavailable: refusal };
  if ("value" in outcome) {
    await compare(session, baseline.schema, outcome.value, file);
    return { by: "running" };
  }
  await read(session, baseline, file, proof);
  return { by: "reading", reason: outcome.unavailable };
}

/** Tables of other databases would be made in those, and not in the empty one. */
function notApart({ dialect }: Session, { schema }: Baseline): string | undefined {
  if (dialect.capabilities.tableQualifier !== "database" || schema.schemas.length === 0) return undefined;
  return `it also names what is in ${schema.schemas.join(", ")}, which is there once on a server`;
}

/** The schema that the revision makes of an empty database. */
async function runOn(
  scratch: DataSource,
  { schema: { schemas, defaultSchema } }: Baseline,
  file: RevisionFile,
  { run, versionTable }: Proof,
): Promise<Schema> {
  await withSession(scratch, async ({ dialect, query, queryRunner, metadataTable }) => {
    const before = await dialect.reflect(query);
    if (before.tables.length > 0) {
      throw new ExecutionError(
        "E_BASELINE",
        `The database ${await queryRunner.getCurrentDatabase()}, made to try the baseline on, is not empty. Nothing was run.`,
      );
    }
    // A search path that the connection brings with it may name a schema that a new database has not got.
    if (before.defaultSchema !== undefined || defaultSchema === undefined) return;
    const context = { metadataTable, metadataTableExists: false };
    const statements = dialect.compile([{ kind: "createSchema", name: defaultSchema }], context);
    for (const { sql } of statements) await queryOf(queryRunner)(sql);
  });
  try {
    await run(scratch);
  } catch (cause) {
    if ((cause as { name?: unknown } | null)?.name === "AbortError") throw cause;
    throw new ExecutionError(
      "E_BASELINE",
      `The baseline ${file.path} does not run on an empty database: ${messageOf(cause)}${wayOut(file)}`,
      { details: { revision: file.revision, path: file.path }, cause },
    );
  }
  return withSession(scratch, async ({ dialect, query, metadataTable }) => {
    const made = await dialect.reflect(query, { schemas, metadataTable });
    return withoutServiceTables(made, emptySchema, [metadataTable, versionTable]);
  });
}

/** What the operations of the file make, as far as they can be read: not the SQL, which is as it was written. */
async function read(
  session: Session,
  { schema, script, undeclaredTables }: Baseline,
  file: RevisionFile,
  options: Proof,
): Promise<void> {
  const { dialect } = session;
  const { recorded, stop } = await recordRevision(file, "upgrade", { ...options, dialect });
  if (stop !== undefined) throw differs(file, [stop.reason]);
  const operations = recorded.map(({ operation }) => operation);
  const statements = (all: typeof script.upgradeOps) =>
    all.flatMap((operation) =>
      operation.kind === "execute" && typeof operation.sql === "string" ? [operation.sql] : [],
    );
  const written = new Set(statements(operations));
  const missing = statements(script.upgradeOps).filter((sql) => !written.has(sql));
  if (missing.length > 0)
    throw differs(
      file,
      missing.map((sql) => `execute ${sql}`),
    );
  const start = { ...emptySchema, ...(schema.defaultSchema && { defaultSchema: schema.defaultSchema }) };
  const tables = schema.tables.filter((table) => !undeclaredTables.some((name) => sameName(name, table)));
  await compare(session, { ...schema, tables }, applyOperations(start, operations), file);
}

/** Both ways: what is only in one of the two may be what a comparison with entities leaves alone. */
async function compare(
  { dialect, query }: Session,
  live: Schema,
  made: Schema,
  file: RevisionFile,
): Promise<void> {
  const { found } = await dialect.align(query, live, made);
  const options = { dropUnknownTables: true };
  const differences = [...diff(made, found, dialect, options), ...diff(found, made, dialect, options)];
  if (differences.length > 0) throw differs(file, [...new Set(differences.map(describeFor(dialect)))]);
}

function differs(file: RevisionFile, differences: readonly string[]): ExecutionError {
  return new ExecutionError(
    "E_BASELINE",
    `The baseline ${file.path} does not make what the database has. Between the two stand: ${differences.join("; ")}${wayOut(file)}`,
    { details: { revision: file.revision, path: file.path, differences } },
  );
}

function wayOut({ revision }: RevisionFile): string {
  return (
    `. The file stays, and the database was not stamped. Write into it what is missing (functions, types and the like ` +
    `with op.execute()), then: limbeck stamp ${revision}; or delete it, and adopt anew.`
  );
}
