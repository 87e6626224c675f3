import "reflect-metadata";
import { DataSource } from "typeorm";
import { Note } from "./note.js";

export const dataSource = new DataSource({
  type: "better-sqlite3",
  database: "notes.sqlite",
  entities: [Note],
});
