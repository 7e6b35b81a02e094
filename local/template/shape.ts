import { InputError } from '#core/kernel/errors.ts';

/**
 * Which properties the local cloud knows: `'acts'` is carried out, `'inert'` is accepted because it changes
 * nothing on one machine, an array is a list of such, an object its own properties.
 */
export type Shape = 'acts' | 'inert' | readonly [Shape] | { readonly [property: string]: Shape };

export interface ShapePlace {
  /** Stack, logical id and type, for the message. */
  readonly resource: string;
  readonly path: string;
}

/** @throws InputError naming the first property that the shape does not know. */
export function checkShape(shape: Shape, value: unknown, at: ShapePlace): void {
  if (typeof shape === 'string' || typeof value !== 'object' || value === null) return;
  if (isList(shape)) for (const inner of Object.values(value)) checkShape(shape[0], inner, at);
  else checkProperties(shape, Object.entries(value), at);
}

function checkProperties(
  shape: Readonly<Record<string, Shape>>,
  entries: readonly [string, unknown][],
  at: ShapePlace,
): void {
  for (const [name, inner] of entries) {
    // An intrinsic function stands in for the properties: what it gives is checked by who uses it.
    if (name === 'Ref' || name.startsWith('Fn::')) return;
    const inside = { resource: at.resource, path: at.path === '' ? name : `${at.path}.${name}` };
    checkShape(shape[name] ?? refuse(inside), inner, inside);
  }
}

function refuse({ resource, path }: ShapePlace): never {
  throw new InputError(
    `${resource}: property ${path} is not known to the local cloud. ` +
      'Take it out of the construct, or teach local/template/resource-kinds.ts what it means.',
  );
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}
