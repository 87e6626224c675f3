/**
 * The queries of reflection. `$1` holds the schemas to read; `$2` and `$3`, where they appear, the schemas and names
 * of the only tables to read, or NULL for all.
 *
 * System catalogs: https://www.postgresql.org/docs/current/catalogs.html
 */

/** `$1`: schemas that are asked for, NULL for all but the system's own; `$2`, `$3`: schema (or NULL) and name of TypeORM's service table. */
export const serverQuery = `
SELECT pg_catalog.current_schema() AS "defaultSchema", pg_catalog.current_database() AS "database",
  ARRAY(SELECT n.nspname::text FROM pg_catalog.pg_namespace n
    WHERE n.nspname = ANY($1::text[])
      OR $1::text[] IS NULL AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_' ORDER BY 1) AS "schemas",
  ARRAY(SELECT e.extname::text FROM pg_catalog.pg_extension e WHERE e.extname <> 'plpgsql' ORDER BY 1) AS "extensions",
  EXISTS(SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = COALESCE($2::text, pg_catalog.current_schema()) AND c.relname = $3::text) AS "hasMetadata"`;

/** True for what an extension brought: https://www.postgresql.org/docs/current/catalog-pg-depend.html */
const ofExtension = (oid: string, catalog: string) =>
  `EXISTS(SELECT FROM pg_catalog.pg_depend x WHERE x.classid = 'pg_catalog.${catalog}'::regclass AND x.objid = ${oid}
    AND x.deptype = 'e')`;

const onlyTables = `($2::text[] IS NULL OR (n.nspname, c.relname) IN
    (SELECT * FROM unnest($2::text[], $3::text[])))`;

/** Ordinary and partitioned tables, no partitions: https://www.postgresql.org/docs/current/catalog-pg-class.html */
const isTable = `c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'
  AND n.nspname = ANY($1::text[]) AND ${onlyTables} AND NOT ${ofExtension("c.oid", "pg_class")}`;

/** Joined, because `col_description()` costs half of a query: https://www.postgresql.org/docs/current/catalog-pg-description.html */
const commentOf = (number: string) =>
  `LEFT JOIN pg_catalog.pg_description cm ON cm.classoid = 'pg_catalog.pg_class'::regclass AND cm.objoid = c.oid
    AND cm.objsubid = ${number}`;

export const tablesQuery = `
SELECT n.nspname AS "schema", c.relname AS "name", cm.description AS "comment"
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  ${commentOf("0")}
WHERE ${isTable}
ORDER BY 1, 2`;

/**
 * https://www.postgresql.org/docs/current/catalog-pg-attribute.html,
 * https://www.postgresql.org/docs/current/catalog-pg-attrdef.html. A default counts as `serial` when it takes the next
 * number of a sequence that the column owns.
 */
export const columnsQuery = `
SELECT n.nspname AS "schema", c.relname AS "table", a.attname AS "name", a.attnotnull AS "notNull",
  pg_catalog.format_type(a.atttypid, a.atttypmod) AS "type",
  e.typname AS "typeName", en.nspname AS "typeSchema",
  en.nspname <> 'pg_catalog' AND NOT ${ofExtension("e.oid", "pg_type")} AS "userDefined",
  pg_catalog.pg_get_expr(d.adbin, d.adrelid) AS "expression", a.attidentity AS "identity",
  a.attgenerated AS "generated",
  CASE WHEN a.attcollation <> t.typcollation THEN co.collname END AS "collation",
  cm.description AS "comment",
  EXISTS(SELECT FROM pg_catalog.pg_depend s JOIN pg_catalog.pg_depend o
      ON o.classid = 'pg_catalog.pg_class'::regclass AND o.objid = s.refobjid AND o.deptype = 'a'
    WHERE s.classid = 'pg_catalog.pg_attrdef'::regclass AND s.objid = d.oid
      AND s.refclassid = 'pg_catalog.pg_class'::regclass
      AND o.refclassid = 'pg_catalog.pg_class'::regclass AND o.refobjid = c.oid AND o.refobjsubid = a.attnum
  ) AS "ownsSequence"
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
  JOIN pg_catalog.pg_type e ON e.oid = CASE WHEN t.typcategory = 'A' AND t.typelem <> 0 THEN t.typelem ELSE t.oid END
  JOIN pg_catalog.pg_namespace en ON en.oid = e.typnamespace
  LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
  LEFT JOIN pg_catalog.pg_collation co ON co.oid = a.attcollation
  ${commentOf("a.attnum")}
WHERE ${isTable}
ORDER BY 1, 2, a.attnum`;

