import { type ObjectName, type Operation, reverseAll, type Schema, type Statement } from "@limbeck/core";
import { DataSource, type DataSourceOptions } from "typeorm";
import { dump, type Dump } from "../../../../../test/databases/dump.ts";
import { empty } from "../../../../../test/databases/empty.ts";
import { createDatabase, type DatabaseName } from "../../../../../test/databases/index.ts";
import { tableNames } from "../../../../../test/support/table-names.ts";
import { withSession } from "../../../src/connection/session.ts";
import type { Row } from "../../../src/dialect/dialect.ts";
import type { BoundSql } from "../../../src/operation/sql.ts";
import { createOperations } from "../../../src/operation/create-operations.ts";
import { executor } from "../../../src/runner/executor.ts";
import { inTransaction } from "../../../src/runner/transaction.ts";
import { rows, structure, typeormMetadata } from "./library-sql.ts";

/** What a database holds: its own dump, what Limbeck reads of it, and the rows. */
export interface State {
  readonly dump: Dump;
  readonly schema: Schema;
  readonly rows: Readonly<Record<string, readonly string[]>>;
}

/** What calls of `op` became. */
export interface Ran {
  readonly operations: readonly Operation[];
  /** With the words around what runs outside of the transaction, and with the parameters. */
  readonly statements: readonly string[];
}

/** Schemas beside the default one: what is there, and what an example makes. */
const otherSchemas = /\b(?:archive|attic|annex)\b/g;

/** A lending library: the database that every example of a directive begins with and comes back to. */
export interface Library {
  /** Calls `op`, and runs what it says as the runner does. */
  run(use: (op: never) => Promise<unknown>): Promise<Ran>;
  /** Runs the inverse of operations. */
  reverse(operations: readonly Operation[]): Promise<void>;
  state(): Promise<State>;
  /** Everything as at the start; for after a failure, and for rows that went with a column. */
  reset(): Promise<void>;
  setTypeormMetadata(isThere: boolean): Promise<void>;
  close(): Promise<void>;
}

