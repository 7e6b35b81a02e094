import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { redemptionRefusals } from '#core/delivery/offers/judge-redemption.ts';
import { deliveryReasons } from '#core/delivery/reasons.ts';
import { triggerSkips } from '#core/delivery/triggers/trigger-skips.ts';
import { skipReasons } from '#core/plan/audience/skip-reasons.ts';
import { planRefusals } from '#core/plan/plan-refusals.ts';

const project = fileURLToPath(new URL('../../..', import.meta.url));
const tables = {
  ...deliveryReasons,
  ...skipReasons,
  ...triggerSkips,
  ...planRefusals,
  ...redemptionRefusals,
};
const sentences = new Map<string, { readonly en: string; readonly ko: string }>(Object.entries(tables));

/** The rooms in which a message is planned, started, claimed and sent. */
const ROOMS = ['core/plan', 'core/delivery', 'app/plan', 'app/delivery', 'app/ports'];
/** Types that say why something is not done. */
const NAMED = /(Reason|Refusal|Skip|Bar|LeftOut)$/;
/** Not told to people: the claim belongs to another worker, or is judged again with a fresh read. */
const INSIDE = new Set(['lost', 'stale']);

const sources = ROOMS.flatMap((room) =>
  readdirSync(join(project, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(project, room, name), 'utf8')),
);

const literalsIn = (text: string): readonly string[] =>
  [...text.matchAll(/'([a-z_]+)'/g)].map(([, literal = '']) => literal);

/** Members of the declared unions, by name of the type. */
const unions = sources.flatMap((source) =>
  [...source.matchAll(/export type (\w+) =([^;]*);/g)]
    .filter(([, name = '']) => NAMED.test(name))
    .map(([, name = '', type = '']) => [name, literalsIn(type)] as const),
);
/** What stands behind `reason:`, `refused:` or `skip:` in types and in objects. */
const written = new Set(
  sources.flatMap((source) =>
    [...source.matchAll(/\b(?:reason|refused|skip): ('[^;,)}]*)/g)].flatMap(([, said = '']) =>
      literalsIn(said),
    ),
  ),
);

describe('every reason for which a message is not planned, not started or not sent', () => {
  const members = unions.flatMap(([type, names]) => names.map((name) => [type, name] as const));

  it('that a type allows has its sentence in Korean and in English', () => {
    // The search must find something: these are unions that are written out.
    for (const type of ['RejectionReason', 'RenderRefusal', 'LeftOut', 'SendRefusal'])
      expect(unions.find(([name]) => name === type)?.[1].length).toBeGreaterThan(2);
    const missing = members.filter(([, name]) => !sentences.has(name) && !INSIDE.has(name));
    expect(missing).toEqual([]);
  });

  it('that is written down in code has its sentence too', () => {
    expect(written.size).toBeGreaterThan(5);
    // `applied` is why a campaign changed its state.
    const missing = [...written].filter((name) => !sentences.has(name) && name !== 'applied');
    expect(missing).toEqual([]);
  });

  it.each([...sentences])('%s reads as Korean in Korean and as English in English', (_name, { en, ko }) => {
    expect(ko).toMatch(/[가-힣]{2}/);
    expect(en).not.toMatch(/[가-힣]/);
    expect(en.length).toBeGreaterThan(8);
  });
});
