import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  Exclusion,
  Generated,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Unique,
  ViewColumn,
  ViewEntity,
  type ColumnOptions,
} from "typeorm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { databaseNames } from "../../../../../test/databases/index.ts";
import { type Bench, createBench, type Entities } from "./harness.ts";

/** Every way to write a default, and every type that TypeORM knows without a further extension. */
const columns: Record<string, ColumnOptions> = {
  intOfNumber: { type: "int", default: 5 },
  intNegative: { type: "int4", default: -5 },
  intOfString: { type: "int", default: "7" },
  intOfFunction: { type: "int", default: () => "5" },
  bigint: { type: "int8", default: 9007199254740991 },
  small: { type: "int2", default: 0 },
  numericZero: { type: "decimal", precision: 10, scale: 2, default: 0 },
  numericFraction: { type: "numeric", precision: 10, scale: 2, default: 1.5 },
  numericString: { type: "numeric", default: "1.50" },
  numericPrecision: { type: "numeric", precision: 8 },
  float: { type: "float", default: 1.25 },
  floatLarge: { type: "float8", default: 1e20 },
  real: { type: "float4", default: -0.5 },
  money: { type: "money", default: 5 },
  varchar: { type: "varchar", default: "abc" },
  varcharEmpty: { type: "varchar", length: 20, default: "" },
  varcharColons: { type: "varchar", default: "a::b" },
  varcharEscaped: { type: "varchar", default: "it''s" },
  varcharOfNumber: { type: "varchar", default: 5 },
  varcharCast: { type: "varchar", default: () => "'abc'::text" },
  varcharOwnCast: { type: "varchar", default: () => "'abc'::character varying" },
  char: { type: "char", length: 5, default: "ab" },
  charOne: { type: "character", nullable: true },
  text: { type: "text", default: "%\"'' $1" },
  nullOfFunction: { type: "text", default: () => "NULL", nullable: true },
  nullLower: { type: "text", default: () => "null", nullable: true },
  nullValue: { type: "text", default: null, nullable: true },
  collated: { type: "varchar", length: 20, collation: "C" },
  collatedDefault: { type: "varchar", collation: "default" },
  boolTrue: { type: "boolean", default: true },
  boolString: { type: "bool", default: "true" },
  boolFunction: { type: "bool", default: () => "FALSE" },
  uuid: { type: "uuid", default: () => "uuid_generate_v4()" },
  uuidBuiltIn: { type: "uuid", default: () => "gen_random_uuid()" },
  now: { type: "timestamp", default: () => "now()" },
  nowWithPrecision: { type: "timestamptz", precision: 3, default: () => "CURRENT_TIMESTAMP(3)" },
  currentTimestamp: { type: "timestamp with time zone", default: () => "CURRENT_TIMESTAMP" },
  currentDate: { type: "date", default: () => "CURRENT_DATE" },
  currentTime: { type: "timetz", default: () => "CURRENT_TIME" },
  localTimestamp: { type: "timestamp", precision: 0, default: () => "LOCALTIMESTAMP" },
  localTime: { type: "time", default: () => "LOCALTIME(2)" },
  atTimeZone: { type: "timestamp", default: () => "(now() at time zone 'utc')" },
  later: { type: "timestamptz", default: () => "now() + interval '1 day'" },
  clock: { type: "timestamptz", default: () => "clock_timestamp()" },
  literalTime: { type: "timestamptz", default: "2020-01-01" },
  precisionSix: { type: "timestamp", precision: 6, nullable: true },
  dateLiteral: { type: "date", default: "2020-01-01" },
  interval: { type: "interval", precision: 3, default: "1 day" },
  extracted: { type: "int", default: () => "EXTRACT(epoch FROM TIMESTAMP '2020-01-01')::int" },
  jsonObject: { type: "jsonb", default: { a: 1, b: ["x"] } },
  jsonQuoted: { type: "json", default: () => "'{\"it''s\": null}'" },
  jsonCast: { type: "jsonb", default: () => "'{}'::jsonb" },
  jsonArray: { type: "jsonb", default: [] },
  simpleJson: { type: "simple-json", default: '{"a":1}' },
  simpleArray: { type: "simple-array", default: "a,b" },
  emptyArray: { type: "int", array: true, default: [] },
  arrayOfNumbers: { type: "int", array: true, default: [1, 2] },
  arrayOfFunction: { type: "int", array: true, default: () => "ARRAY[]::int[]" },
  arrayOfText: { type: "text", array: true, default: "{Guild Master}" },
  arrayOfWords: { type: "varchar", length: 9, array: true, default: ["a", "b"] },
  enum: { type: "enum", enum: ["a", "it's", 'b"c'], default: "a" },
  enumOfNumbers: { type: "enum", enum: [0, 1], default: 1 },
  enumArray: { type: "enum", enum: ["a", "b c"], array: true, default: ["a", "b c"] },
  enumNamed: { type: "enum", enum: ["a"], enumName: "My Enum", nullable: true },
  MixedCase: { type: "simple-enum", enum: ["a", "b"], nullable: true },
  bit: { type: "bit", length: 3, default: () => "B'101'" },
  bitOne: { type: "bit", nullable: true },
  varbit: { type: "varbit", length: 8, nullable: true },
  bytea: { type: "bytea", default: () => "'\\x00'" },
  inet: { type: "inet", default: "127.0.0.1" },
  range: { type: "tstzrange", nullable: true },
  multirange: { type: "int4multirange", nullable: true },
  point: { type: "point", default: () => "'(0,0)'" },
  search: { type: "tsvector", nullable: true },
  citext: { type: "citext", default: "X" },
  hstore: { type: "hstore", nullable: true },
  ltree: { type: "ltree", nullable: true },
  cube: { type: "cube", nullable: true },
  generated: { type: "int", asExpression: '"intOfNumber" * 2', generatedType: "STORED", nullable: true },
  generatedText: {
    type: "varchar",
    length: 50,
    asExpression: "upper(\"varchar\") || '!'",
    generatedType: "STORED",
  },
  [`long_${"ß".repeat(40)}`]: { type: "int", default: 1 },
  comment: { type: "int", comment: "a column's \\ comment", nullable: true },
};

