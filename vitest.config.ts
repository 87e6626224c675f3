import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

// Tests import the packages from their sources, so no build step stands between an edit and a test.
// Without "module": Vitest hands the conditions on to Node, whose require() would then get ES modules.
const conditions = ["@limbeck/source", "node", "development|production"];

// The flags are set here and not read from tsconfig: they are part of Vite's cache key, tsconfig is not.
const shared = {
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  resolve: { conditions },
  ssr: { resolve: { conditions } },
} as const;

const test = {
  include: ["packages/*/test/**/*.test.ts", "test/**/*.test.ts", "examples/*/test/**/*.test.ts"],
  testTimeout: 60_000,
  hookTimeout: 120_000,
  // What is about the packages as they are installed has a command of its own: npm run test:packaging.
  exclude: ["**/node_modules/**", "**/dist/**", "test/packaging/**"],
};

// What touches TypeORM's objects runs on both majors; the second project only swaps the package.
const onBothMajors = ["**/*.typeorm.test.ts"];

export default defineConfig({
  ...shared,
  test: {
    // Tests wait for servers most of the time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      { ...shared, test: { ...test, name: "unit", exclude: [...test.exclude, ...onBothMajors] } },
      {
        ...shared,
        test: { ...test, name: "typeorm-1", include: onBothMajors, env: { TYPEORM_MAJOR: "1.1" } },
      },
      {
        ...shared,
        resolve: { conditions, alias: { typeorm: "typeorm-03" } },
        test: { ...test, name: "typeorm-0.3", include: onBothMajors, env: { TYPEORM_MAJOR: "0.3" } },
      },
    ],
  },
});
