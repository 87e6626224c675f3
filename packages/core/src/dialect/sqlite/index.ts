import { boundStatement } from "../bound-statement.ts";
import type { Capabilities, Dialect, Server } from "../dialect.ts";
import { keptAs } from "./affinity.ts";
import { align } from "./align.ts";
import { compiler, needsState, rebuilds } from "./compile.ts";
import { declareColumn, normalise } from "./declare.ts";
import { distinctValue } from "./distinct-value.ts";
import { fileNames, scriptFrame } from "./files.ts";
import { guard } from "./guard.ts";
import { insertWriter } from "./insert-values.ts";
import { defaultValue, identifier, literal, readLiteral } from "./literals.ts";
import { lockHolder, tryLock, unlock } from "./lock.ts";
import { neutralValue } from "./neutral-value.ts";
import { reflect } from "./reflect.ts";
import { createScratch, dropScratch } from "./scratch.ts";
import { formatType, parseType } from "./types.ts";

const capabilities: Capabilities = {
  transactionalDdl: true,
  autocommitBlocks: false,
  schemas: true,
  createSchema: false,
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
  typesBindValues: false,
  fractionDigits: 6,
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
    reflect: (query, options) => reflect(query, server, options),
    declareColumn,
    normalise: (wanted) => normalise(wanted, server),
    align: (_query, found, wanted) => Promise.resolve(align(found, wanted)),
    parseType,
    formatType,
    keptAs,
    neutralValue,
    distinctValue,
    identifier,
    qualified: fileNames(server).qualified,
    literal,
    readLiteral,
    defaultValue,
    bind: (statement, context) => boundStatement(statement, context, insertWriter(fileNames(server))),
    needsState,
    rebuilds,
    compile: compiler(server),
    createScratch,
    dropScratch,
    script: (schemas) => scriptFrame(schemas, server),
    guard: (query) => guard(query, server),
    tryLock,
    unlock,
    lockHolder,
  };
}
