import "reflect-metadata";
import { DataSource } from "typeorm";
import { Author } from "./entities/author";
import { Book } from "./entities/book";

export const dataSource = new DataSource({
  type: "better-sqlite3",
  database: "books.sqlite",
  entities: [Author, Book],
  migrations: [`${__dirname}/migrations/*.js`],
});
