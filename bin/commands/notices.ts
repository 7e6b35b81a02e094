import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';
import type { PersonNotice } from '#app/delivery/consent-notices.ts';
import { DAY_MS } from '#core/kernel/time.ts';
import { CONNECTION_OPTIONS, REASON_OPTION, readArguments } from '../arguments.ts';
import type { Command, CommandContext } from '../command.ts';
import { connect } from '../connection.ts';
import { OutputFile } from '../output-file.ts';
import { refuse } from '../said.ts';
import { service } from '../service.ts';
import type { NoticeDesk } from '../services.ts';
import { numberOf } from './up.ts';

const JURISDICTION = 'KR';
const WITHIN_DAYS = 30;
const LONGEST_DAYS = 730;

const givenLine = z.object({ customer_id: z.string().min(1), channel: z.enum(['push', 'email', 'sms']) });

/** Lines as this verb writes them. @throws InputError naming the line that cannot be read. */
function readGiven(path: string): { personId: string; channel: 'push' | 'email' | 'sms' }[] {
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  return lines.map((line, index) => {
    try {
      const { customer_id: personId, channel } = givenLine.parse(JSON.parse(line));
      return { personId, channel };
    } catch (error) {
      throw refuse({
        en: `${path}, line ${index + 1}: customer_id and channel are needed (${(error as Error).name})`,
        ko: `${path} ${index + 1}행: customer_id 와 channel 이 필요합니다 (${(error as Error).name})`,
      });
    }
  });
}

async function record(desk: NoticeDesk, path: string, evidence: string, { out }: CommandContext) {
  if (evidence === '')
    throw refuse({
      en: 'say with --evidence where the proof lies',
      ko: '--evidence 로 증빙의 위치를 쓰십시오',
    });
  const recorded = await desk.record(readGiven(path), { atMs: desk.nowMs(), evidence });
  out.result({ recorded }, () =>
    out.line(
      out.say({ en: `${recorded} customers noted as told`, ko: `고객 ${recorded}명의 통지를 기록했습니다` }),
    ),
  );
}

/** Where the list goes, and why it is made. */
interface ListFile {
  readonly file: OutputFile;
  readonly reason: string;
}

async function list(desk: NoticeDesk, days: number, to: ListFile | undefined, { out }: CommandContext) {
  const nowMs = desk.nowMs();
  const counts = { result: { due: 0, overdue: 0 }, renewal: { due: 0, overdue: 0 } };
  for await (const notice of desk.due(JURISDICTION, { nowMs, untilMs: nowMs + days * DAY_MS })) {
    counts[notice.kind][notice.dueMs <= nowMs ? 'overdue' : 'due'] += 1;
    if (to === undefined) continue;
    await desk.noteListed(notice.personId, to.reason);
    to.file.write(`${JSON.stringify(lineOf(notice))}\n`);
  }
  to?.file.close();
  out.result({ days, ...counts }, () =>
    out.table(
      [
        out.say({ en: 'notice', ko: '통지' }),
        out.say({ en: `due within ${days} days`, ko: `${days}일 안` }),
        out.say({ en: 'overdue', ko: '기한 지남' }),
      ],
      [
        [
          out.say({
            en: 'what came of a consent, refusal or withdrawal',
            ko: '동의·거부·철회 처리 결과 (14일)',
          }),
          counts.result.due,
          counts.result.overdue,
        ],
        [
          out.say({ en: 'that they consented, every two years', ko: '수신동의 사실 확인 (2년)' }),
          counts.renewal.due,
          counts.renewal.overdue,
        ],
      ],
    ),
  );
}

const lineOf = ({ personId, channel, kind, granted, dueMs }: PersonNotice) => ({
  ...{ customer_id: personId, channel, kind, granted },
  due: new Date(dueMs).toISOString(),
});

/** @throws InputError without a reason: whoever stands in a file that leaves is told who took it and why. */
function listFileOf(path: string | undefined, reason: string): ListFile | undefined {
  if (path === undefined || path === '') return undefined;
  if (reason === '') throw refuse({ en: 'say why with --reason', ko: '--reason 으로 사유를 쓰십시오' });
  return { file: new OutputFile('to', path), reason };
}

/** `kairos notices`: what people must be told about their own consent, and the record that they were. */
export const notices: Command = {
  name: 'notices',
  summary: {
    en: 'what customers must be told about their own consent, and that they were',
    ko: '고객에게 알려야 할 수신동의 통지와 그 기록',
  },
  usage: 'notices [--within DAYS] [--to FILE --reason TEXT] | notices --sent FILE --evidence TEXT',
  options: {
    within: {
      type: 'string',
      value: 'DAYS',
      summary: { en: 'due within so many days (default 30)', ko: '며칠 안에 기한이 되는 통지 (기본 30)' },
    },
    to: {
      type: 'string',
      value: 'FILE',
      summary: { en: 'write whom, as JSON lines', ko: '대상자를 JSON 줄로 씁니다' },
    },
    ...REASON_OPTION,
    sent: {
      type: 'string',
      value: 'FILE',
      summary: { en: 'those of FILE were told', ko: 'FILE 의 고객에게 알렸음을 기록합니다' },
    },
    evidence: {
      type: 'string',
      value: 'TEXT',
      summary: { en: 'where the proof lies, 32 bytes', ko: '증빙의 위치 (32바이트)' },
    },
    ...CONNECTION_OPTIONS,
  },
  notes: {
    en: 'Within 14 days, what came of a consent, a refusal or a withdrawal; every two years, that they consented.\nWhose two years are over gets no message until the notice is recorded.',
    ko: '동의·거부·철회의 처리 결과는 14일 안에, 수신동의 사실은 2년마다 알립니다.\n2년이 지난 고객에게는 통지가 기록될 때까지 발송하지 않습니다.',
  },
  examples: [
    "kairos notices --to due.jsonl --reason 'notices of November'",
    'kairos notices --sent due.jsonl --evidence mail-2026-11',
  ],
  needs: ['noticeDesk'],

  async run(argv, context) {
    const args = readArguments(notices, argv, 0);
    const desk = await service(context, 'noticeDesk')(await connect(args, context.env));
    const [sent, to] = [args.text('sent'), args.text('to')].map((path) => path && resolve(context.cwd, path));
    if (sent !== undefined && sent !== '') {
      await record(desk, sent, args.text('evidence') ?? '', context);
      return 0;
    }
    const days = numberOf('within', args.text('within'), LONGEST_DAYS) ?? WITHIN_DAYS;
    const reason = (args.text('reason') ?? '').trim();
    await list(desk, days, listFileOf(to, reason), context);
    return 0;
  },
};
