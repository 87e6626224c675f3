import type { DatabaseName } from "../../databases/index.ts";
import { decimalDefaults, raw, textDefaults, type DeclaredType, wholeDefaults } from "./declared-type.ts";

/** Types of one family, each with a value and defaults: they share a table, and so a row of the coverage. */
type Family = readonly DeclaredType[];

const postgres: readonly Family[] = [
  [
    [{ type: "int2" }, "1", wholeDefaults],
    [{ type: "int4" }, "1", wholeDefaults],
    [{ type: "int8" }, "1", wholeDefaults],
    [{ type: "integer" }, "1", wholeDefaults],
    [{ type: "decimal", precision: 9, scale: 3 }, "1", decimalDefaults],
    [{ type: "float" }, "1", decimalDefaults],
    [{ type: "float4" }, "1", decimalDefaults],
    [{ type: "float8" }, "1", decimalDefaults],
    [{ type: "bool" }, "true", [true, false]],
  ],
  [
    [{ type: "character", length: 5 }, "'1'", ["x", raw("'abc'::bpchar")]],
    [{ type: "bit varying", length: 6 }, "B'01'", [raw("B'1010'")]],
    [{ type: "bit" }, "B'1'", [raw("B'0'")]],
    [{ type: "varbit" }, "B'101'", ["101"]],
  ],
  [
    [{ type: "timestamp without time zone" }, "'2020-01-02 03:04:05'", [raw("LOCALTIMESTAMP")]],
    [{ type: "time without time zone" }, "'03:04:05'", ["12:00:00"]],
    [{ type: "time with time zone" }, "'03:04:05+00'", ["12:00:00+00"]],
    [{ type: "timestamp without time zone", precision: 2 }, "'2020-01-02 03:04:05'", []],
    [{ type: "time with time zone", precision: 4 }, "'03:04:05+00'", []],
  ],
  [
    [{ type: "int8multirange" }, "'{[1,5)}'", ["{[1,5)}"]],
    [{ type: "nummultirange" }, "'{[1,5)}'", [raw("nummultirange(numrange(1, 2))")]],
    [{ type: "tsmultirange" }, "'{}'", ["{}"]],
    [{ type: "datemultirange" }, "'{}'", ["{}"]],
  ],
];

const mysql: readonly Family[] = [
  [
    [{ type: "integer" }, "1", wholeDefaults],
    [{ type: "integer", unsigned: true }, "1", [0, 5]],
    [{ type: "double precision" }, "1", [0, -7, "2.5"]],
    [{ type: "double precision", precision: 8, scale: 2 }, "1", [0, "2.5"]],
    [{ type: "smallint", unsigned: true }, "1", [0, 5]],
    [{ type: "mediumint", unsigned: true }, "1", [0, 5]],
    [{ type: "tinyint", unsigned: true }, "1", [0, 5]],
  ],
  [
    [{ type: "national char", length: 4 }, "'1'", ["x"]],
    [{ type: "national varchar", length: 30 }, "'1'", textDefaults],
    [{ type: "char" }, "'1'", ["x"]],
    [{ type: "binary" }, "'x'", ["y"]],
    [{ type: "varbinary" }, "'x'", ["y"]],
  ],
  [[{ type: "geometrycollection" }, "ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 2))')", []]],
];

const sqlite: readonly Family[] = [[[{ type: "json" }, "'{}'", ["{}"]]]];

/** Types that TypeORM knows by more names than {@link file://./index.ts} has rows for. */
export const otherNames: Readonly<Record<DatabaseName, readonly Family[]>> = {
  postgres,
  mysql,
  mariadb: mysql,
  sqlite,
};
