// Installs what only tests and the documentation need, each with a lock file of its own. Their commands do it by themselves; this is
// for those who want it done beside something else.
import { fileURLToPath } from "node:url";
import { installPackage, installPrivatePackages } from "../test/databases/install.mjs";

const folder = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
await installPrivatePackages(folder("test"));
await installPrivatePackages(folder("test/packaging"));
installPackage(folder("docs"));
