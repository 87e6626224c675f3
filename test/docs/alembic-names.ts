// What Alembic 1.20.0 has, as its own parser and signatures tell it:
// `CommandLine().parser`, `EnvironmentContext` and its `configure`, the keys in the templates of `alembic init`.

/** Each command with its options and arguments; the options of all commands under "". */
export const commands: Readonly<Record<string, readonly string[]>> = {
  "": ["-c", "--config", "-n", "--name", "-x", "--raiseerr", "-q", "--quiet", "--version"],
  branches: ["-v", "--verbose"],
  check: [],
  current: ["-c", "--check-heads", "-v", "--verbose"],
  downgrade: ["--sql", "--tag", "revision"],
  edit: ["rev"],
  ensure_version: ["--sql"],
  heads: ["-v", "--verbose", "--resolve-dependencies"],
  history: ["-r", "--rev-range", "-v", "--verbose", "-i", "--indicate-current"],
  init: ["-t", "--template", "--package", "directory"],
  list_templates: [],
  merge: ["-m", "--message", "--branch-label", "--rev-id", "--splice", "revisions"],
  revision: [
    ...[
      "-m",
      "--message",
      "--autogenerate",
      "--sql",
      "--head",
      "--splice",
      "--branch-label",
      "--version-path",
    ],
    ...["--rev-id", "--depends-on"],
  ],
  show: ["rev"],
  stamp: ["--sql", "--tag", "--purge", "revisions"],
  upgrade: ["--sql", "--tag", "revision"],
};

/** Of `context.configure()`; those of its `**kw` that Alembic itself reads are at the end. */
export const parameters: readonly string[] = [
  ...["connection", "url", "dialect_name", "dialect_opts", "transactional_ddl", "transaction_per_migration"],
  ...[
    "output_buffer",
    "starting_rev",
    "tag",
    "template_args",
    "render_as_batch",
    "target_metadata",
    "include_name",
  ],
  ...[
    "include_object",
    "include_schemas",
    "process_revision_directives",
    "compare_type",
    "compare_server_default",
  ],
  ...["render_item", "literal_binds", "upgrade_token", "downgrade_token", "alembic_module_prefix"],
  ...["sqlalchemy_module_prefix", "user_module_prefix", "on_version_apply", "autogenerate_plugins"],
  ...[
    "version_table",
    "version_table_schema",
    "version_table_pk",
    "output_encoding",
    "mssql_batch_separator",
  ],
  ...["oracle_batch_separator"],
];

/** Of `context` in an `env.py`. */
export const members: readonly string[] = [
  ...["begin_transaction", "config", "configure", "execute", "get_bind", "get_context", "get_head_revision"],
  ...["get_head_revisions", "get_impl", "get_revision_argument", "get_starting_revision_argument"],
  ...["get_tag_argument", "get_x_argument", "is_offline_mode", "is_transactional_ddl", "requires_connection"],
  ...["run_migrations", "script", "static_output"],
];

export const iniKeys: readonly string[] = [
  ...["script_location", "version_locations", "recursive_version_locations", "path_separator"],
  ...["version_path_separator", "file_template", "truncate_slug_length", "timezone", "prepend_sys_path"],
  ...[
    "revision_environment",
    "sourceless",
    "output_encoding",
    "sqlalchemy.url",
    "[post_write_hooks]",
    "hooks",
  ],
  ...[
    "type = console_scripts",
    "entrypoint",
    "type = exec",
    "executable",
    "type = module",
    "module",
    "options",
  ],
  ...["cwd", "[loggers]", "[handlers]", "[formatters]"],
];
