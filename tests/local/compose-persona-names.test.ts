import { describe, expect, it } from '@jest/globals';
import { composePersonaNames } from '#local/bedrock/compose-persona-names.ts';

type Name = {
  readonly name: { readonly ko: string; readonly en: string };
  readonly portrait: { ko: string };
};
const namesOf = (...personas: readonly object[]): readonly Name[] =>
  (composePersonaNames({ task: 'persona_names', personas }) as { names: readonly Name[] }).names;

describe('composePersonaNames', () => {
  it('says categories in Korean in Korean names', () => {
    const [first] = namesOf({ id: 'p-01', categories: ['eye-makeup', 'sun-care'], traits: ['variety'] });
    expect(first!.name).toEqual({
      ko: '두루 써 보는 아이 메이크업 손님',
      en: 'Exploring eye-makeup shoppers',
    });
    expect(first!.portrait.ko).toBe('아이 메이크업과 선케어를 자주 찾는 분들이에요.');
  });

  it('puts a category that it has no Korean word for into brackets', () => {
    expect(namesOf({ id: 'p-01', categories: ['gadgets'] })[0]!.name.ko).toBe('즐겨 찾는 손님 (gadgets)');
  });

  it('gives no name twice', () => {
    const names = namesOf({ id: 'a', categories: ['토너', '립'] }, { id: 'b', categories: ['토너', '립'] });
    expect(new Set(names.map(({ name }) => name.ko)).size).toBe(2);
  });
});
