import type { Json } from '#core/kernel/json.ts';

/** A value as text: text as it is, anything else as JSON, nothing as nothing. */
export function textOf(value: Json | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
