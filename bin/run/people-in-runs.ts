import type { Json } from '#core/kernel/json.ts';
import type { Said } from '../said.ts';

/** States in which a run waits for people, and what they are to do; by machine. */
const WAITS: Readonly<Record<string, Readonly<Record<string, Said>>>> = {
  copy: {
    Review: {
      en: 'waits for people: kairos review copy list, then show, accept or reject, and close each set; interrupting stops only the following',
      ko: '사람을 기다립니다: kairos review copy list 로 보고, show · accept · reject 뒤에 세트마다 close 하십시오. 중단하면 따라가기만 멈춥니다',
    },
    Remind: {
      en: 'half of the time is over: what is undecided at its end lapses, and the old copy stays live',
      ko: '기한의 절반이 지났습니다. 끝까지 결정하지 않은 것은 만료되고 쓰던 문구가 그대로 쓰입니다',
    },
  },
};

/** What to do when a run of this machine enters this state; undefined where people have nothing to do. */
export const waitsForPeople = (machine: string, state: string): Said | undefined => WAITS[machine]?.[state];

function countIn(output: Json | undefined, name: string): number | undefined {
  const isObject = typeof output === 'object' && output !== null && !Array.isArray(output);
  const count = isObject ? (output as Readonly<Record<string, Json>>)[name] : undefined;
  return typeof count === 'number' ? count : undefined;
}

/** What people made of a run that ended well; undefined where they had no part in it. */
export function peoplesPart(output: Json | undefined): Said | undefined {
  const decided = countIn(output, 'decided');
  if (decided !== undefined)
    return {
      en: `People closed ${decided} sets; what they approved is live: kairos review copy list`,
      ko: `사람이 ${decided}세트의 검토를 마쳤습니다. 승인한 문구가 쓰입니다: kairos review copy list`,
    };
  const lapsed = countIn(output, 'lapsedCount');
  if (lapsed === undefined) return undefined;
  return {
    en: `${lapsed} sets lapsed: nobody decided in time, and the old copy stays live.`,
    ko: `${lapsed}세트가 만료되었습니다. 제때 결정한 사람이 없어 쓰던 문구가 그대로 쓰입니다.`,
  };
}
