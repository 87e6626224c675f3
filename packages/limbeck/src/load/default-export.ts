/** The default export of a module, however it was compiled; without one, the module itself. */
export function defaultExport(module: unknown): unknown {
  if (!hasDefault(module)) return module;
  const { default: value } = module;
  // A CommonJS module that was compiled from an ES module, imported from an ES module: the default of the default.
  return hasDefault(value) && (value as { readonly __esModule?: unknown }).__esModule === true
    ? value.default
    : value;
}

function hasDefault(value: unknown): value is { readonly default: unknown } {
  return typeof value === "object" && value !== null && "default" in value;
}
