import type { ColumnType } from "../schema/schema.ts";

const whole = /^(?:tinyint|smallint|mediumint|int|integer|bigint)$/;
const broken = /^(?:numeric|decimal|real|float|double|double precision|money)$/;
const moment = /^(?:timestamp|datetime)/;
const partOfMoment = /^(?:date|time|year)(?: |$)/;
const text = /^(?:varchar|char|text|tinytext|mediumtext|longtext|citext)$/;
/** Characters that the longest value takes as a text. */
const written: Readonly<Record<string, number>> = {
  tinyint: 4,
  smallint: 6,
  mediumint: 8,
  int: 11,
  integer: 11,
  bigint: 20,
  date: 10,
  uuid: 36,
};

/**
 * True for a type that may have no room for what the other one holds, so that values are cut or rounded, or the change
 * is refused while there are such values.
 *
 * @param fractionDigits of a second, where a type says none.
 */
export function isNarrower(to: ColumnType, from: ColumnType, fractionDigits: number): boolean {
  if (from.array && !to.array) return true;
  if (from.values !== undefined && to.values !== undefined) {
    const left = new Set(to.values);
    return from.values.some((value) => !left.has(value));
  }
  if (text.test(from.name) && text.test(to.name)) {
    return to.length !== undefined && (from.length === undefined || from.length > to.length);
  }
  if (from.name !== to.name) {
    const length = written[from.name];
    if (length !== undefined && text.test(to.name)) return to.length !== undefined && to.length < length;
    return (
      (broken.test(from.name) && whole.test(to.name)) ||
      (moment.test(from.name) && partOfMoment.test(to.name))
    );
  }
  if (to.scale !== undefined) {
    const { precision = Infinity, scale = Infinity } = from;
    return scale > to.scale || precision - scale > (to.precision ?? Infinity) - to.scale;
  }
  const { precision: digits = fractionDigits } = to;
  const { precision: before = fractionDigits } = from;
  if (digits !== before) return digits < before;
  return to.length !== undefined && from.length !== undefined && to.length < from.length;
}
