import { defineConfig } from "vitepress";

export default defineConfig({
  title: "Limbeck",
  description: "Schema migrations for TypeORM, as Alembic does them for SQLAlchemy.",
  lang: "en-GB",
  cleanUrls: true,
  // The changes lie outside of this folder, where people look for them first.
  ignoreDeadLinks: [/CHANGELOG/, /CONTRIBUTING/],
  themeConfig: {
    search: { provider: "local" },
    outline: [2, 3],
    nav: [
      { text: "Start", link: "/start" },
      { text: "Commands", link: "/commands" },
      { text: "API", link: "/api/" },
    ],
    sidebar: [
      {
        text: "Begin",
        items: [
          { text: "Start in five minutes", link: "/start" },
          { text: "Coming from TypeORM's migrations", link: "/from-typeorm" },
          { text: "Coming from Alembic", link: "/from-alembic" },
          { text: "Adopting a database", link: "/adopting" },
        ],
      },
      {
        text: "Concepts",
        items: [
          { text: "Revisions and branches", link: "/revisions" },
          { text: "Comparing", link: "/comparing" },
          { text: "Autogenerate", link: "/autogenerate" },
          { text: "Running", link: "/running" },
          { text: "Naming conventions", link: "/naming" },
          { text: "Revisions beside Alembic's", link: "/side-by-side" },
        ],
      },
      {
        text: "Guides",
        items: [
          { text: "Nest", link: "/nest" },
          { text: "Data migrations", link: "/data-migrations" },
          { text: "Several databases", link: "/several-databases" },
          { text: "Several schemas", link: "/several-schemas" },
          { text: "Continuous integration", link: "/ci" },
        ],
      },
      {
        text: "Reference",
        items: [
          { text: "Commands", link: "/commands" },
          { text: "Configuration", link: "/configuration" },
          { text: "Operations", link: "/operations" },
          { text: "Alembic's directives", link: "/alembic-operations" },
          { text: "Operations of your own", link: "/operations-own" },
          { text: "Errors", link: "/errors" },
          { text: "Coverage", link: "/coverage" },
          { text: "Benchmarks", link: "/benchmarks" },
          { text: "Architecture", link: "/architecture" },
          { text: "Dependencies", link: "/dependencies" },
          { text: "API of limbeck", link: "/api/limbeck" },
          { text: "API of @limbeck/core", link: "/api/@limbeck/core" },
          { text: "API of @limbeck/emitter", link: "/api/@limbeck/emitter" },
          { text: "API of @limbeck/nestjs", link: "/api/@limbeck/nestjs" },
        ],
      },
    ],
  },
});
