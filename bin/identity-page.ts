import type { Json, JsonObject } from '#core/kernel/json.ts';
import { apartSentence } from '#core/profiles/identity/apart-sentence.ts';
import type { Evidence, MergeRecord, MergeState } from '#core/profiles/identity/merge-record.ts';
import type { Out } from './out.ts';
import type { Said } from './said.ts';

const EVIDENCE: Readonly<Record<Evidence['kind'], Said>> = {
  device: { en: 'signed in on that device', ko: '그 기기에서 로그인' },
  alias: { en: 'the app said they are one (alias)', ko: '앱이 같은 고객이라고 알림(alias)' },
  email: { en: 'same e-mail', ko: '같은 이메일' },
  phone: { en: 'same phone number', ko: '같은 전화번호' },
  loyalty: { en: 'same loyalty number', ko: '같은 멤버십 번호' },
  manual: { en: 'somebody joined them (kairos merge)', ko: '직원이 이음(kairos merge)' },
  rotation: { en: 'one address under two hashing keys', ko: '두 해시 키로 적힌 같은 주소' },
};

const STATES: Readonly<Record<MergeState, Said>> = {
  open: { en: 'being joined', ko: '잇는 중' },
  merged: { en: 'one person', ko: '같은 사람' },
  refused: { en: 'apart', ko: '따로' },
  undoing: { en: 'being parted', ko: '나누는 중' },
  undone: { en: 'apart', ko: '따로' },
};

/** Which customer keys are one person and by what evidence, and which are kept apart and why; nothing where there is but one. */
export function printLinks(merges: Json | undefined, out: Out): void {
  const records = Array.isArray(merges) ? (merges as readonly (MergeRecord & JsonObject)[]) : [];
  if (records.length === 0) return;
  out.line();
  out.line(out.say({ en: 'Linked customer keys', ko: '이어진 고객 키' }));
  out.table(
    ['', '', ''],
    records.map(({ keys, state, evidence, reason }) => {
      const why = reason === '' ? '' : ` – ${out.say(apartSentence(reason))}`;
      return [keys.join(' + '), out.say(STATES[state]), out.say(EVIDENCE[evidence.kind]) + why];
    }),
  );
}
