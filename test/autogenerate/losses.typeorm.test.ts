import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { databaseNames } from "../databases/index.ts";
import { databasesWith } from "../support/databases-with.ts";
import { entity } from "../support/entity.ts";
import { openProject, type Project } from "./project.ts";

const pages = { type: "int" } as const;
const narrow = [
  entity("book", {
    pages,
    title: { type: "varchar", length: 20 },
    price: { type: "decimal", precision: 6, scale: 2 },
  }),
];
const wide = [
  entity("book", {
    pages: { ...pages, nullable: true },
    title: { type: "varchar", length: 200 },
    price: { type: "decimal", precision: 12, scale: 4 },
  }),
];
const long = "The Life and Opinions of Tristram Shandy";

/** What the two functions of a revision warn of, in order. */
function warningsIn(source: string) {
  const [upgrade = [], downgrade = []] = source
    .split("function downgrade")
    .map((half) => [...half.matchAll(/\/\/ warning: (.*)\n/g)].map(([, text]) => text));
  return { upgrade, downgrade };
}

describe.each(databaseNames)("a type that has less room on %s", (database) => {
  let project: Project;
  beforeEach(async () => {
    project = await openProject(database, "losses");
  });
  afterEach(() => project.close());

  const start = async (model: typeof narrow) => {
    await project.revise(model, "first");
    await project.migrator(model).upgrade();
  };
  const insert = (title: string) =>
    project.database.query(`INSERT INTO book (pages, title, price) VALUES (1, '${title}', 1.5)`);
  const titles = async () =>
    (await project.database.query("SELECT title FROM book ORDER BY id")).map(({ title }) => title);
  const losses = databasesWith(({ typesBindValues }) => typesBindValues).includes(database)
    ? ["book.title", "book.price"].map(
        (column) =>
          expect.stringMatching(
            `^values of ${column} that .*\\(\\d.*\\) has no room for are cut, rounded or refused$`,
          ) as string,
      )
    : [];

  it("is told of at the downgrade alone where the upgrade gives room", async () => {
    await start(narrow);
    const { source } = await project.revise(wide, "room");
    const { upgrade, downgrade } = warningsIn(source);
    expect(upgrade).toEqual([]);
    expect(downgrade.filter((text) => text?.startsWith("values of"))).toEqual(losses.toReversed());
    await project.migrator(wide).upgrade();
    await insert("Emma");
    await project.migrator(narrow).downgrade("-1");
    expect(await titles()).toEqual(["Emma"]);
    expect((await project.compare(narrow)).upgradeOps).toEqual([]);
  });

  it("is told of at the upgrade alone where that one takes room", async () => {
    await start(wide);
    await insert("Emma");
    const { source } = await project.revise(narrow, "no room", (text) => text.replace(/fillIn\(".*"\)/, "0"));
    expect(warningsIn(source)).toEqual({ upgrade: losses, downgrade: [] });
  });

  it("keeps every row on the way back, or refuses to go", async () => {
    await start(narrow);
    await project.revise(wide, "room");
    await project.migrator(wide).upgrade();
    await insert("Emma");
    await insert(long);
    const wentBack = await project
      .migrator(narrow)
      .downgrade("-1")
      .then(
        () => true,
        () => false,
      );
    const [, last] = await titles();
    expect(await titles()).toHaveLength(2);
    expect(last).toBe(wentBack && losses.length > 0 ? long.slice(0, 20) : long);
  });

  it("is told of by the downgrade that follows a hook's upgrade", async () => {
    await start(narrow);
    const { source } = await project.revise(wide, "room", undefined, {
      processRevision: ({ upgradeOps }) => ({ upgradeOps }),
    });
    expect(warningsIn(source).downgrade.filter((text) => text?.startsWith("values of"))).toEqual(
      losses.toReversed(),
    );
  });
});

describe.each(databaseNames)("texts that become numbers on %s", (database) => {
  const texts = [entity("book", { code: { type: "varchar", length: 20 } })];
  const numbers = [entity("book", { code: { type: "int" } })];
  const warning = "texts in book.code that look like numbers become numbers: '007' becomes 7";
  let project: Project;
  beforeEach(async () => {
    project = await openProject(database, "numbers");
  });
  afterEach(() => project.close());

  const codes = async () =>
    (await project.database.query("SELECT code FROM book ORDER BY id")).map(({ code }) => code);
  const start = async (model: typeof texts) => {
    await project.revise(model, "first");
    await project.migrator(model).upgrade();
    await project.database.query("INSERT INTO book (code) VALUES ('12')");
  };

  it("are told of at the upgrade that makes them such", async () => {
    await start(texts);
    await project.database.query("INSERT INTO book (code) VALUES ('007')");
    const { source } = await project.revise(numbers, "numbers");
    expect(warningsIn(source)).toEqual({ upgrade: [warning], downgrade: [] });
    await project.migrator(numbers).upgrade();
    expect(await codes()).toEqual([12, 7]);
    await project.migrator(texts).downgrade("-1");
    expect(await codes()).toEqual(["12", "7"]);
  });

  it("are told of at the downgrade that makes them such", async () => {
    await start(numbers);
    const { source } = await project.revise(texts, "texts");
    expect(warningsIn(source)).toEqual({ upgrade: [], downgrade: [warning] });
    await project.migrator(texts).upgrade();
    await project.database.query("INSERT INTO book (code) VALUES ('007')");
    expect(await codes()).toEqual(["12", "007"]);
    await project.migrator(numbers).downgrade("-1");
    expect(await codes()).toEqual([12, 7]);
  });
});
