import { describe, expect, it } from "vitest";
import { mariadb, mysql } from "../../../src/dialect/mysql/index.ts";

const dialect = mysql({ version: "9.4.0" });
const { parseType, formatType, literal, readLiteral, identifier, qualified } = dialect;

describe("types", () => {
  it.each([
    ["int(11)", "int"],
    ["INTEGER", "int"],
    ["int(10) unsigned", "int unsigned"],
    ["int(5)", "int(5)"],
    ["bigint(20) unsigned zerofill", "bigint unsigned zerofill"],
    ["tinyint(4)", "tinyint"],
    ["tinyint(1)", "tinyint(1)"],
    ["boolean", "tinyint(1)"],
    ["decimal", "decimal(10,0)"],
    ["numeric(12)", "decimal(12,0)"],
    ["dec(12,2) unsigned", "decimal(12,2) unsigned"],
    ["double precision", "double"],
    ["float(10)", "float"],
    ["float(30)", "double"],
    ["float(7,3)", "float(7,3)"],
    ["datetime(0)", "datetime"],
    ["timestamp(6)", "timestamp(6)"],
    ["year(4)", "year"],
    ["char", "char(1)"],
    ["national varchar(20)", "varchar(20)"],
    ["varchar(255)", "varchar(255)"],
    ["bit", "bit(1)"],
    ["geomcollection", "geometrycollection"],
    ["point SRID 4326", "point srid 4326"],
    ["enum('a','it''s, (\"x\")','b\\\\c')", "enum('a','it''s, (\"x\")','b\\\\c')"],
    ["set( 'x' , 'y' )", "set('x','y')"],
    ["timestamp /* mariadb-5.3 */", "timestamp"],
    ["inet6", "inet6"],
  ])("reads %s as %s", (text, canonical) => {
    expect(formatType(parseType(text))).toBe(canonical);
    expect(parseType(canonical)).toEqual(parseType(text));
  });

  it("keeps the labels of an enum as they are", () => {
    const values = ["a", 'it\'s, ("x")', "b\\c", "", "new\nline", "`${x}`", "*/"];
    expect(parseType(formatType({ name: "enum", values }))).toEqual({ name: "enum", values });
  });

  it.each(["", "int(", "int(1,2,3)", "enum(1)", "int signed fast", "(5)"])("refuses %j", (text) => {
    expect(() => parseType(text)).toThrow(expect.objectContaining({ code: "E_COLUMN_TYPE" }));
  });
});

describe("literals", () => {
  it.each(["", "it's", "back\\slash", "\\'", "nul\0", "a\nb", '"', "`", "?", ":x", "👍"])(
    "reads %j back",
    (value) => {
      expect(readLiteral(literal(value))).toBe(value);
    },
  );

  it.each([0, 1, -5, 1.5, 1e21])("reads %d back", (value) => {
    expect(readLiteral(literal(value))).toBe(value);
  });

  it.each(["0.00", "now()", "b'101'", "_utf8mb4'x'", "'a' 'b'", "NULL", "1 + 1", "0x6162", "00"])(
    "leaves %s as SQL",
    (expression) => {
      expect(readLiteral(expression)).toBeUndefined();
    },
  );

  it("quotes names", () => {
    expect(identifier("a`b")).toBe("`a``b`");
    expect(qualified({ schema: "s`", name: "t" })).toBe("`s```.`t`");
  });

  it("knows no booleans", () => {
    expect([true, false, null, 10n].map((value) => literal(value))).toEqual(["1", "0", "NULL", "10"]);
  });
});

describe("declared columns", () => {
  const declare = (
    type: string,
    more: Record<string, unknown> = {},
    on: { version: string; driverType: "mysql" | "mariadb" } = { version: "9.4.0", driverType: "mysql" },
  ) => {
    const own = /MariaDB/.test(on.version) ? mariadb(on) : mysql(on);
    const { column } = own.declareColumn({
      table: { name: "t" },
      name: "c",
      type,
      nullable: false,
      primary: false,
      driverType: on.driverType,
      ...more,
    });
    return { ...column, type: own.formatType(column.type) };
  };

  it.each([
    ["String", {}, "varchar(255)"],
    ["Number", {}, "int"],
    ["Boolean", {}, "tinyint"],
    ["Date", { precision: 6 }, "datetime(6)"],
    ["Buffer", {}, "blob"],
    ["varchar", { length: "50" }, "varchar(50)"],
    ["varbinary", {}, "varbinary(255)"],
    ["simple-array", {}, "text"],
    ["simple-json", {}, "text"],
    ["simple-enum", { enumValues: ["a"] }, "enum('a')"],
    ["set", { enumValues: ["a", "b"] }, "set('a','b')"],
    ["uuid", {}, "varchar(255)"],
    ["uuid", { generation: "uuid" }, "varchar(36)"],
    ["decimal", { precision: 12, scale: 2, unsigned: true }, "decimal(12,2) unsigned"],
    ["decimal", {}, "decimal(10,0)"],
    ["int", { width: 5, zerofill: true }, "int(5) unsigned zerofill"],
    ["timestamp", { precision: null }, "timestamp"],
    ["text", { length: "60" }, "tinytext"],
    ["json", {}, "json"],
  ])("makes of %s %j the type %s", (type, more, expected) => {
    expect(declare(type, more).type).toBe(expected);
  });

  it("uses MariaDB's own uuid where TypeORM does", () => {
    const uuid = (version: string, driverType: "mysql" | "mariadb") =>
      declare("uuid", { generation: "uuid" }, { version, driverType }).type;
    expect(uuid("10.11.2-MariaDB", "mariadb")).toBe("uuid");
    expect(uuid("10.11.2-MariaDB", "mysql")).toBe("varchar(36)");
    expect(uuid("10.6.2-MariaDB", "mariadb")).toBe("varchar(36)");
    expect(declare("json", {}, { version: "10.3.1-MariaDB", driverType: "mariadb" }).type).toBe("longtext");
  });

  it.each([
    ["int", { value: 18 }, "18"],
    ["int", { value: "18" }, "18"],
    ["tinyint", { value: true }, "1"],
    ["varchar", { value: "it's" }, "'it''s'"],
    ["varchar", { value: "it''s" }, "'it''s'"],
    ["varchar", { value: "18" }, "'18'"],
    ["varchar", { sql: "'x'" }, "'x'"],
    ["varchar", { sql: "null" }, undefined],
    ["datetime", { sql: "CURRENT_TIMESTAMP(6)" }, "CURRENT_TIMESTAMP(6)"],
    ["json", { value: { a: 1 } }, "('{\"a\":1}')"],
    ["text", { value: "abc" }, "('abc')"],
    ["simple-array", { value: ["a", "b"] }, "('a,b')"],
  ])("makes of the default of a %s %j the text %s", (type, value, expected) => {
    expect(declare(type, { default: value }).default).toBe(expected);
  });
});
