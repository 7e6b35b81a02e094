import type { Random } from '../random.ts';

type Traits = Readonly<Record<string, unknown>>;

/** The same e-mail, number or name, written another way: each is still the same person's. */
export function dirtyIdentifiers(
  traits: Traits,
  random: Random,
): { readonly traits: Traits; readonly detail: string } {
  const fields = Object.keys(variants).filter((field) => typeof traits[field] === 'string');
  const field = random.pick(fields);
  const [how, write] = random.pick(variants[field] ?? []);
  const value = traits[field];
  return {
    traits: { ...traits, [field]: typeof value === 'string' ? write(value) : value },
    detail: `${field} ${how}`,
  };
}

type Variant = readonly [how: string, write: (value: string) => string];

const variants: Readonly<Record<string, readonly Variant[]>> = {
  email: [
    ['in capitals', (value) => value.toUpperCase()],
    ['with blanks around', (value) => ` ${value} `],
  ],
  phone: [
    ['with country code', (value) => `+82 ${value.slice(1)}`],
    ['without hyphens', (value) => value.replaceAll('-', '')],
    ['full width', fullWidth],
  ],
  loyalty_number: [
    ['full width', fullWidth],
    ['grouped', (value) => value.replace(/(\d{4})(?=\d)/g, '$1 ')],
  ],
  name: [['decomposed (NFD)', (value) => value.normalize('NFD')]],
};

function fullWidth(value: string): string {
  return value.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
}
