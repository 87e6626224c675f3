import { boundStatement } from "../bound-statement.ts";
import type { Capabilities, Dialect, Server } from "../dialect.ts";
import { align } from "./align.ts";
import { compile, needsState } from "./compile.ts";
import { declareColumn } from "./declare.ts";
import { distinctValue } from "./distinct-value.ts";
import { guard } from "./guard.ts";
import { defaultValue } from "./default-value.ts";
import { insertWriter } from "./insert-values.ts";
import { identifier, literal, qualified, readLiteral } from "./literals.ts";
import { lockHolder, tryLock, unlock } from "./lock.ts";
import { neutralValue } from "./neutral-value.ts";
import { normalise } from "./normalise.ts";
import { reflect } from "./reflect.ts";
import { createScratch, dropScratch } from "./scratch.ts";
import { formatType, keptAs, parseType } from "./types.ts";

const capabilities: Capabilities = {
  transactionalDdl: true,
  autocommitBlocks: true,
  schemas: true,
  createSchema: true,
  tableQualifier: "schema",
  extensions: true,
  enumTypes: true,
  sequences: true,
  tableComments: true,
  columnComments: true,
  uniqueConstraints: true,
  exclusionConstraints: true,
  deferrableConstraints: true,
  namedPrimaryKeys: true,
  renameConstraint: true,
  renameIndex: true,
  partialIndexes: true,
  expressionIndexes: true,
  materializedViews: true,
  replaceView: true,
  viewsPinColumns: true,
  typesBindValues: true,
  fractionDigits: 6,
  expressionsKeepCasts: true,
  foreignKeysPinNumbering: false,
  forwardReferences: false,
  foreignKeysEnforced: true,
  alterByRebuild: false,
  secondConnection: true,
  // https://www.postgresql.org/docs/current/protocol-message-formats.html#PROTOCOL-MESSAGE-FORMATS-BIND
  parameters: 65_535,
  identifierLength: 63,
};

/** PostgreSQL 12 and later. */
export function postgres(server: Server): Dialect {
  const major = Number.parseInt(server.version, 10);
  return {
    name: "postgres",
    server,
    capabilities,
    reflect: (query, options = {}) => reflect(query, options, major),
    declareColumn: (column) => declareColumn(column, major),
    normalise,
    align,
    parseType,
    formatType,
    keptAs,
    neutralValue,
    distinctValue,
    identifier,
    qualified,
    literal,
    readLiteral,
    defaultValue,
    bind: (statement, context) => boundStatement(statement, context, insertWriter),
    needsState,
    rebuilds: () => false,
    compile: (operations, context) => compile(operations, context, major),
    createScratch,
    dropScratch,
    script: () => ({ start: [], end: [] }),
    guard,
    tryLock,
    unlock,
    lockHolder,
  };
}
