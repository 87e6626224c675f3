import { defineConfig } from "limbeck";

export default defineConfig({
  dataSource: "./src/data-source.js",
  directory: "./migrations",
});
