import type { Hooks, MigratorOptions } from "@limbeck/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { databaseNames } from "../databases/index.ts";
import { databasesWith } from "../support/databases-with.ts";
import { type RevisionProject, revisionProject } from "../support/revision-project.ts";
import { tableNames } from "../support/table-names.ts";

let project: RevisionProject;
afterEach(() => project.remove());

const transactional = new Set(databasesWith((can) => can.transactionalDdl));

describe.each(databaseNames)("hooks on %s", (name) => {
  beforeEach(async () => {
    project = await revisionProject(name, "hooks");
    await project.revision("aaaa1111", null, `await op.execute("CREATE TABLE one (id integer)");`);
    await project.revision("bbbb2222", "aaaa1111", `await op.execute("CREATE TABLE two (id integer)");`);
  });

  const migrator = (more: Partial<MigratorOptions>) => project.migrator(more);
  /** All of them, noting what they are told; managers and what is the same everywhere are checked and left out. */
  const noting = (notes: unknown[]) => {
    const note =
      (hook: string) =>
      ({ manager, dialect, x, attributes, ...rest }: Parameters<NonNullable<Hooks["onConnect"]>>[0]) => {
        expect({ dialect, x, attributes }).toEqual({
          dialect: name,
          x: { tenant: "7" },
          attributes: { clock },
        });
        expect(manager.queryRunner).toBeDefined();
        notes.push({ hook, ...rest });
      };
    return {
      x: { tenant: "7" },
      attributes: { clock },
      onConnect: note("onConnect"),
      beforeRun: note("beforeRun"),
      onVersionApply: note("onVersionApply"),
      wrapTransaction: async (run, context) => {
        note("wrapTransaction")(context);
        await run();
        notes.push("committed");
      },
    } satisfies Partial<MigratorOptions>;
  };
  const clock = () => 0;
  const step = (id: string, down: string[]) => ({
    revision: id,
    direction: "upgrade",
    message: id,
    from: down,
    to: [id],
  });
  const [first, second] = [step("aaaa1111", []), step("bbbb2222", ["aaaa1111"])];

  it("are told of an upgrade, in order", async () => {
    const notes: unknown[] = [];
    await migrator(noting(notes)).upgrade();
    const wrapped = (what: typeof first) => ({
      hook: "wrapTransaction",
      step: what,
      transactional: transactional.has(name),
    });
    const applied = (revision: string, from: string[]) => ({
      hook: "onVersionApply",
      kind: "upgrade",
      revision,
      message: revision,
      from,
      to: [revision],
    });
    expect(notes).toEqual([
      { hook: "onConnect" },
      { hook: "beforeRun", target: "head", steps: [first, second], from: [], to: ["bbbb2222"] },
      wrapped(first),
      applied("aaaa1111", []),
      "committed",
      wrapped(second),
      applied("bbbb2222", ["aaaa1111"]),
      "committed",
    ]);
    notes.length = 0;
    await migrator(noting(notes)).upgrade();
    expect(notes).toEqual([{ hook: "onConnect" }]);
  });

  it("are told of a downgrade and of a stamp", async () => {
    await migrator({}).upgrade();
    const notes: unknown[] = [];
    await migrator(noting(notes)).downgrade("-1");
    expect(notes[3]).toEqual({
      hook: "onVersionApply",
      kind: "downgrade",
      revision: "bbbb2222",
      message: "bbbb2222",
      from: ["bbbb2222"],
      to: ["aaaa1111"],
    });
    notes.length = 0;
    await migrator(noting(notes)).stamp("head");
    await migrator(noting(notes)).stamp("head");
    expect(notes).toEqual([
      { hook: "onConnect" },
      { hook: "onVersionApply", kind: "stamp", from: ["aaaa1111"], to: ["bbbb2222"] },
      { hook: "onConnect" },
    ]);
  });

  it("are told the tag of the run, as its revisions are", async () => {
    const tags: unknown[] = [];
    const note = ({ tag }: { readonly tag?: string }) => tags.push(tag);
    await project.revision("cccc3333", "bbbb2222", "context.attributes.note(context);");
    const noting = { onConnect: note, beforeRun: note, onVersionApply: note, attributes: { note } };
    const { heads } = await migrator(noting).current();
    expect([heads, tags.splice(0)]).toEqual([[], [undefined]]);
    await migrator(noting).upgrade("head", { tag: "release 7" });
    // The connection, the plan, the version table twice, the revision itself, the version table.
    expect(tags.splice(0)).toEqual(Array(6).fill("release 7"));
    await migrator(noting).stamp("base", { tag: "reset" });
    expect(tags.splice(0)).toEqual(["reset", "reset"]);
    await migrator(noting).upgrade("head", { dryRun: true, tag: "look" });
    expect(tags.splice(0)).toEqual(["look", "look"]);
    await migrator(noting).upgrade("bbbb:cccc", { sql: true, tag: "script" });
    expect(tags.splice(0)).toEqual(["script"]);
  });

  it("onConnect runs on the connection of the run, before anything is read", async () => {
    const seen: unknown[] = [];
    await migrator({
      onConnect: ({ manager }) => manager.query("CREATE TEMPORARY TABLE mine (id integer)"),
      beforeRun: async ({ manager }) => seen.push(await manager.query("SELECT id FROM mine")),
    }).upgrade("+1");
    expect(seen).toEqual([[]]);
  });

  it("beforeRun ends a run before anything has run", async () => {
    const refuse = {
      beforeRun: () => {
        throw new Error("not on a Friday");
      },
    };
    await expect(migrator(refuse).upgrade()).rejects.toMatchObject({
      code: "E_HOOK",
      message: "The hook beforeRun of the configuration failed: not on a Friday.",
      details: { hook: "beforeRun" },
    });
    expect(await tableNames(project.database)).toEqual([]);
  });

  it("onVersionApply writes if, and only if, the row is written", async () => {
    await project.database.query("CREATE TABLE audit (revision varchar(20))");
    const audit = (fails: (revision: string) => boolean): Hooks["onVersionApply"] => {
      return async ({ manager, revision = "stamp" }) => {
        await manager.query(`INSERT INTO audit VALUES ('${revision}')`);
        if (fails(revision)) throw new Error("no");
      };
    };
    await expect(
      migrator({ onVersionApply: audit((revision) => revision === "bbbb2222") }).upgrade(),
    ).rejects.toMatchObject({
      code: "E_HOOK",
      message: expect.stringMatching(
        transactional.has(name)
          ? /failed: no\.$/
          : /can't roll back DDL: the 1 statement\(s\) before it stay/,
      ),
    });
    expect(await project.database.query("SELECT revision FROM audit")).toEqual([{ revision: "aaaa1111" }]);
    expect(await project.rows()).toEqual(["aaaa1111"]);
    await expect(migrator({ onVersionApply: audit(() => true) }).stamp("base")).rejects.toThrow(/no/);
    expect(await project.rows()).toEqual(["aaaa1111"]);
    expect(await project.database.query("SELECT revision FROM audit")).toHaveLength(1);
  });

  it("wrapTransaction may try again", async () => {
    await project.revision(
      "aaaa1111",
      null,
      `await context.attributes.attempt(); await op.execute("CREATE TABLE one (id integer)");`,
    );
    let attempts = 0;
    const attempt = () => {
      if (++attempts < 3) throw new Error("busy");
    };
    const events: string[] = [];
    await migrator({
      attributes: { attempt },
      onProgress: ({ kind }) => events.push(kind),
      wrapTransaction: async (run) => {
        for (;;) {
          try {
            return await run();
          } catch (error) {
            if (!/busy/.test(String(error))) throw error;
          }
        }
      },
    }).upgrade("+1");
    expect(attempts).toBe(3);
    expect(events).toEqual(["start", "done"]);
    expect(await project.rows()).toEqual(["aaaa1111"]);
  });

  it("wrapTransaction must run what it wraps, once, and can't hide a failure", async () => {
    const wrapped = (wrapTransaction: Hooks["wrapTransaction"]) =>
      migrator({ wrapTransaction }).upgrade("+1");
    await expect(wrapped(async () => undefined)).rejects.toMatchObject({
      code: "E_HOOK",
      message: expect.stringContaining("it ended without having called run()"),
    });
    expect(await project.rows()).toEqual([]);
    await project.revision("aaaa1111", null, `throw new Error("broken");`);
    await expect(wrapped((run) => run().catch(() => undefined))).rejects.toMatchObject({
      code: "E_REVISION_FAILED",
    });
    await expect(wrapped((run) => run())).rejects.toMatchObject({ code: "E_REVISION_FAILED" });
    expect(await project.rows()).toEqual([]);
    await project.revision("aaaa1111", null, "");
    await expect(wrapped((run) => run().then(run))).rejects.toMatchObject({
      code: "E_HOOK",
      message: expect.stringContaining("called run() again"),
    });
    expect(await project.rows()).toEqual(["aaaa1111"]);
  });
});
