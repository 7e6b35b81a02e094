import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CONNECTION_OPTIONS, REASON_OPTION, readArguments, required } from '../arguments.ts';
import type { Command } from '../command.ts';
import { connect } from '../connection.ts';
import { refuse } from '../said.ts';
import { service } from '../service.ts';
import { unknownCustomer } from './profile.ts';

/** `kairos export`: all data of one person, to hand over on request. */
export const exportPerson: Command = {
  name: 'export',
  summary: {
    en: 'all data of one customer as JSON, to hand over',
    ko: '고객에게 내줄 수 있도록 모든 데이터를 JSON 으로 내보냅니다',
  },
  usage: 'export CUSTOMER --reason TEXT [--to FILE]',
  options: {
    ...REASON_OPTION,
    to: {
      type: 'string',
      value: 'FILE',
      summary: { en: 'write it there, readable by you alone', ko: '파일로 씁니다 (본인만 읽을 수 있게)' },
    },
    ...CONNECTION_OPTIONS,
  },
  notes: {
    en: 'Who asked, when and why is kept for two years and is part of the export (accesses).',
    ko: '누가 언제 왜 보았는지는 2년 동안 보관되며 내보낸 파일(accesses)에도 들어갑니다.',
  },
  examples: ["kairos export 17850 --reason 'asked by letter' --to 17850.json"],
  needs: ['exportPerson'],

  async run(argv, context) {
    const { out, cwd } = context;
    const args = readArguments(exportPerson, argv, 1);
    const customer = required(exportPerson, args, 0, 'CUSTOMER');
    const reason = (args.text('reason') ?? '').trim();
    if (reason === '') throw refuse({ en: 'say why with --reason', ko: '--reason 으로 사유를 쓰십시오' });
    const connection = await connect(args, context.env);
    const data = await service(context, 'exportPerson')(connection, customer, reason);
    if (data === undefined) throw refuse(unknownCustomer(customer));
    const file = args.text('to');
    const text = JSON.stringify(data, undefined, 2);
    if (file === undefined) {
      out.line(text);
      return 0;
    }
    writeFileSync(resolve(cwd, file), `${text}\n`, { mode: 0o600 });
    out.result({ file }, () => out.line(out.say({ en: `written to ${file}`, ko: `${file} 에 썼습니다` })));
    return 0;
  },
};
