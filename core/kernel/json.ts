/** A value that JSON can carry. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object. Its keys come from outside: read with `Object.hasOwn` or by a known name. */
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}
