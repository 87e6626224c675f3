import { serviceTableNames, withoutServiceTables } from "../connection/service-tables.ts";
import type { Session } from "../connection/session.ts";
import type { Alignment } from "../dialect/dialect.ts";
import { prepareMetadata } from "../metadata/prepare-metadata.ts";
import { declaredSchemas, readMetadata, type WantedSchema } from "../metadata/read-metadata.ts";
import { withoutClashingNames } from "../naming/clashing-names.ts";
import { withoutHashedNames } from "../naming/hashed-names.ts";
import { nameOfConvention } from "../naming/name-of.ts";
import { conventionOf } from "../naming/naming-strategy.ts";
import type { NameOf } from "../operation/named-object.ts";
import { sameName } from "../schema/object-name.ts";
import { relativeTo } from "../schema/relative-to.ts";
import type { ObjectName, Schema } from "../schema/schema.ts";
import type { AppliedTables, AutogenerateOptions, RevisionTables } from "./autogenerate.ts";
import { withDeclaredViews } from "./declared-views.ts";

/** The name of Limbeck's version table unless the configuration says otherwise. */
export const defaultVersionTable = "limbeck_version";

/** A database and its entities, read and ready to be compared. */
export interface BothSides {
  /** The database, as it was read. */
  readonly reflected: Schema;
  /** The same without service tables. */
  readonly live: Schema;
  /** The same in the wording of the entities. */
  readonly found: Schema;
  readonly wanted: Schema;
  readonly alignment: Alignment;
  /** What the revisions made, where it had to be known before. */
  readonly revisions?: RevisionTables;
  /** Tables and indexes that entities declare, but want to be left alone. */
  readonly unsynchronisedTables: readonly ObjectName[];
  readonly unmanagedIndexes: readonly { readonly table: ObjectName; readonly name: string }[];
}

/**
 * @param applied the revisions that the database has: what they made is looked at in whatever schema it lies, and nothing
 * beside it in one that is not read otherwise.
 */
export async function bothSides(
  session: Session,
  options: AutogenerateOptions,
  applied?: AppliedTables,
): Promise<BothSides> {
  const { dataSource, dialect, query, metadataTable } = session;
  await prepareMetadata(dataSource);
  const known = schemasToRead(session, options);
  // The schema of the last entity that was removed from it is looked at for as long as a revision's table is there.
  const revisions = known !== "all" && (await applied?.mayLeave(known)) ? await applied?.read() : undefined;
  const made = revisions?.tables ?? [];
  const others =
    known === "all"
      ? []
      : made.flatMap(({ schema }) => schema ?? []).filter((schema) => !known.includes(schema));
  const convention = options.namingConvention ?? conventionOf(dataSource.namingStrategy);
  // While the server reads its catalogs, the entities are read.
  const [read, declared] = await together(
    dialect.reflect(query, {
      schemas: known === "all" ? known : [...new Set([...known, ...others])],
      metadataTable,
    }),
    readMetadata(
      dataSource,
      dialect,
      convention && ((owners) => renamed(owners, nameOfConvention(convention, dialect.capabilities))),
    ),
  );
  const reflected = withoutStrangers(read, others, made);
  const { defaultSchema } = reflected;
  const wanted = relativeTo(declared.schema, defaultSchema);
  const serviceTables = serviceTableNames(dataSource).map((name) => ({ name }));
  const ignored = [...serviceTables, { name: defaultVersionTable }, ...(options.ignoredTables ?? [])];
  const live = withoutServiceTables(reflected, wanted, ignored);
  const alignment = await dialect.align(query, live, wanted);
  return {
    ...(revisions === undefined ? {} : { revisions }),
    reflected,
    live,
    found: await withDeclaredViews(query, dialect, alignment.found, wanted),
    wanted,
    alignment,
    unsynchronisedTables: declared.unsynchronisedTables.map((name) => relativeName(name, defaultSchema)),
    unmanagedIndexes: declared.unmanagedIndexes.map(({ table, name }) => ({
      table: relativeName(table, defaultSchema),
      name,
    })),
  };
}

/** Both, once both have ended: nothing may go on over a connection that an error has given back. */
async function together(reflecting: Promise<Schema>, reading: Promise<WantedSchema>) {
  const [, declared] = await Promise.allSettled([reflecting, reading]);
  // What is wrong with the entities is told first: it does not hang on the database.
  if (declared.status === "rejected") throw declared.reason;
  return [await reflecting, declared.value] as const;
}

/** What the entities declare, under the names of a convention. */
function renamed(owners: Pick<Schema, "tables" | "views">, nameOf: NameOf): Pick<Schema, "tables" | "views"> {
  const { tables, views } = withoutHashedNames(owners, nameOf);
  return { tables: withoutClashingNames(tables), views };
}

/** The schemas that a comparison looks at: those that entities name, and those that are to be included. */
function schemasToRead(
  { dataSource, dialect }: Pick<Session, "dataSource" | "dialect">,
  { includeSchemas }: Pick<AutogenerateOptions, "includeSchemas">,
): readonly string[] | "all" {
  if (includeSchemas === true) return "all";
  const named = declaredSchemas(dataSource, dialect);
  return includeSchemas ? [...new Set([...named, ...includeSchemas])] : named;
}

/** Without what lies in `schemas` and is none of the tables that were made there, nor an enum of theirs. */
function withoutStrangers(schema: Schema, schemas: readonly string[], made: readonly ObjectName[]): Schema {
  const others = new Set(schemas.filter((name) => name !== schema.defaultSchema));
  if (others.size === 0) return schema;
  const isHere = ({ schema: own }: ObjectName) => own === undefined || !others.has(own);
  return {
    ...schema,
    tables: schema.tables.filter((table) => isHere(table) || made.some((name) => sameName(name, table))),
    views: schema.views.filter(isHere),
    sequences: schema.sequences.filter(isHere),
  };
}

/** A name without the schema that goes without saying. */
export function relativeName(name: ObjectName, defaultSchema: string | undefined): ObjectName {
  return name.schema === defaultSchema ? { name: name.name } : name;
}
