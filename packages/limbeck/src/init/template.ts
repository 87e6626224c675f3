import type { ProjectFacts } from "./project-facts.ts";

/** What a new project can start from. */
export interface Template {
  readonly name: string;
  /** One line for `list-templates`. */
  readonly description: string;
  /** The folder of the revisions unless another one is named. */
  readonly directory: string;
  /** Why it can't have its revisions in a folder, and the way out; undefined where it can. */
  readonly refusal?: (project: ProjectFacts, directory: string) => string | undefined;
  readonly plan: (project: ProjectFacts, directory: string) => TemplatePlan;
}

/** What a template would write. Paths start at the project's root. */
export interface TemplatePlan {
  /** Texts by path. */
  readonly files: Readonly<Record<string, string>>;
  /** The configuration: one of `files`, `package.json`, or the module of a Nest application. */
  readonly config: string;
  /** What goes under `"limbeck"` in `package.json`. */
  readonly inManifest?: object;
  /** The folders of the revisions. */
  readonly directories: readonly string[];
  /** The modules that the configuration takes DataSources from, and where their entities are looked for. */
  readonly dataSources: readonly { readonly path: string; readonly entities?: string }[];
  /** How commands begin; default `limbeck`. */
  readonly command?: string;
  /** Packages that the project needs, beside those that every project does; default the driver. */
  readonly packages?: readonly string[];
  /** What the person does before the first revision, beside looking at the DataSources; may have several lines. */
  readonly steps?: readonly string[];
  /** The names of the databases, where there are several. */
  readonly databases?: readonly string[];
}
