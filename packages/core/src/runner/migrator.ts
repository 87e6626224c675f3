import { type AutogenerateOptions, compareSession } from "../autogenerate/autogenerate.ts";
import { type Baseline, baselineOf } from "../autogenerate/baseline.ts";
import { defaultVersionTable } from "../autogenerate/both-sides.ts";
import type { MigrationScript } from "../autogenerate/migration-script.ts";
import { resolveDataSource } from "../connection/data-source.ts";
import { assumedDialect } from "../connection/dialect-family.ts";
import { metadataTableOf, type Session, timeZoneOf, withSession } from "../connection/session.ts";
import { PendingChangesError } from "../errors.ts";
import { describe } from "../operation/describe.ts";
import { readRevisions, type RevisionFile } from "../revision/directory.ts";
import { type Plan, RevisionGraph } from "../revision/graph.ts";
import type { LoadModule } from "../revision/load.ts";
import { staticRevisions } from "../revision/static-revisions.ts";
import type { ObjectName } from "../schema/schema.ts";
import { type DryRun, dryRun } from "./dry-run.ts";
import type { AppliedRevision, RunOptions } from "./events.ts";
import { type HistoryEntry, historyEntry } from "./history-entry.ts";
import { callHook, hookContext } from "./hooks.ts";
import { waitInMilliseconds } from "./lock-wait.ts";
import { withLock } from "./lock.ts";
import { type MigratorOptions, withoutHooks } from "./migrator-options.ts";
import { namesFor } from "./names.ts";
import { known, notAtHead, rangeOf, requireOneStart, stampRangeOf } from "./position.ts";
import { offlineScript, stampScript, versionTableScript } from "./offline-script.ts";
import type { Environment } from "../operation/revision-context.ts";
import { appliedTables } from "./revision-tables.ts";
import { runPlan } from "./run-plan.ts";
import { inAnyTransaction } from "./transaction.ts";
import { refuseAdopted, refuseEmpty } from "./refuse-adoption.ts";
import { type BaselineProof, type ProofOptions, verifyBaseline } from "./verify-baseline.ts";
import { type VersionTable, versionTable } from "./version-table.ts";

type MoveOptions = RunOptions & { readonly sql?: true; readonly dryRun?: true };

/** Where a database stands. */
export interface CurrentState {
  /** The rows of the version table. */
  readonly heads: readonly string[];
  /** Their revisions; shorter than `heads` when the directory does not know them all. */
  readonly revisions: readonly RevisionFile[];
  readonly unknown: readonly string[];
  /** True when the database is at every head of the directory. */
  readonly atHead: boolean;
}

/**
 * Moves a database along the graph of its revisions: all that production needs.
 *
 * @example
 * const migrator = new Migrator({ dataSource, directory: "dist/migrations" });
 * await migrator.upgrade("head");
 */
export class Migrator {
  readonly #options: MigratorOptions;
  readonly #lockWait: number;

  /** @throws {ConfigError} `E_CONFIG` for a `lock.wait` that is no time. */
  constructor(options: MigratorOptions) {
    this.#options = options;
    this.#lockWait = waitInMilliseconds(options.lock?.wait);
  }