const columnNames = (table: string, numbers: string) =>
  `ARRAY(SELECT (SELECT a.attname::text FROM pg_catalog.pg_attribute a
      WHERE a.attrelid = ${table} AND a.attnum = u.number)
    FROM unnest(${numbers}) WITH ORDINALITY AS u(number, place) ORDER BY u.place)`;

/** https://www.postgresql.org/docs/current/catalog-pg-constraint.html. Copies for partitions are left out. */
export const constraintsQuery = (major: number): string => `
SELECT n.nspname AS "schema", c.relname AS "table", k.conname AS "name", k.contype AS "type",
  ${columnNames("k.conrelid", "k.conkey")} AS "columns",
  rn.nspname AS "referencedSchema", r.relname AS "referencedTable",
  ${columnNames("k.confrelid", "k.confkey")} AS "referencedColumns",
  k.confdeltype AS "onDelete", k.confupdtype AS "onUpdate", k.confmatchtype = 'f' AS "matchFull",
  ${major >= 15 ? columnNames("k.conrelid", "k.confdelsetcols") : "'{}'::text[]"} AS "onDeleteColumns",
  ${major >= 18 ? "k.conenforced" : "true"} AS "enforced",
  k.condeferrable AS "deferrable", k.condeferred AS "deferred",
  k.connoinherit AS "noInherit", k.convalidated AS "valid",
  CASE WHEN i.indnatts > i.indnkeyatts THEN ARRAY(SELECT a.attname::text
    FROM generate_series(i.indnkeyatts, i.indnatts - 1) AS p(place)
      JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[p.place]
    ORDER BY p.place) ELSE '{}' END AS "include",
  ${major >= 15 ? "COALESCE(i.indnullsnotdistinct, false)" : "false"} AS "nullsNotDistinct",
  CASE k.contype WHEN 'c' THEN pg_catalog.pg_get_expr(k.conbin, k.conrelid)
    WHEN 'x' THEN pg_catalog.pg_get_constraintdef(k.oid) END AS "expression"
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_constraint k ON k.conrelid = c.oid AND k.contype IN ('p', 'u', 'f', 'c', 'x') AND k.conparentid = 0
  LEFT JOIN pg_catalog.pg_class r ON r.oid = k.confrelid
  LEFT JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
  LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = k.conindid AND k.contype IN ('p', 'u')
WHERE ${isTable}
ORDER BY 1, 2, 3`;