/** @param quote a quote in names, where it is not TypeORM that writes them into SQL */
function forms(quote = ""): Entities {
  @Entity({ comment: "all forms" })
  @Check(`"intOfNumber" IN (1, 2, 5) AND "varchar" <> 'x'`)
  @Check("CHK_between", `"intOfNumber" BETWEEN 1 AND 9 OR "text" ~* '^a'`)
  @Check("CHK_enum", `"enum" != 'it''s'`)
  @Exclusion(`USING gist ("intOfNumber" WITH =, "range" WITH &&)`)
  @Exclusion("XCL_where", `USING gist ("range" WITH &&) WHERE ("boolTrue")`)
  @Index(["varchar"], { where: `"varchar" IS NOT NULL AND "enum" = 'a'` })
  @Index("IDX_unique_part", ["intOfNumber", "varchar"], { unique: true, where: "\"text\" like 'a%'" })
  @Index("IDX_spatial", ["range"], { spatial: true })
  @Unique("UQ_deferred", ["intOfNumber", "varchar"], { deferrable: "INITIALLY DEFERRED" })
  class Forms {
    @PrimaryGeneratedColumn({ type: "bigint" })
    id: string;

    @Column()
    @Generated("uuid")
    code: string;

    @CreateDateColumn({ type: "timestamptz", precision: 6 })
    created: Date;
  }
  for (const [name, options] of Object.entries(columns)) Column(options)(Forms.prototype, name);
  Column({ type: "int", nullable: true, name: `quote${quote}` })(Forms.prototype, "quoted");
  // TypeORM 0.3 writes the source of the function into the SQL.
  if (quote)
    Column({ type: "enum", enum: ["a", "b"], default: () => "'b'" })(Forms.prototype, "enumFunction");

  @Entity()
  class Numbered {
    @PrimaryGeneratedColumn("identity", { generatedIdentity: "ALWAYS" })
    id: number;

    @Column({ type: "smallint" })
    @Generated("increment")
    number: number;
  }

  @Entity({ name: `Order ${quote} Line${quote}`, schema: "app" })
  class Line {
    @PrimaryColumn({ type: "int", primaryKeyConstraintName: `PK line${quote}` })
    a: number;

    @PrimaryColumn({ type: "varchar", length: 3, primaryKeyConstraintName: `PK line${quote}` })
    b: string;

    @Column({ type: "enum", enum: ["x", "y"], default: "x" })
    kind: string;

    @ManyToOne(() => Forms, { onDelete: "RESTRICT", onUpdate: "CASCADE", deferrable: "INITIALLY IMMEDIATE" })
    @JoinColumn({ name: "forms", foreignKeyConstraintName: "FK forms" })
    forms: Forms;
  }

  @ViewEntity({
    expression: `SELECT f."id", count(*) over () AS total FROM "forms" f WHERE f."intOfNumber" BETWEEN 1 AND 5;`,
  })
  class FormsView {
    @ViewColumn()
    id: string;
  }

  @ViewEntity({
    materialized: true,
    expression: (dataSource) =>
      dataSource.createQueryBuilder().select("n.id", "a").from(Numbered, "n").where("n.number > 1"),
    dependsOn: [Numbered],
  })
  @Index("IDX_numbers", ["a"])
  class Numbers {
    @ViewColumn()
    a: number;
  }

  return [Forms, Numbered, Line, FormsView, Numbers];
}

describe.runIf(databaseNames.includes("postgres"))("PostgreSQL and the forms that entities take", () => {
  let bench: Bench;

  beforeEach(async () => {
    bench = await createBench("pg_forms");
    await bench.query("CREATE SCHEMA app");
  });

  afterEach(() => bench.database.drop());

  it("finds nothing to do on what synchronize() made", async () => {
    await bench.synchronise(forms());
    expect(await bench.compare(forms())).toEqual({ operations: [], warnings: [] });
  });

  it("finds nothing to do on what it made itself, and leaves nothing behind", async () => {
    const { operations } = await bench.compare(forms(`"'`));
    await bench.run(...operations);
    expect(await bench.compare(forms(`"'`))).toEqual({ operations: [], warnings: [] });
    const [temporary] = await bench.query(
      "SELECT count(*)::int AS count FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname ~ '^pg_temp'",
    );
    expect(temporary).toEqual({ count: 0 });
  });
});
