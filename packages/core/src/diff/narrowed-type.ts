import { roomForText, writtenLength } from "../dialect/written-length.ts";
import type { ColumnType } from "../schema/schema.ts";

const whole = /^(?:tinyint|smallint|mediumint|int|integer|bigint)$/;
const broken = /^(?:numeric|decimal|real|float|double|double precision|money)$/;
const moment = /^(?:timestamp|datetime)/;
const partOfMoment = /^(?:date|time|year)(?: |$)/;

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
  const room = roomForText(to);
  if (room !== undefined) return room < (roomForText(from) ?? writtenLength(from) ?? 0);
  if (from.name !== to.name) {
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
