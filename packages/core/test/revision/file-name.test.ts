import * as fc from "fast-check";
import { expect, it } from "vitest";
import { revisionFileName } from "../../src/revision/file-name.ts";

const revision = { revision: "a1", message: "Add it all", createDate: new Date("2026-03-04T23:06:07Z") };

it.each([
  [{}, "a1_add_it_all.ts"],
  [{ slugLength: 6 }, "a1_add_it.ts"],
  [
    { fileTemplate: "%(year)d_%(month).2d_%(day).2d_%(hour).2d%(minute).2d%(second).2d-%(rev)s" },
    "2026_03_04_230607-a1.ts",
  ],
  [{ fileTemplate: "%(day).2d%(hour).2d-%(slug)s", timeZone: "Asia/Tokyo" }, "0508-add_it_all.ts"],
  [{ fileTemplate: "%(year)d/%(epoch)s_100%%" }, "2026/1772665567_100%.ts"],
])("%j names %s", (options, name) => {
  expect(revisionFileName(revision, options)).toBe(name);
});

it.each([
  [{ fileTemplate: "%(yaer)d" }, /no token %\(yaer\)d/],
  [{ fileTemplate: "100%" }, /no token %/],
  [{ fileTemplate: "../%(rev)s" }, /no name inside the directory/],
  [{ fileTemplate: "/%(rev)s" }, /no name inside the directory/],
  [{ fileTemplate: "%(rev)s", timeZone: "Mars/Base" }, /no such time zone/],
])("%j is refused", (options, message) => {
  expect(() => revisionFileName(revision, options)).toThrow(
    expect.objectContaining({ code: "E_FILE_TEMPLATE", message: expect.stringMatching(message) }),
  );
});

it.each([
  ["../../x", "a1_x.ts"],
  ["/etc/passwd", "a1_etc_passwd.ts"],
  ["C:\\Windows\\con", "a1_c_windows_con.ts"],
  ["***", "a1.ts"],
  ["con", "a1_con.ts"],
  ["Größe \u202e der ﬁle", "a1_große_der_file.ts"],
])("the message %j names %s", (message, name) => {
  expect(revisionFileName({ revision: "a1", message })).toBe(name);
});

it("is no device of Windows where the message stands alone", () => {
  const named = (message: string) =>
    revisionFileName({ revision: "a1", message }, { fileTemplate: "%(slug)s" });
  expect(["con", "COM1", "aux 2", "console"].map(named)).toEqual([
    "con_.ts",
    "com1_.ts",
    "aux_2.ts",
    "console.ts",
  ]);
});

it("stays inside the directory and is a name on every system, whatever the message", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (message) => {
      const name = revisionFileName({ revision: "a1", message });
      expect(name).toMatch(/^a1(?:_[\p{L}\p{N}_]+)?\.ts$/u);
      expect(Buffer.byteLength(name)).toBeLessThan(256);
      expect(Buffer.from(name).toString()).toBe(name);
    }),
    { numRuns: 500 },
  );
});
