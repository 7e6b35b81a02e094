import { describe, expect, it } from '@jest/globals';
import { InputError } from '#core/kernel/errors.ts';
import { decide, foundPersona, type PersonaRecord, standsFor } from '#core/personas/persona-record.ts';

const who = { by: 'mina', atMs: 1_000, spentSeconds: 40 };
const found = foundPersona('p-01', 'hash');
const named: PersonaRecord = { ...found, status: 'proposed', name: { ko: '한결같은 손님', en: 'Steady' } };

describe('decide', () => {
  it('accepts a proposed name and keeps who, when and how long', () => {
    const next = decide(named, { kind: 'accept' }, who);
    expect(next.status).toBe('accepted');
    expect(next.decisions).toEqual([{ action: 'accept', ...who, note: '' }]);
  });

  it('fails to accept a persona without a name', () => {
    expect(() => decide(found, { kind: 'accept' }, who)).toThrow(InputError);
  });

  it('says that a person found the words after a rename', () => {
    const next = decide(named, { kind: 'rename', name: { ko: '새 이름', en: 'New name' } }, who);
    expect(next.namedBy).toEqual({ kind: 'person', id: 'mina' });
  });

  it('fails to merge a persona into itself', () => {
    expect(() => decide(named, { kind: 'merge', into: 'p-01' }, who)).toThrow(InputError);
  });

  it('fails to decide about a persona that was merged', () => {
    const merged = decide(named, { kind: 'merge', into: 'p-02' }, who);
    expect(() => decide(merged, { kind: 'accept' }, who)).toThrow(InputError);
  });
});

describe('standsFor', () => {
  const merge = (personaId: string, into: string): [string, PersonaRecord] => [
    personaId,
    { ...foundPersona(personaId, 'hash'), status: 'merged', mergedInto: into },
  ];

  it('follows merges to their end', () => {
    const records = new Map([merge('a', 'b'), merge('b', 'c'), ['c', foundPersona('c', 'hash')] as const]);
    expect(standsFor('a', records)).toBe('c');
  });

  it('is not trapped by a circle', () => {
    expect(standsFor('a', new Map([merge('a', 'b'), merge('b', 'a')]))).toBe('a');
  });
});
