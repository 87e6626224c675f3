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
import { relativeTo } from "../schema/relative-to.ts";
import type { ObjectName, Schema } from "../schema/schema.ts";
import type { AutogenerateOptions } from "./autogenerate.ts";
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
  /** Tables and indexes that entities declare, but want to be left alone. */
  readonly unsynchronisedTables: readonly ObjectName[];
  readonly unmanagedIndexes: readonly { readonly table: ObjectName; readonly name: string }[];
}

export async function bothSides(session: Session, options: AutogenerateOptions): Promise<BothSides> {
  const { dataSource, dialect, query, metadataTable } = session;
  await prepareMetadata(dataSource);
  const convention = options.namingConvention ?? conventionOf(dataSource.namingStrategy);
  // While the server reads its catalogs, the entities are read.
  const [reflected, declared] = await together(
    dialect.reflect(query, {
      schemas: schemasToRead(declaredSchemas(dataSource, dialect), options.includeSchemas),
      metadataTable,
    }),
    readMetadata(
      dataSource,
      dialect,
      convention && ((owners) => renamed(owners, nameOfConvention(convention, dialect.capabilities))),
    ),
  );
  const { defaultSchema } = reflected;
  const wanted = relativeTo(declared.schema, defaultSchema);
  const serviceTables = serviceTableNames(dataSource).map((name) => ({ name }));
  const ignored = [...serviceTables, { name: defaultVersionTable }, ...(options.ignoredTables ?? [])];
  const live = withoutServiceTables(reflected, wanted, ignored);
  const alignment = await dialect.align(query, live, wanted);
  return {
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

function schemasToRead(
  named: readonly string[],
  include: AutogenerateOptions["includeSchemas"],
): readonly string[] | "all" {
  if (include === true) return "all";
  return include ? [...new Set([...named, ...include])] : named;
}

/** A name without the schema that goes without saying. */
export function relativeName(name: ObjectName, defaultSchema: string | undefined): ObjectName {
  return name.schema === defaultSchema ? { name: name.name } : name;
}
