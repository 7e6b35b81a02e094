import type { QuarantineEntry } from '#app/ports/quarantine.ts';
import type { RejectionReason } from '#core/events/rejection.ts';
import { rejectionSentence, SENTENCES } from '#core/events/rejection-sentences.ts';
import { type Arguments, CONNECTION_OPTIONS, readArguments, required } from '../arguments.ts';
import type { Command, CommandContext, ExitStatus } from '../command.ts';
import { connect } from '../connection.ts';
import { readMend } from '../quarantine/read-mend.ts';
import { refuse } from '../said.ts';
import { service } from '../service.ts';

function limitOf(text: string | undefined): number {
  const limit = Number(text ?? 50);
  if (Number.isInteger(limit) && limit > 0) return limit;
  throw refuse({ en: '--limit is a whole number above 0', ko: '--limit 은 0보다 큰 정수입니다' });
}

function reasonOf(text: string | undefined): RejectionReason | undefined {
  if (text === undefined || Object.hasOwn(SENTENCES, text)) return text as RejectionReason | undefined;
  const reasons = Object.keys(SENTENCES).join(', ');
  throw refuse({
    en: `there is no reason "${text}": use one of ${reasons}`,
    ko: `"${text}" 이유는 없습니다. 다음 중 하나를 쓰십시오: ${reasons}`,
  });
}

const WHOLE = {
  en: '--failures replays whole records as they were: it goes with neither --mend nor --id',
  ko: '--failures 는 레코드를 그대로 다시 보냅니다. --mend 나 --id 와 함께 쓸 수 없습니다',
};

/** Bodies stay where they are: a listing may be read over a shoulder. */
function listed({
  id,
  reason,
  path,
  detail,
  arrivedAtMs,
  replayedAtMs,
}: QuarantineEntry): Record<string, unknown> {
  return {
    id,
    reason,
    path,
    detail,
    arrivedAt: new Date(arrivedAtMs).toISOString(),
    isReplayed: replayedAtMs !== undefined,
  };
}

async function list(args: Arguments, context: CommandContext): Promise<ExitStatus> {
  const { out } = context;
  const limit = limitOf(args.text('limit'));
  const reason = reasonOf(args.text('reason'));
  const store = await service(context, 'quarantine')(await connect(args, context.env));
  const entries: QuarantineEntry[] = [];
  for await (const entry of store.list({ limit, ...(reason === undefined ? {} : { reason }) }))
    entries.push(entry);
  out.result({ entries: entries.map(listed) }, () => {
    if (entries.length === 0) {
      out.line(out.say({ en: 'The quarantine is empty.', ko: '격리된 것이 없습니다.' }));
      return;
    }
    const header = {
      en: ['arrived', 'reason', 'where', 'replayed', 'what'],
      ko: ['도착', '이유', '위치', '재처리', '내용'],
    };
    const rows = entries.map((entry) => [
      new Date(entry.arrivedAtMs).toISOString(),
      entry.reason,
      entry.path,
      entry.replayedAtMs === undefined ? '' : new Date(entry.replayedAtMs).toISOString(),
      rejectionSentence(entry, out.language),
    ]);
    out.table(header[out.language], rows);
  });
  return 0;
}

async function replay(args: Arguments, context: CommandContext): Promise<ExitStatus> {
  const { out } = context;
  const reason = reasonOf(args.text('reason'));
  const isFailures = args.flag('failures');
  const patch = args.text('mend');
  const ids = args.all('id');
  if (isFailures && (patch !== undefined || ids.length > 0)) throw refuse(WHOLE);
  const mend = patch === undefined ? undefined : await readMend(context.cwd, patch);
  const connection = await connect(args, context.env);
  const request = { reason, isFailures, mend, ids };
  const replayed = await service(context, 'replayQuarantine')(connection, request);
  out.result(replayed, () => {
    const { replayedCount, skippedCount } = replayed;
    out.line(
      out.say({
        en: `${replayedCount} put on the stream again, ${skippedCount} were replayed before and left alone`,
        ko: `${replayedCount}건을 다시 보냈습니다. ${skippedCount}건은 이미 보낸 것이라 그대로 두었습니다`,
      }),
    );
    for (const [reason, count] of Object.entries(replayed.refused)) {
      out.line(
        out.say({
          en: `${count} stay: they would be refused again (${reason}); mend the sender first`,
          ko: `${count}건은 그대로 둡니다. 다시 막힐 것입니다 (${reason}). 보내는 쪽을 먼저 고치십시오`,
        }),
      );
    }
  });
  return 0;
}

/** `kairos quarantine`: what was refused, and a second try once its cause is mended. */
export const quarantine: Command = {
  name: 'quarantine',
  summary: {
    en: 'refused events: list them, replay them once mended',
    ko: '막힌 이벤트를 보고, 원인을 고친 뒤 다시 보냅니다',
  },
  usage: 'quarantine list|replay [--reason REASON] [--id ID] [--mend PATCH.json] [--failures]',
  options: {
    reason: {
      type: 'string',
      value: 'REASON',
      summary: { en: 'only this reason, e.g. bad_money', ko: '이 이유만, 예: bad_money' },
    },
    id: {
      type: 'string',
      value: 'ID',
      multiple: true,
      summary: {
        en: 'replay: only this message; ids are in "list --json"; may be repeated',
        ko: 'replay: 이 메시지만. id 는 "list --json" 에 있으며 여러 번 쓸 수 있습니다',
      },
    },
    mend: {
      type: 'string',
      value: 'PATCH.json',
      summary: {
        en: 'replay: change each message by this JSON Patch (RFC 6902) first',
        ko: 'replay: 각 메시지를 이 JSON Patch(RFC 6902)로 먼저 고칩니다',
      },
    },
    failures: {
      type: 'boolean',
      summary: {
        en: 'replay: what the stream gave up after its retries, instead of the quarantine',
        ko: 'replay: 격리 대신, 재시도 끝에 포기한 기록을 다시 보냅니다',
      },
    },
    limit: {
      type: 'string',
      value: 'N',
      summary: { en: 'list at most so many (default 50)', ko: '최대 건수 (기본 50)' },
    },
    ...CONNECTION_OPTIONS,
  },
  examples: [
    'kairos quarantine list',
    'kairos quarantine replay --reason bad_time',
    'kairos quarantine replay --reason bad_money --mend patch.json',
  ],
  needs: ['quarantine', 'replayQuarantine'],

  async run(argv, context) {
    const args = readArguments(quarantine, argv, 1);
    const what = required(quarantine, args, 0, 'list|replay');
    if (what === 'list') return list(args, context);
    if (what === 'replay') return replay(args, context);
    throw refuse({
      en: `quarantine ${what}: say list or replay`,
      ko: `quarantine ${what}: list 나 replay 를 쓰십시오`,
    });
  },
};