export async function openLibrary(name: DatabaseName): Promise<Library> {
  const database = await createDatabase(name, "directives");
  const connect = () =>
    new DataSource({ ...database.options, entities: [] } as unknown as DataSourceOptions).initialize();
  const own = String(database.options.database);
  // A schema is a database there, and others' tests run on the same server.
  const isShared = name === "mysql" || name === "mariadb";
  // A schema is a file there.
  const hasFiles = name === "sqlite";
  const asNamedHere = (text: string) => {
    if (hasFiles) return text.replaceAll(/\barchive\b/g, database.nameBeside("archive"));
    return isShared ? text.replaceAll(otherSchemas, `${own}_$&`) : text;
  };
  if (hasFiles) await database.createBeside("archive");
  const fill = () => database.script(asNamedHere(structure[name]) + asNamedHere(rows[name]));
  const dropAll = async (file: string): Promise<string> => {
    const tables = await database.query(`SELECT name FROM "${file}".sqlite_schema WHERE type = 'table'`);
    return tables.map((table) => `DROP TABLE "${file}"."${String(table.name)}";`).join(" ");
  };
  await fill();
  let dataSource = await connect();

  const execute = (use: (op: never, add: (operation: Operation) => Promise<void>) => Promise<unknown>) =>
    withSession(dataSource, async (session): Promise<Ran> => {
      const operations: Operation[] = [];
      const statements: string[] = [];
      const dialect: typeof session.dialect = {
        ...session.dialect,
        compile(batch, context) {
          const compiled = session.dialect.compile(batch, context);
          statements.push(...compiled.flatMap(words));
          return compiled;
        },
      };
      const recording = { ...session, dialect };
      // TypeORM calls a file by a hash of its path.
      const archive = dialect.server.files?.locate(database.nameBeside("archive"))?.handle;
      const asWritten = (text: string) => {
        if (archive !== undefined) return text.replaceAll(archive, "archive");
        return isShared ? text.replaceAll(`${own}_`, "") : text;
      };
      const tables = await tableNames(database);
      const guard = await dialect.guard(session.query);
      try {
        await inTransaction(recording, async (outside) => {
          await guard.enter();
          const execution = executor(recording, {
            revision: "example",
            metadataTableExists: tables.includes("typeorm_metadata"),
            outside,
            reach: (schemas) => guard.reach(schemas),
          });
          const add = (operation: Operation) => {
            const text = JSON.stringify(operation);
            const here =
              asNamedHere(text) === text ? operation : (JSON.parse(asNamedHere(text)) as Operation);
            operations.push(here);
            return execution.add(here);
          };
          const op = createOperations(dialect, add, {
            query: async <T>(statement: string | BoundSql, parameters?: readonly unknown[]) => {
              await execution.flush();
              const bound =
                typeof statement === "string"
                  ? { sql: statement, ...(parameters === undefined ? {} : { parameters }) }
                  : dialect.bind(statement, session);
              statements.push(...words(bound));
              return (await session.query(bound.sql, bound.parameters)) as (Row & T)[];
            },
            track: (tracked) => execution.track(tracked),
            context: () => ({
              x: {},
              attributes: {},
              manager: session.queryRunner.manager,
              revision: "example",
              direction: "upgrade",
              dialect: name,
              serverVersion: dialect.server.version,
              offline: false,
            }),
            autocommitBlock: async (block) => {
              const isLeft = dialect.capabilities.autocommitBlocks;
              if (isLeft) statements.push("COMMIT");
              const result = await execution.outside(block);
              if (isLeft) statements.push("BEGIN");
              return result;
            },
          });
          await use(op as never, (operation) => execution.add(operation));
          await execution.flush();
          await guard.verify();
        });
      } finally {
        await guard.release();
      }
      return { operations, statements: statements.map(asWritten) };
    });

  return {
    run: (use) => execute(use),
    async reverse(operations) {
      await execute(async (_op, add) => {
        for (const operation of reverseAll(operations)) await add(operation);
      });
    },
    async state() {
      const found = await tableNames(database);
      const content: Record<string, string[]> = {};
      for (const table of found) {
        const quoted = name === "mysql" || name === "mariadb" ? `\`${table}\`` : `"${table}"`;
        const read = await database.query(`SELECT * FROM ${quoted}`);
        // A column that came back stands last.
        const line = (row: object) =>
          JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));
        content[table] = read.map(line).sort();
      }
      const others = isShared
        ? ["archive", "attic", "annex"].map(asNamedHere)
        : hasFiles
          ? [database.nameBeside("archive")]
          : ("all" as const);
      const schema = await withSession(dataSource, ({ dialect, query, metadataTable }) =>
        dialect.reflect(query, { schemas: others, metadataTable }),
      );
      return { dump: await dump(database), schema: inOrder(schema), rows: content };
    },
    async reset() {
      await dataSource.destroy();
      await empty(database);
      if (isShared)
        await database.script(
          asNamedHere(
            "DROP DATABASE IF EXISTS archive; DROP DATABASE IF EXISTS attic; DROP DATABASE IF EXISTS annex;",
          ),
        );
      if (hasFiles) await database.script(await dropAll(database.nameBeside("archive")));
      await fill();
      dataSource = await connect();
    },
    async setTypeormMetadata(isThere) {
      await database.script("DROP TABLE IF EXISTS typeorm_metadata;");
      if (isThere) await database.script(typeormMetadata[name]);
    },
    async close() {
      await dataSource.destroy();
      await database.drop();
    },
  };
}

/** Tables by their names: SQLite tells them in the order in which they came. */
function inOrder(schema: Schema): Schema {
  const key = ({ schema = "", name }: ObjectName) => `${schema}.${name}`;
  return { ...schema, tables: [...schema.tables].sort((a, b) => (key(a) < key(b) ? -1 : 1)) };
}

function words({ sql, parameters = [], outsideTransaction }: Statement): string[] {
  const text = parameters.length === 0 ? sql : `${sql} -- with ${JSON.stringify(parameters)}`;
  return outsideTransaction ? ["COMMIT", text, "BEGIN"] : [text];
}
