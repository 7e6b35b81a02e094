type Properties = Readonly<Record<string, unknown>>;

/** A property as text, or undefined when the template does not give it. */
export function textProperty(properties: Properties, name: string): string | undefined {
  const value = properties[name];
  return typeof value === 'string' ? value : undefined;
}

/** A property as a number; templates write numbers as text as well. */
export function numberProperty(properties: Properties, name: string, fallback: number): number {
  return Number(properties[name] ?? fallback);
}

/** A property as a flag; templates write flags as text as well. */
export function flagProperty(properties: Properties, name: string, fallback: boolean): boolean {
  const value = properties[name] ?? fallback;
  return value === true || value === 'true';
}
