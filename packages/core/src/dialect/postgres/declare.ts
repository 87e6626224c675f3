import type { Column, ColumnType } from "../../schema/schema.ts";
import type { Declaration, DeclaredColumn } from "../declared-column.ts";
import { declaredDefault } from "./declared-default.ts";
import { cutName } from "./literals.ts";
import { parseType } from "./types.ts";

/** PostgresDriver.normalizeType of both majors, where it is more than another word for the same type. */
const typeNames: Readonly<Record<string, string>> = {
  Number: "integer",
  String: "varchar",
  Date: "timestamp",
  Boolean: "boolean",
  Buffer: "bytea",
  "simple-array": "text",
  "simple-json": "text",
};

/** PostgresDriver.enableExtensions: what a type needs. */
const typeExtensions: Readonly<Record<string, string>> = {
  citext: "citext",
  hstore: "hstore",
  cube: "cube",
  ltree: "ltree",
  vector: "vector",
  halfvec: "vector",
  geometry: "postgis",
  geography: "postgis",
};

const enumTypes = new Set(["enum", "simple-enum"]);

/** What TypeORM's driver creates for a column (PostgresQueryRunner.buildCreateColumnSql). */
export function declareColumn(declared: DeclaredColumn, major: number): Declaration {
  const { name, generation, collation, comment } = declared;
  const type = columnType(declared);
  const identity = identityOf(declared);
  // TypeORM knows stored ones alone, and makes an ordinary column of any other.
  const generated = declared.generatedType === "STORED" ? declared.asExpression?.trim() : undefined;
  const uuid = generation === "uuid" ? uuidGenerator(declared, major) : undefined;
  const value =
    identity !== undefined || generated
      ? undefined
      : (declaredDefault(declared.default, type) ?? uuid?.default);
  const column: Column = {
    name: cutName(name),
    type,
    // Both forms of numbering are NOT NULL by themselves.
    nullable: declared.nullable && identity === undefined && !declared.primary,
    ...(value === undefined ? {} : { default: value }),
    ...(identity === undefined ? {} : { identity }),
    ...(generated ? { generated: { expression: generated, stored: true } } : {}),
    ...(collation === undefined || collation === "" || collation === "default"
      ? {}
      : { collation: cutName(collation) }),
    ...commentOf(comment),
  };
  const extensions = [typeExtensions[type.name], uuid?.extension].filter(
    (extension) => extension !== undefined,
  );
  return {
    column,
    ...(enumTypes.has(declared.type)
      ? { enum: { ...enumName(declared), values: declared.enumValues ?? [] } }
      : {}),
    ...(extensions.length === 0 ? {} : { extensions }),
  };
}

/** PostgreSQL takes no NUL, and an empty comment for none. */
export function commentOf(comment: string | undefined): { readonly comment?: string } {
  const text = comment?.replaceAll("\0", "");
  return text ? { comment: text } : {};
}

function columnType(declared: DeclaredColumn): ColumnType {
  const array = declared.array ? { array: true } : {};
  if (enumTypes.has(declared.type)) return { ...enumName(declared), userDefined: true, ...array };
  const type = parseType(typeNames[declared.type] ?? declared.type);
  return { ...type, ...arguments_(declared, type), ...array };
}

/** PostgresDriver.createFullType; arguments that a type has not got are left out. */
function arguments_(declared: DeclaredColumn, { name }: ColumnType): Partial<ColumnType> {
  const { length, precision, scale, spatialFeatureType, srid } = declared;
  const numbers =
    precision === undefined || precision === null
      ? ""
      : `(${precision}${scale === undefined || name !== "numeric" ? "" : `,${scale}`})`;
  switch (name) {
    case "varchar":
    case "char":
    case "bit":
    case "bit varying":
    case "vector":
    case "halfvec":
      return length === undefined ? {} : { length: Number(length) };
    case "numeric":
    case "interval":
    case "time":
    case "timestamp":
      return parseType(name + numbers);
    case "time with time zone":
    case "timestamp with time zone":
      return parseType(`${name.split(" ")[0]}${numbers} with time zone`);
    case "geometry":
    case "geography":
      if (spatialFeatureType === undefined) return {};
      return parseType(`${name}(${spatialFeatureType}${srid === undefined ? "" : `,${srid}`})`);
    default:
      return {};
  }
}

/** PostgresQueryRunner.buildEnumName; the name is cut as PostgreSQL cuts it. */
function enumName({ table, name, enumName }: DeclaredColumn): {
  readonly schema?: string;
  readonly name: string;
} {
  return {
    ...(table.schema === undefined ? {} : { schema: cutName(table.schema) }),
    name: cutName(enumName ?? `${table.name}_${name.toLowerCase()}_enum`),
  };
}

function identityOf({ generation, generatedIdentity }: DeclaredColumn): Column["identity"] {
  if (generation === undefined || generation === "uuid") return undefined;
  if (generation !== "identity") return "serial";
  return generatedIdentity === "ALWAYS" ? "always" : "by default";
}

/** PostgresDriver.uuidGenerator; `gen_random_uuid()` is built in since PostgreSQL 13. */
function uuidGenerator({ uuidExtension }: DeclaredColumn, major: number) {
  if (uuidExtension !== "pgcrypto") return { default: "uuid_generate_v4()", extension: "uuid-ossp" };
  return { default: "gen_random_uuid()", ...(major >= 13 ? {} : { extension: "pgcrypto" }) };
}
