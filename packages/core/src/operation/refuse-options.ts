import { OperationError } from "../errors.ts";
import type { ColumnPart, ConstraintPart } from "./builders.ts";
import type { DialectName } from "./column-types.ts";
import {
  type Offer,
  offeredIdentities,
  offeredIndexParts,
  offeredOptions,
  offeredParts,
} from "./directives/offered-options.ts";
import type { EveryOperation } from "./operations.ts";

type Method = keyof typeof offeredOptions;
type Parameters = readonly unknown[];
type Options = Readonly<Record<string, unknown>>;

/** A call in a revision, as messages name it. */
interface Call {
  readonly name: string;
  readonly dialect: DialectName;
}

/**
 * The `op` of a database whose methods refuse the options that it has not got, and those that there are nowhere. The
 * compiler refuses them as well; a revision that no compiler sees would do without them in silence.
 */
export function withRefusedOptions(operations: EveryOperation): EveryOperation {
  const { dialect } = operations;
  const refusing = Object.entries(offeredOptions).map(([method, [at, offer]]) => {
    const run = operations[method as Method] as (...parameters: Parameters) => unknown;
    const call: Call = { name: `op.${method}()`, dialect };
    const checked = (...parameters: Parameters): unknown => {
      refuseOptions(call, parameters[at], offer);
      partsOf[method as Method]?.(call, parameters);
      return run(...parameters);
    };
    return [method, checked] as const;
  });
  return { ...operations, ...(Object.fromEntries(refusing) as Partial<EveryOperation>) };
}

/** What has options of its own among the parameters of a method. */
const partsOf: { readonly [M in Method]?: (call: Call, parameters: Parameters) => void } = {
  createTable: ({ dialect }, [, parts]) => {
    for (const part of parts as Iterable<AnyPart>) refusePart(dialect, part);
  },
  addColumn: ({ dialect }, [, part]) => refusePart(dialect, part as AnyPart),
  alterColumn: (call, [, , change]) => refuseIdentity(call, change as Options | undefined),
  dropConstraint: ({ dialect }, [, , , options]) => {
    const { existing } = (options ?? {}) as { readonly existing?: AnyPart };
    if (existing !== undefined) refusePart(dialect, existing);
  },
  createIndex: (call, [, , parts]) => {
    for (const part of parts as Iterable<unknown>) {
      if (typeof part !== "string") refuseOptions(call, part, offeredIndexParts);
    }
  },
};

type AnyPart = ColumnPart | ConstraintPart;

const builders = {
  column: "column()",
  "primary key": "primaryKey()",
  unique: "unique()",
  check: "check()",
  "foreign key": "foreignKey()",
  exclusion: "exclude()",
} as const satisfies Record<AnyPart["part"], string>;

function refusePart(dialect: DialectName, part: AnyPart): void {
  const call: Call = { name: builders[part.part], dialect };
  refuseOptions(call, part.options, offeredParts[part.part]);
  if (part.part === "column") refuseIdentity(call, part.options as Options);
}

function refuseOptions({ name, dialect }: Call, options: unknown, offer: Offer): void {
  for (const [option, value] of Object.entries((options ?? {}) as Options)) {
    if (value === undefined) continue;
    const details = { call: name, option, database: dialect };
    if (!Object.hasOwn(offer, option)) {
      const known = Object.keys(offer).filter((one) => offer[one]![dialect] === true);
      throw new OperationError(
        "E_OPTION",
        `${name} has no option "${option}". On ${labels[dialect]} it knows ${listed(known)}.`,
        { details },
      );
    }
    const on = offer[option]!;
    if (on[dialect] !== false) continue;
    const others = databases.filter((database) => on[database] === true).map((database) => labels[database]);
    throw new OperationError(
      "E_UNSUPPORTED_OPERATION",
      `${labels[dialect]} has not got the option "${option}" of ${name}; ${listed(others)} ` +
        `${others.length === 1 ? "has" : "have"}. Leave it out, or say it where op.dialect has told the database.`,
      { details },
    );
  }
}

function refuseIdentity({ name, dialect }: Call, options: Options | undefined): void {
  const identity = options?.identity;
  const known: readonly unknown[] = offeredIdentities[dialect];
  if (identity === undefined || identity === null || known.includes(identity)) return;
  throw new OperationError(
    "E_UNSUPPORTED_OPERATION",
    `${labels[dialect]} has not got ${JSON.stringify(identity)} as "identity" of ${name}. It numbers rows by ` +
      `${listed(known.map((one) => JSON.stringify(one)))}.`,
    { details: { call: name, option: "identity", database: dialect } },
  );
}

function listed(words: readonly string[]): string {
  return new Intl.ListFormat("en-GB", { type: "conjunction" }).format(words);
}

const labels: Readonly<Record<DialectName, string>> = {
  postgres: "PostgreSQL",
  mysql: "MySQL",
  mariadb: "MariaDB",
  sqlite: "SQLite",
};
const databases = Object.keys(labels) as readonly DialectName[];