  /** The directories of the revisions. */
  get directories(): readonly string[] {
    return [this.#options.directory ?? []].flat();
  }

  /** The revisions as a graph, read anew. */
  async graph(): Promise<RevisionGraph<RevisionFile>> {
    const { recursive = false, revisions } = this.#options;
    if (revisions !== undefined) return new RevisionGraph(staticRevisions(revisions).files);
    return new RevisionGraph(await readRevisions(this.directories, { recursive }));
  }

  /**
   * The run as an SQL script; no database is needed.
   *
   * @param target where to, from the base on, or `a:b` from `a` on.
   * @throws {ExecutionError} `E_OFFLINE` for a revision that can't do without a database.
   */
  async upgrade(target: string | undefined, options: RunOptions & { readonly sql: true }): Promise<string>;
  /** What the run would do to the database as it is, with its SQL. The database is only read; no lock is taken. */
  async upgrade(target: string | undefined, options: RunOptions & { readonly dryRun: true }): Promise<DryRun>;
  /**
   * Runs what leads from where the database stands to `target`.
   *
   * @param target any identifier: `head`, `heads`, an id or the start of one, `+2`, `label@head`. Default `head`.
   * @returns the revisions that ran, in order; empty when there was nothing to do.
   * @throws {RevisionError} when the target can't be resolved. {@link ExecutionError} when a revision fails.
   */
  async upgrade(target?: string, options?: RunOptions): Promise<readonly AppliedRevision[]>;
  async upgrade(
    target = "head",
    options: MoveOptions = {},
  ): Promise<readonly AppliedRevision[] | string | DryRun> {
    if (options.sql) {
      const { from, to } = rangeOf(target, "");
      return this.#script(from, options, (graph, rows) => graph.planUpgrade(to, rows));
    }
    return this.#move((graph, rows) => graph.planUpgrade(target, rows), target, options);
  }

  /**
   * The run as an SQL script; no database is needed.
   *
   * @param target `a:b`, from `a` back to `b`.
   * @throws {RevisionError} `E_TARGET_SYNTAX` for a target without a start.
   */
  async downgrade(target: string, options: RunOptions & { readonly sql: true }): Promise<string>;
  /** What the run would do to the database as it is, with its SQL. The database is only read; no lock is taken. */
  async downgrade(target: string, options: RunOptions & { readonly dryRun: true }): Promise<DryRun>;
  /**
   * Runs the downgrades that lead from where the database stands back to `target`.
   *
   * @param target `base`, an id or the start of one, `-1`, `label@-1`; `-1` alone only from a single row.
   */
  async downgrade(target: string, options?: RunOptions): Promise<readonly AppliedRevision[]>;
  async downgrade(
    target: string,
    options: MoveOptions = {},
  ): Promise<readonly AppliedRevision[] | string | DryRun> {
    if (options.sql) {
      const { from, to } = rangeOf(target, undefined);
      return this.#script(from, options, (graph, rows) => graph.planDowngrade(to, rows));
    }
    const plan = (graph: RevisionGraph<RevisionFile>, rows: readonly string[]): Plan => {
      requireOneStart(target, rows);
      return graph.planDowngrade(target, rows);
    };
    return this.#move(plan, target, options);
  }

  /**
   * The stamp as an SQL script; no database is needed.
   *
   * @param targets where to: from the base on, so that the version table is created; or `a:b` from `a` on. With `purge`
   * from whatever the version table holds.
   */
  async stamp(
    targets: string | readonly string[],
    options: RunOptions & { readonly purge?: boolean; readonly sql: true },
  ): Promise<string>;
  /**
   * Sets the version table to `targets` without running anything.
   *
   * @param targets one identifier or several; `base` empties the table.
   * @param options `purge` forgets the rows first, for a database whose rows the directory does not know.
   */
  async stamp(
    targets: string | readonly string[],
    options?: RunOptions & { readonly purge?: boolean },
  ): Promise<{ readonly before: readonly string[]; readonly after: readonly string[] }>;
  async stamp(
    targets: string | readonly string[],
    { purge = false, sql, ...options }: RunOptions & { readonly purge?: boolean; readonly sql?: true } = {},
  ): Promise<{ readonly before: readonly string[]; readonly after: readonly string[] } | string> {
    const graph = await this.graph();
    if (sql) {
      const { from, to } = stampRangeOf([targets].flat());
      const rows = from === "" || purge ? [] : graph.planStamp(from, []).heads;
      const dataSource = await resolveDataSource(this.#options.dataSource);
      const script = { dialect: assumedDialect(dataSource.options.type), versionTable: this.#versionTable };
      return stampScript({ ...script, rows, plan: graph.planStamp(to, rows) }, { purge });
    }
    return this.#locked(options, async (session, versions) => {
      await versions.ensure();
      const before = await versions.read();
      const rows = purge ? [] : known(graph, before);
      const after = graph.planStamp([targets].flat(), rows).heads;
      await inAnyTransaction(session, async () => {
        await versions.write(before, after);
        if (sameIds(before, after)) return;
        await callHook("onVersionApply", this.#options.onVersionApply, {
          ...hookContext(session, this.#environment(options)),
          kind: "stamp",
          from: before,
          to: after,
        });
      });
      return { before, after };
    });
  }

  /** The statement that creates the version table, as an SQL script; no database is needed. */
  async ensureVersion(options: RunOptions & { readonly sql: true }): Promise<string>;
  /** Creates the version table, empty, unless it is there. */
  async ensureVersion(options?: RunOptions): Promise<void>;
  async ensureVersion({ sql, ...options }: RunOptions & { readonly sql?: true } = {}): Promise<
    void | string
  > {
    if (sql) {
      const { options: source } = await resolveDataSource(this.#options.dataSource);
      return versionTableScript(assumedDialect(source.type), this.#versionTable);
    }
    return this.#locked(options, (_session, versions) => versions.ensure());
  }

  /** Where the database stands. */
  async current(): Promise<CurrentState> {
    const graph = await this.graph();
    const heads = await this.#withVersions((_session, versions) => versions.read());
    const unknown = heads.filter((id) => !graph.has(id));
    return {
      heads,
      revisions: heads.filter((id) => graph.has(id)).map((id) => graph.get(id)),
      unknown,
      atHead: sameIds(heads, graph.effectiveHeads),
    };
  }

  /**
   * Compares the entities with the database, which must be at its heads.
   *
   * @throws {ExecutionError} `E_DATABASE_NOT_AT_HEAD`, `E_DATABASE_REVISION_UNKNOWN`.
   */
  async autogenerate(): Promise<MigrationScript> {
    const graph = await this.graph();
    return this.#withVersions(async (session, versions) => {
      const rows = known(graph, await versions.read());
      if (!sameIds(rows, graph.effectiveHeads)) throw notAtHead(rows, graph.effectiveHeads);
      const { dataSource, dialect } = session;
      const applied = appliedTables({
        dialect,
        graph,
        rows,
        load: this.#load,
        environment: this.#environment(),
        nameOf: namesFor(dataSource, dialect, this.#options.namingConvention),
      });
      return compareSession(session, this.#compareOptions, applied);
    });
  }

  /**
   * The live schema as a first revision would make it in an empty database: for a database whose tables came about
   * without Limbeck. Nothing is written anywhere.
   *
   * Tables that no entity declares are in it as SQL, so that no later comparison takes them for abandoned.
   *
   * @throws {RevisionError} `E_ADOPTED` when there are revisions, or a version table, already.
   * @throws {ExecutionError} `E_NOTHING_TO_ADOPT` when the database is empty.
   */
  async baseline(): Promise<Baseline> {
    const graph = await this.graph();
    return this.#withVersions(async (session, versions) => {
      await refuseAdopted(graph, versions, this.#versionTable);
      const baseline = await baselineOf(session, this.#compareOptions);
      refuseEmpty(baseline);
      return baseline;
    });
  }

  /**
   * Proves that a revision makes the schema of a baseline: it is run on an empty database, made for that and dropped
   * again, and what it has made is compared with the live schema. The live database is only read.
   *
   * @param revision the id of a revision in the directory.
   * @param options `scratch: false` makes no database: the operations of the file are compared instead.
   * @throws {ExecutionError} `E_BASELINE` with what differs, or with what the database refused.
   */
  async verifyBaseline(
    baseline: Baseline,
    revision: string,
    options: ProofOptions = {},
  ): Promise<BaselineProof> {
    const file = (await this.graph()).get(revision);
    return this.#withVersions((session) =>
      verifyBaseline(session, baseline, file, {
        ...options,
        load: this.#load,
        environment: this.#environment(),
        nameOf: namesFor(session.dataSource, session.dialect, this.#options.namingConvention),
        versionTable: this.#versionTable,
        run: (dataSource) => new Migrator({ ...withoutHooks(this.#options), dataSource }).upgrade(revision),
      }),
    );
  }

  /**
   * Returns when the database is at its heads and has what the entities declare.
   *
   * @throws {PendingChangesError} with the operations that a new revision would have.
   */
  async check(): Promise<void> {
    const { isEmpty, upgradeOps } = await this.autogenerate();
    if (!isEmpty) throw new PendingChangesError(upgradeOps.map(describe));
  }

  /**
   * The revisions, newest first.
   *
   * @param range `a:b`, `a:` or `:b`, both ends included; default all.
   */
  async history({ range }: { readonly range?: string } = {}): Promise<readonly HistoryEntry[]> {
    const graph = await this.graph();
    const needsRows = range !== undefined && /\bcurrent\b|(^|:)[+-]\d/.test(range);
    const rows = needsRows ? (await this.current()).heads : [];
    const ids = range === undefined ? graph.newestFirst() : graph.range(range, rows);
    return ids.map((id) => historyEntry(graph, id));
  }

  /**
   * The heads of the directory.
   *
   * @param options `resolveDependencies` leaves out those that another revision depends on.
   */
  async heads({ resolveDependencies = false } = {}): Promise<readonly HistoryEntry[]> {
    const graph = await this.graph();
    const heads = resolveDependencies ? graph.effectiveHeads : graph.heads;
    return heads.map((id) => historyEntry(graph, id));
  }

  /** The revisions from which several lead on. */
  async branches(): Promise<readonly HistoryEntry[]> {
    const graph = await this.graph();
    return graph.branches.map((id) => historyEntry(graph, id));
  }

  /** One revision by any identifier. */
  async show(identifier: string): Promise<readonly HistoryEntry[]> {
    const graph = await this.graph();
    const rows = identifier === "current" ? (await this.current()).heads : [];
    return graph.resolve(identifier, rows).map((id) => historyEntry(graph, id));
  }

  async #script(
    from: string,
    options: RunOptions,
    plan: (graph: RevisionGraph<RevisionFile>, rows: readonly string[]) => Plan,
  ): Promise<string> {
    const graph = await this.graph();
    const dataSource = await resolveDataSource(this.#options.dataSource);
    const rows = from === "" ? [] : graph.planStamp(from, []).heads;
    const dialect = assumedDialect(dataSource.options.type);
    return offlineScript({
      dialect,
      nameOf: namesFor(dataSource, dialect, this.#options.namingConvention),
      graph,
      rows,
      plan: plan(graph, rows),
      versionTable: this.#versionTable,
      metadataTable: metadataTableOf(dataSource),
      ...timeZoneOf(dataSource),
      load: this.#load,
      environment: this.#environment(options),
    });
  }

  #environment({ tag }: RunOptions = {}): Environment {
    const { x = {}, attributes = {} } = this.#options;
    return { x, attributes, ...(tag === undefined ? {} : { tag }) };
  }

  get #versionTable(): ObjectName {
    const { versionTable: name = defaultVersionTable, versionTableSchema: schema } = this.#options;
    return schema === undefined ? { name } : { schema, name };
  }

  get #load(): LoadModule | undefined {
    const { revisions, load } = this.#options;
    return revisions === undefined ? load : staticRevisions(revisions).load;
  }

  get #compareOptions(): AutogenerateOptions {
    return {
      ...this.#options,
      ignoredTables: [this.#versionTable, ...(this.#options.ignoredTables ?? [])],
    };
  }

  async #withVersions<T>(
    use: (session: Session, versions: VersionTable) => Promise<T>,
    options: RunOptions = {},
  ): Promise<T> {
    return withSession(this.#options.dataSource, async (session) => {
      const context = hookContext(session, this.#environment(options));
      await callHook("onConnect", this.#options.onConnect, context);
      return use(session, versionTable(session.dialect, session.query, this.#versionTable));
    });
  }

  async #locked<T>(
    options: RunOptions,
    use: (session: Session, versions: VersionTable) => Promise<T>,
  ): Promise<T> {
    const { schema, name } = this.#versionTable;
    return this.#withVersions(
      (session, versions) =>
        withLock(
          session,
          {
            key: schema === undefined ? name : `${schema}.${name}`,
            wait: this.#lockWait,
            ...this.#reporting(options),
          },
          () => use(session, versions),
        ),
      options,
    );
  }

  #reporting({ signal, onProgress = this.#options.onProgress }: RunOptions): RunOptions {
    return {
      ...(signal === undefined ? {} : { signal }),
      ...(onProgress === undefined ? {} : { onProgress }),
    };
  }

  async #move(
    plan: (graph: RevisionGraph<RevisionFile>, rows: readonly string[]) => Plan,
    target: string,
    options: MoveOptions,
  ): Promise<readonly AppliedRevision[] | DryRun> {
    const graph = await this.graph();
    const common = {
      graph,
      plan: (rows: readonly string[]) => plan(graph, rows),
      load: this.#load,
      environment: this.#environment(options),
      namingConvention: this.#options.namingConvention,
    };
    if (options.dryRun) {
      return this.#withVersions(
        (session, versions) => dryRun(session, versions, { ...common, versionTable: this.#versionTable }),
        options,
      );
    }
    return this.#locked(options, (session, versions) =>
      runPlan(session, versions, {
        ...common,
        target,
        wait: this.#lockWait,
        hooks: this.#options,
        ...this.#reporting(options),
      }),
    );
  }
}

function sameIds(a: readonly string[], b: readonly string[]): boolean {
  return [...a].sort().join() === [...b].sort().join();
}
