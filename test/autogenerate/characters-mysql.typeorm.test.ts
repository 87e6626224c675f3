import { reflect } from "@limbeck/core";
import { DataSource, type DataSourceOptions } from "typeorm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { databaseNames } from "../databases/index.ts";
import { entity } from "../support/entity.ts";
import { openProject, type Project } from "./project.ts";

const text = { type: "varchar", length: 20, charset: "utf8mb4", collation: "utf8mb4_bin" } as const;

const note = (nullable: boolean) =>
  entity(
    "note",
    {
      mood: { type: "enum", enum: ["?", "😀", "😀?", "ё", "🎉"], default: "🎉", nullable },
      moods: { type: "set", enum: ["😀", "?", "🎉"], default: ["😀", "🎉"], nullable },
      title: { ...text, default: "a 😀 'b' \\ ?", nullable },
      computed: { ...text, default: () => `(concat('ёж ', "😀"))`, nullable },
      body: { type: "text", default: () => `('größer 😀')`, nullable },
      loud: {
        ...text,
        length: 60,
        asExpression: "concat(title, '🎉ё?')",
        generatedType: "STORED",
        nullable: true,
      },
    },
    { checks: [{ name: "no_party", expression: "title <> '🎉'" }] },
  );

const servers = databaseNames.filter((name) => name === "mysql" || name === "mariadb");

// The catalogs of both have question marks for characters of four bytes: what counts is what the table does.
describe.each(servers)("characters that the catalogs can't hold, on %s", (database) => {
  let project: Project;
  beforeEach(async () => {
    project = await openProject(database, "characters");
    await project.database.query("ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
    await project.revise([note(false)], "first");
    await project.migrator([note(false)]).upgrade();
  });
  afterEach(() => project.close());

  const expectWhole = async () => {
    await project.database.query("DELETE FROM note");
    await project.database.query("INSERT INTO note (id) VALUES (1)");
    for (const number of [1, 2, 3, 4, 5])
      await project.database.query(`INSERT INTO note (mood, moods) VALUES (${number}, ${number})`);
    expect(
      await project.database.query("SELECT mood, moods, title, computed, body, loud FROM note ORDER BY id"),
    ).toEqual(
      [
        ["🎉", "😀,🎉"],
        ["?", "😀"],
        ["😀", "?"],
        ["😀?", "😀,?"],
        ["ё", "🎉"],
        ["🎉", "😀,🎉"],
      ].map(([mood, moods]) => ({
        mood,
        moods,
        title: "a 😀 'b' \\ ?",
        computed: "ёж 😀",
        body: "größer 😀",
        loud: "a 😀 'b' \\ ?🎉ё?",
      })),
    );
    await expect(project.database.query("INSERT INTO note (title) VALUES ('🎉')")).rejects.toThrow(
      /no_party/,
    );
  };

  it("outlive a change for another reason and its way back", async () => {
    await expectWhole();
    await project.revise([note(true)], "second");
    await project.migrator([note(true)]).upgrade();
    await project.migrator([note(true)]).check();
    await expectWhole();
    await project.migrator([note(false)]).downgrade("-1");
    expect((await project.compare([note(false)])).upgradeOps).toEqual([]);
    await expectWhole();
  });

  it("are refused where the server does not tell them", async () => {
    const { options } = project.database;
    const name = `\`${String(options.database)}\``;
    const user = `limbeck_${String(options.database).slice(-10)}`;
    await project.database.query(`CREATE USER ${user}@'%' IDENTIFIED BY 'Limbeck-1'`);
    try {
      for (const grant of [`INSERT ON ${name}.*`, `SELECT ON ${name}.typeorm_metadata`])
        await project.database.query(`GRANT ${grant} TO ${user}@'%'`);
      await expect(
        reflect(
          new DataSource({
            ...options,
            username: user,
            password: "Limbeck-1",
          } as unknown as DataSourceOptions),
        ),
      ).rejects.toMatchObject({
        code: "E_REFLECT",
        message: expect.stringMatching(/question marks .* of limbeck_\w+\.note .*Grant the user SELECT/s),
      });
    } finally {
      await project.database.query(`DROP USER ${user}@'%'`);
    }
  });
});
