import type { PlanRecord } from '#app/plan/plan-records.ts';
import type { Arguments } from '../arguments.ts';
import type { CommandContext, ExitStatus } from '../command.ts';
import { connect } from '../connection.ts';
import type { PlanDesk } from '../plan/plan-desk.ts';
import { printPlan } from '../plan/plan-page.ts';
import { refuse, type Said } from '../said.ts';
import { service } from '../service.ts';
import { DOER_OPTIONS, doerOf, reasonOf } from './doer.ts';
import type { ReviewTopic } from './topic.ts';

const { by, reason } = DOER_OPTIONS;
const OPTIONS = {
  by: by!,
  reason: reason!,
  role: {
    type: 'string',
    value: 'ROLE',
    summary: { en: 'in which you sign (else marketing)', ko: '승인하는 역할 (없으면 marketing)' },
  },
} as const;

const USAGE = 'plans list|show|accept|reject [PLAN]';

interface Asked {
  readonly desk: PlanDesk;
  readonly args: Arguments;
  readonly context: CommandContext;
  /** A scripted person; undefined for who is signed in. */
  readonly as: string | undefined;
}

type Action = (asked: Asked) => Promise<void>;

const hashIn = (args: Arguments): string => {
  const hash = args.positionals[1];
  if (hash !== undefined) return hash;
  throw refuse({
    en: `PLAN is missing\nUsage: kairos review ${USAGE}`,
    ko: `PLAN 이(가) 빠졌습니다\n사용법: kairos review ${USAGE}`,
  });
};

const STATES: Readonly<Record<'started' | 'rejected' | 'signed' | 'waiting', Said>> = {
  started: { en: 'started', ko: '시작됨' },
  rejected: { en: 'rejected', ko: '반려' },
  signed: { en: 'signed', ko: '서명됨' },
  waiting: { en: 'waiting', ko: '검토 대기' },
};

function stateOf({ appliedAtMs, rejected, signatures }: PlanRecord): Said {
  if (appliedAtMs !== undefined) return STATES.started;
  if (rejected !== undefined) return STATES.rejected;
  return signatures.length > 0 ? STATES.signed : STATES.waiting;
}

const ACTIONS: Readonly<Record<string, Action>> = {
  async list({ desk, context: { out } }) {
    const records = await desk.list();
    const header = {
      en: ['plan', 'campaign', 'date', 'made', 'messages', 'state', 'signed by'],
      ko: ['계획', '캠페인', '회차', '작성', '건수', '상태', '승인자'],
    };
    out.result(records, () =>
      out.table(
        header[out.language],
        records.map((record) => [
          record.hash,
          record.campaignId,
          record.occurrence,
          new Date(record.madeAtMs).toISOString().slice(0, 16),
          record.planned,
          out.say(stateOf(record)),
          record.signatures.map((signature) => signature.by).join(', '),
        ]),
      ),
    );
  },
  async show({ desk, args, context: { out } }) {
    const { summary, record } = await desk.show(hashIn(args));
    out.result({ ...record, summary }, () => {
      printPlan(record.hash, summary, out);
      out.line(out.say(stateOf(record)));
    });
  },
  async accept({ desk, args, as, context: { out } }) {
    const { record, needed, isApproved } = await desk.approve(
      hashIn(args),
      args.text('role') ?? 'marketing',
      as,
    );
    const missing = needed - record.signatures.length;
    out.result({ plan: record.hash, signatures: record.signatures, needed, isApproved }, () =>
      out.line(
        out.say(
          isApproved
            ? {
                en: `Approved: kairos apply ${record.hash}`,
                ko: `승인되었습니다: kairos apply ${record.hash}`,
              }
            : {
                en: `Signed; ${missing} more must sign.`,
                ko: `서명했습니다. ${missing}명이 더 승인해야 합니다.`,
              },
        ),
      ),
    );
  },
  async reject({ desk, args, as, context: { out } }) {
    const record = await desk.reject(hashIn(args), reasonOf(args), as);
    out.result(record, () =>
      out.line(
        out.say({
          en: 'Rejected: it can no longer be started.',
          ko: '반려했습니다. 더는 시작할 수 없습니다.',
        }),
      ),
    );
  },
};

/** `kairos review plans`: what is planned, signed and started. */
export const plans: ReviewTopic = {
  name: 'plans',
  summary: {
    en: 'plans: see, sign or reject them',
    ko: '계획: 보고 승인하거나 반려합니다',
  },
  usage: USAGE,
  options: OPTIONS,
  needs: ['planDesk'],
  async run(args, context): Promise<ExitStatus> {
    const action = args.positionals[0] ?? 'list';
    const act = ACTIONS[action];
    if (act === undefined) {
      const known = Object.keys(ACTIONS).join(', ');
      throw refuse({ en: `review plans knows ${known}`, ko: `review plans 가 아는 말: ${known}` });
    }
    const connection = await connect(args, context.env);
    const desk = await service(context, 'planDesk')(connection);
    const as = args.text('by') === undefined ? undefined : doerOf(args, connection).by;
    await act({ desk, args, context, as });
    return 0;
  },
};
