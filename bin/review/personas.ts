import { userInfo } from 'node:os';
import type { ReviewPersonas } from '#app/personas/review-personas.ts';
import type { PersonaAction } from '#core/personas/persona-record.ts';
import type { Arguments } from '../arguments.ts';
import type { CommandContext, ExitStatus } from '../command.ts';
import { connect } from '../connection.ts';
import { refuse, type Said } from '../said.ts';
import { service } from '../service.ts';
import { printPersona, printPersonas } from './persona-page.ts';
import type { ReviewTopic } from './topic.ts';

const USAGE = 'personas list|show ID|accept ID|rename ID KO EN|split ID|merge ID INTO|reject ID';

function word(args: Arguments, position: number, what: string): string {
  const found = args.positionals[position];
  if (found !== undefined) return found;
  throw refuse({
    en: `${what} is missing\nUsage: kairos review ${USAGE}`,
    ko: `${what} 이(가) 빠졌습니다\n사용법: kairos review ${USAGE}`,
  });
}

function reasonOf(args: Arguments): string {
  const reason = args.text('reason');
  if (reason !== undefined && reason.trim() !== '') return reason;
  throw refuse({ en: 'say why with --reason', ko: '--reason 으로 이유를 적어 주십시오' });
}

/** What the words after `personas` ask for; undefined for another action. */
function actionOf(args: Arguments): PersonaAction | undefined {
  switch (args.positionals[0]) {
    case 'accept':
      return { kind: 'accept' };
    case 'rename':
      return { kind: 'rename', name: { ko: word(args, 2, 'KO'), en: word(args, 3, 'EN') } };
    case 'split':
      return { kind: 'split', reason: reasonOf(args) };
    case 'merge':
      return { kind: 'merge', into: word(args, 2, 'INTO') };
    case 'reject':
      return { kind: 'reject', reason: reasonOf(args) };
    default:
      return undefined;
  }
}

const DONE: Readonly<Record<PersonaAction['kind'], Said>> = {
  accept: { en: 'accepted', ko: '승인했습니다' },
  rename: { en: 'renamed and accepted', ko: '이름을 바꾸고 승인했습니다' },
  reject: { en: 'rejected', ko: '반려했습니다' },
  merge: { en: 'merged: its people count there from now on', ko: '합쳤습니다. 이제 그쪽 고객으로 셉니다' },
  split: { en: 'the next persona run parts it in two', ko: '다음 페르소나 실행에서 둘로 나눕니다' },
};

function spentSeconds(args: Arguments): number | undefined {
  const given = args.text('minutes');
  if (given === undefined) return undefined;
  const minutes = Number(given);
  if (Number.isFinite(minutes) && minutes >= 0) return Math.round(minutes * 60);
  throw refuse({ en: '--minutes is a number', ko: '--minutes 는 숫자입니다' });
}

async function decide(
  reviews: ReviewPersonas,
  action: PersonaAction,
  args: Arguments,
  { out }: CommandContext,
): Promise<ExitStatus> {
  const personaId = word(args, 1, 'ID');
  const by = args.text('by') ?? userInfo().username;
  const record = await reviews.decide(personaId, action, { by, spentSeconds: spentSeconds(args) });
  out.result(record, () => out.line(`${personaId}: ${out.say(DONE[action.kind])}`));
  return 0;
}

/** `kairos review personas`: what was found, and what people make of it. */
export const personas: ReviewTopic = {
  name: 'personas',
  summary: {
    en: 'groups of customers: see their facts, accept or change their names, split, merge, reject',
    ko: '고객 그룹: 특징을 보고 이름을 승인·수정하거나, 나누고 합치고 반려합니다',
  },
  usage: `${USAGE} [--reason WHY] [--minutes N] [--by NAME]`,
  options: {
    reason: { type: 'string', value: 'WHY', summary: { en: 'why', ko: '이유' } },
    minutes: {
      type: 'string',
      value: 'N',
      summary: { en: 'how long you spent on it', ko: '들인 시간(분)' },
    },
    by: {
      type: 'string',
      value: 'NAME',
      summary: { en: 'who decides (else the signed-in user)', ko: '결정한 사람 (없으면 로그인한 사용자)' },
    },
  },
  examples: [
    'kairos review personas list',
    "kairos review personas rename p-03 '밤의 토너 손님' 'Night toners'",
  ],
  needs: ['reviewPersonas'],

  async run(args, context) {
    const { out } = context;
    const what = word(args, 0, 'list|show|accept|rename|split|merge|reject');
    const action = actionOf(args);
    if (action === undefined && what !== 'list' && what !== 'show') {
      throw refuse({
        en: `review personas ${what}: say list, show, accept, rename, split, merge or reject`,
        ko: `review personas ${what}: list, show, accept, rename, split, merge, reject 중 하나를 쓰십시오`,
      });
    }
    const reviews = await service(context, 'reviewPersonas')(await connect(args, context.env));
    if (action !== undefined) return decide(reviews, action, args, context);
    if (what === 'list') {
      const list = await reviews.list();
      out.result(list, () => printPersonas(list, out));
      return 0;
    }
    const page = await reviews.show(word(args, 1, 'ID'));
    out.result(page, () => printPersona(page, out));
    return 0;
  },
};
