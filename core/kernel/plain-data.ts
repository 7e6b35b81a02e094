const kinds = { Float64Array, Int32Array, Uint8Array } as const;

type Typed = InstanceType<(typeof kinds)[keyof typeof kinds]>;

/** Numbers that JSON has no word for. */
const ODD = new Map<unknown, string>([
  [Number.POSITIVE_INFINITY, 'Infinity'],
  [Number.NEGATIVE_INFINITY, '-Infinity'],
]);

/**
 * Plain data as JSON text: objects, arrays, texts, numbers, and typed arrays and infinities, which JSON lacks. Every
 * number comes back to the last bit.
 */
export function writePlain(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    const odd = ODD.get(part);
    if (odd !== undefined) return { '~number': odd };
    const kind = Object.entries(kinds).find(([, Kind]) => part instanceof Kind)?.[0];
    return kind === undefined ? part : { [`~${kind}`]: Array.from(part as Typed) };
  });
}

/** What `writePlain` wrote. The caller says what it is: only text that we wrote may be read. */
export function readPlain(text: string): unknown {
  return JSON.parse(text, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null) return part;
    const [name, content] = Object.entries(part)[0] ?? [];
    if (name?.startsWith('~') !== true) return part;
    if (name === '~number') return Number(content);
    return kinds[name.slice(1) as keyof typeof kinds].from(content as number[]);
  });
}
