import { rejectionSentence } from '#core/events/rejection-sentences.ts';
import { CONNECTION_OPTIONS, readArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { connect } from '../connection.ts';
import type { Out } from '../out.ts';
import { service } from '../service.ts';
import type { Arrival } from '../services.ts';

const MARK = { accepted: '+', dropped: '-', quarantined: '!' } as const;

function arrivalLine(arrival: Arrival, out: Out): string {
  const { atMs, status, name, customerKey, reason, path = '', expected, withoutConsent } = arrival;
  const time = new Date(atMs).toISOString().slice(11, 23);
  const rejection = reason && { reason, path, ...(expected && { expected }) };
  const why = rejection ? `  ${reason}: ${rejectionSentence(rejection, out.language)}` : '';
  const noConsent = out.say({ en: 'no consent', ko: '동의 없음' });
  const without = withoutConsent === undefined ? '' : `  (${noConsent}: ${withoutConsent})`;
  return `${time} ${MARK[status]} ${name}  ${customerKey}${why}${without}`;
}

/** `kairos tail`: did it arrive? */
export const tail: Command = {
  name: 'tail',
  summary: {
    en: 'did it arrive? events as they come in, and why some do not',
    ko: '도착했는지 봅니다. 들어오는 이벤트와 막힌 이유',
  },
  usage: 'tail [--customer ID]',
  options: {
    customer: { type: 'string', value: 'ID', summary: { en: 'only this customer', ko: '이 고객만' } },
    ...CONNECTION_OPTIONS,
  },
  notes: {
    en: 'Each line: time (UTC), + accepted, - dropped for want of consent, ! quarantined, event, customer. With --json one JSON object a line, because a\ntail has no end. Stop with Ctrl+C.',
    ko: '각 줄: 시각(UTC), + 받음, - 동의가 없어 버림, ! 격리, 이벤트, 고객. --json 이면 끝이 없으므로 한 줄에 JSON 하나씩 출력합니다. Ctrl+C 로 멈춥니다.',
  },
  needs: ['tailEvents'],

  async run(argv, context) {
    const { out, signal } = context;
    const args = readArguments(tail, argv, 0);
    const connection = await connect(args, context.env);
    out.note(out.say({ en: `Listening at ${connection.label} …`, ko: `${connection.label} 에서 듣는 중 …` }));
    const arrivals = service(context, 'tailEvents')(connection, {
      customerKey: args.text('customer'),
      signal,
    });
    for await (const arrival of arrivals)
      out.line(out.isJson ? JSON.stringify(arrival) : arrivalLine(arrival, out));
    return 0;
  },
};
