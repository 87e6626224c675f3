import "reflect-metadata";
import { DataSource } from "typeorm";
import { Author, Book } from "./entities.ts";

export const dataSource = new DataSource({
  type: "better-sqlite3",
  database: "books.sqlite",
  entities: [Author, Book],
});
