import { defineConfig } from "limbeck";

export default defineConfig({
  dataSource: "./src/data-source.ts",
  // Inside of src, so that the build compiles them for the server.
  directory: "./src/migrations",
});
