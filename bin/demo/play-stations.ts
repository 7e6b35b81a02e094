import type { Brand } from '#demo/index.ts';
import { connectLocal } from '../connection.ts';
import type { Out } from '../out.ts';
import { importSettings, openOffice } from '../wiring/copy-services.ts';
import { openCostDesk } from '../wiring/cost-desk.ts';
import { reviewPersonas } from '../wiring/persona-services.ts';
import { type CopyCost, copyCost } from './copy-cost.ts';
import { matchPersonas, type PersonaMatch } from './match-personas.ts';
import { runMachine } from './run-machine.ts';
import { type Training, train } from './train.ts';
import { type DemoCopyCounts, writeDemoCopy } from './write-copy.ts';

/** What models, personas and copy came to. */
export interface PlayedStations {
  readonly training: Training;
  /** Of those found; noise stays without a name. */
  readonly personaNames: readonly string[];
  readonly foundCount: number;
  /** Undefined where there are too few people for personas. */
  readonly match: PersonaMatch | undefined;
  readonly copy: DemoCopyCounts & CopyCost;
}

/** Trains, finds personas, lets a scripted person accept them, choose appeal points and approve copy. */
export async function playStations(
  brand: Brand,
  stage: { readonly endpoint: string; readonly out: Out; readonly signal: AbortSignal },
): Promise<PlayedStations> {
  const { endpoint, out } = stage;
  const say = (en: string, ko: string): void => out.note(out.say({ en, ko }));
  // A small shop has no personas yet: the rest goes on without.
  const tell = (ended: object): void => {
    if ('failure' in ended) out.note(`  ${String(ended.failure)}`);
  };
  const training = await train(endpoint, stage);
  tell(training);
  say('looking for personas', '페르소나 찾기');
  tell(await runMachine(endpoint, 'PersonaStateMachineArn', stage));

  const connection = await connectLocal(endpoint);
  const reviews = await reviewPersonas(connection);
  const found = (await reviews.list()).pages.map(({ record }) => record);
  const named = found.filter(
    ({ name, status }) => name !== undefined && (status === 'found' || status === 'proposed'),
  );
  for (const { personaId } of named)
    await reviews.decide(personaId, { kind: 'accept' }, { by: 'scripted-person', spentSeconds: 60 });
  const pages = await Promise.all(named.map(({ personaId }) => reviews.show(personaId)));

  say('writing, checking and approving copy', '문구 작성, 점검, 승인');
  const startedMs = performance.now();
  const copy = await writeDemoCopy(
    {
      importSettings: (kind, text) => importSettings(connection, { kind, text, by: 'scripted-person' }),
      openOffice: () => openOffice(connection),
    },
    brand,
    pages,
    { channels: ['push', 'email'], variants: 320 },
  );
  const cost = await copyCost(await openCostDesk(connection), (performance.now() - startedMs) / 1000);
  return {
    training,
    match: named.length === 0 ? undefined : await matchPersonas(connection, brand),
    foundCount: found.length,
    personaNames: named.map(({ name }) => (name === undefined ? '' : out.say(name))),
    copy: { ...copy, ...cost },
  };
}

/** The stations as a marketer reads them. */
export function printStations({ personaNames, foundCount, match, copy }: PlayedStations, out: Out): void {
  const row = (en: string, ko: string, value: string): readonly string[] => [out.say({ en, ko }), value];
  const count = (value: number): string => value.toLocaleString('en-US');
  out.line();
  out.table(
    [out.say({ en: 'personas and copy (all simulated)', ko: '페르소나와 문구 (모두 시뮬레이션)' }), ''],
    [
      row(
        'personas accepted by a script',
        '스크립트가 승인한 페르소나',
        out.say({
          en: `${personaNames.length} of ${foundCount} found: ${personaNames.join(', ') || '–'}`,
          ko: `찾은 ${foundCount}개 중 ${personaNames.length}개: ${personaNames.join(', ') || '–'}`,
        }),
      ),
      ...(match === undefined
        ? []
        : [
            row(
              'likeness to the hidden personas',
              '숨겨진 페르소나와 일치도',
              out.say({
                en: `${match.found.toFixed(2)} (by top category ${match.topCategory.toFixed(2)}, by recency, frequency and money ${match.segments.toFixed(2)}; adjusted Rand, ${match.people} people in ${match.groups} groups)`,
                ko: `${match.found.toFixed(2)} (최다 구매 카테고리 ${match.topCategory.toFixed(2)}, 최근성·빈도·금액 ${match.segments.toFixed(2)}; 수정 랜드 지수, ${match.people}명 ${match.groups}개 그룹)`,
              }),
            ),
          ]),
      row('appeal points', '소구점', count(copy.appealPoints)),
      row('variants written by the local composer', '로컬 작성기가 쓴 문구', count(copy.variants)),
      row('  passed the check', '  점검 통과', count(copy.passed)),
      row('  refused', '  거절', count(copy.failed)),
      row('  too much like another', '  다른 문구와 거의 같음', count(copy.duplicates)),
      row(
        'approved and live, Korean / English',
        '승인되어 사용 중, 한국어 / 영어',
        `${count(copy.live.ko)} / ${count(copy.live.en)}`,
      ),
      row(
        'minutes of a person, as the script says',
        '스크립트가 말하는 사람의 시간(분)',
        count(copy.minutes),
      ),
      row(
        'time it took here',
        '여기서 걸린 시간',
        out.say({ en: `${copy.seconds.toFixed(0)} s`, ko: `${copy.seconds.toFixed(0)}초` }),
      ),
      row(
        'tokens read / written',
        '읽은 토큰 / 쓴 토큰',
        `${count(copy.inTokens)} / ${count(copy.outTokens)}`,
      ),
      row(
        'what a cloud would bill for them',
        '클라우드라면 청구할 금액',
        copy.usd === undefined ? '–' : `${copy.usd.toFixed(4)} USD`,
      ),
    ],
  );
}
