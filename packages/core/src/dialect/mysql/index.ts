import { boundStatement } from "../bound-statement.ts";
import type { Capabilities, Dialect, Server } from "../dialect.ts";
import { align } from "./align.ts";
import { compiler, needsState } from "./compile.ts";
import { declareColumn, normalise } from "./declare.ts";
import { type Flavour, mysqlFlavour } from "./flavour.ts";
import { distinctValue } from "./distinct-value.ts";
import { guard } from "./guard.ts";
import { insertWriter } from "./insert-values.ts";
import { defaultValue, identifier, literal, qualified, readLiteral } from "./literals.ts";
import { lockHolder, tryLock, unlock } from "./lock.ts";
import { mariadbFlavour } from "./mariadb.ts";
import { neutralValue } from "./neutral-value.ts";
import { reflect } from "./reflect.ts";
import { createScratch, dropScratch } from "./scratch.ts";
import { queryWithEscapes } from "./sql-mode.ts";
import { formatType, keptAs, parseType } from "./types.ts";

/** MySQL 8.0 and later. */
export function mysql(server: Server): Dialect {
  return dialect(mysqlFlavour(server));
}

/** MariaDB 10.5 and later. */
export function mariadb(server: Server): Dialect {
  return dialect(mariadbFlavour(server));
}

const capabilities: Omit<Capabilities, "expressionIndexes"> = {
  transactionalDdl: false,
  autocommitBlocks: false,
  schemas: true,
  createSchema: true,
  tableQualifier: "database",
  extensions: false,
  enumTypes: false,
  sequences: false,
  tableComments: true,
  columnComments: true,
  uniqueConstraints: false,
  exclusionConstraints: false,
  deferrableConstraints: false,
  namedPrimaryKeys: false,
  renameConstraint: false,
  renameIndex: true,
  partialIndexes: false,
  materializedViews: false,
  replaceView: true,
  viewsPinColumns: false,
  typesBindValues: true,
  fractionDigits: 0,
  expressionsKeepCasts: false,
  foreignKeysPinNumbering: true,
  forwardReferences: false,
  foreignKeysEnforced: true,
  alterByRebuild: false,
  secondConnection: true,
  // Error 1390: https://mariadb.com/docs/server/reference/error-codes/mariadb-error-codes-1300-to-1399/e1390
  parameters: 65_535,
  identifierLength: 64,
};

function dialect(flavour: Flavour): Dialect {
  return {
    name: flavour.name,
    server: flavour.server,
    capabilities: { ...capabilities, expressionIndexes: flavour.expressionIndexes },
    reflect: (query, options) => reflect(queryWithEscapes(query), flavour, options),
    declareColumn: (column) => declareColumn(column, flavour),
    normalise: (wanted) => normalise(wanted, flavour),
    align: (query, found, wanted) => align(queryWithEscapes(query), found, wanted, flavour),
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
    bind: (statement, context) => boundStatement(statement, context, insertWriter(flavour.label)),
    needsState,
    rebuilds: () => false,
    compile: compiler(flavour),
    createScratch,
    dropScratch,
    script: () => ({ start: [], end: [] }),
    guard,
    tryLock,
    unlock,
    lockHolder,
  };
}
