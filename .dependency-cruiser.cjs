// The layers of docs/architecture.md as rules: a file imports its own folder or a lower layer.
const core = "^packages/core/src";

/** From `folder`, nothing of core but itself and `below`. */
const layer = (folder, below) => ({
  name: `layer-${folder.replaceAll("/", "-")}`,
  comment: `${folder} may use only: ${below.join(", ") || "nothing"}`,
  severity: "error",
  from: { path: `${core}/${folder}/` },
  to: { path: `${core}/`, pathNot: `${core}/(${[folder, ...below, "errors\\.ts"].join("|")})` },
});

const lower = ["util/", "schema/", "operation/", "dialect/[a-z-]+\\.ts$"];

module.exports = {
  forbidden: [
    layer("util", []),
    layer("schema", ["util/"]),
    layer("operation", ["util/", "schema/"]),
    {
      name: "layer-dialect-interface",
      comment: "the interface and the SQL writer know no database",
      severity: "error",
      from: { path: `${core}/dialect/[a-z-]+\\.ts$` },
      to: {
        path: `${core}/`,
        pathNot: `${core}/(dialect/[a-z-]+\\.ts$|util/|schema/|operation/|errors\\.ts)`,
      },
    },
    ...["postgres", "mysql", "sqlite"].map((name) => layer(`dialect/${name}`, lower)),
    layer("naming", ["util/", "schema/", "operation/"]),
    ...["metadata", "diff", "plan", "revision"].map((folder) => layer(folder, lower)),
    layer("connection", [...lower, "dialect/", "metadata/", "naming/"]),
    layer("autogenerate", [...lower, "naming/", "metadata/", "diff/", "plan/", "connection/"]),
    layer("runner", [
      ...lower,
      "naming/",
      "metadata/",
      "diff/",
      "plan/",
      "revision/",
      "connection/",
      "autogenerate/",
    ]),
    {
      name: "core-imports-typeorm-as-types-only",
      severity: "error",
      from: { path: `${core}/` },
      to: {
        path: "node_modules/(typeorm|pg|mysql2|better-sqlite3|sqlite3)/",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "core-knows-no-other-package",
      severity: "error",
      from: { path: "^packages/core/src" },
      to: { path: "^packages/(?!core/)" },
    },
    {
      name: "emitter-knows-only-core",
      severity: "error",
      from: { path: "^packages/emitter/src" },
      to: { path: "^packages/(?!core/|emitter/)" },
    },
    {
      name: "nestjs-knows-only-core",
      severity: "error",
      from: { path: "^packages/nestjs/src" },
      to: { path: "^packages/(?!core/|nestjs/)" },
    },
    {
      name: "nestjs-needs-no-terminus",
      comment: "an application without health checks has none",
      severity: "error",
      from: { path: "^packages/nestjs/src" },
      to: { path: "node_modules/@nestjs/(?!common/|core/|typeorm/)" },
    },
    {
      name: "packages-meet-at-their-roots",
      comment: "what another package does not export from its root is its own affair",
      severity: "error",
      from: { path: "^packages/([^/]+)/src" },
      to: { path: "^packages/[^/]+/src/(?!index\\.ts$)", pathNot: "^packages/$1/" },
    },
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(dist|test|node_modules/\\.cache)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "test/tsconfig.json" },
    enhancedResolveOptions: { conditionNames: ["@limbeck/source", "import", "node", "default"] },
  },
};
