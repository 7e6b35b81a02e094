import { userInfo } from 'node:os';
import type { Doer } from '#app/copy/appeal-desk.ts';
import type { Arguments, Option } from '../arguments.ts';
import type { Connection } from '../connection.ts';
import { refuse } from '../said.ts';

/** Options of whoever decides. */
export const DOER_OPTIONS: Readonly<Record<string, Option>> = {
  by: {
    type: 'string',
    value: 'NAME',
    summary: {
      en: 'a scripted person, on a local run only; marked as simulated',
      ko: '대본에 따른 사람 (로컬에서만, 모의로 표시됩니다)',
    },
  },
  minutes: {
    type: 'string',
    value: 'N',
    summary: { en: 'minutes that it took you', ko: '걸린 시간 (분)' },
  },
  reason: { type: 'string', value: 'TEXT', summary: { en: 'why, for a rejection', ko: '반려하는 이유' } },
};

/** Who decides, and how long it took. @throws InputError for a name on a stage: there the signed-in person counts. */
export function doerOf(args: Arguments, connection: Connection): Doer {
  const by = args.text('by');
  const minutes = Number(args.text('minutes') ?? 0);
  if (by !== undefined && connection.kind !== 'local')
    throw refuse({ en: '--by is for local runs only', ko: '--by 는 로컬에서만 쓸 수 있습니다' });
  if (!Number.isFinite(minutes) || minutes < 0)
    throw refuse({ en: '--minutes is a number', ko: '--minutes 는 숫자입니다' });
  return { by: by ?? userInfo().username, minutes, isSimulated: by !== undefined };
}

/** @throws InputError if no reason is given. */
export function reasonOf(args: Arguments): string {
  const reason = args.text('reason');
  if (reason !== undefined && reason.trim() !== '') return reason;
  throw refuse({ en: 'say why: --reason TEXT', ko: '이유를 쓰십시오: --reason 이유' });
}
