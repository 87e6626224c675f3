import { join } from "node:path";
import { Migrator } from "@limbeck/core";
import express from "express";
import { Account } from "./account.js";
import { dataSource } from "./data-source.js";

await dataSource.initialize();
await refusePending();

const accounts = dataSource.getRepository(Account);
const app = express();
app.use(express.json());
app.get("/accounts", async (_request, response) => {
  response.json(await accounts.find({ select: { id: true, name: true }, order: { id: "ASC" } }));
});
app.post("/accounts", async (request, response) => {
  const { id, name } = await accounts.save({ name: String(request.body.name) });
  response.status(201).json({ id, name });
});

const port = Number(process.env.PORT ?? 3000);
app.listen(port, () => console.log(`listening on http://localhost:${port}`));

/** A server that runs on tables which it does not know fails later, and worse. */
async function refusePending(): Promise<void> {
  const migrator = new Migrator({ dataSource, directory: join(import.meta.dirname, "migrations") });
  const { atHead, heads } = await migrator.current();
  if (atHead) return;
  console.error(
    `The database is at ${heads.join(", ") || "the base"}, and this server needs ${(await migrator.heads())
      .map(({ revision, message }) => `${revision} (${message})`)
      .join(", ")}. Run: npm run migration:upgrade`,
  );
  await dataSource.destroy();
  process.exit(1);
}
