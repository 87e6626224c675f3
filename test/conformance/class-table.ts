import { Entity, type EntityOptions } from "typeorm";

/** A property of an entity, with its decorators in the order in which they run. */
type Property = PropertyDecorator | readonly PropertyDecorator[];

/** An entity as decorators make it, which can say more than an `EntitySchema` (a srid, the name of a key). */
export function classTable(
  name: string,
  properties: Readonly<Record<string, Property>>,
  { decorators = [], ...options }: EntityOptions & { decorators?: readonly ClassDecorator[] } = {},
): Function {
  const target = { [name]: class {} }[name]!;
  for (const [property, decorate] of Object.entries(properties)) {
    for (const one of [decorate].flat()) one(target.prototype, property);
  }
  for (const decorate of decorators) decorate(target);
  Entity(name, options)(target);
  return target;
}
