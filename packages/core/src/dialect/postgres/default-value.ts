import type { ColumnType } from "../../schema/schema.ts";
import { literal, readLiteral, readTypedLiteral } from "./literals.ts";
import { formatType, tryParseType } from "./types.ts";

/** {@link Dialect.defaultValue}: PostgreSQL casts a literal to the type of the column, but for the length. */
export function defaultValue(
  expression: string,
  type: ColumnType | undefined,
): string | number | boolean | undefined {
  const value = readLiteral(expression);
  if (value === undefined || literal(value) === expression) return value;
  const cast = tryParseType(readTypedLiteral(expression)?.cast ?? "");
  if (cast === undefined || type === undefined) return undefined;
  return formatType(cast) === formatType(bare(cast)) && formatType(cast) === formatType(bare(type))
    ? value
    : undefined;
}

function bare({ name, schema, userDefined, array }: ColumnType): ColumnType {
  return {
    name,
    ...(schema === undefined ? {} : { schema }),
    ...(userDefined ? { userDefined } : {}),
    ...(array ? { array } : {}),
  };
}
