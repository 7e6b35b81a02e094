import { InputError } from './errors.ts';
import type { Json, JsonObject } from './json.ts';

/** One operation of a JSON Patch (RFC 6902); `copy` is left out. */
export type PatchOperation =
  | { readonly op: 'add' | 'replace' | 'test'; readonly path: string; readonly value: Json }
  | { readonly op: 'remove'; readonly path: string }
  | { readonly op: 'move'; readonly path: string; readonly from: string };

/** Keys that reach an object's machinery instead of its content. */
const UNSAFE = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * The document with all operations applied, in order; the document itself is left as it is.
 * @throws InputError if a path does not exist, a `test` does not hold or a path is no JSON pointer.
 * @see RFC 6902 (patch), RFC 6901 (pointer).
 */
export function applyJsonPatch(document: Json, patch: readonly PatchOperation[]): Json {
  return patch.reduce(applyOperation, document);
}

function applyOperation(document: Json, operation: PatchOperation): Json {
  const keys = pointerKeys(operation.path);
  switch (operation.op) {
    case 'add':
      return edit(document, keys, { kind: 'add', value: operation.value });
    case 'replace':
      return edit(document, keys, { kind: 'replace', value: operation.value });
    case 'remove':
      return edit(document, keys, { kind: 'remove' });
    case 'move': {
      const from = pointerKeys(operation.from);
      const value = read(document, from);
      return edit(edit(document, from, { kind: 'remove' }), keys, { kind: 'add', value });
    }
    case 'test':
      if (!isSame(read(document, keys), operation.value))
        throw new InputError(`test of ${operation.path} fails`);
      return document;
  }
}

type Edit = { readonly kind: 'add' | 'replace'; readonly value: Json } | { readonly kind: 'remove' };

function pointerKeys(pointer: string): string[] {
  if (pointer === '') return [];
  if (!pointer.startsWith('/')) throw new InputError('a JSON pointer begins with /');
  const keys = pointer
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (keys.some((key) => UNSAFE.has(key)))
    throw new InputError('a JSON pointer may not name __proto__ and its like');
  return keys;
}

function read(document: Json, keys: readonly string[]): Json {
  let value: Json | undefined = document;
  for (const key of keys) value = value === undefined ? undefined : childOf(value, key);
  if (value === undefined) throw new InputError(`nothing is at /${keys.join('/')}`);
  return value;
}

function edit(document: Json, keys: readonly string[], change: Edit): Json {
  const [key, ...rest] = keys;
  if (key === undefined) {
    if (change.kind === 'remove') throw new InputError('the whole document cannot be removed');
    return change.value;
  }
  if (rest.length > 0) {
    const child = childOf(document, key);
    if (child === undefined) throw new InputError(`nothing is at ${key}`);
    return place(document, key, { kind: 'replace', value: edit(child, rest, change) });
  }
  if (change.kind !== 'add' && childOf(document, key) === undefined)
    throw new InputError(`nothing is at ${key}`);
  return place(document, key, change);
}

/** Changes one key of one object or array; what it points to is known to be there unless it is added. */
function place(parent: Json, key: string, change: Edit): Json {
  if (isArray(parent)) {
    const index = key === '-' ? parent.length : indexOf(key);
    if (index > parent.length) throw new InputError('an index is beyond the end of its array');
    const added = change.kind === 'remove' ? [] : [change.value];
    return parent.toSpliced(index, change.kind === 'add' ? 0 : 1, ...added);
  }
  if (typeof parent !== 'object' || parent === null)
    throw new InputError(`${key} is inside what holds nothing`);
  if (change.kind !== 'remove') return { ...parent, [key]: change.value };
  return Object.fromEntries(Object.entries(parent).filter(([name]) => name !== key));
}

function childOf(parent: Json, key: string): Json | undefined {
  if (isArray(parent)) return parent[indexOf(key)];
  if (typeof parent !== 'object' || parent === null) return undefined;
  return Object.hasOwn(parent, key) ? parent[key] : undefined;
}

function indexOf(key: string): number {
  if (!/^(0|[1-9]\d{0,8})$/.test(key)) throw new InputError(`${key} is no index of an array`);
  return Number(key);
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isSame(a: Json, b: Json): boolean {
  if (isArray(a) && isArray(b))
    return a.length === b.length && a.every((item, n) => isSame(item, b[n] ?? null));
  if (!isObject(a) || !isObject(b)) return a === b;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isSame(a[key] ?? null, b[key] ?? null))
  );
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
