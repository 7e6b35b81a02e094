/** What a beauty product can be good at: the hidden axes along which products differ and people choose. */
export const attributes = [
  'hydration',
  'soothing',
  'brightening',
  'firming',
  'oil_control',
  'sun_protection',
  'colour',
  'scent',
  'luxury',
  'value',
  'clean',
  'novelty',
] as const;

export type Attribute = (typeof attributes)[number];

/** A strength per attribute, 0 to 1; absent means 0. */
export type Strengths = Readonly<Partial<Record<Attribute, number>>>;

/** How well two profiles of strengths fit: their inner product. */
export function fitOf(left: Strengths, right: Strengths): number {
  return attributes.reduce((sum, name) => sum + (left[name] ?? 0) * (right[name] ?? 0), 0);
}
