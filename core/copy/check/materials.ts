import { EVERYDAY_MATERIALS, INGREDIENTS } from '../law/ingredients.ts';

const bounded = (names: string): string =>
  /[가-힣]/.test(names.replace(/\|.*/s, ''))
    ? `(?<![가-힣])(?:${names})(?![가-힣](?<![을를이가은는과와도의]))`
    : `(?<![a-z])(?:${names})(?![a-z])`;

const MATERIALS = new RegExp(
  [...INGREDIENTS.map((names) => `(?:${names})`), ...EVERYDAY_MATERIALS.map(bounded)].join('|'),
  'iu',
);

/** The first ingredient or material that a text names. */
export const materialIn = (text: string): string | undefined => MATERIALS.exec(text)?.[0];

/** The material that stands beside a share: right before it, else right behind. */
export function materialBeside(
  text: string,
  { from, to }: { readonly from: number; readonly to: number },
): string | undefined {
  const before = /[\p{L}]+\s?$/u.exec(text.slice(Math.max(0, from - 16), from))?.[0] ?? '';
  const after = /^(?:\s(?:of\s)?|의\s?)?[\p{L}]+/u.exec(text.slice(to, to + 20))?.[0] ?? '';
  return materialIn(before) ?? materialIn(after);
}
