import { describe, expect, it } from "vitest";
import { isLimbeckError, type LimbeckError } from "../../src/errors.ts";
import { RevisionGraph, type RevisionNode } from "../../src/revision/graph.ts";

const node = (
  revision: string,
  downRevision: RevisionNode["downRevision"],
  more: Partial<RevisionNode> = {},
) => ({
  revision,
  downRevision,
  ...more,
});

function errorOf(use: () => unknown): LimbeckError {
  try {
    use();
  } catch (error) {
    if (isLimbeckError(error)) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

// Worked scenarios of Alembic, by its documentation's notation: BR, DP and 2T.
const branched = () =>
  new RevisionGraph([
    node("a1", null),
    node("b1", "a1"),
    node("c1", "b1", { branchLabels: ["left"] }),
    node("c2", "b1", { branchLabels: ["right"] }),
    node("d1", "c1"),
    node("d2", "c2"),
  ]);
const dependent = () =>
  new RevisionGraph([
    node("a1", null, { branchLabels: ["app"] }),
    node("a2", "a1"),
    node("a3", "a2"),
    node("b1", null, { branchLabels: ["net"] }),
    node("b2", "b1", { dependsOn: "a2" }),
    node("b3", "b2"),
  ]);
const twoTrees = () =>
  new RevisionGraph([node("a1", null), node("a2", "a1"), node("b1", null), node("b2", "b1")]);

const up = (graph: RevisionGraph, target: string, rows: string[]) => {
  const { steps, heads } = graph.planUpgrade(target, rows);
  return [steps.map((step) => step.revision).join(" "), heads.join(" ")];
};
const down = (graph: RevisionGraph, target: string, rows: string[]) => {
  const { steps, heads } = graph.planDowngrade(target, rows);
  return [steps.map((step) => step.revision).join(" "), heads.join(" ")];
};

describe("planUpgrade", () => {
  it("goes up lines, branches and dependencies", () => {
    expect(up(branched(), "+2", [])).toEqual(["a1 b1", "b1"]);
    expect(up(branched(), "left@head", [])).toEqual(["a1 b1 c1 d1", "d1"]);
    expect(up(branched(), "right@head-1", [])).toEqual(["a1 b1 c2", "c2"]);
    expect(up(branched(), "right@+1", ["d1"])).toEqual(["c2", "c2 d1"]);
    expect(up(branched(), "heads", ["d1"])).toEqual(["c2 d2", "d1 d2"]);
    expect(up(dependent(), "net@head", [])).toEqual(["a1 a2 b1 b2 b3", "b3"]);
    expect(up(dependent(), "app@head", ["b2"])).toEqual(["a3", "a3 b2"]);
  });

  it("tells the rows after each step", () => {
    const steps = dependent()
      .planUpgrade("net@head", [])
      .steps.map(({ heads }) => heads.join(" "));
    expect(steps).toEqual(["a1", "a2", "a2 b1", "b2", "b3"]);
  });

  it("refuses what is not clear", () => {
    expect(errorOf(() => up(branched(), "head", [])).code).toBe("E_MULTIPLE_HEADS");
    expect(errorOf(() => up(branched(), "+3", [])).code).toBe("E_RELATIVE_MOVE");
    expect(errorOf(() => up(twoTrees(), "+1", [])).code).toBe("E_RELATIVE_MOVE");
    expect(errorOf(() => up(twoTrees(), "+1", ["a2"])).code).toBe("E_RELATIVE_MOVE");
    expect(errorOf(() => up(branched(), "b1+9", [])).code).toBe("E_RELATIVE_MOVE");
  });
});

describe("planDowngrade", () => {
  it("goes down lines, branches and dependencies", () => {
    expect(down(branched(), "left@-1", ["d1", "d2"])).toEqual(["d1", "c1 d2"]);
    expect(down(branched(), "right@b1", ["d1", "d2"])).toEqual(["d2 c2", "d1"]);
    expect(down(dependent(), "net@base", ["a3", "b3"])).toEqual(["b3 b2 b1", "a3"]);
    expect(down(dependent(), "app@-1", ["b3"])).toEqual(["b3 b2 a2", "a1 b1"]);
    expect(down(branched(), "base", ["d1"])).toEqual(["d1 c1 b1 a1", ""]);
  });

  it("stays in the tree of the revision that it was told (Alembic empties every tree)", () => {
    expect(down(twoTrees(), "a1-1", ["a2", "b2"])).toEqual(["a2 a1", "b2"]);
    expect(down(twoTrees(), "a2@base", ["a2", "b2"])).toEqual(["a2 a1", "b2"]);
  });

  it("refuses what does not lie below", () => {
    expect(errorOf(() => down(branched(), "d2", ["d1"])).code).toBe("E_NOT_ON_PATH");
    expect(errorOf(() => down(branched(), "+1", ["d1"])).code).toBe("E_RELATIVE_MOVE");
    expect(errorOf(() => down(twoTrees(), "-3", ["a2"])).code).toBe("E_RELATIVE_MOVE");
  });
});

describe("planStamp", () => {
  it("replaces what is related and keeps what is not", () => {
    const stamp = (graph: RevisionGraph, targets: string[], rows: string[]) =>
      graph.planStamp(targets, rows).heads.join(" ");
    expect(stamp(branched(), ["c2"], ["d1"])).toBe("c2 d1");
    expect(stamp(branched(), ["b1"], ["d1", "d2"])).toBe("b1");
    expect(stamp(branched(), ["heads"], ["a1"])).toBe("d1 d2");
    expect(stamp(branched(), ["left@base"], ["d1", "d2"])).toBe("d2");
    expect(stamp(dependent(), ["b3"], ["a1", "b1"])).toBe("b3");
    expect(stamp(branched(), ["base"], ["d1", "d2"])).toBe("");
  });

  it("plans several targets together (Alembic crashes from a merged head)", () => {
    const merged = new RevisionGraph([
      node("a1", null),
      node("c1", "a1"),
      node("c2", "a1"),
      node("m1", ["c1", "c2"]),
    ]);
    expect(merged.planStamp(["c1", "c2"], ["m1"]).heads).toEqual(["c1", "c2"]);
  });
});

describe("what is said of a graph", () => {
  it("names heads, bases, branch and merge points", () => {
    const graph = branched();
    expect([graph.heads, graph.bases, graph.branches]).toEqual([["d1", "d2"], ["a1"], ["b1"]]);
    expect(graph.isBranchPoint("b1")).toBe(true);
    expect(graph.labels("d1")).toEqual(["left"]);
    expect(graph.labels("b1")).toEqual([]);
    expect(dependent().labels("b3")).toEqual(["net"]);
    expect(graph.range("b1:d1")).toEqual(["d1", "c1", "b1"]);
    expect(graph.range(":c2")).toEqual(["c2", "b1", "a1"]);
    expect(errorOf(() => graph.range("d1:b1")).code).toBe("E_NOT_ON_PATH");
    expect(errorOf(() => graph.range("a:b:c")).code).toBe("E_TARGET_SYNTAX");
  });

  it("leaves no row that another one implies: parents and dependencies at their maximal elements", () => {
    const graph = new RevisionGraph([
      node("a1", null),
      node("b1", "a1"),
      node("c1", "a1", { dependsOn: ["b1"] }),
    ]);
    expect(graph.planUpgrade("heads", []).heads).toEqual(["c1"]);
    expect(graph.planDowngrade("-1", ["c1"]).heads).toEqual(["b1"]);
  });
});

describe("ten thousand revisions", () => {
  // Twenty times what it takes, but far below what quadratic cost would take.
  const limit = 2000;
  const count = 10_000;
  const app = { branchLabels: ["app"] };
  const line = Array.from({ length: count }, (_, at) =>
    node(`r${at}`, at === 0 ? null : `r${at - 1}`, at === 0 ? app : {}),
  );
  const diamonds = line.map(({ revision }, at) => {
    // 0, then three for each: two that follow the last one, and one that merges them.
    const top = at - 1 - ((at - 1) % 3);
    if (at === 0) return node(revision, null, app);
    return at % 3 === 0 ? node(revision, [`r${at - 2}`, `r${at - 1}`]) : node(revision, `r${top}`);
  });
  const dependencies = line.map(({ revision }, at) =>
    node(revision, null, at === 0 ? app : { dependsOn: `r${at - 1}` }),
  );
  // Every merge has a parent that the other one stands on.
  const implied = line.map(({ revision }, at) =>
    node(revision, at < 2 ? line[at]!.downRevision : [`r${at - 2}`, `r${at - 1}`], at === 0 ? app : {}),
  );

  it.each([
    ["a line", line],
    ["diamonds", diamonds],
    ["a chain of dependencies", dependencies],
    ["merges of what follows each other", implied],
  ])("are planned and listed in linear time: %s", (_shape, nodes) => {
    // Time of the processor: others may have it meanwhile.
    const start = process.cpuUsage();
    const graph = new RevisionGraph(nodes);
    const { steps, heads } = graph.planUpgrade("heads", []);
    expect(steps).toHaveLength(count);
    expect(graph.planDowngrade("base", heads).steps).toHaveLength(count);
    const branch = graph.newestFirst().filter((id) => graph.labels(id)[0] === "app");
    expect(branch).toHaveLength(nodes === dependencies ? 1 : count);
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(limit);
  });
});

describe("what is no graph", () => {
  // What is found, and what the message must tell of it.
  const cases: [string, RevisionNode[], string, object, ...string[]][] = [
    [
      "a parent that is missing",
      [node("a1", "zz", { path: "a1.ts" })],
      "E_REVISION_PARENT_MISSING",
      { revision: "a1", missing: "zz", path: "a1.ts" },
      "a1 (a1.ts)",
      '"zz"',
    ],
    [
      "an id that is used twice",
      [node("a1", null, { path: "one.ts" }), node("a1", null, { path: "two.ts" })],
      "E_REVISION_DUPLICATE",
      { revision: "a1", paths: ["one.ts", "two.ts"] },
      "one.ts and two.ts",
    ],
    [
      "a circle",
      [node("a1", "c1"), node("b1", "a1"), node("c1", "b1"), node("d1", "c1")],
      "E_REVISION_CYCLE",
      { revisions: ["a1", "c1", "b1"] },
      "a1 → c1 → b1 → a1",
    ],
    ["a circle of itself", [node("a1", "a1")], "E_REVISION_CYCLE", { revisions: ["a1"] }, "a1 → a1"],
    [
      "a circle of dependencies",
      [node("a1", null, { dependsOn: "b1" }), node("b1", "a1")],
      "E_REVISION_CYCLE",
      { revisions: ["a1", "b1"] },
      "dependsOn",
    ],
    [
      "an unknown dependency",
      [node("a1", null, { dependsOn: "zz" })],
      "E_REVISION_UNKNOWN",
      { revision: "a1", dependsOn: "zz" },
      "a1",
      '"zz"',
    ],
    [
      "an unclear dependency",
      [node("ab1", null), node("ab2", null), node("c", null, { dependsOn: "ab" })],
      "E_REVISION_AMBIGUOUS",
      { revision: "c", dependsOn: "ab", candidates: ["ab1", "ab2"] },
      "ab1, ab2",
    ],
    ["an empty id", [node("", null)], "E_REVISION_ID_INVALID", { text: "" }, "is empty"],
    ...["head", "heads", "base", "current"].map((word): [string, RevisionNode[], string, object, string] => [
      `the word ${word} as an id`,
      [node(word, null, { path: "a.ts" })],
      "E_REVISION_ID_INVALID",
      { text: word, path: "a.ts" },
      `"${word}" (a.ts) is a word with a meaning of its own`,
    ]),
    ...["a@1", "a:1", "a,1", "a 1"].map((text): [string, RevisionNode[], string, object, string] => [
      `a sign of targets in the id "${text}"`,
      [node(text, null)],
      "E_REVISION_ID_INVALID",
      { text },
      "part of the syntax of targets",
    ]),
    ["an id like a path", [node("../x", null)], "E_REVISION_ID_INVALID", { text: "../x" }, "no file name"],
    ["an id like a move", [node("+1", null)], "E_REVISION_ID_INVALID", { text: "+1" }, "relative move"],
    [
      "an id that ends like a move",
      [node("v1-2", null)],
      "E_REVISION_ID_INVALID",
      { text: "v1-2" },
      "relative move",
    ],
    [
      "a label that is a word of targets",
      [node("a1", null, { branchLabels: ["heads"] })],
      "E_LABEL_INVALID",
      { text: "heads" },
      "a word with a meaning of its own",
    ],
    [
      "a label like a move",
      [node("a1", null, { branchLabels: ["rel-2"] })],
      "E_LABEL_INVALID",
      { text: "rel-2" },
      "relative move",
    ],
    [
      "a label with a sign of targets",
      [node("a1", null, { branchLabels: ["my shop"] })],
      "E_LABEL_INVALID",
      { text: "my shop" },
      '"my shop"',
    ],
    [
      "a label that is an id",
      [node("a1", null), node("b1", "a1", { branchLabels: ["a1"] })],
      "E_LABEL_DUPLICATE",
      { label: "a1", revisions: ["a1", "b1"] },
      "already the id of a revision",
    ],
    [
      "a label that is used twice",
      [node("a1", null, { branchLabels: ["x"] }), node("b1", null, { branchLabels: ["x"], path: "b.ts" })],
      "E_LABEL_DUPLICATE",
      { label: "x", revisions: ["a1", "b1"] },
      "b1 (b.ts)",
      "already a label of revision a1",
    ],
  ];
  it.each(cases)("%s", (_what, nodes, code, details, ...texts) => {
    const error = errorOf(() => new RevisionGraph(nodes));
    expect({ code: error.code, details: error.details }).toEqual({ code, details });
    for (const text of texts) expect(error.message).toContain(text);
  });
});

describe("a target that names nothing", () => {
  const lines = () => new RevisionGraph([node("ab12", null), node("ab34", "ab12"), node("cd56", null)]);
  const cases: [string, () => unknown, string, object, ...string[]][] = [
    [
      "an ambiguous start lists the candidates",
      () => lines().resolve("ab"),
      "E_REVISION_AMBIGUOUS",
      { target: "ab", candidates: ["ab12", "ab34"] },
      "ab12, ab34",
    ],
    ["an unknown id", () => lines().resolve("zz"), "E_REVISION_UNKNOWN", { target: "zz" }, '"zz"'],
    ["an unknown branch", () => lines().resolve("zz@head"), "E_REVISION_UNKNOWN", { target: "zz" }, '"zz"'],
    [
      "a revision of another branch",
      () => branched().resolve("left@d2"),
      "E_REVISION_UNKNOWN",
      { revision: "d2", label: "left" },
      'd2 is not on the branch "left"',
    ],
    [
      "one head of several",
      () => branched().resolve("head"),
      "E_MULTIPLE_HEADS",
      { heads: ["d1", "d2"] },
      "d1, d2",
    ],
    [
      "one head of several on a branch",
      () => branched().planUpgrade("b1@head", []),
      "E_MULTIPLE_HEADS",
      { heads: ["d1", "d2"], label: "b1" },
      'The branch "b1" has 2 heads',
    ],
    [
      "a downgrade to what is not below",
      () => branched().planDowngrade("d2", ["d1"]),
      "E_NOT_ON_PATH",
      { target: "d2", rows: ["d1"] },
      '"d2" does not lie below where the database stands (d1)',
    ],
    [
      "a downgrade of a branch that ends below",
      () => twoTrees().planDowngrade("b1@a1", ["a2", "b2"]),
      "E_NOT_ON_PATH",
      { target: "b1@a1" },
      "nothing of that branch lies above it",
    ],
    [
      "a range the other way round",
      () => branched().range("d1:b1"),
      "E_NOT_ON_PATH",
      { range: "d1:b1", lower: "d1", upper: ["b1"] },
      "d1 does not lie below b1",
    ],
    [
      "a move past the last one",
      () => lines().planUpgrade("ab12+5", []),
      "E_RELATIVE_MOVE",
      { target: "ab12+5" },
      "not so many revisions from ab12 on",
    ],
    [
      "a move where several ways lead on",
      () => branched().planUpgrade("+1", ["b1"]),
      "E_RELATIVE_MOVE",
      { steps: 1, from: "b1", ways: ["c1", "c2"] },
      "c1, c2",
    ],
    ["an unreadable one", () => lines().resolve("a@b@c"), "E_TARGET_SYNTAX", { target: "a@b@c" }, "a@b@c"],
    ["an empty one", () => lines().resolve(""), "E_TARGET_SYNTAX", { target: "" }],
  ];
  it.each(cases)("%s", (_what, use, code, details, ...texts) => {
    const error = errorOf(use);
    expect({ code: error.code, details: error.details }).toEqual({ code, details });
    for (const text of texts) expect(error.message).toContain(text);
  });

  it("the start of an id names it as soon as it is clear", () => {
    expect(lines().resolve("ab3")).toEqual(["ab34"]);
  });
});
