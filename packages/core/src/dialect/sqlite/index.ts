import { boundStatement } from "../bound-statement.ts";
import type { Capabilities, Dialect, Server } from "../dialect.ts";
import { align } from "./align.ts";
import { compile, needsState, rebuilds } from "./compile.ts";
import { declareColumn, normalise } from "./declare.ts";
import { guard } from "./guard.ts";
import { insertWriter } from "./insert-values.ts";
import { identifier, literal, qualified, readLiteral } from "./literals.ts";
import { lockHolder, tryLock, unlock } from "./lock.ts";
import { neutralValue } from "./neutral-value.ts";
import { reflect } from "./reflect.ts";
import { formatType, parseType } from "./types.ts";

const capabilities: Capabilities = {
  transactionalDdl: true,
  autocommitBlocks: false,
  schemas: false,
  tableQualifier: "database",
  extensions: false,
  enumTypes: false,
  sequences: false,
  tableComments: false,
  columnComments: false,
  uniqueConstraints: true,
  exclusionConstraints: false,
  deferrableConstraints: true,
  namedPrimaryKeys: false,
  renameConstraint: true,
  renameIndex: false,
  partialIndexes: true,
  expressionIndexes: true,
  materializedViews: false,
  replaceView: false,
  viewsPinColumns: false,
  expressionsKeepCasts: false,
  foreignKeysPinNumbering: false,
  forwardReferences: true,
  foreignKeysEnforced: true,
  alterByRebuild: true,
  secondConnection: false,
  // https://www.sqlite.org/limits.html#max_variable_number
  parameters: 32_766,
};

/** SQLite 3.35 and later, through `better-sqlite3` or (TypeORM 0.3) `sqlite3`. */
export function sqlite(server: Server): Dialect {
  return {
    name: "sqlite",
    server,
    capabilities,
    reflect,
    declareColumn,
    normalise,
    align: (_query, found, wanted) => Promise.resolve(align(found, wanted)),
    parseType,
    formatType,
    neutralValue,
    identifier,
    qualified,
    literal,
    readLiteral,
    bind: (statement, context) => boundStatement(statement, context, insertWriter),
    needsState,
    rebuilds,
    compile,
    script: { start: ["PRAGMA foreign_keys = OFF"], end: ["PRAGMA foreign_keys = ON"] },
    guard,
    tryLock,
    unlock,
    lockHolder,
  };
}
