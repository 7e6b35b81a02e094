import { InputError } from '#core/kernel/errors.ts';

/**
 * Which properties the local cloud knows: `'acts'` is carried out, `'inert'` is accepted because it changes
 * nothing on one machine, an array is a list of such, an object its own properties.
 */
export type Shape = 'acts' | 'inert' | readonly [Shape] | { readonly [property: string]: Shape };

/** @throws InputError naming the first property that the shape does not know. */
export function checkShape(shape: Shape, value: unknown, at: { resource: string; path: string }): void {
  if (typeof shape === 'string' || value === undefined) return;
  if (isList(shape)) {
    if (Array.isArray(value)) for (const inner of value) checkShape(shape[0], inner, at);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    const path = at.path === '' ? name : `${at.path}.${name}`;
    const innerShape = shape[name];
    if (innerShape === undefined)
      throw new InputError(
        `${at.resource}: property ${path} is not known to the local cloud. ` +
          'Take it out of the construct, or teach local/template/resource-kinds.ts what it means.',
      );
    checkShape(innerShape, inner, { resource: at.resource, path });
  }
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}
