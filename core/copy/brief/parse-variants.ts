/** A variant as a model wrote it. */
export interface WrittenVariant {
  readonly title: string;
  readonly preheader: string;
  readonly body: string;
}

const MOST_CHARACTERS = 30_000;

/** The JSON in a model's answer; some put a fence around it. */
export function jsonIn(text: string): unknown {
  const trimmed = text
    .trim()
    .replace(/^```(?:json)?\s*/, '')
    .replace(/```$/, '');
  try {
    return JSON.parse(trimmed) as unknown;
  } catch {
    return undefined;
  }
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value.normalize('NFC').trim().slice(0, MOST_CHARACTERS) : '';

/**
 * The variants in an answer: `{"variants":[{"title","preheader","body"}]}`. Undefined where it is no such JSON; an
 * entry without a body is left out.
 */
export function parseVariants(answer: string): readonly WrittenVariant[] | undefined {
  const json = jsonIn(answer);
  if (typeof json !== 'object' || json === null || !('variants' in json)) return undefined;
  if (!Array.isArray(json.variants)) return undefined;
  return json.variants.flatMap((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null) return [];
    const { title, preheader, body } = entry as Record<string, unknown>;
    const written = { title: textOf(title), preheader: textOf(preheader), body: textOf(body) };
    return written.body === '' ? [] : [written];
  });
}
