// The public API of each package as a text under version control: a change of it is seen in review.
//
//   node test/packaging/api-reports.mjs           compares; ends with 1 when one is out of date
//   node test/packaging/api-reports.mjs --write   writes them anew (npm run api)
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { installPackage } from "../databases/install.mjs";
import { packageNames } from "./package-names.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const tools = new URL("tools/", import.meta.url);
installPackage(fileURLToPath(tools));
const require = createRequire(new URL("package.json", tools));
const { Extractor, ExtractorConfig } = require("@microsoft/api-extractor");

const isWriting = process.argv.includes("--write");
const temporary = mkdtempSync(join(tmpdir(), "limbeck-api-"));
let isCurrent = true;
try {
  for (const name of packageNames) isCurrent = report(name) && isCurrent;
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
if (!isCurrent) {
  if (!isWriting) console.error("The public API is not what the reports say. Look at it, then: npm run api");
  process.exit(isWriting ? 0 : 1);
}

/** @returns true when the report in the repository is what the package has. */
function report(name) {
  const folder = join(root, "packages", name);
  mkdirSync(join(folder, "etc"), { recursive: true });
  const config = ExtractorConfig.prepare({
    configObjectFullPath: join(folder, "api-extractor.json"),
    packageJsonFullPath: join(folder, "package.json"),
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: join(folder, "dist", "esm", "index.d.ts"),
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            module: "nodenext",
            moduleResolution: "nodenext",
            target: "es2023",
            skipLibCheck: true,
            types: ["node"],
          },
          files: ["dist/esm/index.d.ts"],
        },
      },
      apiReport: {
        enabled: true,
        reportFileName: `${name}.api.md`,
        reportFolder: join(folder, "etc"),
        reportTempFolder: temporary,
        includeForgottenExports: true,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: "lf",
      messages: {
        // What they complain of is oxlint's and our own affair.
        compilerMessageReporting: { default: { logLevel: "none" } },
        extractorMessageReporting: { default: { logLevel: "none" } },
        tsdocMessageReporting: { default: { logLevel: "none" } },
      },
    },
  });
  const { apiReportChanged } = Extractor.invoke(config, {
    localBuild: isWriting,
    messageCallback: (message) => {
      // It would tell where it has put the other one, which is gone in a moment.
      if (message.logLevel !== "error") message.handled = true;
    },
  });
  return !apiReportChanged;
}
