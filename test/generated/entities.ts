import { EntitySchema, type EntitySchemaOptions } from "typeorm";
import type { Entities } from "../conformance/case.ts";
import type { DatabaseName } from "../databases/index.ts";
import { idKindsOf, kinds } from "./kinds.ts";
import type { Model, TableModel } from "./model.ts";
import { conditionOf, conditions, expressions, predicates, queries } from "./sql-texts.ts";

type Options = EntitySchemaOptions<Record<string, unknown>>;

/** The entities of a model. */
export function entitiesOf(database: DatabaseName, model: Model): Entities {
  return [
    ...Object.entries(model.tables).map(([name, table]) => {
      const familyOf = (column: string) =>
        kinds[database][table.columns[column]?.kind ?? ""]?.family ?? "other";
      return entity({
        name,
        tableName: name,
        ...(table.comment === null ? {} : { comment: table.comment }),
        columns: columnsOf(database, table),
        relations: relationsOf(name, table, model),
        uniques: table.uniques.map(({ columns, named }) => ({
          ...(named ? { name: `${name}_uq_${columns.join("_")}` } : {}),
          columns: [...columns],
        })),
        indices: table.indexes.map(({ columns, named, unique, partial }) => ({
          ...(named ? { name: `${name}_ix_${columns.join("_")}` } : {}),
          columns: [...columns],
          unique,
          ...(partial === null
            ? {}
            : { where: conditionOf(predicates, familyOf(columns[0]!), partial)(columns[0]!) }),
        })),
        checks: table.checks.map(({ condition, column, named }) => ({
          ...(named ? { name: `${name}_ck_${column}` } : {}),
          expression: conditionOf(conditions, familyOf(column), condition)(column),
        })),
      });
    }),
    ...(model.view === null
      ? []
      : [
          entity({
            name: "v",
            tableName: "v",
            type: "view",
            expression: queries[model.view.query]!("t0", [
              "id",
              ...(model.tables.t0!.columns[model.view.column] === undefined ? [] : [model.view.column]),
            ]),
            columns: { id: { type: Number } },
          }),
        ]),
  ];
}

function entity(options: Options): EntitySchema<Record<string, unknown>> {
  return new EntitySchema<Record<string, unknown>>(options);
}

function columnsOf(database: DatabaseName, table: TableModel): Options["columns"] {
  const columns = Object.entries(table.columns).map(([name, column]) => {
    const { options, defaults } = kinds[database][column.kind]!;
    const isKey = name === "a" && table.keyWithA;
    return [
      name,
      {
        ...options,
        nullable: column.nullable && !isKey,
        primary: isKey,
        ...(column.default === null ? {} : { default: defaults[column.default] }),
        ...(column.comment === null ? {} : { comment: column.comment }),
      },
    ];
  });
  return {
    id: { ...idKindsOf(database)[table.id]!.options, primary: true },
    ...Object.fromEntries(columns),
    ...(table.generated === null
      ? {}
      : {
          g: {
            type: "int",
            nullable: true,
            asExpression: expressions[table.generated.expression]!("a"),
            // TypeORM refuses virtual ones on PostgreSQL.
            generatedType: table.generated.stored || database === "postgres" ? "STORED" : "VIRTUAL",
          },
        }),
  } as Options["columns"];
}

function relationsOf(name: string, table: TableModel, model: Model): Options["relations"] {
  const references = Object.entries(table.references).map(([column, reference]) => {
    const { to, nullable, onDelete, unique, named, deferrable } = reference;
    return [
      column,
      {
        type: unique ? "one-to-one" : "many-to-one",
        target: to,
        joinColumn: {
          name: column,
          ...(named ? { foreignKeyConstraintName: `${name}_fk_${column}` } : {}),
        },
        nullable,
        onDelete,
        ...(deferrable ? { deferrable: "INITIALLY DEFERRED" } : {}),
      },
    ];
  });
  const junction =
    model.junction && name === "t0"
      ? { links: { type: "many-to-many", target: "t1", joinTable: { name: "t0_t1" } } }
      : {};
  return { ...Object.fromEntries(references), ...junction } as Options["relations"];
}