/** https://www.postgresql.org/docs/current/catalog-pg-index.html; indexes of constraints are parts of those. */
export const indexesQuery = (major: number): string => `
SELECT n.nspname AS "schema", c.relname AS "table", ic.relname AS "name", i.indisunique AS "unique",
  -- That of a partitioned table is no index by itself, and valid once every partition has one.
  i.indisvalid OR ic.relkind = 'I' AS "valid",
  am.amname AS "method", pg_catalog.pg_get_expr(i.indpred, i.indrelid) AS "where",
  ${major >= 15 ? "i.indnullsnotdistinct" : "false"} AS "nullsNotDistinct",
  (SELECT json_agg(json_build_object(
      'column', a.attname,
      'expression', CASE WHEN a.attname IS NULL THEN pg_catalog.pg_get_indexdef(i.indexrelid, p.place, false) END,
      'options', i.indoption[p.place - 1],
      'operatorClass', CASE WHEN NOT oc.opcdefault THEN oc.opcname END,
      'collation', CASE WHEN i.indcollation[p.place - 1] <> a.attcollation THEN co.collname END,
      'key', p.place <= i.indnkeyatts) ORDER BY p.place)
    FROM generate_series(1, i.indnatts) AS p(place)
      LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[p.place - 1] AND a.attnum > 0
      LEFT JOIN pg_catalog.pg_opclass oc ON oc.oid = i.indclass[p.place - 1]
      LEFT JOIN pg_catalog.pg_collation co ON co.oid = i.indcollation[p.place - 1]) AS "parts"
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_index i ON i.indrelid = c.oid
  JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
  JOIN pg_catalog.pg_am am ON am.oid = ic.relam
WHERE ((${isTable}) OR (c.relkind = 'm' AND n.nspname = ANY($1::text[]) AND ${onlyTables}))
  AND NOT EXISTS(SELECT FROM pg_catalog.pg_constraint k
    WHERE k.conindid = i.indexrelid AND k.conrelid = c.oid AND k.contype IN ('p', 'u', 'x'))
ORDER BY 1, 2, 3`;

/** https://www.postgresql.org/docs/current/catalog-pg-enum.html */
export const enumsQuery = `
SELECT n.nspname AS "schema", t.typname AS "name",
  ARRAY(SELECT e.enumlabel::text FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) AS "values"
FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
WHERE t.typtype = 'e' AND n.nspname = ANY($1::text[]) AND NOT ${ofExtension("t.oid", "pg_type")}
ORDER BY 1, 2`;

/** https://www.postgresql.org/docs/current/catalog-pg-sequence.html; without those that a column owns. */
export const sequencesQuery = `
SELECT n.nspname AS "schema", c.relname AS "name", pg_catalog.format_type(s.seqtypid, NULL) AS "type",
  s.seqstart::text AS "start", s.seqincrement::text AS "increment", s.seqmin::text AS "minimum",
  s.seqmax::text AS "maximum", s.seqcache::text AS "cache", s.seqcycle AS "cycle"
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_sequence s ON s.seqrelid = c.oid
WHERE c.relpersistence <> 't' AND n.nspname = ANY($1::text[])
  AND NOT EXISTS(SELECT FROM pg_catalog.pg_depend d
    WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i', 'e'))
ORDER BY 1, 2`;

/** Views, and what their rule reads: https://www.postgresql.org/docs/current/catalog-pg-rewrite.html */
export const viewsQuery = `
SELECT n.nspname AS "schema", c.relname AS "name", c.relkind = 'm' AS "materialized",
  pg_catalog.pg_get_viewdef(c.oid) AS "definition",
  (SELECT json_agg(DISTINCT jsonb_build_object('schema', rn.nspname, 'name', r.relname))
    FROM pg_catalog.pg_rewrite w
      JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = w.oid
        AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid <> c.oid
      JOIN pg_catalog.pg_class r ON r.oid = d.refobjid AND r.relkind IN ('r', 'p', 'v', 'm', 'f')
      JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
    WHERE w.ev_class = c.oid) AS "dependsOn"
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('v', 'm') AND c.relpersistence <> 't' AND n.nspname = ANY($1::text[])
  AND NOT ${ofExtension("c.oid", "pg_class")}
ORDER BY 1, 2`;

/** The texts that TypeORM keeps; `$1`: schemas. A generated column's row belongs to one database. */
export const metadataQuery = (table: string): string => `
SELECT m."type", COALESCE(m."schema", pg_catalog.current_schema()) AS "schema", m."table", m."name", m."value"
FROM ${table} m
WHERE COALESCE(m."schema", pg_catalog.current_schema()) = ANY($1::text[])
  AND (m."database" IS NULL OR m."database" = pg_catalog.current_database())`;
