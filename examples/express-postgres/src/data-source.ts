import "reflect-metadata";
import { DataSource } from "typeorm";
import { Account } from "./account.js";

export const dataSource = new DataSource({
  type: "postgres",
  url: process.env.DATABASE_URL ?? "postgres://postgres:postgres@localhost:5432/postgres",
  entities: [Account],
});
