import type { ColumnType } from "../schema/schema.ts";

const text = /^(?:varchar|char|text|tinytext|mediumtext|longtext|citext)$/;

const lengths: Readonly<Record<string, number>> = {
  tinyint: 4,
  smallint: 6,
  mediumint: 8,
  int: 11,
  integer: 11,
  bigint: 20,
  date: 10,
  uuid: 36,
};

/** Characters that the longest value of a type, or of its elements, takes as a text; undefined where nobody has counted. */
export function writtenLength(type: ColumnType): number | undefined {
  return text.test(type.name) ? type.length : lengths[type.name];
}

/** Characters that a type of texts has room for; undefined for all other types. */
export function roomForText({ name, length = Infinity }: ColumnType): number | undefined {
  return text.test(name) ? length : undefined;
}
